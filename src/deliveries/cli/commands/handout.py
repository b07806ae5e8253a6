"""``deliveries handout``: a page for a class, a worksheet, its answers."""

from functools import partial
from typing import Annotated, Any

from typer import Option

from deliveries.cli.options import Case, Chosen, Text, answers, option, wrong_usage
from deliveries.months import By


@partial(answers, default="html", usual="handout.html", forms={"pdf": "paper"})
def run(
    case: Case,
    *,
    blank: Annotated[
        bool, option("--blank", "A worksheet: cells taken out, and questions.")
    ] = False,
    key: Annotated[bool, option("--key", "The worksheet's answers, with their working.")] = False,
    seed: Annotated[Text, option("--seed", "Which cells are taken out; 1 otherwise.", "N")] = None,
    rows: Annotated[
        By | None, Option("--by", help="How long a row is; quarters where months are too many.")
    ] = None,
    printed: Annotated[bool, option("--pdf", "Print it to handout.pdf, or to -o.")] = False,  # noqa: ARG001  # which chooses the format
    opened: Annotated[bool, option("--open", "Show it in a browser.")] = False,  # noqa: ARG001  # once it is written
    chosen: Chosen,
) -> Any:
    """Write a page for a class, to read and to print.

    Examples:
      deliveries handout -o handout.html
      deliveries handout general-staff -o offer.html
      deliveries handout --blank --seed 7 -o worksheet.html
      deliveries handout --key --seed 7 -o answers.html
      deliveries handout -r hump-1943 --by month -o hump.html
      deliveries handout --blank --pdf -o worksheet.pdf
      deliveries handout --key --format gift      questions for Moodle
      deliveries handout --key -o cards.csv       flash cards: question, answer

    It writes one page of HTML that needs nothing besides itself: the question, who proposed what,
    a table by quarter (by month, where those are few), the measures, what the documents do not
    say, what to discuss, the sources. The case that ships is two sheets of A4 or Letter, printed
    from any browser. A name that ends in .pdf, or --pdf, has it printed by Chromium, Chrome or
    Edge if one is installed. Without -o it goes to handout.html, or into a pipe.

    With --blank cells of the table are empty and questions follow; with --key the same cells and
    questions are answered, step by step. The same --seed takes out the same cells.
    """
    from deliveries.analysis.comparison import Handout, Paper, compare_scenarios

    if blank and key:
        raise wrong_usage("ask for one of the two", "--blank", "--key")
    number = seed or "1"
    if not (number.isascii() and number.isdigit() and len(number) <= 18):
        reason = f"'{seed}' is not a whole number of up to 18 digits: write it like 7"
        raise wrong_usage(reason, "--seed")
    case, names, terms = chosen.of(case)
    comparison = compare_scenarios(case, names, **terms)
    kind: Paper = "blank" if blank else "key" if key else "handout"
    return Handout(comparison, kind, int(number), rows)
