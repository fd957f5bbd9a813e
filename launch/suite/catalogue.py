"""Every scenario, by name."""

from __future__ import annotations

from suite import cameras, handling, hiding, lookalikes, reaching, sensing
from suite.scenario import Scenario

GROUPS = (reaching, hiding, lookalikes, handling, cameras, sensing)
SCENARIOS: dict[str, Scenario] = {scenario.name: scenario for group in GROUPS for scenario in group.SCENARIOS}
