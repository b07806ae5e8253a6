"""``deliveries check``: every problem of a case file, or of a folder that was exported."""

import os
from pathlib import Path
from typing import Annotated

from typer import Exit

from deliveries.cli.options import Written, argument, grouped, option, wrong_usage


@grouped
def run(
    *,
    case_file: Annotated[
        Path | None, argument("FILE", "The case file, or an exported folder.")
    ] = None,
    sources: Annotated[bool, option("--sources", "List unsourced figures, idle sources.")] = False,
    written: Written,
) -> None:
    """Check a case file or an exported folder: every problem, at its line.

    Examples:
      deliveries check my-case.yaml
      deliveries check my-case.yaml --sources
      deliveries check my-case.yaml --format json
      deliveries check && deliveries compare
      deliveries check appendix/     do its numbers follow from its case?

    It counts what there is if all is well, and lists with --sources what is assumed without another
    reading: information, no problem. Otherwise it writes each problem to stderr, with its
    line and, where it can, a remedy; with --format or -o it lists them there, for an editor or for
    CI. It exits with 1 if there is a problem, and with 0 if there is none.

    A folder that export, or another command, has written is made again of the case in it: each file
    that differs is named, with the first place where.
    """
    from deliveries.cli.output import choose_outlet, say
    from deliveries.errors import CaseError
    from deliveries.formats.bundle import CASE
    from deliveries.formats.recheck import check_bundle
    from deliveries.read import load_case, review_assumptions, review_sources, shipped_case
    from deliveries.reports import report

    if written.file and case_file and written.file != case_file:
        raise wrong_usage("name one case file, not two", "--file")
    checked = written.file or case_file or shipped_case()
    if sources and str(checked) == "-":
        raise wrong_usage("it reads the case again: name a file", "--sources")
    is_folder = os.path.isdir(checked)  # noqa: PTH112  # Path.is_dir raises for a long name
    if sources and is_folder:
        raise wrong_usage(f"name the case: {checked / CASE}", "--sources")
    outlet = choose_outlet(written._replace(file=checked))
    try:
        if is_folder:
            problems = CaseError(check_bundle(checked))
        else:
            case = load_case(checked)
            problems = CaseError(review_sources(checked) if sources else [])
    except CaseError as error:
        problems = error
    if outlet.form != "txt" or outlet.target:
        outlet.write(report(problems))
        raise Exit(1 if problems.problems else 0)
    if problems.problems:
        raise problems
    if is_folder:
        say(f"{checked}: its numbers follow from its {CASE}")
        return
    counts = (
        (len(case.requests), "request"),
        (sum(len(request.scenarios) for request in case.requests.values()), "scenario"),
        (len(case.sources), "source"),
    )
    words = ", ".join(f"{count} {what}{'s' if count != 1 else ''}" for count, what in counts)
    say(f"{checked}: no problems in {words}")
    for each in review_assumptions(checked) if sources else ():
        say(f"{each.file}:{each.line}:{each.column}: {each.message}")
