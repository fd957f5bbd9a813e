"""Does a policy learn as well on Fathom's reward as on the truth? SAC on FetchReach, four rewards, several seeds."""
