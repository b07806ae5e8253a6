"""Results: the values that can be shown, written and reported.

Convention: results stand in low rooms, which import nothing above them. So a result only names the
module of `deliveries.reports` that speaks of it, and what writes it is found when a notebook first
asks: whoever shows nothing loads nothing.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from importlib import import_module
from typing import Any, ClassVar, Never, TypeVar, cast

K = TypeVar("K")
V = TypeVar("V")


LONGEST_FIELD = 100
"""Limits the characters of a field in a `repr`."""


class Short:
    """A value whose `repr` is short, though it may hold a whole case."""

    def __init_subclass__(cls, **options: Any) -> None:
        """Keep a dataclass from writing its own."""
        super().__init_subclass__(**options)
        cls.__repr__ = Short.__repr__  # type: ignore[method-assign]  # meant to be

    def __repr__(self) -> str:
        """Name its class and what of it is short, of a mapping the keys."""
        names = fields(self) if is_dataclass(self) else getattr(type(self), "model_fields", ())
        said = []
        for name in (getattr(each, "name", each) for each in names):
            value = getattr(self, name)
            text = repr(list(value) if isinstance(value, dict) else value)
            if value not in (None, "", (), {}):
                said.append(f"{name}={text if len(text) <= LONGEST_FIELD else '...'}")
        return f"{type(self).__name__}({', '.join(said)})"


class Result(Short):
    """A value that can be reported, and that shows itself in a notebook."""

    result: ClassVar[str]
    """The kind of result, as JSON calls it: by this its report is found."""

    def _repr_html_(self) -> str:
        """Write it as a notebook shows it."""
        return cast("str", import_module("deliveries.formats.html").as_html(self))

    def _repr_markdown_(self) -> str:
        """Write it as a notebook keeps it where there is no HTML, such as on paper."""
        return cast("str", import_module("deliveries.formats").as_text(self, "md"))


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
