"""The program: its help and its commands."""

from __future__ import annotations

import shlex
from importlib import import_module
from inspect import getdoc
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from deliveries.cli.commands import GROUPS, NAMES
from deliveries.cli.options import Command, UsageError, Written
from deliveries.text import visible
from deliveries.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

HELP = """Compare delivery schedules of history month by month: what was asked, what was offered,
what came.

\b
Examples:
  deliveries compare                             the three proposals of 1951
  deliveries compare --by quarter                the same, a row a quarter
  deliveries show general-staff                  one scenario, line by line
  deliveries whatif mao-one-sixth --capacity 4   at most four a month
  deliveries sweep mao-one-sixth --capacity 2..12   where it tips
  deliveries revisions                           how the promises changed
  deliveries explain general-staff 1951-10       where a number comes from
  deliveries list                                what there is to compare
  deliveries plot -o sixty-divisions.svg         a picture
  deliveries export -o schedules.xlsx            for a spreadsheet
  deliveries new my-case.yaml                    a case file of your own
  deliveries check my-case.yaml                  what is wrong with it

The case that ships is read, or your own with --file. 'deliveries COMMAND --help' says what a
command shows. What is longer than the screen goes through a pager, which PAGER names.

It exits with 0 if all is well, with 1 if a case is faulty or a file cannot be written, and with 2
if it is called wrongly: an option, a scenario or a request that there is not.
"""
NEXT = (
    "deliveries compare: month by month, with the measures",
    "deliveries list: what else there is to compare",
    "deliveries new my-case.yaml: a case file of your own",
)


class Program(TyperGroup):
    """The commands in groups; options before a command get a pointer."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Say where options belong that stand before a command."""
        typed = [*args]  # which the parser takes from
        try:
            return super().parse_args(ctx, args)
        except UsageError as error:
            at = next((at for at, each in enumerate(typed) if each in NAMES), 0)
            if at:
                said = shlex.join(["deliveries", typed[at], *typed[:at], *typed[at + 1 :]])
                error.message = visible(f"options stand behind the command: {said}")
                error.possibilities = None  # the nearest options of the program are not meant
            raise

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; where a name or a file stands instead, say what is meant."""
        try:
            return super().resolve_command(ctx, args)
        except UsageError as error:
            from deliveries.cli.names import command_instead

            if meant := command_instead(args[0]):
                error.message = visible(f"no command is called '{args[0]}': write {meant}")
            raise

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002  # as the library calls it
        """List the commands under the headings of their groups."""
        for heading, names in GROUPS.items():
            found = [(name, self.commands[name]) for name in names if name in self.commands]
            with formatter.section(heading):
                formatter.write_dl(
                    [(name, each.get_short_help_str(formatter.width)) for name, each in found]
                )


def _version(*, wanted: bool) -> None:
    if wanted:
        typer.echo(f"deliveries {__version__}")
        raise typer.Exit


def _start(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001  # its callback has done the work
        bool,
        typer.Option(
            "--version", "-V", callback=_version, is_eager=True, help="Print the version."
        ),
    ] = False,
    debug: Annotated[  # noqa: ARG001  # taken out before the arguments are read
        bool, typer.Option("--debug", help="Show the Python traceback of an error.")
    ] = False,
) -> None:
    """Show the verdict, the bars and what to try next if there is no command."""
    if context.invoked_subcommand is not None:
        return
    from deliveries.analysis.comparison import compare_scenarios
    from deliveries.cli.output import choose_outlet
    from deliveries.read import load_case
    from deliveries.reports import Report, report
    from deliveries.tables import Gauges, Notes

    whole = report(compare_scenarios(load_case()))
    bars = [part for part in whole.parts if isinstance(part, Gauges)]
    parts = (*bars, Notes("Try next", NEXT))
    short = type("Short", (Report,), {"verdict": whole.verdict, "parts": parts})
    choose_outlet(Written()).write(short())


def program(arguments: Sequence[str] = ()) -> typer.Typer:
    """Build the program; only with the command that is called first, if one is: it is quicker."""
    made = typer.Typer(
        cls=Program,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback(invoke_without_command=True, help=HELP)(_start)
    called = [name for name in NAMES if arguments[:1] == [name]]
    for name in called or NAMES:
        run = import_module(f"deliveries.cli.commands.{name}").run
        text = (getdoc(run) or "").replace("Examples:", "\b\nExamples:")  # which are not wrapped
        made.command(name, cls=Command, help=text)(run)
    return made
