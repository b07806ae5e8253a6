"""What the signs of a chart in a terminal mean: names beside their signs, under the chart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from deliveries.formats.table import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator


def flowing(parts: list[tuple[str, str]], width: int) -> Iterator[Text]:
    """Names in their colours, as many on a line as there is room for."""
    line = Text()
    for words, tone in parts:
        pieces = wrapped(words, width - 4, fold=True)
        if line and line.cell_len + 3 + cell_len(pieces[0]) > width:
            yield line
            line = Text()
        line.append("   " if line else "  ").append(pieces[0], tone)
        for piece in pieces[1:]:
            yield line
            line = Text("    ").append(piece, tone)
    yield line
