"""How a value shows itself in a notebook: it asks the room above that knows reports.

Convention: the values stand in low rooms, which import nothing above them. So the room that can
write them is found by its name, when a notebook first asks, and costs nobody else anything.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

_HOME = "deliveries.forms.written"


def as_html(value: object) -> str:
    """The value as HTML; what every ``_repr_html_`` of this package returns."""
    written = cast("Callable[[object], str]", import_module(_HOME).as_html)
    return written(value)
