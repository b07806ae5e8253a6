"""``deliveries revisions``: promises over time."""

from typing import Annotated, Any

from typer import Option

from deliveries.cli.options import AsOf, Between, Case, RequestName, Scenarios, Whole, answers, read
from deliveries.months import By, Date


@answers
def run(
    case: Case,
    *,
    scenarios: Scenarios = None,
    request: RequestName = None,
    whole: Whole = False,
    as_of: AsOf = None,
    by: Annotated[By, Option("--by", help="By the end of each of these.")] = By.year,  # noqa: ARG001  # what is told is no part of the result
    between: Between,  # noqa: ARG001  # what is shown is no part of the result
) -> Any:
    """Show how promises changed, in the order they were made.

    Examples:
      deliveries revisions
      deliveries revisions general-staff stalin-reply --by half
      deliveries revisions --as-of 1951-06-22
      deliveries revisions -r hump-1943
      deliveries revisions -o revisions.csv
      deliveries revisions -o revisions.svg

    It shows what each has by the month of need, when all of it is there, how far both moved from
    the one before, and what each has by the end of each year. Records come last.

    A promise stands under the one that it `revises`, as the case file says, a table for each line
    of them; without any, all are in the order of their dates. Counterfactuals are left out, unless
    they are named.
    """
    from deliveries.analysis.revisions import compare_revisions

    date = read("--as-of", Date.parse, as_of)
    return compare_revisions(case, scenarios or (), request=request, whole=whole, as_of=date)
