"""Lockstep: a control step's frames go out, that step's reward comes back."""

from fathom.control.reply import ControlError
from fathom.lockstep.connection import Lockstep
from fathom.lockstep.session import LockstepSession
from fathom.lockstep.ticket import Ticket

__all__ = ["ControlError", "Lockstep", "LockstepSession", "Ticket"]
