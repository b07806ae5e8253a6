"""A case as YAML text that reads back as the same case.

Convention: a key is written only where it says something; a number, month or window is written
bare, a text in quotes wherever another reader of YAML could take it for something else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import yaml

from deliveries.case import Citation, Limit, Quantity
from deliveries.case.models import Assumption, Model
from deliveries.months import Date, HoledWindow

if TYPE_CHECKING:
    from deliveries.case import Case

WIDTH = 100
"""Where long texts are folded, in characters."""
_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class _Bare(str):
    """A number, month or the like, as the text that is written without quotes."""

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


def value_yaml(value: object) -> str:
    """Write one value of a case in a line, as a case file may have it."""
    text = _dumped(_plain(value), width=2**31 - 1, default_flow_style=True)
    return text.removesuffix("...\n").strip()  # which ends a value alone


def _dumped(value: object, **options: object) -> str:
    given: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": WIDTH, **options}
    return str(yaml.dump(value, Dumper=_CaseDumper, **given))


def _plain(value: object) -> object:  # noqa: PLR0911  # one a kind of value
    """Return what YAML knows: mappings, lists and texts.

    A single citation, a limit of every month and a source's one text stand without their list.
    """
    if isinstance(value, Assumption) and value == value.settled:
        return value.why
    if isinstance(value, Model):
        given = value.given
        if "ledger" in given:  # the tranches are its rows
            given.pop("tranches", None)
        return {name.rstrip("_"): _plain(each) for name, each in given.items()}
    if isinstance(value, dict):
        plain = {_plain(key): _plain(each) for key, each in value.items()}
        return plain[""] if list(plain) == [""] else plain
    if isinstance(value, Quantity) and value.kind not in ("exact", "balance", "unknown"):
        to = {} if value.to is None else {"to": _Bare(value.to)}
        return {value.kind: _Bare(value.amount), **to}
    if isinstance(value, HoledWindow):
        return [_Bare(part) for part in value.parts]
    if isinstance(value, Date) and value.before:
        return {"before": _Bare(replace(value, before=False))}
    if isinstance(value, list | tuple) and not isinstance(value, Citation | Quantity):
        only = value[0] if len(value) == 1 else None
        if isinstance(only, Limit) and only == Limit(limit=only.limit):
            return _Bare(only.limit)
        return _plain(only) if isinstance(only, Citation) else [_plain(each) for each in value]
    return value if isinstance(value, str) else _Bare(value)
