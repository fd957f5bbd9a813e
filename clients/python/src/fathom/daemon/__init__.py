"""A daemon to ask for rewards: one that runs already, or one of one's own."""

from fathom.daemon.daemon import Daemon, DaemonError, connect

__all__ = ["Daemon", "DaemonError", "connect"]
