"""``deliveries handout``: a page for a class, a worksheet, its answers."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from deliveries.cli.options import (
    Asked,
    Baseline,
    Every,
    Scenarios,
    Written,
    grouped,
    wrong_usage,
)

HELP = """Write a page for a class, to read and to print.

\b
Examples:
  deliveries handout -o handout.html
  deliveries handout general-staff -o offer.html
  deliveries handout --blank --seed 7 -o worksheet.html
  deliveries handout --key --seed 7 -o answers.html
  deliveries handout -r hump-1943 -o hump.html

It writes one page of HTML that needs nothing besides itself: the question, who proposed what, the
months, the measures, how to read them, what the documents do not say, the sources. To make a PDF,
print it from a browser. Without -o it goes to handout.html, or into a pipe.

With --blank cells of the table are empty and questions follow; with --key the same cells and
questions are answered, step by step. The same --seed takes out the same cells.
"""
USUAL = "handout.html"
"""Where the page goes if nobody says where."""


@grouped
def run(
    scenarios: Scenarios = None,
    *,
    blank: Annotated[
        bool, typer.Option("--blank", help="A worksheet: cells taken out, and questions.")
    ] = False,
    key: Annotated[
        bool, typer.Option("--key", help="The worksheet's answers, with their working.")
    ] = False,
    seed: Annotated[
        int, typer.Option(metavar="N", min=0, help="Which cells are taken out; 1 otherwise.")
    ] = 1,
    every: Every = False,
    baseline: Baseline = None,
    asked: Asked,
    written: Written,
) -> None:
    """Write a page for a class."""
    from deliveries.analysis.comparison import compare_scenarios
    from deliveries.analysis.handout import Handout
    from deliveries.cli.output import choose_outlet, on_terminal
    from deliveries.read import load_case
    from deliveries.reports import View

    if blank and key:
        raise wrong_usage("ask for one of the two", "--blank", "--key")
    unasked = written.output is None and written.form is None and on_terminal()
    if unasked:
        written = written._replace(output=USUAL)
    outlet = choose_outlet(written, asked.file, "html")
    if outlet.form == "pdf":
        raise wrong_usage("for a PDF, print the page from a browser", "--output")
    case = load_case(asked.file)
    names = asked.names(case, scenarios, every=every)
    comparison = compare_scenarios(
        case, names, request=asked.request, baseline=baseline, whole=asked.whole
    )
    kind = "blank" if blank else "key" if key else "handout"
    outlet.deliver(Handout(comparison, kind, seed), View(decimals=written.decimals))
    if unasked:
        sys.stderr.write(f"wrote {USUAL}\n")
