"""The pieces of a Vega-Lite chart: layers with their data, all placed by us.

Convention: a position is a float, made here and nowhere else; every number that is read is a text,
exact. Names stand in data only, where nothing takes them for more than text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from deliveries.formats.table import wrapped
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from deliveries.formats.cells import Style

Layer = dict[str, Any]
Datum = dict[str, Any]

INK, QUIET, PALE, GRID = "#1b1b1b", "#666666", "#9a9a9a", "#e4e4e4"
FONT = "Helvetica, Arial, Liberation Sans, sans-serif"
LINE = 15
"""From one line of a label to the next, in pixels."""


class Look(NamedTuple):
    """How a scenario looks: in colour, in grey, and in the shape of its points."""

    colour: str
    dash: tuple[int, ...]
    shape: str
    ink: str = ""
    """A darker shade of the colour for words, where it is too light for them."""


LOOKS = (
    Look("#1b1b1b", (), "circle"),
    Look("#0072b2", (7, 3), "square"),
    Look("#d55e00", (2, 2), "triangle-up"),
    Look("#009e73", (10, 3, 2, 3), "diamond"),
    Look("#cc79a7", (4, 4), "triangle-down", "#a04d78"),
    Look("#56b4e9", (12, 4), "cross", "#1c7fb5"),
    Look("#e69f00", (2, 4), "triangle-right", "#946600"),
)
"""The colours of Okabe and Ito, without the yellow that no white paper shows."""


def look(at: int) -> Look:
    """How the scenario of this number looks; after so many the colours come again, thinner."""
    again, at = divmod(at, len(LOOKS))
    found = LOOKS[at]
    return found._replace(dash=tuple(each + again for each in found.dash) or (again,) * bool(again))


def number(value: Fraction | float) -> float | int:
    """A position."""
    place = round(float(value), 6)
    return int(place) if place.is_integer() else place


def layer(mark: str, data: Sequence[Datum], encoding: dict[str, Any], **settings: Any) -> Layer:
    """One mark along its data; silent for a screen reader, which has the description."""
    return {
        "data": {"values": list(data)},
        "mark": {"type": mark, "aria": False, **settings},
        "encoding": encoding,
    }


def fixed(mark: str, places: Mapping[str, float], **settings: Any) -> Layer:
    """One mark at a place in pixels."""
    return layer(mark, [{}], {key: {"value": number(at)} for key, at in places.items()}, **settings)


def along(scale: Sequence[int | float], field: str = "x") -> dict[str, Any]:
    """A position along the axis, which is drawn by itself."""
    domain = {"domain": [scale[0], scale[1]], "nice": False, "zero": False}
    return {"field": field, "type": "quantitative", "scale": domain, "axis": None}


def text(content: str | Sequence[str], x: float, y: float, **settings: Any) -> Layer:
    """Lines of text at a place in pixels."""
    lines = [content] if isinstance(content, str) else list(content)
    return {
        "data": {"values": [{"t": lines}]},
        "mark": {
            "type": "text", "aria": False, "align": "left", "baseline": "middle",
            "x": number(x), "y": number(y), "lineHeight": LINE, **settings,
        },
        "encoding": {"text": {"field": "t"}},
    }  # fmt: skip


def broken(content: str, style: Style, width: int) -> list[str]:
    """A text on lines of so many characters, each made harmless by itself."""
    return [style.text(line) for line in wrapped(harmless(content), width, fold=True)]


def tooltip(*fields: tuple[str, str]) -> list[dict[str, str]]:
    """What a pointer shows: fields, each with its heading."""
    return [
        {"field": field, "type": "nominal", "title": harmless(title)} for field, title in fields
    ]
