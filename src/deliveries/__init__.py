"""Compare delivery schedules of history month by month: what was asked, offered and delivered.

>>> import deliveries
>>> case = deliveries.load_case()
>>> comparison = deliveries.compare_scenarios(case, ["general-staff"])
>>> comparison.entries[1].items[None].measures.set_months_short
Fraction(550, 1)

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deliveries.case import Case as Case
    from deliveries.casefile import load_case as load_case
    from deliveries.casefile import parse_case as parse_case
    from deliveries.comparison import Comparison as Comparison
    from deliveries.comparison import compare_scenarios as compare_scenarios
    from deliveries.conversion import divisions as divisions
    from deliveries.errors import CaseError as CaseError
    from deliveries.errors import DeliveriesError as DeliveriesError
    from deliveries.errors import Problem as Problem
    from deliveries.explanation import explain as explain
    from deliveries.frames import comparison_frame as comparison_frame
    from deliveries.frames import measures_frame as measures_frame
    from deliveries.frames import schedule_frame as schedule_frame
    from deliveries.months import Month as Month
    from deliveries.months import Window as Window
    from deliveries.reports.verdict import verdict as verdict
    from deliveries.schedule import Schedule as Schedule
    from deliveries.schedule import needed_capacity as needed_capacity
    from deliveries.schedule import schedule_scenario as schedule_scenario
    from deliveries.whatif import what_if as what_if

__version__ = "0.1.0"

_HOMES = {
    "Case": "case",
    "load_case": "casefile",
    "parse_case": "casefile",
    "Comparison": "comparison",
    "compare_scenarios": "comparison",
    "divisions": "conversion",
    "CaseError": "errors",
    "DeliveriesError": "errors",
    "Problem": "errors",
    "explain": "explanation",
    "comparison_frame": "frames",
    "measures_frame": "frames",
    "schedule_frame": "frames",
    "Month": "months",
    "Window": "months",
    "verdict": "reports.verdict",
    "Schedule": "schedule",
    "needed_capacity": "schedule",
    "schedule_scenario": "schedule",
    "what_if": "whatif",
}
"""Every public name, and the room it lives in."""

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604  # the names are text, which the rule cannot see


def __getattr__(name: str) -> Any:
    """Load a public name from its room."""
    if name not in _HOMES:
        raise AttributeError(f"module 'deliveries' has no attribute '{name}'")
    value = getattr(import_module(f"deliveries.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Every public name."""
    return sorted(__all__)
