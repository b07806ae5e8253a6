"""Readings: what a document leaves open, taken as it is assumed or as one of its alternatives.

Convention: of a choice, 0 is what stands in the file, 1 the first of its alternatives. Assumptions
with the same ``choice`` are taken together; any other is a choice by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from deliveries.case.derived import checked
from deliveries.case.resolve import find_scenario, lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deliveries.case.models import Case, Model, Request
    from deliveries.errors import Path


class Replaced(NamedTuple):
    """A field that an alternative replaces."""

    path: Path
    """Where the part is that has the field, within its request."""
    key: str
    """The field."""
    why: str
    """Why what stands in the file is taken."""
    values: tuple[Any, ...]
    """What could be taken instead, as a case file has it."""


class Choice(NamedTuple):
    """One choice, over one field or several."""

    id: str
    """Its name; where it has none, its place: ``general-staff, tranche 1, window``."""
    places: tuple[Replaced, ...]
    """What it replaces."""

    @property
    def size(self) -> int:
        """Count its alternatives, without what stands in the file."""
        return min(len(place.values) for place in self.places)


def choices(request: Request) -> list[Choice]:
    """Return every choice of a request, the first in the file first."""
    found: dict[str, list[Replaced]] = {}
    for path, part, key, assumed in request.assumptions():
        if assumed.or_ and key in type(part).model_fields:
            place = Replaced(path, key, assumed.why, assumed.or_)
            found.setdefault(assumed.choice or named_place(path, key), []).append(place)
    return [Choice(name, tuple(places)) for name, places in found.items()]


def named_place(path: Path, key: str) -> str:
    """Write a place: ``the request, dated``, ``general-staff, tranche 1, window``."""
    steps, inner = ["the request"], path
    if path[:1] == ("scenarios",):
        steps, inner = [str(path[1])], path[2:]
    if inner:
        steps.append(f"{str(inner[0]).removesuffix('s')} {int(inner[1]) + 1}")
    return ", ".join([*steps, key])


def alternatives(request: Request, scenario_ids: Iterable[str]) -> list[Choice]:
    """Return the choices on which scenarios rest, those of what they are based on among them.

    What a scenario changes of its base is its own, and no alternative of the base's matters. Nor do
    those of items that the request does not have, as where it is of one of them alone.
    """
    things = request.things
    matter: set[tuple[Path, str | None]] = {((), None)}
    limits = enumerate(request.capacity)
    matter |= {(("capacity", at), None) for at, limit in limits if limit.item in things}
    for scenario_id in scenario_ids:
        resolved = find_scenario(request, scenario_id)
        for name, written in lineage(request, scenario_id).items():
            here = ("scenarios", name)
            matter.add((here, None))
            for at, limit in enumerate(written.capacity):
                if limit in resolved.capacity and limit.item in things:
                    matter.add(((*here, "capacity", at), None))
            for at in range(len(written.tranches)):
                tranche = resolved.tranches[at]
                if tranche.item not in things and tranche.share is None:
                    continue
                for key in tranche.assumed:
                    matter.add(((*here, "tranches", at), key))
    return [
        choice
        for choice in choices(request)
        if any({(at.path, None), (at.path, at.key)} & matter for at in choice.places)
    ]


def with_reading(case: Case, request_id: str, chosen: Mapping[str, int]) -> Case:
    """Return the case with the chosen alternatives in place: a number by the id of each choice.

    Raises `ChangeError` where they do not go together.
    """
    request = case.requests[request_id]
    taken = [(choice, chosen[choice.id]) for choice in choices(request) if chosen.get(choice.id)]
    return checked(case, request_id, replaced(request, taken))


def replaced(request: Request, taken: Iterable[tuple[Choice, int]]) -> Request:
    """Return the request with alternatives in place, its parts not checked against one another.

    What is innermost is replaced first, so that its place is still there. Raises `ValidationError`.
    """
    places = [(place, number - 1) for choice, number in taken for place in choice.places]
    for place, at in sorted(places, key=lambda each: len(each[0].path), reverse=True):
        request = _put(request, place.path, place.key, place.values[at])
    return request


def taken_values(request: Request, choice: Choice, number: int) -> list[Any]:
    """Return what is taken at each place of a choice: 0 for what stands in the file."""
    read = replaced(request, [(choice, number)]) if number else request
    parts = dict(read.parts())
    return [getattr(parts[place.path], place.key) for place in choice.places]


def _put(part: Any, path: Path, key: str, value: object) -> Any:
    """Return a part with another value of a field of it, or of a part within it."""
    if path:
        name, step, *inner = path
        held = getattr(part, str(name))
        changed = dict(held) if isinstance(held, dict) else dict(enumerate(held))
        changed[step] = _put(changed[step], tuple(inner), key, value)
        entries = changed if isinstance(held, dict) else tuple(changed.values())
        return part.model_copy(update={name: entries})
    model: type[Model] = type(part)
    settled = {**part.assumed, key: part.assumed[key].settled}
    return model.model_validate({**part.given, "assumed": settled, key: value})
