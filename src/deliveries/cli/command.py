"""What every command does: options in groups, a case read, a result made, an outlet filled."""

from __future__ import annotations

import sys
from functools import cache, wraps
from inspect import Parameter, signature
from typing import TYPE_CHECKING, Any, get_type_hints

from typer import BadParameter
from typer.core import TyperCommand

from deliveries.cli.options import CaseFile, Shown, Written, wrong_usage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from deliveries.case import Case as Case  # noqa: PLC0414  # for the commands
else:
    Case = Any  # the case is read when a command runs, and no sooner


class Command(TyperCommand):
    """A command that takes each option once."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Refuse an option that is given twice: nobody knows which is meant."""
        if not ctx.resilient_parsing:  # as while a shell completes
            _, _, order = self.make_parser(ctx).parse_args([*args])
            for at, each in enumerate(order):
                if each in order[:at]:
                    name = max(each.opts, key=len)
                    raise BadParameter("it is given twice", ctx, param_hint=f"'{name}'")
        return super().parse_args(ctx, args)


def answers(
    default: str = "txt",
    *,
    forms: dict[str, str] | None = None,
    detailed: tuple[str, ...] = (),
    usual: str = "",
) -> Callable[[Callable[..., Any]], Callable[..., None]]:
    """Make a command of a function that takes a case and options, and returns a result.

    A text that it returns is written as it is. ``default`` is the format of stdout, ``forms`` has
    those that this command calls otherwise, ``detailed`` those that have every scenario by itself,
    and ``usual`` is the file to write on a terminal where none is named.
    """

    def command(make: Callable[..., Any]) -> Callable[..., None]:
        @wraps(make)
        def run(*, file: Path | None, written: Written, **own: Any) -> None:
            from deliveries.cli.output import FOLDER, choose_outlet, on_terminal
            from deliveries.read import load_case
            from deliveries.reports import report

            nowhere = usual and not (written.output or written.form) and on_terminal()
            if nowhere:
                written = written._replace(output=usual)
            outlet = choose_outlet(written, file, default)
            if forms and outlet.form == FOLDER:
                raise wrong_usage(f"'{written.output}' is a folder", "--output")
            outlet = outlet._replace(form=(forms or {}).get(outlet.form, outlet.form))
            shown = next((each for each in own.values() if hasattr(each, "view")), Shown())
            view = shown.view(decimals=written.decimals)
            view = view._replace(detail=view.detail or outlet.form in detailed)
            result = make(load_case(file), **own)
            if isinstance(result, str):
                outlet.put([result.encode()])
            else:
                outlet.write(report(result, view))
            if nowhere:
                sys.stderr.write(f"wrote {usual}\n")

        hints = get_type_hints(make, include_extras=True)
        hints.pop("case")
        return grouped(run, {**hints, "file": CaseFile, "written": Written})

    return command


@cache
def _hints(group: type) -> dict[str, Any]:
    return get_type_hints(group, include_extras=True)


def grouped(run: Callable[..., None], hints: dict[str, Any] | None = None) -> Callable[..., None]:
    """Make an option of each field of the groups among a command's parameters."""
    hints = hints or get_type_hints(run, include_extras=True)
    defaults = {name: each.default for name, each in signature(run).parameters.items()}
    groups, fields = {}, {}
    for name, hint in hints.items():
        if hasattr(hint, "_fields"):
            groups[name] = hint
            for field, each in _hints(hint).items():
                fields[field] = (each, hint._field_defaults.get(field, Parameter.empty))
        elif name != "return":
            fields[name] = (hint, defaults.get(name))

    @wraps(run)
    def command(**typed: Any) -> None:
        for name, group in groups.items():
            typed[name] = group(**{field: typed.pop(field) for field in group._fields})
        run(**typed)

    parameters = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=hint)
        for name, (hint, default) in fields.items()
    ]
    command.__dict__["__signature__"] = signature(run).replace(parameters=parameters)
    command.__annotations__ = {each.name: each.annotation for each in parameters}
    return command
