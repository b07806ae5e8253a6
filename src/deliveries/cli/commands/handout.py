"""``deliveries handout``: a page for a class, a worksheet, its answers."""

from functools import partial
from typing import Annotated, Any

from deliveries.cli.options import Case, Chosen, Text, answers, option, wrong_usage


@partial(answers, default="html", usual="handout.html")
def run(
    case: Case,
    *,
    blank: Annotated[
        bool, option("--blank", "A worksheet: cells taken out, and questions.")
    ] = False,
    key: Annotated[bool, option("--key", "The worksheet's answers, with their working.")] = False,
    seed: Annotated[Text, option("--seed", "Which cells are taken out; 1 otherwise.", "N")] = None,
    chosen: Chosen,
) -> Any:
    """Write a page for a class, to read and to print.

    Examples:
      deliveries handout -o handout.html
      deliveries handout general-staff -o offer.html
      deliveries handout --blank --seed 7 -o worksheet.html
      deliveries handout --key --seed 7 -o answers.html
      deliveries handout -r hump-1943 -o hump.html

    It writes one page of HTML that needs nothing besides itself: the question, who proposed what,
    the months, the measures, how to read them, what the documents do not say, the sources. To make
    a PDF, print it from a browser. Without -o it goes to handout.html, or into a pipe.

    With --blank cells of the table are empty and questions follow; with --key the same cells and
    questions are answered, step by step. The same --seed takes out the same cells.
    """
    from deliveries.analysis.comparison import Handout, compare_scenarios

    if blank and key:
        raise wrong_usage("ask for one of the two", "--blank", "--key")
    number = seed or "1"
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        reason = f"'{seed}' is not a whole number of up to 18 digits: write it like 7"
        raise wrong_usage(reason, "--seed")
    case, chosen = chosen.applied(case)
    comparison = compare_scenarios(case, chosen.names(case), **chosen.terms)
    return Handout(comparison, "blank" if blank else "key" if key else "handout", int(number))
