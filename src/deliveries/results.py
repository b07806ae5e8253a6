"""Results: the values that can be shown, written and reported.

Convention: results stand in low rooms, which import nothing above them. So a result only names the
module of `deliveries.reports` that speaks of it, and what writes it is found when a notebook first
asks: whoever shows nothing loads nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import ClassVar, cast


class Result:
    """A value that can be reported, and that shows itself in a notebook."""

    result: ClassVar[str]
    """The kind of result, as JSON calls it: by this its report is found."""

    def _repr_html_(self) -> str:
        """Write it as a notebook shows it."""
        return cast("str", import_module("deliveries.formats.html").as_html(self))
