"""What a notebook shows of the values a user holds: the reports of the command line, as HTML.

Convention: a value that does not hold its case shows documents by their ids and paragraphs; the
case itself, shown, has their titles.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.case import Case
from deliveries.comparison import Comparison
from deliveries.errors import CaseError
from deliveries.explanation import Explanation
from deliveries.quantities import mixed
from deliveries.render.cells import Style
from deliveries.render.html import html_fragment
from deliveries.reports.compare import comparison_report
from deliveries.reports.explain import explanation_report
from deliveries.reports.listing import case_report
from deliveries.reports.periods import View
from deliveries.reports.problems import problems_report
from deliveries.reports.show import schedule_report
from deliveries.reports.whatif import whatif_report
from deliveries.schedule import Schedule
from deliveries.whatif import WhatIf

if TYPE_CHECKING:
    from deliveries.sheets import Report


def html_of(value: object) -> str:
    """Write a value as a fragment of HTML. Raises `TypeError` for one that has no report."""
    return html_fragment(_report(value), Style())


def _report(value: object) -> Report:
    """The report that shows a value."""
    match value:
        case Case():
            return case_report(value)
        case Schedule():
            return schedule_report(value, {}, View(), mixed)
        case Comparison():
            return comparison_report(value, {}, View(), mixed)
        case WhatIf():
            return whatif_report(value, {}, View(), mixed)
        case Explanation():
            return explanation_report(value, {}, mixed)
        case CaseError():
            return problems_report(value.problems)
    raise TypeError(f"there is no report of a {type(value).__name__}")
