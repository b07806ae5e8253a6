"""Compare delivery schedules of history month by month: what was asked, offered and delivered.

>>> import deliveries
>>> case = deliveries.load_case()
>>> comparison = deliveries.compare_scenarios(case, ["general-staff"])
>>> comparison.entries[1].items[None].measures["unit_months_short"].value
Fraction(550, 1)

Names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from deliveries.version import __version__

if TYPE_CHECKING:
    from deliveries.analysis.answers import Divided as Divided
    from deliveries.analysis.answers import Need as Need
    from deliveries.analysis.answers import Needs as Needs
    from deliveries.analysis.answers import Quotient as Quotient
    from deliveries.analysis.answers import Sources as Sources
    from deliveries.analysis.answers import When as When
    from deliveries.analysis.answers import Whens as Whens
    from deliveries.analysis.answers import divide as divide
    from deliveries.analysis.answers import needed_capacity as needed_capacity
    from deliveries.analysis.answers import when_reached as when_reached
    from deliveries.analysis.comparison import Compared as Compared
    from deliveries.analysis.comparison import Comparison as Comparison
    from deliveries.analysis.comparison import Comparisons as Comparisons
    from deliveries.analysis.comparison import Handout as Handout
    from deliveries.analysis.comparison import Past as Past
    from deliveries.analysis.comparison import compare_requests as compare_requests
    from deliveries.analysis.comparison import compare_scenarios as compare_scenarios
    from deliveries.analysis.divisions import BreakEven as BreakEven
    from deliveries.analysis.divisions import ByDivisions as ByDivisions
    from deliveries.analysis.divisions import Divisions as Divisions
    from deliveries.analysis.divisions import break_even as break_even
    from deliveries.analysis.divisions import compare_divisions as compare_divisions
    from deliveries.analysis.divisions import divisions as divisions
    from deliveries.analysis.divisions import show_divisions as show_divisions
    from deliveries.analysis.explore import Exploration as Exploration
    from deliveries.analysis.explore import explore as explore
    from deliveries.analysis.measures import Measured as Measured
    from deliveries.analysis.readings import Moved as Moved
    from deliveries.analysis.readings import Readings as Readings
    from deliveries.analysis.readings import compare_readings as compare_readings
    from deliveries.analysis.revisions import Revisions as Revisions
    from deliveries.analysis.revisions import Vintage as Vintage
    from deliveries.analysis.revisions import compare_revisions as compare_revisions
    from deliveries.analysis.sweep import Sweep as Sweep
    from deliveries.analysis.sweep import Variant as Variant
    from deliveries.analysis.sweep import sweep as sweep
    from deliveries.analysis.whatif import WhatIf as WhatIf
    from deliveries.analysis.whatif import scenario_yaml as scenario_yaml
    from deliveries.analysis.whatif import what_if as what_if
    from deliveries.analysis.whatif import with_change as with_change
    from deliveries.analysis.whatif import with_scenario as with_scenario
    from deliveries.case import Case as Case
    from deliveries.case import extract as extract
    from deliveries.case.derived import said_by as said_by
    from deliveries.case.derived import under_capacity as under_capacity
    from deliveries.case.schema import case_schema as case_schema
    from deliveries.errors import CapacityError as CapacityError
    from deliveries.errors import CaseError as CaseError
    from deliveries.errors import ChangeError as ChangeError
    from deliveries.errors import ConversionError as ConversionError
    from deliveries.errors import DeliveriesError as DeliveriesError
    from deliveries.errors import DrawingWarning as DrawingWarning
    from deliveries.errors import FormatError as FormatError
    from deliveries.errors import LotError as LotError
    from deliveries.errors import Problem as Problem
    from deliveries.errors import RangeError as RangeError
    from deliveries.errors import UnknownNameError as UnknownNameError
    from deliveries.errors import UnreadableError as UnreadableError
    from deliveries.errors import WriteError as WriteError
    from deliveries.explanation import Explanation as Explanation
    from deliveries.explanation import explain as explain
    from deliveries.formats import FORMATS as FORMATS
    from deliveries.formats import Options as Options
    from deliveries.formats import as_bytes as as_bytes
    from deliveries.formats import as_text as as_text
    from deliveries.formats.bundle import bundle as bundle
    from deliveries.formats.html import as_html as as_html
    from deliveries.formats.json import as_dict as as_dict
    from deliveries.formats.pandas import frame as frame
    from deliveries.formats.pandas import frames as frames
    from deliveries.formats.pictures import plot as plot
    from deliveries.formats.recheck import check_bundle as check_bundle
    from deliveries.formats.site import site as site
    from deliveries.months import By as By
    from deliveries.months import Date as Date
    from deliveries.months import Month as Month
    from deliveries.months import Window as Window
    from deliveries.numbers import decimal as decimal
    from deliveries.numbers import mixed as mixed
    from deliveries.read import load_case as load_case
    from deliveries.read import parse_case as parse_case
    from deliveries.read import review_assumptions as review_assumptions
    from deliveries.read import review_sources as review_sources
    from deliveries.read import shipped_case as shipped_case
    from deliveries.read import starter_case as starter_case
    from deliveries.read.guess import Begun as Begun
    from deliveries.read.guess import case_of_ledger as case_of_ledger
    from deliveries.read.writing import case_yaml as case_yaml
    from deliveries.reports import Report as Report
    from deliveries.reports import View as View
    from deliveries.reports import report as report
    from deliveries.reports.verdict import verdict as verdict
    from deliveries.schedule import Schedule as Schedule
    from deliveries.schedule import schedule_scenario as schedule_scenario

_ROOMS = {
    "analysis.answers": (
        "Need Needs When Whens Divided Quotient Sources needed_capacity when_reached divide"
    ),
    "analysis.comparison": (
        "Comparison Comparisons Compared Handout Past compare_requests compare_scenarios"
    ),
    "analysis.divisions": (
        "BreakEven ByDivisions Divisions break_even compare_divisions divisions show_divisions"
    ),
    "analysis.explore": "Exploration explore",
    "analysis.measures": "Measured",
    "analysis.readings": "Moved Readings compare_readings",
    "analysis.revisions": "Revisions Vintage compare_revisions",
    "analysis.sweep": "Sweep Variant sweep",
    "analysis.whatif": "WhatIf scenario_yaml what_if with_change with_scenario",
    "case": "Case extract",
    "case.derived": "said_by under_capacity",
    "case.schema": "case_schema",
    "errors": (
        "CapacityError CaseError ChangeError ConversionError DeliveriesError "
        "DrawingWarning FormatError LotError Problem RangeError UnknownNameError UnreadableError "
        "WriteError"
    ),
    "explanation": "Explanation explain",
    "formats": "FORMATS Options as_bytes as_text",
    "formats.bundle": "bundle",
    "formats.html": "as_html",
    "formats.json": "as_dict",
    "formats.pandas": "frame frames",
    "formats.pictures": "plot",
    "formats.recheck": "check_bundle",
    "formats.site": "site",
    "months": "By Date Month Window",
    "numbers": "decimal mixed",
    "read": "load_case parse_case review_assumptions review_sources shipped_case starter_case",
    "read.guess": "Begun case_of_ledger",
    "read.writing": "case_yaml",
    "reports": "Report View report",
    "reports.verdict": "verdict",
    "schedule": "Schedule schedule_scenario",
}
"""Every public name, by the room it lives in."""
_HOMES = {name: room for room, names in _ROOMS.items() for name in names.split()}

__all__ = ["__version__", *_HOMES]  # noqa: PLE0604  # the names are text, which the rule cannot see


def __getattr__(name: str) -> Any:
    """Load a public name from its room."""
    if name not in _HOMES:
        raise AttributeError(f"module 'deliveries' has no attribute '{name}'")
    value = getattr(import_module(f"deliveries.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """Return every public name."""
    return sorted(__all__)
