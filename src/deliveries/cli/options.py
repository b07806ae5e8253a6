"""The options that commands share, each described once, in the groups in which they travel.

Convention: a command names a group as a parameter; `grouped` makes an option of each of its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import Enum
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, get_type_hints

import typer

from deliveries.cli import completing
from deliveries.formats import FORMATS
from deliveries.months import By
from deliveries.text import visible

if TYPE_CHECKING:
    from fractions import Fraction

    from deliveries.case import Case
    from deliveries.months import Month, Window
    from deliveries.reports import View
    from deliveries.schedule import Schedule


class PlotKind(Enum):
    """Kinds of charts."""

    to_date = "to-date"
    monthly = "monthly"
    gap = "gap"
    divisions = "divisions"


CaseFile = Annotated[
    Path | None,
    typer.Option(
        "--file", "-f", metavar="FILE", help="Your own case file, instead of the one that ships."
    ),
]
Scenario = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="The scenario, as deliveries list names it.",
        autocompletion=completing.scenarios,
    ),
]
Scenarios = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SCENARIO",
        help="The scenarios, as deliveries list names them; those that the request compares "
        "otherwise.",
        autocompletion=completing.more_scenarios,
    ),
]
Every = Annotated[bool, typer.Option("--all", help="Take all scenarios of the request.")]
Baseline = Annotated[
    str | None,
    typer.Option(
        metavar="SCENARIO",
        help="What the others are measured against; the request's own otherwise.",
        autocompletion=completing.scenarios,
    ),
]
ByDivisions = Annotated[
    bool,
    typer.Option("--divisions", help="Show divisions on the existing and the new organisation."),
]
Uplift = Annotated[
    str | None,
    typer.Option(metavar="N", help="As --divisions, if a new set holds N existing ones."),
]
ItemName = Annotated[
    str | None,
    typer.Option(
        "--item",
        metavar="ITEM",
        help="The item of an itemised request.",
        autocompletion=completing.items,
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from",
        metavar="MONTH",
        help="Show from this month (or quarter, or year) on. It changes no measure.",
    ),
]
To = Annotated[
    str | None,
    typer.Option("--to", metavar="MONTH", help="Show to the end of this month. As --from."),
]
Quantity = Annotated[
    str | None, typer.Option(metavar="N", help="Another quantity for a tranche.")
]
Capacity = Annotated[
    str | None,
    typer.Option(metavar="N", help="At most N a month, or N@WINDOW,N@WINDOW... for some months."),
]


class Asked(NamedTuple):
    """Which case is read, which request of it, and how it is counted."""

    file: CaseFile = None
    request: Annotated[
        str | None,
        typer.Option(
            "--request",
            "-r",
            metavar="REQUEST",
            help="A request of the case; the first otherwise.",
            autocompletion=completing.requests,
        ),
    ] = None
    whole: Annotated[
        bool, typer.Option("--whole", help="Count in whole units: no division set is split.")
    ] = False

    def names(self, case: Case, named: Sequence[str] | None, *, every: bool) -> Sequence[str]:
        """Return the scenarios that are named, or all; none if the request is to choose."""
        from deliveries.case import find_request

        if named and every:
            raise wrong_usage("name scenarios, or ask for all", "--all")
        if every:
            return [*case.requests[find_request(case.requests, self.request)].scenarios]
        return named or ()


class Shown(NamedTuple):
    """What part of a result is shown, and how finely."""

    by: Annotated[By, typer.Option("--by", help="How long a row of the table is.")] = By.month
    first: From = None
    last: To = None
    detail: Annotated[
        bool, typer.Option("--detail", help="Data by recipient and organisation, with top-ups.")
    ] = False
    wide: Annotated[bool, typer.Option("--wide", help="Data with one column a month.")] = False

    def view(self, *, decimals: bool) -> View:
        """Return it as a view: a window's first month for ``--from``, its last for ``--to``."""
        from deliveries.reports import View

        begin, end = read_window("--from", self.first), read_window("--to", self.last)
        return View(
            self.by,
            begin.first if begin else None,
            end.last if end else None,
            decimals,
            self.detail,
            self.wide,
        )


class Written(NamedTuple):
    """How a result is written, and where to."""

    decimals: Annotated[
        bool, typer.Option("--decimal", help="Write decimals: 2.67, not 2 2/3.")
    ] = False
    semicolon: Annotated[
        bool, typer.Option("--semicolon", help="CSV with ; and decimal commas, for spreadsheets.")
    ] = False
    full: Annotated[
        bool, typer.Option("--full", help="Show assumptions and sources, as in a file.")
    ] = False
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Print even what is longer than the screen.")
    ] = False
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help=f"{', '.join(FORMATS)}. The ending of -o decides otherwise.",
            autocompletion=completing.formats,
        ),
    ] = None
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write to a file, or to a folder/ with its case; - is stdout.",
        ),
    ] = None


class Changes(NamedTuple):
    """What is changed in a scenario, as it was typed."""

    shift: Annotated[
        str | None,
        typer.Option(metavar="MONTHS", help="Move it by so many months; earlier if negative."),
    ] = None
    window: Annotated[
        str | None,
        typer.Option(metavar="WINDOW", help="Other months for a tranche: 1952, 1951-07..1951-12."),
    ] = None
    monthly: Annotated[
        str | None, typer.Option(metavar="SHARE", help="Another share each month, such as 1/12.")
    ] = None
    tranche: Annotated[
        str | None,
        typer.Option(metavar="N", help="Which tranche is changed, from 1, if there are several."),
    ] = None
    item: ItemName = None

    def keys(self, quantity: str | None, capacity: str | None) -> dict[str, Any]:
        """Return the changes as a case file has them."""
        typed = {
            "tranche": self.tranche,
            "quantity": quantity,
            "window": self.window,
            "monthly": self.monthly,
            "shift": self.shift,
            "capacity": capacity and read_limits(capacity, self.item),
        }
        return {key: value for key, value in typed.items() if value is not None}

    def schedule(
        self, asked: Asked, name: str, *, quantity: str | None = None, capacity: str | None = None
    ) -> Schedule:
        """Return the schedule of the changed scenario; of itself if nothing is changed."""
        from deliveries.read import load_case

        case, keys = load_case(asked.file), self.keys(quantity, capacity)
        if keys:
            from deliveries.analysis.whatif import what_if

            return what_if(case, name, keys, request=asked.request, whole=asked.whole).schedule
        from deliveries.schedule import schedule_scenario

        return schedule_scenario(case, name, request=asked.request, whole=asked.whole)


def grouped(run: Callable[..., None]) -> Callable[..., None]:
    """Make an option of each field of the groups among a command's parameters."""
    parameters, groups = [], {}
    hints = get_type_hints(run, include_extras=True)
    for name, parameter in signature(run).parameters.items():
        group = hints[name]
        if group not in (Asked, Shown, Written, Changes):
            parameters.append(parameter.replace(annotation=group))
            continue
        groups[name] = group
        for field, hint in get_type_hints(group, include_extras=True).items():
            default = group._field_defaults[field]
            parameters.append(
                Parameter(field, Parameter.KEYWORD_ONLY, default=default, annotation=hint)
            )

    @wraps(run)
    def command(**given: Any) -> None:
        filled = {
            name: group(**{field: given.pop(field) for field in group._fields})
            for name, group in groups.items()
        }
        run(**given, **filled)

    spelled = signature(run).replace(parameters=parameters)
    command.__dict__["__signature__"] = spelled
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command


def wrong_usage(reason: str, *options: str) -> typer.BadParameter:
    """Return what to raise of options (or arguments) that make no sense; Typer shows it as it is."""
    hint = ", ".join(f"'{option}'" for option in options)
    return typer.BadParameter(visible(reason), param_hint=hint)


def read_window(option: str, text: str | None) -> Window | None:
    """Read the window of an option; a fault of it is wrong usage."""
    from deliveries.errors import UnreadableError
    from deliveries.months import Window

    if text is None:
        return None
    try:
        return Window.parse(text)
    except UnreadableError as reason:
        explained = f"{reason}: {reason.hint}" if reason.hint else str(reason)
        raise wrong_usage(explained, option) from None


def read_month(option: str, text: str) -> Month:
    """Read the one month of an option; anything else is wrong usage."""
    window = read_window(option, text)
    if window is None or len(window) != 1:
        raise wrong_usage(f"'{text}' is not one month", option)
    return window.first


def read_amount(option: str, text: str) -> Fraction:
    """Read the number of an option; a fault of it is wrong usage."""
    from deliveries.errors import UnreadableError
    from deliveries.numbers import parse_exact

    try:
        return parse_exact(text)
    except UnreadableError as reason:
        raise wrong_usage(f"{reason}: {reason.hint}", option) from None


def read_limits(text: str, item: str | None) -> list[dict[str, str]]:
    """Read ``4``, ``4/month`` or ``6@1951-07..1951-09,12@1951-10..`` as a case file has it."""
    limits = []
    for step in text.split(","):
        amount, at, window = step.strip().partition("@")
        if at and not window.strip():
            raise wrong_usage(f"'{step}' names no months", "--capacity")
        limit = {"limit": amount.strip().removesuffix("/month")}
        if window:
            limit["window"] = window
        if item:
            limit["item"] = item
        limits.append(limit)
    return limits
