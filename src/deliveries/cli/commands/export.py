"""``deliveries export``: scenarios into a file of another program, or a folder with all of it."""

from functools import partial
from typing import Annotated, Any

from deliveries.cli.options import Case, Chosen, Shown, answers, option, wrong_usage


@partial(answers, default="csv", detailed=("md", "html", "xlsx"))
def run(
    case: Case,
    *,
    all_requests: Annotated[
        bool, option("--all-requests", "Export every request of the case.")
    ] = False,
    shown: Shown,
    chosen: Chosen,
) -> Any:
    """Export scenarios to a spreadsheet, a notebook, a repository.

    Examples:
      deliveries export -o schedules.csv            a row a month, for a program
      deliveries export -o schedules.xlsx           a workbook, with charts
      deliveries export --all -o schedules.db       SQLite, of every scenario
      deliveries export --detail -o detail.csv      by recipient and organisation
      deliveries export --wide -o wide.csv          a column a month
      deliveries export --semicolon -o excel.csv    as Excel wants it in Europe
      deliveries export -r hump-1943 -o hump.json   exact fractions
      deliveries export -o appendix/                the data and its case

    Data have one row a request, scenario, item and month of all that is compared, and nothing
    counted twice; what is not known is empty. --detail has one for each recipient and organisation,
    top-ups among them. Documents and workbooks have each scenario by itself, too. A folder holds
    the CSV, a datapackage.json that describes it, its part of the case, and a README. Parquet needs
    pyarrow beside it: pip install pyarrow.
    """
    from deliveries.analysis.comparison import compare_requests, compare_scenarios
    from deliveries.case import find_request

    if all_requests:
        if chosen.scenarios or chosen.request or chosen.baseline:
            raise wrong_usage("it takes every request as it is", "--all-requests")
        if shown.wide:
            raise wrong_usage("requests have months of their own", "--wide", "--all-requests")
        for name in ("as_of", "capacity", "change", "item"):
            if getattr(chosen, name):
                reason = "requests have dates, units and items of their own"
                raise wrong_usage(reason, f"--{name.replace('_', '-')}", "--all-requests")
        return compare_requests(case, every=chosen.every, whole=chosen.whole)
    case, names, terms = chosen.of(case)
    if names:  # these alone: nothing that is not asked for is among data
        _, asked = find_request(case, chosen.request)
        base = terms["baseline"] or asked.against
        if chosen.baseline and base not in names:
            reason = "it is not among the scenarios that are exported"
            raise wrong_usage(reason, "--baseline")
        terms["baseline"] = base if base in names else names[0]
    counting = not shown.detail  # what does not count is in the details
    return compare_scenarios(case, names, **terms, counting=counting)
