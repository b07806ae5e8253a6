"""Faults, problems and the exceptions that carry them: all that can go wrong, in one place.

A *fault* says what is wrong at a path in a case (``("requests", "guns", "quantity")``); a *problem*
is a fault with its place in a file. The text of an exception is its message, fit for a user.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, NamedTuple
from unicodedata import category, east_asian_width

from deliveries.results import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MOST_FAULTS = 1000
"""The most faults that are looked for: whoever has mended so many looks again."""
_SHOWN = 100
"""The most problems that a message spells out."""
_EXCERPT = 100
"""The longest excerpt shown, in characters."""

Path = tuple[str | int, ...]
"""Where something stands in a case: keys and positions (from 0), outermost first."""


class Fault(NamedTuple):
    """Something wrong at one path of a case."""

    path: Path
    code: str
    """A short stable name for the kind of fault, such as ``unknown-source``."""
    message: str
    hint: str = ""
    """What to do about it; empty when there is nothing to add."""
    rests_on: tuple[Path, ...] = ()
    """Paths that must themselves be sound for this fault to mean anything."""


class Problem(NamedTuple):
    """A fault with its place in a file. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    excerpt: str = ""
    """The line itself; empty when the file has no such line."""
    width: int = 1
    """How many characters of the excerpt the marker underlines."""

    def __str__(self) -> str:
        """Write ``file:line:column: message``, the line with a marker, and the remedy."""
        name = _one_line(self.file)
        where = f"{name}:{self.line}:{self.column}" if self.line else name
        parts = [f"{where}: {_one_line(self.message)}"]
        if self.excerpt:
            line, at = self.excerpt.replace("\t", " "), self.column - 1
            start = max(0, at - _EXCERPT // 2) if len(line) > _EXCERPT else 0
            shown = line[start : start + _EXCERPT].rstrip()
            marked = self.excerpt[at : at + min(self.width, _EXCERPT)]  # it may have megabytes
            marker = "^" * max(min(_cells(marked), _cells(shown)), 1)
            gutter = f"{self.line:>5} | "
            margin = " " * (len(gutter) - 2) + "| "
            parts += [gutter + shown, margin + " " * _cells(line[start:at]) + marker]
        if self.hint:
            parts.append(f"      = {self.hint}")
        return "\n".join(parts)


def _one_line(text: str) -> str:
    """Show the line breaks of a message, which are those of a name or value that it quotes."""
    return text.replace("\n", "␊")


def _cells(text: str) -> int:
    """Count the cells of a terminal that a text takes; what is no character takes one."""
    kinds = [(category(character), east_asian_width(character)) for character in text]
    wide = sum(width in "WF" and kind != "Cn" for kind, width in kinds)
    return len(text) + wide - sum(kind in ("Mn", "Me") for kind, _ in kinds)  # over a letter


class DeliveriesError(Exception):
    """Anything that this package refuses. Its message is fit for a user; ``hint`` is the remedy."""

    hint: str = ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(_one_line(message))
        self.hint = hint


class CaseError(Result, DeliveriesError):
    """A case that cannot be read or does not hold together. ``problems`` has everything found."""

    result: ClassVar[str] = "problems"
    __repr__ = DeliveriesError.__repr__

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = [f"{len(problems)} problems"] if len(problems) > 1 else []
        if len(problems) > _SHOWN:
            many = " or more" if len(problems) >= MOST_FAULTS else ""
            count = [f"{len(problems)}{many} problems; the first {_SHOWN} are shown"]
        Exception.__init__(self, "\n\n".join([*map(str, problems[:_SHOWN]), *count]))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[object, ...]:
        """Let a copy, or another process, make it of what it was made of."""
        return type(self), (self.problems,)


class UnknownNameError(DeliveriesError):
    """A scenario, request or item that the case does not have."""


class RangeError(DeliveriesError):
    """Months or options that leave nothing to show."""


class FormatError(DeliveriesError):
    """A report has nothing for the format that is wanted."""


class LotError(DeliveriesError):
    """A quantity that is not a whole number of lots."""


class CapacityError(DeliveriesError):
    """A limit through which a schedule never comes to its end."""


class ConversionError(DeliveriesError):
    """Sets that cannot be counted as divisions."""


class ChangeError(DeliveriesError):
    """Changes that do not make a sound scenario. ``reasons`` has each with what to do about it."""

    def __init__(self, reasons: Sequence[tuple[str, str]]) -> None:
        told = [(_one_line(message), hint) for message, hint in reasons]
        lines = [f"{message}\n  = {hint}" if hint else message for message, hint in told]
        Exception.__init__(self, "\n".join(lines))
        self.reasons = tuple(reasons)

    def __reduce__(self) -> tuple[object, ...]:
        """Let a copy, or another process, make it of what it was made of."""
        return type(self), (self.reasons,)


class WriteError(DeliveriesError):
    """A file that could not be written."""


class DrawingWarning(UserWarning):
    """A picture that lacks signs of its text."""


class UnreadableError(ValueError):
    """A piece of text that is not the number, month or window it should be.

    ``hint`` says how to write it.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(_one_line(message))
        self.hint = hint


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that someone who wrote this may have meant."""
    from difflib import get_close_matches  # only ever needed when something is wrong

    near = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return near[0] if near else None


def hidden_in(text: str) -> str:
    """Return what to do about the first invisible character of a name, if it has one."""
    hidden = next((each for each in text if category(each) == "Cf"), "")
    return f"an invisible character is in it, U+{ord(hidden):04X}: write it anew" if hidden else ""


def did_you_mean(name: str, known: Iterable[str], fallback: str = "") -> str:
    """Ask for the nearest known name, ``did you mean 'x'?``, or list all after ``fallback``."""
    names = list(known)
    if near := nearest(name, names):
        return f"did you mean '{near}'?"
    return f"{fallback}{', '.join(names)}" if fallback and names else ""
