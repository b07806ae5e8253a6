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

from deliveries.version import __version__

if TYPE_CHECKING:
    from deliveries.analysis.answers import Needed as Needed
    from deliveries.analysis.answers import Reached as Reached
    from deliveries.analysis.answers import needed_capacity as needed_capacity
    from deliveries.analysis.answers import when_reached as when_reached
    from deliveries.analysis.comparison import Comparison as Comparison
    from deliveries.analysis.comparison import compare_scenarios as compare_scenarios
    from deliveries.analysis.divisions import BreakEven as BreakEven
    from deliveries.analysis.divisions import Divisions as Divisions
    from deliveries.analysis.divisions import break_even as break_even
    from deliveries.analysis.divisions import divisions as divisions
    from deliveries.analysis.measures import Measures as Measures
    from deliveries.analysis.whatif import WhatIf as WhatIf
    from deliveries.analysis.whatif import scenario_yaml as scenario_yaml
    from deliveries.analysis.whatif import what_if as what_if
    from deliveries.analysis.whatif import with_scenario as with_scenario
    from deliveries.case import Case as Case
    from deliveries.case import extract as extract
    from deliveries.case.schema import case_schema as case_schema
    from deliveries.errors import CapacityError as CapacityError
    from deliveries.errors import CaseError as CaseError
    from deliveries.errors import ChangeError as ChangeError
    from deliveries.errors import ConversionError as ConversionError
    from deliveries.errors import DeliveriesError as DeliveriesError
    from deliveries.errors import LotError as LotError
    from deliveries.errors import Problem as Problem
    from deliveries.errors import RangeError as RangeError
    from deliveries.errors import UnknownNameError as UnknownNameError
    from deliveries.errors import UnreadableError as UnreadableError
    from deliveries.errors import WriteError as WriteError
    from deliveries.explain import Explanation as Explanation
    from deliveries.explain import explain as explain
    from deliveries.forms.bundle import bundle as bundle
    from deliveries.forms.exports import export as export
    from deliveries.forms.handout import as_handout as as_handout
    from deliveries.forms.plots import picture as picture
    from deliveries.forms.plots import plot as plot
    from deliveries.forms.written import as_csv as as_csv
    from deliveries.forms.written import as_html as as_html
    from deliveries.forms.written import as_json as as_json
    from deliveries.forms.written import as_markdown as as_markdown
    from deliveries.forms.written import as_text as as_text
    from deliveries.forms.written import as_workbook as as_workbook
    from deliveries.frames import comparison_frame as comparison_frame
    from deliveries.frames import measures_frame as measures_frame
    from deliveries.frames import schedule_frame as schedule_frame
    from deliveries.frames import tidy_frame as tidy_frame
    from deliveries.months import Month as Month
    from deliveries.months import Window as Window
    from deliveries.numbers import decimal as decimal
    from deliveries.numbers import mixed as mixed
    from deliveries.read import load_case as load_case
    from deliveries.read import parse_case as parse_case
    from deliveries.read import review_sources as review_sources
    from deliveries.read import shipped_case as shipped_case
    from deliveries.read import starter_case as starter_case
    from deliveries.read.writing import case_yaml as case_yaml
    from deliveries.reports.verdict import verdict as verdict
    from deliveries.schedule import Schedule as Schedule
    from deliveries.schedule import schedule_scenario as schedule_scenario

_HOMES = {
    "Needed": "analysis.answers",
    "Reached": "analysis.answers",
    "needed_capacity": "analysis.answers",
    "when_reached": "analysis.answers",
    "Case": "case",
    "extract": "case",
    "case_schema": "case.schema",
    "load_case": "read",
    "parse_case": "read",
    "review_sources": "read",
    "shipped_case": "read",
    "starter_case": "read",
    "case_yaml": "read.writing",
    "Comparison": "analysis.comparison",
    "compare_scenarios": "analysis.comparison",
    "BreakEven": "analysis.divisions",
    "Divisions": "analysis.divisions",
    "break_even": "analysis.divisions",
    "divisions": "analysis.divisions",
    "CapacityError": "errors",
    "CaseError": "errors",
    "ChangeError": "errors",
    "ConversionError": "errors",
    "DeliveriesError": "errors",
    "LotError": "errors",
    "Problem": "errors",
    "RangeError": "errors",
    "UnknownNameError": "errors",
    "UnreadableError": "errors",
    "WriteError": "errors",
    "Explanation": "explain",
    "explain": "explain",
    "bundle": "forms.bundle",
    "export": "forms.exports",
    "as_handout": "forms.handout",
    "picture": "forms.plots",
    "plot": "forms.plots",
    "as_csv": "forms.written",
    "as_html": "forms.written",
    "as_json": "forms.written",
    "as_markdown": "forms.written",
    "as_text": "forms.written",
    "as_workbook": "forms.written",
    "comparison_frame": "frames",
    "measures_frame": "frames",
    "schedule_frame": "frames",
    "tidy_frame": "frames",
    "Measures": "analysis.measures",
    "Month": "months",
    "Window": "months",
    "decimal": "numbers",
    "mixed": "numbers",
    "verdict": "reports.verdict",
    "Schedule": "schedule",
    "schedule_scenario": "schedule",
    "WhatIf": "analysis.whatif",
    "scenario_yaml": "analysis.whatif",
    "what_if": "analysis.whatif",
    "with_scenario": "analysis.whatif",
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
