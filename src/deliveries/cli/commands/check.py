"""``deliveries check``: every problem of a case file."""

from pathlib import Path
from typing import Annotated

from typer import Exit

from deliveries.cli.options import Written, argument, grouped, option, wrong_usage


@grouped
def run(
    *,
    case_file: Annotated[Path | None, argument("FILE", "The case file. As --file.")] = None,
    sources: Annotated[bool, option("--sources", "List unsourced figures, idle sources.")] = False,
    written: Written,
) -> None:
    """Check a case file: every problem at once, with line and column.

    Examples:
      deliveries check my-case.yaml
      deliveries check my-case.yaml --sources
      deliveries check my-case.yaml --format json
      deliveries check && deliveries compare

    It counts what there is if all is well, and lists with --sources what is assumed without another
    reading: information, no problem. Otherwise it writes each problem to stderr, with its
    line and, where it can, a remedy; with --format or -o it lists them there, for an editor or for
    CI. It exits with 1 if there is a problem, and with 0 if there is none.
    """
    from deliveries.cli.output import choose_outlet, say
    from deliveries.errors import CaseError
    from deliveries.read import load_case, review_assumptions, review_sources, shipped_case
    from deliveries.reports import report

    if written.file and case_file and written.file != case_file:
        raise wrong_usage("name one case file, not two", "--file")
    checked = written.file or case_file or shipped_case()
    if sources and str(checked) == "-":
        raise wrong_usage("it reads the case again: name a file", "--sources")
    outlet = choose_outlet(written._replace(file=checked))
    try:
        case = load_case(checked)
        problems = CaseError(review_sources(checked) if sources else [])
    except CaseError as error:
        problems = error
    if outlet.form != "txt" or outlet.target:
        outlet.write(report(problems))
        raise Exit(1 if problems.problems else 0)
    if problems.problems:
        raise problems
    counts = (
        (len(case.requests), "request"),
        (sum(len(request.scenarios) for request in case.requests.values()), "scenario"),
        (len(case.sources), "source"),
    )
    words = ", ".join(f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts)
    say(f"{checked}: no problems in {words}")
    for each in review_assumptions(checked) if sources else ():
        say(f"{each.file}:{each.line}:{each.column}: {each.message}")
