"""The commands: what each takes. What it does is imported when it runs, so that help is quick."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from deliveries.cli import completing, texts
from deliveries.cli.options import (
    Baseline,
    ByDivisions,
    CaseFile,
    Decimals,
    ExportedAs,
    ExportOutput,
    From,
    ListedAs,
    Output,
    OutputFormat,
    Periods,
    PlotKind,
    PlotOutput,
    Plotted,
    PlottedAs,
    RequestName,
    To,
    Uplift,
    Whole,
    wrong_usage,
)
from deliveries.months import By
from deliveries.version import __version__

app = typer.Typer(
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"deliveries {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True, help=texts.PROGRAM)
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


@app.command(help=texts.COMPARE)
def compare(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO",
            help="The scenarios to compare, as deliveries list names them.",
            autocompletion=completing.more_scenarios,
        ),
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
    from deliveries.cli import jobs
    from deliveries.cli import output as out
    from deliveries.read import load_case

    outlet = out.choose_outlet(form, output, file, decimals=decimals)
    view = jobs.see(by, first, last)
    case = load_case(file)
    names = scenarios or []
    run = partial(jobs.compare_divisions, uplift=uplift) if by_divisions or uplift else jobs.compare
    run(case, names, view, outlet, request=request, baseline=baseline, whole=whole)


@app.command(help=texts.SHOW)
def show(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="The scenario to show.", autocompletion=completing.scenarios
        ),
    ],
    *,
    file: CaseFile = None,
    request: RequestName = None,
    by: Periods = By.month,
    first: From = None,
    last: To = None,
    by_divisions: ByDivisions = False,
    uplift: Uplift = None,
    per: Annotated[
        str | None, typer.Option(metavar="N", help="Show what comes in all, and that divided by N.")
    ] = None,
    decimals: Decimals = False,
    whole: Whole = False,
    form: OutputFormat = None,
    output: Output = None,
) -> None:
    """Show one scenario."""
    from deliveries.cli import jobs
    from deliveries.cli import output as out
    from deliveries.read import load_case

    outlet = out.choose_outlet(form, output, file, decimals=decimals)
    view = jobs.see(by, first, last)
    case = load_case(file)
    if per is not None and (by_divisions or uplift):
        raise wrong_usage("ask for this or for divisions", "--per")
    if per is not None:
        jobs.show_per(case, scenario, per, outlet, request=request, whole=whole)
        return
    run = partial(jobs.show_divisions, uplift=uplift) if by_divisions or uplift else jobs.show
    run(case, scenario, view, outlet, request=request, whole=whole)


@app.command(help=texts.EXPLAIN)
def explain(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="The scenario.", autocompletion=completing.scenarios
        ),
    ],
    month: Annotated[
        str,
        typer.Argument(
            metavar="MONTH",
            help="The month, such as 1951-10.",
            autocompletion=completing.months,
        ),
    ],
    *,
    item: Annotated[
        str | None,
        typer.Option(
            metavar="ITEM",
            help="The item of an itemised request.",
            autocompletion=completing.items,
        ),
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
    from deliveries.cli import jobs
    from deliveries.cli.output import choose_outlet
    from deliveries.read import load_case

    outlet = choose_outlet(form, output, file, decimals=decimals)
    case = load_case(file)
    options = {"request": request, "baseline": baseline, "item": item}
    jobs.explain_month(case, scenario, month, outlet, options, whole=whole)


@app.command(help=texts.WHATIF)
def whatif(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO", help="The scenario to change.", autocompletion=completing.scenarios
        ),
    ],
    *,
    shift: Annotated[
        str | None,
        typer.Option(metavar="MONTHS", help="Move it by so many months; earlier if negative."),
    ] = None,
    capacity: Annotated[
        str | None,
        typer.Option(
            metavar="N", help="At most N a month, or N@WINDOW,N@WINDOW... for certain months."
        ),
    ] = None,
    quantity: Annotated[
        str | None, typer.Option(metavar="N", help="Another quantity for a tranche.")
    ] = None,
    window: Annotated[
        str | None,
        typer.Option(
            metavar="WINDOW", help="Other months for a tranche, such as 1952 or 1951-07..1951-12."
        ),
    ] = None,
    monthly: Annotated[
        str | None, typer.Option(metavar="SHARE", help="Another share each month, such as 1/12.")
    ] = None,
    tranche: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Which tranche the last three change, from 1. Needed if there are several.",
        ),
    ] = None,
    item: Annotated[
        str | None,
        typer.Option(
            metavar="ITEM",
            help="The item that --capacity limits, or that --needed and --when are of.",
            autocompletion=completing.items,
        ),
    ] = None,
    needed: Annotated[
        bool, typer.Option("--needed", help="Only find the smallest capacity that loses no time.")
    ] = False,
    due: Annotated[
        str | None,
        typer.Option(
            metavar="MONTH", help="With --needed: by when; the end of the schedule otherwise."
        ),
    ] = None,
    when: Annotated[
        str | None, typer.Option(metavar="N", help="Only find the month by which N are there.")
    ] = None,
    save: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Only print it for a case file, under this name."),
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
    from deliveries.cli import altering, jobs
    from deliveries.cli.output import choose_outlet
    from deliveries.read import load_case

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


@app.command(help=texts.PLOT)
def plot(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO",
            help="The scenarios to draw, as deliveries list names them.",
            autocompletion=completing.more_scenarios,
        ),
    ] = None,
    *,
    kind: Plotted = PlotKind.to_date,
    item: Annotated[
        str | None,
        typer.Option(
            metavar="ITEM",
            help="The item of an itemised request; its first otherwise.",
            autocompletion=completing.items,
        ),
    ] = None,
    file: CaseFile = None,
    request: RequestName = None,
    baseline: Baseline = None,
    first: From = None,
    last: To = None,
    decimals: Decimals = False,
    whole: Whole = False,
    form: PlottedAs = None,
    output: PlotOutput = None,
) -> None:
    """Draw scenarios."""
    from deliveries.cli import plotting
    from deliveries.cli.chosen import Chosen

    chosen = Chosen(file, tuple(scenarios or ()), request, baseline, whole)
    wanted = plotting.Wanted(chosen, kind.value, item, first, last, decimals)
    plotting.plot(wanted, form, output)


@app.command(help=texts.EXPORT)
def export(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO",
            help="The scenarios to export; all of the request otherwise.",
            autocompletion=completing.more_scenarios,
        ),
    ] = None,
    *,
    file: CaseFile = None,
    request: RequestName = None,
    baseline: Baseline = None,
    whole: Whole = False,
    wide: Annotated[bool, typer.Option("--wide", help="CSV with one column a month.")] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="CSV with a mark by which Excel knows its letters.")
    ] = False,
    form: ExportedAs = None,
    output: ExportOutput = None,
) -> None:
    """Export scenarios."""
    from deliveries.cli import exporting
    from deliveries.cli.chosen import Chosen

    chosen = Chosen(file, tuple(scenarios or ()), request, baseline, whole)
    wanted = exporting.Wanted(chosen, wide, excel)
    exporting.export(wanted, form, output)


@app.command(help=texts.HANDOUT)
def handout(
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="SCENARIO",
            help="The scenarios of the page; those that compare shows otherwise.",
            autocompletion=completing.more_scenarios,
        ),
    ] = None,
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
    file: CaseFile = None,
    request: RequestName = None,
    baseline: Baseline = None,
    decimals: Decimals = False,
    whole: Whole = False,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a .html file; - is stdout."),
    ] = None,
) -> None:
    """Write a page for a class."""
    from deliveries.cli import teaching
    from deliveries.cli.chosen import Chosen

    chosen = Chosen(file, tuple(scenarios or ()), request, baseline, whole)
    teaching.handout(chosen, output, decimals=decimals, blank=blank, key=key, seed=seed)


@app.command("list", help=texts.LIST)
def list_(
    *,
    sources: Annotated[
        bool, typer.Option("--sources", help="Show what each source says, paragraph by paragraph.")
    ] = False,
    file: CaseFile = None,
    form: OutputFormat = None,
    output: Output = None,
) -> None:
    """List what a case holds."""
    from deliveries.cli import jobs
    from deliveries.cli import output as out
    from deliveries.read import load_case

    outlet = out.choose_outlet(form, output, file)
    jobs.list_case(load_case(file), outlet, sources=sources)


@app.command(help=texts.CHECK)
def check(
    case_file: Annotated[
        Path | None,
        typer.Argument(
            metavar="FILE", help="The case file; the one that ships otherwise. As --file."
        ),
    ] = None,
    *,
    file: CaseFile = None,
    sources: Annotated[
        bool, typer.Option("--sources", help="List figures without a source, and idle sources.")
    ] = False,
    form: Annotated[
        ListedAs, typer.Option("--format", help="For people, or for a program.")
    ] = ListedAs.text,
) -> None:
    """Check a case file."""
    from deliveries.cli import jobs

    if file and case_file and file != case_file:
        raise wrong_usage("name one case file, not two", "--file")
    run = jobs.check if form is ListedAs.text else jobs.check_for_a_program
    run(file or case_file, sources=sources)


@app.command(help=texts.NEW)
def new(
    case_file: Annotated[
        str, typer.Argument(metavar="FILE", help="The file to write, such as my-case.yaml.")
    ],
) -> None:
    """Begin a case file."""
    from deliveries.cli import starting

    starting.new(case_file)


@app.command(help=texts.SCHEMA)
def schema(
    *,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write to a .json file; - is stdout."),
    ] = None,
) -> None:
    """Print the JSON Schema."""
    from deliveries.cli import starting

    starting.schema(output)
