"""Scenes of a robot at work that are hard for a reward signal, with exact truth, and the measures that judge it."""
