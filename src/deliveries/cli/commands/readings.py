"""``deliveries readings``: scenarios in every reading of their documents."""

from typing import Any

from deliveries.cli.options import Case, Chosen, answers


@answers
def run(case: Case, *, chosen: Chosen) -> Any:
    """Show what stands in every reading of the documents.

    Examples:
      deliveries readings
      deliveries readings stalin-reply
      deliveries readings --request hump-1943
      deliveries readings -o readings.html
      deliveries readings --format csv

    What a case assumes may have other readings (`or:` under `assumed`). Every combination of them
    is compared, up to 1,000; of more, each alternative by itself. It shows which measures are the
    same in all, which move and between what, and which choice moves them: the even readings apart
    from what the sources allow. CSV has one row a measure.
    """
    from deliveries.analysis.readings import compare_readings

    case, names, terms = chosen.of(case)
    return compare_readings(case, names, **terms)
