"""The options that commands share, in the groups in which they travel, and what commands do alike.

Convention: a command takes a group as one parameter; `grouped` makes an option of each field.
"""

import re
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TypeVar

import typer
from typer.core import TyperCommand

from deliveries.cli import completing
from deliveries.errors import UnreadableError
from deliveries.formats import FORMATS
from deliveries.months import By, Date, Window, in_months
from deliveries.text import visible

if TYPE_CHECKING:
    from deliveries.case import Case as Case  # noqa: PLC0414  # for the commands
    from deliveries.case import Request
    from deliveries.cli.output import Outlet
    from deliveries.schedule import Schedule
else:
    Case = Any  # the case is read when a command runs, and no sooner

T = TypeVar("T")
UsageError: Any = typer.BadParameter.__base__
"""Whatever is refused of what was typed; Typer does not give it a name of its own."""
Text = str | None


def option(
    names: str, about: str, value: str | None = None, offers: Callable[..., Any] | None = None
) -> Any:
    """Describe an option: its names, what stands for its value, if any, and what offers values."""
    return typer.Option(*names.split(), metavar=value, help=about, autocompletion=offers)


def argument(value: str, about: str, offers: Callable[..., Any] | None = None) -> Any:
    """Describe an argument as `option` does."""
    return typer.Argument(metavar=value, help=about, autocompletion=offers)


_FIRST = "A request of the case; the first otherwise."
RequestName = Annotated[Text, option("--request -r", _FIRST, "REQUEST", completing.requests)]
Whole = Annotated[bool, option("--whole", "Count in whole units: no division set is split.")]
_OWN = "What the others are measured against; the request's own otherwise."
Baseline = Annotated[Text, option("--baseline", _OWN, "SCENARIO", completing.scenarios)]
_BY = "Show divisions on the existing and the new organisation."
_WORTH = "As --divisions, if a new set holds N existing ones."
_ITEM = "The item of an itemised request, or a sum of items."
ItemName = Annotated[Text, option("--item", _ITEM, "ITEM", completing.items)]
_FROM = "Show from this month (or quarter, or year) on. No measure changes."
From = Annotated[Text, option("--from", _FROM, "MONTH")]
To = Annotated[Text, option("--to", "Show to the end of this month. As --from.", "MONTH")]
Quantity = Annotated[Text, option("--quantity", "Another quantity for a tranche.", "N")]
_LIMITS = "At most N a month, or N@WINDOW,N@WINDOW... for some months."
Capacity = Annotated[Text, option("--capacity", _LIMITS, "N")]
_NAMED = "The scenarios, as deliveries list names them; those that the request compares otherwise."
_AS_OF = "Take only what had been said by that day."
AsOf = Annotated[Text, option("--as-of", _AS_OF, "DATE")]
_FOR_ALL = "What each would bring at N a month at most; for an item ITEM=N. As whatif's."
_CHANGED = "Take a scenario changed as by whatif: S:capacity=8,shift=-3."
Change = Annotated[Text, option("--change", _CHANGED, "SCENARIO:KEY=VALUE")]
Scenarios = Annotated[list[str] | None, argument("SCENARIO", _NAMED, completing.scenarios)]
_FORMS = f"As {', '.join(FORMATS)}; the ending of -o decides otherwise."
_PLACE = "Write to a file, or to a folder/ with its case; - is stdout."
_ONE = "The scenario, as deliveries list names it."
Scenario = Annotated[str, argument("SCENARIO", _ONE, completing.scenarios)]


class Chosen(NamedTuple):
    """The scenarios that are compared, and how they are counted."""

    scenarios: Scenarios = None
    every: Annotated[bool, option("--all", "Take all scenarios of the request.")] = False
    baseline: Baseline = None
    request: RequestName = None
    whole: Whole = False
    as_of: AsOf = None
    capacity: Annotated[Text, option("--capacity", _FOR_ALL, "N")] = None
    change: Change = None
    item: ItemName = None

    def of(self, case: Case) -> "tuple[Case, Sequence[str], dict[str, Any]]":
        """Return what is compared: the case with the changes, the scenarios, all else by name.

        There are no scenarios if the request is to choose.
        """
        from deliveries.case import find_request
        from deliveries.case.derived import under_capacity

        names, baseline = self.scenarios or (), self.baseline
        if self.change is not None:
            case, name, made = changed(case, self.change, self.request, baseline)
            _, asked = find_request(case, self.request)
            names = [made if each == name else each for each in names]
            baseline = made if baseline == name else baseline
            if names and made not in (*names, baseline, asked.baseline):
                raise wrong_usage(f"'{name}' is not compared", "--change")
        if self.capacity is not None:
            case = under_capacity(case, read_limits(self.capacity), self.request)
        if self.every:
            if names:
                raise wrong_usage("name scenarios, or ask for all", "--all")
            _, asked = find_request(case, self.request)
            names = [*asked.scenarios]
        terms = {
            "request": self.request,
            "baseline": baseline,
            "whole": self.whole,
            "as_of": read("--as-of", Date.parse, self.as_of),
            "item": self.item,
        }
        return case, names, terms


class Divided(NamedTuple):
    """Holds if divisions are shown, and what a new set is worth."""

    divisions: Annotated[bool, option("--divisions", _BY)] = False
    uplift: Annotated[Text, option("--uplift", _WORTH, "N")] = None

    def terms(self, item: Text) -> dict[str, Any] | None:
        """Return what a result of divisions takes by name; None if nobody asks for them."""
        from deliveries.numbers import parse_exact

        worth = read("--uplift", parse_exact, self.uplift)
        if not self.divisions and worth is None:
            return None
        if item is not None:
            raise wrong_usage("divisions are of sets, which have no items", "--item")
        return {"uplift": worth}


class One(NamedTuple):
    """A scenario, and how it is counted."""

    scenario: Scenario
    request: RequestName = None
    whole: Whole = False

    def schedule(self, case: Case, other: str | None = None, item: str | None = None) -> "Schedule":
        """Schedule it, or another scenario on the same terms; of one item, if it is named."""
        from deliveries.schedule import schedule_scenario

        return schedule_scenario(case, other or self.scenario, **self.terms, item=item)

    @property
    def terms(self) -> dict[str, Any]:
        """Return what a schedule takes by name."""
        return {"request": self.request, "whole": self.whole}


class Shown(NamedTuple):
    """Holds what part of a result is shown, and how finely."""

    by: Annotated[By, typer.Option("--by", help="How long a row of the table is.")] = By.month
    first: From = None
    last: To = None
    detail: Annotated[bool, option("--detail", "Data by recipient and organisation.")] = False
    wide: Annotated[bool, option("--wide", "Data with one column a month.")] = False


class Between(NamedTuple):
    """The months that are shown."""

    first: From = None
    last: To = None


_CASE = "Your own case file, instead of the one that ships."
File = Annotated[Path | None, option("--file -f", _CASE, "FILE")]
Decimals = Annotated[bool, option("--decimal", "Write decimals: 2.67, not 2 2/3.")]


class Written(NamedTuple):
    """The case file that a result is of, how it is written, and where to."""

    file: File = None
    decimals: Decimals = False
    semicolon: Annotated[bool, option("--semicolon", "CSV with ; and decimal commas.")] = False
    full: Annotated[bool, option("--full", "Show assumptions and sources, as in a file.")] = False
    no_pager: Annotated[bool, option("--no-pager", "Print all, however long it is.")] = False
    form: Annotated[Text, option("--format", _FORMS, "FORMAT", lambda: FORMATS)] = None
    output: Annotated[Text, option("--output -o", _PLACE, "FILE")] = None


class Changes(NamedTuple):
    """Holds what is changed in a scenario, as it was typed."""

    shift: Annotated[
        Text, option("--shift", "Move it by so many months; earlier if negative.", "MONTHS")
    ] = None
    window: Annotated[
        Text, option("--window", "Other months for a tranche: 1952, 1951-07..1951-12.", "WINDOW")
    ] = None
    monthly: Annotated[
        Text, option("--monthly", "Another share each month, such as 1/12.", "SHARE")
    ] = None
    tranche: Annotated[Text, option("--tranche", "Which tranche is changed, from 1.", "N")] = None
    item: ItemName = None

    def keys(self, quantity: Text = None, capacity: Text = None) -> dict[str, Any]:
        """Return the changes as a case file has them."""
        limits = capacity and read_limits(capacity, self.item)
        typed = {**self._asdict(), "quantity": quantity, "capacity": limits, "item": None}
        return {key: value for key, value in typed.items() if value is not None}

    def schedule(
        self, case: Case, one: One, quantity: Text = None, capacity: Text = None
    ) -> "Schedule":
        """Schedule the changed scenario; as it is if nothing is changed."""
        from deliveries.analysis.whatif import what_if

        keys = self.keys(quantity, capacity)
        if not keys:
            return one.schedule(case)
        return what_if(case, one.scenario, keys, **one.terms).schedule


def wrong_usage(reason: str, *options: str) -> typer.BadParameter:
    """Return what to raise of options (or arguments) that make no sense; Typer shows it."""
    hint = ", ".join(f"'{each}'" for each in options)
    return typer.BadParameter(visible(reason), param_hint=hint)


def read(name: str, parse: Callable[[str], T], text: str | None) -> T | None:
    """Read the text of an option, if it is given; a fault of it is wrong usage."""
    try:
        return None if text is None else parse(text)
    except UnreadableError as reason:
        explained = f"{reason}: {reason.hint}" if reason.hint else str(reason)
        raise wrong_usage(explained, name) from None


def changed(
    case: Case, change: str, request: str | None, baseline: str | None = None
) -> "tuple[Case, str, str]":
    """Carry out a ``--change``; return the case, the scenario's name and what it is called now."""
    from deliveries.analysis.whatif import with_change
    from deliveries.case import find_request
    from deliveries.case.models import CHANGES
    from deliveries.cli.names import taken

    name, colon, typed = change.partition(":")
    _, asked = find_request(case, request)
    name = taken("scenario", name, asked.scenarios)
    keys: dict[str, Any] = {}
    for each in re.split(rf",(?=(?:{'|'.join(CHANGES)}|tranche)=)", typed) if colon else ():
        key, _, value = each.partition("=")
        if key not in (*CHANGES, "tranche") or not value:
            reason = f"'{each}' is not one of {', '.join(CHANGES)}, with = and its value"
            raise wrong_usage(reason, "--change")
        if key in keys:
            raise wrong_usage(f"{key} is given twice", "--change")
        keys[key] = read_limits(value) if key == "capacity" else value
    if not keys:
        raise wrong_usage(f"'{change}' does not say what is changed", "--change")
    changed_case, made = with_change(case, name, keys, request=request, baseline=baseline)
    return changed_case, name, made


def read_window(name: str, text: str | None, request: "Request") -> Window | None:
    """Read an option that is a window, in the years of the request."""
    return read(name, lambda typed: Window.parse(in_months(typed, request.year_begins)), text)


def read_limits(text: str, item: str | None = None) -> list[dict[str, str]]:
    """Read ``4``, ``4/month`` or ``6@1951-07..1951-09,12@1951-10..`` as a case file has it.

    A limit is of the item, unless it names its own: ``guns=50,tnt=8@1951-01``.
    """
    limits = []
    for step in text.split(","):
        named, is_named, amount = step.strip().rpartition("=")
        amount, at, window = amount.partition("@")
        if at and not window.strip():
            raise wrong_usage(f"'{step}' names no months", "--capacity")
        limit = {"limit": amount.strip().removesuffix("/month")}
        if window:
            limit["window"] = window
        if of := named.strip() or item:
            limit["item"] = of
        elif is_named:
            raise wrong_usage(f"'{step}' names no item", "--capacity")
        limits.append(limit)
    return limits


class Command(TyperCommand):
    """A command that takes each option once."""

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """Describe arguments by their names alone: ``<list[str]>`` tells nobody anything."""
        for each in self.params:
            if each.param_type_name == "argument":
                each.display_type_rich = lambda **_: ""  # type: ignore[attr-defined]
        super().format_options(ctx, formatter)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse an option that is given twice: nobody knows which is meant.

        What is refused gets a pointer to what may be meant.
        """
        if ctx.resilient_parsing:  # as while a shell completes
            return super().parse_args(ctx, args)
        try:
            typed, extra, order = self.make_parser(ctx).parse_args([*args])
            for at, each in enumerate(order):
                if each in order[:at]:
                    name = max(each.opts, key=len)
                    raise typer.BadParameter("it is given twice", ctx, param_hint=f"'{name}'")
            if extra:
                raise UsageError(visible(self._too_many(typed, extra)), ctx)
            return super().parse_args(ctx, args)
        except UsageError as error:
            error.message = error.message.replace("Value error, ", "")  # a library's own words
            if not error.message and error.param:  # a missing argument
                error.message = error.param.help
            unknown = error.option_name if hasattr(error, "possibilities") else ""
            if unknown and (meant := self._meant(unknown)):
                raise UsageError(visible(f"No such option: {unknown}; {meant}"), ctx) from None
            raise

    def _meant(self, option: str) -> str:
        """Return what to write instead of an option that there is not; empty if nobody knows."""
        name = {"-r": "request", "-f": "file"}.get(option, option.lstrip("-"))
        if option in ("-V", "--version"):
            return "write deliveries --version"
        each: Any  # of Typer's own kind
        for each in self.params:
            choices = FORMATS if "--format" in each.opts else each.type_descriptor.choices or ()
            if name in [getattr(choice, "value", choice) for choice in choices]:
                return f"write {max(each.opts, key=len)} {name}"
            if each.param_type_name == "argument" and each.metavar == name.upper():
                return f"write the {name} alone"
        return ""

    def _too_many(self, typed: dict[str, Any], extra: list[str]) -> str:
        """Phrase that there are more arguments than the command takes."""
        from deliveries.cli.names import file_instead, is_file

        message = f"'{extra[0]}' is one argument too many"
        places = [each for each in self.params if each.param_type_name == "argument"]
        given = [typed[str(each.name)] for each in places]
        file = next((each for each in (*given, *extra) if is_file(each)), None)
        is_command_of_file = any(each.metavar == "FILE" for each in places)
        if file and not is_command_of_file:
            return f"{message}: {file_instead(file)}"
        is_number = extra[0][:1].isdigit()
        if [each.metavar for each in places] == ["SCENARIO"] and not is_number:
            return f"{message}: deliveries compare takes several scenarios"
        return message


def answers(
    make: Callable[..., Any],
    *,
    default: str = "txt",
    forms: dict[str, str] | None = None,
    detailed: tuple[str, ...] = (),
    usual: str = "",
) -> Callable[..., None]:
    """Make a command of a function that takes a case and options, and returns a result.

    A text is written as it is. ``default`` is the format of stdout, ``forms`` has those that this
    command calls otherwise, ``detailed`` those that have every scenario by itself, and ``usual`` is
    the file to write on a terminal where none is named. With an option ``opened`` the file is shown
    in a browser; with ``printed`` it is a PDF.
    """
    parameters = [each for name, each in signature(make).parameters.items() if name != "case"]
    own = [each for each in parameters if each.name not in Written._fields]
    writing = Parameter("written", Parameter.KEYWORD_ONLY, annotation=Written)

    @wraps(make)
    def run(**typed: Any) -> None:
        from deliveries.case import find_request
        from deliveries.cli.names import as_meant
        from deliveries.cli.output import FOLDER, choose_outlet, on_terminal
        from deliveries.reports import View, report

        written = in_groups([writing], typed)["written"]
        opened = typed.get("opened", False)
        if typed.get("printed"):
            if written.form:
                raise wrong_usage("ask for one of the two", "--pdf", "--format")
            place = written.output or f"{Path(usual).stem}.pdf"
            written = written._replace(form="pdf", output=place)
        nowhere = usual and not (written.output or written.form) and (opened or on_terminal())
        if nowhere:
            written = written._replace(output=usual)
        if "save" in typed and (typed["save"] or is_case_file(written.output)):
            outlet = saving_outlet(written, typed["save"])
        else:
            outlet = choose_outlet(written, default)
            if forms and "html" in forms and outlet.form == FOLDER:  # it would have a page instead
                raise wrong_usage(f"'{written.output}' is a folder", "--output")
            outlet = outlet._replace(form=(forms or {}).get(outlet.form, outlet.form))
        case = case_of(written.file)
        typed = as_meant(case, typed)
        _, asked = find_request(case, typed.get("request"))
        begin = read_window("--from", typed.get("first"), asked)
        end = read_window("--to", typed.get("last"), asked)
        view = View(
            by=typed.get("by", By.month),
            first=begin.first if begin else None,
            last=end.last if end else None,
            decimals=written.decimals,
            detail=typed.get("detail", False) or outlet.form in detailed,
            wide=typed.get("wide", False),
            item=typed.get("item"),
            chart=typed.get("chart", "to-date"),
        )
        result = make(case, **in_groups(parameters, typed))
        if isinstance(result, str):
            outlet.put([result.encode()])
        else:
            outlet.write(report(result, view))
        if opened and outlet.target:
            show_in_browser(outlet.target)

    run.__dict__["__signature__"] = flat([*own, writing])
    return run


def case_of(file: Path | None) -> Case:
    """Read a case file; the one that ships if none is named. A list in CSV is wrong usage."""
    from deliveries.read import load_case

    if file and file.suffix.lower() == ".csv":
        begins = f"deliveries new --ledger {shlex.quote(str(file))}"
        raise wrong_usage(f"a case file is YAML; {begins} begins one from a list", "--file")
    return load_case(file)


def is_case_file(name: str | None) -> bool:
    """Tell if a file's name is that of a case file."""
    return (name or "").lower().endswith((".yaml", ".yml"))


def saving_outlet(written: Written, name: Text) -> "Outlet":
    """Settle where a changed scenario is saved under a name, or refuse that as wrong usage."""
    from deliveries.cli.output import Outlet, place_of

    if name is None:
        raise wrong_usage("a case file needs a name for what is changed: --save NAME", "--output")
    if written.form:
        raise wrong_usage("what is saved is for a case file", "--format")
    if written.output == "":
        raise wrong_usage("an empty name is no file's", "--output")
    if written.output in (None, "-"):
        return Outlet("txt", None, written)
    if not is_case_file(written.output):
        reason = f"'{written.output}' does not end in .yaml: it would be a case file"
        raise wrong_usage(reason, "--output")
    return Outlet("txt", place_of(str(written.output), written.file), written)


def show_in_browser(file: Path) -> None:
    """Open a file in a browser; say where it is if none could be started."""
    import webbrowser

    from deliveries.cli.output import tell

    address = file.resolve().as_uri()
    if not webbrowser.open(address):
        tell(f"no browser could be started; open {address}")


def grouped(run: Callable[..., None]) -> Callable[..., None]:
    """Make an option of each field of the groups among a command's parameters."""
    parameters = signature(run).parameters.values()

    @wraps(run)
    def command(**typed: Any) -> None:
        run(**in_groups(parameters, typed))

    command.__dict__["__signature__"] = flat(parameters)
    return command


def flat(parameters: Iterable[Parameter]) -> Signature:
    """Return a signature that has each field of a group as a parameter of its own."""
    options = []
    for each in parameters:
        group = each.annotation
        if hasattr(group, "_fields"):
            for field, hint in group.__annotations__.items():
                default = group._field_defaults.get(field, Parameter.empty)
                options.append(each.replace(name=field, default=default, annotation=hint))
        else:
            options.append(each)
    return Signature(options)


def in_groups(parameters: Iterable[Parameter], typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was typed as the parameters have it, in their groups."""
    found = {}
    for each in parameters:
        group, name = each.annotation, each.name
        is_group = hasattr(group, "_fields")
        found[name] = group(*map(typed.get, group._fields)) if is_group else typed[name]
    return found
