"""The commands: what each takes. What it does is imported when it runs, so that help is quick."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from deliveries import __version__
from deliveries.cli.options import (
    Baseline,
    ByDivisions,
    CaseFile,
    Decimals,
    From,
    Output,
    OutputFormat,
    Periods,
    RequestName,
    To,
    Uplift,
    Whole,
)
from deliveries.months import By

HELP = """Compare delivery schedules of history month by month: what was asked, what was offered,
what came.

\b
Examples:
  deliveries compare                       the three proposals of June 1951
  deliveries compare --by quarter          the same, a row a quarter
  deliveries show general-staff            one scenario, line by line
  deliveries whatif mao-one-sixth --capacity 4   if the trains carry four a month
  deliveries explain general-staff 1951-10       where a number comes from
  deliveries list                          every request, scenario and source
  deliveries compare -o schedules.csv      for a spreadsheet
  deliveries check my-case.yaml            every problem of your own case file
"""
COMPARE_HELP = """Compare scenarios month by month, verdict first.

\b
Examples:
  deliveries compare
  deliveries compare general-staff stalin-reply --by quarter
  deliveries compare three-months-earlier --from 1951-04 --to 1951-12
  deliveries compare --whole --decimal
  deliveries compare --divisions --uplift 3/2
  deliveries compare --format json | jq .verdict

Without names it compares those that the request shows unasked. The baseline is added, first, if it
is not named.
"""
SHOW_HELP = """Show one scenario month by month: every line, and what its sources say.

\b
Examples:
  deliveries show mao-one-sixth
  deliveries show general-staff --whole
  deliveries show mao-one-sixth --divisions
  deliveries show as-requested --request thirty-six-divisions --per 36
  deliveries show stalin-reply --by half -o reply.csv
"""
EXPLAIN_HELP = """Explain how a number came to be, as one would write it on a blackboard.

\b
Examples:
  deliveries explain general-staff 1951-10
  deliveries explain general-staff 1951-10 --whole
  deliveries explain three-months-earlier 1951-04
  deliveries explain stalin-reply 1952-03 --format json

It covers what the month brings, what is there at its end, who has it, and the gap to the baseline.
"""
WHATIF_HELP = """Change a scenario and compare it with what it was.

\b
Examples:
  deliveries whatif mao-one-sixth --shift -3
  deliveries whatif mao-one-sixth --capacity 4
  deliveries whatif mao-one-sixth --shift -3 --capacity 6@1951-04..1951-09,12@1951-10..
  deliveries whatif general-staff --tranche 2 --window 1952
  deliveries whatif general-staff --needed --due 1951-12
  deliveries whatif mao-one-sixth --capacity 4 --when 30
  deliveries whatif mao-one-sixth --capacity 4 --save four-a-month

Changes are made in this order: quantity, window, monthly, shift, capacity. What cannot come at a
capacity waits, and comes as soon as it can.
"""
LIST_HELP = """List the requests of a case, their scenarios, and the sources.

\b
Examples:
  deliveries list
  deliveries list --sources
  deliveries list --file my-case.yaml
  deliveries list --format json
"""
CHECK_HELP = """Check a case file: every problem at once, with line and column.

\b
Examples:
  deliveries check my-case.yaml
  deliveries check my-case.yaml --sources
  deliveries check && deliveries compare

It exits 1 if there is a problem, and 0 if there is none.
"""

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"deliveries {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, help=HELP)
def start(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  # its callback has done the work
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
    debug: Annotated[  # noqa: ARG001  # taken out before the arguments are read
        bool, typer.Option("--debug", help="Show the Python traceback of an error.")
    ] = False,
) -> None:
    """Print the help if there is no command."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(help=COMPARE_HELP)
def compare(
    scenarios: Annotated[
        list[str] | None, typer.Argument(metavar="SCENARIO", help="The scenarios to compare.")
    ] = None,
    *,
    file: CaseFile = None,
    request: RequestName = None,
    baseline: Baseline = None,
    by: Periods = By.month,
    first: From = None,
    last: To = None,
    by_divisions: ByDivisions = False,
    uplift: Uplift = None,
    decimals: Decimals = False,
    whole: Whole = False,
    form: OutputFormat = None,
    output: Output = None,
) -> None:
    """Compare scenarios."""
    from deliveries.casefile import load_case
    from deliveries.cli import jobs
    from deliveries.cli import output as out

    outlet = out.choose_outlet(form, output, file, decimals=decimals)
    view = jobs.see(by, first, last)
    case = load_case(file)
    names = scenarios or []
    run = partial(jobs.compare_divisions, uplift=uplift) if by_divisions or uplift else jobs.compare
    run(case, names, view, outlet, request=request, baseline=baseline, whole=whole)


@app.command(help=SHOW_HELP)
def show(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="The scenario to show.")],
    *,
    file: CaseFile = None,
    request: RequestName = None,
    by: Periods = By.month,
    first: From = None,
    last: To = None,
    by_divisions: ByDivisions = False,
    uplift: Uplift = None,
    per: Annotated[
        str | None, typer.Option(metavar="N", help="What comes in all, divided by N.")
    ] = None,
    decimals: Decimals = False,
    whole: Whole = False,
    form: OutputFormat = None,
    output: Output = None,
) -> None:
    """Show one scenario."""
    from deliveries.casefile import load_case
    from deliveries.cli import jobs
    from deliveries.cli import output as out

    outlet = out.choose_outlet(form, output, file, decimals=decimals)
    view = jobs.see(by, first, last)
    case = load_case(file)
    if per is not None:
        jobs.show_per(case, scenario, per, outlet, request=request, whole=whole)
        return
    run = partial(jobs.show_divisions, uplift=uplift) if by_divisions or uplift else jobs.show
    run(case, scenario, view, outlet, request=request, whole=whole)


@app.command(help=EXPLAIN_HELP)
def explain(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="The scenario.")],
    month: Annotated[str, typer.Argument(metavar="MONTH", help="The month, such as 1951-10.")],
    *,
    item: Annotated[
        str | None, typer.Option(metavar="ITEM", help="The item, of an itemised request.")
    ] = None,
    file: CaseFile = None,
    request: RequestName = None,
    baseline: Baseline = None,
    decimals: Decimals = False,
    whole: Whole = False,
    form: OutputFormat = None,
    output: Output = None,
) -> None:
    """Explain a number."""
    from deliveries.casefile import load_case
    from deliveries.cli import jobs
    from deliveries.cli.output import choose_outlet

    outlet = choose_outlet(form, output, file, decimals=decimals)
    case = load_case(file)
    options = {"request": request, "baseline": baseline, "item": item}
    jobs.explain_month(case, scenario, month, outlet, options, whole=whole)


@app.command(help=WHATIF_HELP)
def whatif(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="The scenario to change.")],
    *,
    shift: Annotated[
        str | None,
        typer.Option(metavar="MONTHS", help="Months later; earlier if negative."),
    ] = None,
    capacity: Annotated[
        str | None,
        typer.Option(metavar="N", help="At most N a month, or N@WINDOW,N@WINDOW... by months."),
    ] = None,
    quantity: Annotated[
        str | None, typer.Option(metavar="N", help="Another quantity for a tranche.")
    ] = None,
    window: Annotated[
        str | None, typer.Option(metavar="WINDOW", help="Other months for a tranche.")
    ] = None,
    monthly: Annotated[
        str | None, typer.Option(metavar="SHARE", help="Another share each month, such as 1/12.")
    ] = None,
    tranche: Annotated[
        str | None, typer.Option(metavar="N", help="Which tranche the last three change, from 1.")
    ] = None,
    item: Annotated[
        str | None, typer.Option(metavar="ITEM", help="What --capacity limits, where itemised.")
    ] = None,
    needed: Annotated[
        bool, typer.Option("--needed", help="The smallest capacity that loses no time.")
    ] = False,
    due: Annotated[
        str | None, typer.Option(metavar="MONTH", help="With --needed: by when; the end otherwise.")
    ] = None,
    when: Annotated[
        str | None, typer.Option(metavar="N", help="The month in which N are there.")
    ] = None,
    save: Annotated[
        str | None, typer.Option(metavar="NAME", help="Print it for a case file, under this name.")
    ] = None,
    file: CaseFile = None,
    request: RequestName = None,
    by: Periods = By.month,
    first: From = None,
    last: To = None,
    decimals: Decimals = False,
    whole: Whole = False,
    form: OutputFormat = None,
    output: Output = None,
) -> None:
    """Change a scenario and see what it does."""
    from deliveries.casefile import load_case
    from deliveries.cli import altering, jobs
    from deliveries.cli.output import choose_outlet

    outlet = choose_outlet(form, output, file, decimals=decimals)
    given = altering.Given(shift, capacity, quantity, window, monthly, tranche, item)
    asked = altering.Asked(needed, due, when, save)
    altering.whatif(
        load_case(file),
        scenario,
        given,
        asked,
        jobs.see(by, first, last),
        outlet,
        request=request,
        whole=whole,
    )


@app.command("list", help=LIST_HELP)
def list_(
    *,
    sources: Annotated[
        bool, typer.Option("--sources", help="What each source says, paragraph by paragraph.")
    ] = False,
    file: CaseFile = None,
    form: OutputFormat = None,
    output: Output = None,
) -> None:
    """List what a case holds."""
    from deliveries.casefile import load_case
    from deliveries.cli import jobs
    from deliveries.cli import output as out

    outlet = out.choose_outlet(form, output, file)
    jobs.list_case(load_case(file), outlet, sources=sources)


@app.command(help=CHECK_HELP)
def check(
    case_file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="The case file; the one that ships otherwise."),
    ] = None,
    *,
    file: CaseFile = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="List figures without a source, and idle sources.")
    ] = False,
) -> None:
    """Check a case file."""
    from deliveries.cli import jobs

    if file and case_file and file != case_file:
        raise typer.BadParameter("name one case file, not two", param_hint="'--file'")
    jobs.check(file or case_file, sources=sources)
