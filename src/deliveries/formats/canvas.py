"""A sheet of character cells to draw on.

Convention: columns count from the left, rows from the top, and what does not fit is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

if TYPE_CHECKING:
    from deliveries.formats.cells import Style


class Canvas:
    """Cells, each with a sign and its colour."""

    def __init__(self, width: int, height: int, style: Style) -> None:
        self.width, self.height, self.style = width, height, style
        self._cells = [[(" ", "")] * width for _ in range(height)]

    def put(self, column: int, row: int, sign: str, tone: str = "") -> None:
        """Put one sign into a cell."""
        if 0 <= column < self.width and 0 <= row < self.height:
            self._cells[row][column] = (self.style.text(sign), tone)

    def write(self, column: int, row: int, text: str, tone: str = "") -> None:
        """Write a text that is already harmless, from a column on, if the line has room for it."""
        if not 0 <= row < self.height or column < 0 or column + cell_len(text) > self.width:
            return
        cells = self._cells[row]
        for place in range(column, column + cell_len(text)):
            cells[place] = ("", tone)
        cells[column] = (text, tone)

    def free(self, column: int, row: int, width: int) -> bool:
        """Whether so many cells are there and empty."""
        inside = 0 <= row < self.height and column >= 0 and column + width <= self.width
        return inside and all(sign == " " for sign, _ in self._cells[row][column : column + width])

    def sign(self, column: int, row: int) -> str:
        """What stands in a cell."""
        return self._cells[row][column][0]

    def lines(self) -> list[Text]:
        """The sheet as lines of text."""
        lines = []
        for cells in self._cells:
            line = Text()
            for sign, tone in cells:
                line.append(sign, tone)
            line.rstrip()
            lines.append(line)
        return lines
