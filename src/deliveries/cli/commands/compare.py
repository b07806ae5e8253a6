"""``deliveries compare``: scenarios of a request side by side."""

from typing import Any

from deliveries.cli.options import Case, Chosen, Divided, Shown, answers


@answers
def run(
    case: Case,
    *,
    divided: Divided,
    shown: Shown,  # noqa: ARG001  # what is shown is no part of the result
    chosen: Chosen,
) -> Any:
    """Compare scenarios month by month, verdict first.

    Examples:
      deliveries compare
      deliveries compare general-staff stalin-reply --by quarter
      deliveries compare three-months-earlier --from 1951-04 --to 1951-12
      deliveries compare --divisions --uplift 3/2
      deliveries compare --request hump-1943 -o hump.csv
      deliveries compare --format json | jq .verdict
      deliveries compare -o comparison.html

    It shows a verdict, what comes in each month and to date with the gap to the baseline, the
    measures, and how many assumptions and sources there are; all of them with --full, and in a
    file. CSV has one row a scenario, item and month.

    The baseline is added, first, if it is not named. --by, --from and --to change what is shown,
    never what is measured.
    """
    of_divisions = divided.terms(chosen.item)
    case, names, terms = chosen.of(case)
    if of_divisions is None:
        from deliveries.analysis.comparison import compare_scenarios

        return compare_scenarios(case, names, **terms)
    from deliveries.analysis.divisions import compare_divisions

    del terms["item"]
    return compare_divisions(case, names, **terms, **of_divisions)
