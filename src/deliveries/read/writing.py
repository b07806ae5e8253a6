"""A case as YAML text that reads back as the same case.

Convention: a key is written only where it says something; a number, month or window is written
bare, a text in quotes wherever another reader of YAML could take it for something else.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import yaml

from deliveries.case import Citation, Limit, Quantity
from deliveries.case.models import Model
from deliveries.months import Date, Month, OpenWindow, Window

if TYPE_CHECKING:
    from deliveries.case import Case

WIDTH = 100
"""Where long texts are folded, in characters."""
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Bare(str):
    """A text that is written without quotes."""

    __slots__ = ()


class _CaseDumper(_Dumper):  # type: ignore[misc]  # one of two, as libyaml is there or not
    """Writes what `_plain` makes, and repeats what comes twice instead of naming it."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # whatever it is
        return True


def _represent_bare(dumper: Any, text: _Bare) -> Any:
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))
    return dumper.represent_scalar(tag, str(text))


_CaseDumper.add_representer(_Bare, _represent_bare)


def case_yaml(case: Case) -> str:
    """Write a case file. `deliveries.parse_case` reads it as the same case."""
    return _dumped(_plain(case))


def entry_yaml(name: str, part: Model) -> str:
    """Write one part of a case under its id, as an entry of ``scenarios:`` or its like."""
    return _dumped({name: _plain(part)})


def _dumped(value: object) -> str:
    text: str = yaml.dump(
        value, Dumper=_CaseDumper, sort_keys=False, allow_unicode=True, width=WIDTH
    )
    return text


def _plain(value: object) -> object:
    """What YAML knows: mappings, lists and texts."""
    if isinstance(value, Model):
        return _keys(value)
    if isinstance(value, dict):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Quantity):
        amount = _Bare(value.amount) if value.amount is not None else ""
        return {"at_most": amount} if value.kind == "at_most" else amount or _Bare(value.kind)
    if isinstance(value, Citation):
        return _Bare(value)
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Fraction | int | Month | Window | OpenWindow | Date):
        return _Bare(value)
    return value


def _keys(model: Model) -> dict[str, Any]:
    """The keys of a model that differ from what they are when left out."""
    fields = type(model).model_fields
    given = {name: getattr(model, name) for name in fields}
    return {
        name: _plain(_shortest(value))
        for name, value in given.items()
        if value != fields[name].get_default(call_default_factory=True)
    }


def _shortest(value: Any) -> Any:
    """A single citation, a limit of every month, what a source says as a whole: each alone."""
    if isinstance(value, tuple) and len(value) == 1:
        (only,) = value
        if isinstance(only, Limit):
            return only.limit if only == Limit(limit=only.limit) else value
        return only if isinstance(only, Citation) else value
    return value[""] if isinstance(value, dict) and list(value) == [""] else value
