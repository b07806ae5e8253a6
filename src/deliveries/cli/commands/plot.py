"""``deliveries plot``: scenarios as a chart, in the terminal or as a file."""

from functools import partial
from typing import Annotated, Any, Literal

from typer import Option

from deliveries.cli.options import Between, Case, Chosen, answers, wrong_usage


@partial(answers, forms={"txt": "signs", "html": "page", "json": "vega"})
def run(
    case: Case,
    *,
    chart: Annotated[
        Literal["to-date", "monthly", "gap", "divisions", "revisions"],
        Option("--kind", help="Totals, what a month brings, the gap, divisions, promises."),
    ] = "to-date",
    between: Between,  # noqa: ARG001  # what is shown is no part of the result
    chosen: Chosen,
) -> Any:
    """Draw scenarios as a chart, in the terminal or as a file.

    Examples:
      deliveries plot                                 totals to date, in signs
      deliveries plot general-staff --kind gap
      deliveries plot -o sixty-divisions.svg          a picture for a paper
      deliveries plot -o sixty-divisions.html         a page with tooltips
      deliveries plot -r hump-1943 --kind monthly -o hump.png
      deliveries plot -r thirty-six-divisions --item tnt
      deliveries plot --kind divisions --to 1952-12
      deliveries plot --kind revisions -o promises.svg
      deliveries plot --format json | jq .title.text  Vega-Lite

    It shows the verdict, the chart with the month of need, and how it is read. A band is all that
    the sources allow; the line in it reads them evenly. What is not known is a gap. The page needs
    no network, and has the numbers as a table.

    The baseline is added, first, if it is not named. A gap is what a scenario has more than the
    baseline, or less. An itemised request is drawn by its first sum, or else its first item, unless
    --item names another.
    """
    from deliveries.analysis.comparison import compare_scenarios
    from deliveries.analysis.revisions import compare_revisions

    case, names, terms = chosen.of(case)
    if chart == "revisions":
        if terms.pop("baseline"):
            raise wrong_usage("promises are measured against one another", "--baseline")
        if chosen.change is not None:
            raise wrong_usage("what is changed is no promise", "--change")
        del terms["item"]
        return compare_revisions(case, names, **terms)
    return compare_scenarios(case, names, **terms)
