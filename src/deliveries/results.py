"""Results: the values that can be shown, written and reported.

Convention: results stand in low rooms, which import nothing above them. So a result only names the
module of `deliveries.reports` that speaks of it, and what writes it is found when a notebook first
asks: whoever shows nothing loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, ClassVar, Never, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")


class Result:
    """A value that can be reported, and that shows itself in a notebook."""

    result: ClassVar[str]
    """The kind of result, as JSON calls it: by this its report is found."""

    def _repr_html_(self) -> str:
        """Write it as a notebook shows it."""
        return cast("str", import_module("deliveries.formats.html").as_html(self))


def frozen(value: Any) -> Any:
    """Return what was read with its mappings and lists as values that stay what they are."""
    if isinstance(value, dict):
        return Frozen((key, frozen(each)) for key, each in value.items())
    return tuple(map(frozen, value)) if isinstance(value, list) else value


class Frozen(dict[K, V]):
    """A mapping that stays what it is, as the values that hold one do."""

    def _refuse(self, *_: Any, **__: Any) -> Never:
        raise TypeError("this is part of a value that cannot be changed: make a dict() of it first")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[object, ...]:
        """Let a copy, or another process, make it at once and not key by key."""
        return type(self), (dict(self),)
