"""All that is exported as one document: the comparison, then each scenario by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deliveries.reports.compare import comparison_report
from deliveries.reports.periods import View
from deliveries.reports.show import scenario_parts
from deliveries.tables import Bars, Notes, Report, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping

    from deliveries.analysis.comparison import Comparison
    from deliveries.case import Source
    from deliveries.reports.words import Say


def document_report(comparison: Comparison, sources: Mapping[str, Source], say: Say) -> Report:
    """The report of the comparison, with every scenario's own tables before the notes."""
    report = comparison_report(comparison, sources, View(), say)
    tables: list[Sheet | Bars | Notes] = [
        part for part in report.parts if not isinstance(part, Notes)
    ]
    for entry in comparison.entries:
        tables += scenario_parts(entry.schedule, say)
    under_them = [part for part in report.parts if isinstance(part, Notes)]
    return Report(report.lead, (*tables, *under_them))
