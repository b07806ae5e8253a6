"""``deliveries export``: scenarios into a file of another program, or a folder with all of it."""

from __future__ import annotations

from typing import Annotated, Any

from deliveries.cli.command import Case, answers
from deliveries.cli.options import Chosen, Shown, flag, wrong_usage

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


@answers("csv")
def run(
    case: Case,
    *,
    all_requests: Annotated[
        bool, flag("--all-requests", "Export every request of the case.")
    ] = False,
    shown: Shown,
    chosen: Chosen,
) -> Any:
    """Export scenarios."""
    from deliveries.analysis.comparison import compare_requests, compare_scenarios

    if all_requests:
        if chosen.scenarios or chosen.request or chosen.baseline:
            raise wrong_usage("it takes every request as it is", "--all-requests")
        if shown.wide:
            raise wrong_usage("requests have months of their own", "--wide", "--all-requests")
        return compare_requests(case, every=chosen.every, whole=chosen.whole)
    counting = not shown.detail  # what does not count is in the details
    return compare_scenarios(case, chosen.names(case), **chosen.terms, counting=counting)
