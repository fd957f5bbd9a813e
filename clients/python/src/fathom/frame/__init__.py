"""A frame: what a camera saw at one time, and where things were."""

from fathom.frame.frame import ColorEncoding, Frame

__all__ = ["ColorEncoding", "Frame"]
