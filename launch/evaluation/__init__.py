"""Measures how often a description finds the right thing, and how true what is measured of it is."""
