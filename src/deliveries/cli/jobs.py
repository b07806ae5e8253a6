"""What each command does: a case read, a result made, an outlet filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from deliveries.casefile import load_case, shipped_case
from deliveries.cli.options import Format
from deliveries.cli.output import write_stdout
from deliveries.comparison import compare_scenarios
from deliveries.errors import UnreadableError
from deliveries.months import Window
from deliveries.plaintext import visible
from deliveries.reports.periods import View
from deliveries.reports.words import numbers
from deliveries.schedule import schedule_scenario

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from deliveries.case import Case
    from deliveries.cli.output import Outlet
    from deliveries.months import By
    from deliveries.reports.records import Record
    from deliveries.sheets import Report, Sheet


def see(by: By, first: str | None, last: str | None) -> View:
    """What part is shown: any window's first month for ``--from``, its last for ``--to``."""
    begin, end = read_window("--from", first), read_window("--to", last)
    return View(by, begin.first if begin else None, end.last if end else None)


def read_window(option: str, text: str | None) -> Window | None:
    """Read the window of an option; a fault of it is wrong usage."""
    if text is None:
        return None
    try:
        return Window.parse(text)
    except UnreadableError as reason:
        explained = f"{reason}: {reason.hint}" if reason.hint else str(reason)
        raise typer.BadParameter(explained, param_hint=f"'{option}'") from None


def compare(
    case: Case,
    names: Sequence[str],
    view: View,
    outlet: Outlet,
    *,
    request: str | None,
    baseline: str | None,
    whole: bool,
) -> None:
    """``deliveries compare``."""
    comparison = compare_scenarios(case, names, request=request, baseline=baseline, whole=whole)

    def report() -> Report:
        from deliveries.reports.compare import comparison_report

        return comparison_report(comparison, case.sources, view, numbers(decimals=outlet.decimals))

    def table() -> Sheet:
        from deliveries.reports.tables import comparison_table

        return comparison_table(comparison, view)

    def record() -> Record:
        from deliveries.reports.records import comparison_record

        return comparison_record(comparison, view)

    deliver(outlet, report, table, record)


def show(
    case: Case, name: str, view: View, outlet: Outlet, *, request: str | None, whole: bool
) -> None:
    """``deliveries show``."""
    schedule = schedule_scenario(case, name, request=request, whole=whole)

    def report() -> Report:
        from deliveries.reports.show import schedule_report

        return schedule_report(schedule, case.sources, view, numbers(decimals=outlet.decimals))

    def table() -> Sheet:
        from deliveries.reports.tables import schedule_table

        return schedule_table(schedule, view)

    def record() -> Record:
        from deliveries.reports.records import schedule_record

        return schedule_record(schedule, view)

    deliver(outlet, report, table, record)


def list_case(case: Case, outlet: Outlet) -> None:
    """``deliveries list``."""
    from deliveries.reports import listing

    deliver(
        outlet,
        lambda: listing.case_report(case),
        lambda: listing.case_table(case),
        lambda: listing.case_record(case),
    )


def check(case_file: Path | None) -> None:
    """``deliveries check``: silent about nothing, brief if all is well."""
    case = load_case(case_file)
    requests = case.requests.values()
    counts = (
        (len(case.requests), "request"),
        (sum(len(request.scenarios) for request in requests), "scenario"),
        (len(case.sources), "source"),
    )
    words = ", ".join(f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts)
    write_stdout(f"{visible(str(case_file or shipped_case()))}: no problems in {words}\n".encode())


def deliver(
    outlet: Outlet,
    report: Callable[[], Report],
    table: Callable[[], Sheet],
    record: Callable[[], Record],
) -> None:
    """Make and write the form that is wanted, and import no other."""
    match outlet.form:
        case Format.table:
            outlet.report(report())
        case Format.csv:
            from deliveries.render.delimited import csv_text

            outlet.text(csv_text(table()))
        case Format.json:
            from deliveries.render.records import json_text

            outlet.text(json_text(record()))
