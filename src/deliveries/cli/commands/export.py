"""``deliveries export``: scenarios into a file of another program, or a folder with all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from deliveries.cli.options import (
    Asked,
    Baseline,
    Every,
    Scenarios,
    Shown,
    Written,
    grouped,
    wrong_usage,
)

if TYPE_CHECKING:
    from deliveries.results import Result

HELP = """Export scenarios to a spreadsheet, a notebook, a repository.

\b
Examples:
  deliveries export -o schedules.csv            a row a month, for a program
  deliveries export -o schedules.xlsx           a workbook, with charts
  deliveries export --all -o schedules.db       SQLite, of every scenario
  deliveries export --detail -o detail.csv      by recipient and organisation
  deliveries export --wide -o wide.csv          a column a month
  deliveries export --semicolon -o excel.csv    as Excel wants it in Europe
  deliveries export -r hump-1943 -o hump.json   exact fractions
  deliveries export -o appendix/                the data and its case

Data have one row a request, scenario, item and month of all that is compared, and nothing counted
twice; what is not known is empty. --detail has one for each recipient and organisation, top-ups
among them. A folder holds the CSV, a datapackage.json that describes it, the case written out, and
a README. Parquet needs an extra: pip install 'deliveries[parquet]'.
"""


@grouped
def run(
    scenarios: Scenarios = None,
    *,
    every: Every = False,
    all_requests: Annotated[
        bool, typer.Option("--all-requests", help="Export every request of the case.")
    ] = False,
    baseline: Baseline = None,
    shown: Shown,
    asked: Asked,
    written: Written,
) -> None:
    """Export scenarios."""
    from deliveries.cli.output import choose_outlet
    from deliveries.read import load_case

    if all_requests and (scenarios or asked.request or baseline):
        raise wrong_usage("it takes every request as it is", "--all-requests")
    outlet = choose_outlet(written, asked.file, "csv")
    view = shown.view(decimals=written.decimals)
    case = load_case(asked.file)
    result: Result
    if all_requests:
        from deliveries.analysis.comparison import compare_requests

        result = compare_requests(case, every=every, whole=asked.whole)
    else:
        from deliveries.analysis.comparison import compare_scenarios

        names = asked.names(case, scenarios, every=every)
        result = compare_scenarios(
            case, names, request=asked.request, baseline=baseline, whole=asked.whole
        )
    outlet.deliver(result, view)
