"""A report as a fragment of HTML, for a notebook or a page: no script, nothing fetched.

Convention: all text is escaped here and nowhere else. Colours are the page's own, so that it reads
on dark and on light; what a colour could say, a sign says.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from rich.cells import cell_len

from deliveries.formats.cells import drawn
from deliveries.tables import Bars, Notes, Report, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from deliveries.formats.cells import Style
    from deliveries.tables import Bar, Cell, Column, Row

_WRITTEN_IN = ("blank", "answer")
"""The tones of cells that a hand fills in."""
_LINE = "1px solid rgba(128,128,128,.6)"
_STYLE = f"""<style>
.deliveries {{ max-width: 72em; color: inherit; }}
.deliveries .lead {{ font-weight: bold; max-width: 48em; }}
.deliveries ul {{ max-width: 56em; margin: .3em 0 1em; padding-left: 1.4em; }}
.deliveries .wide {{ overflow-x: auto; max-width: 100%; }}
.deliveries table {{ border-collapse: collapse; margin: .3em 0 1em; background: none;
  font-variant-numeric: tabular-nums; }}
.deliveries caption {{ text-align: left; font-weight: bold; padding: .3em 0; color: inherit; }}
.deliveries th, .deliveries td {{ padding: .15em .7em; text-align: right; vertical-align: bottom;
  background: none; border: 0; }}
.deliveries tbody th {{ font-weight: normal; vertical-align: top; white-space: pre; }}
.deliveries td {{ vertical-align: top; white-space: nowrap; }}
.deliveries .text {{ text-align: left; }}
.deliveries td.text:last-child {{ white-space: normal; }}
.deliveries thead th[colspan] {{ text-align: center; border-bottom: {_LINE}; }}
.deliveries thead tr:last-child th {{ border-bottom: {_LINE}; }}
.deliveries tbody tr:last-child > *, .deliveries .subtotal > * {{ border-bottom: {_LINE}; }}
.deliveries tbody .subtotal > * {{ font-weight: bold; }}
.deliveries .heading > * {{ font-style: italic; }}
.deliveries .part {{ display: inline-block; text-align: left; }}
.deliveries .bar {{ font-family: monospace; white-space: pre; }}
@media print {{
.deliveries .wide {{ overflow: visible; font-size: 80%; }}
.deliveries th, .deliveries td {{ padding: .15em .5em; }}
.deliveries tr {{ break-inside: avoid; }}
.deliveries caption, .deliveries thead {{ break-after: avoid; break-inside: avoid; }}
}}
</style>"""


def html_parts(parts: Sequence[Sheet | Bars | Notes], style: Style) -> str:
    """The parts of a report alone, for a page that brings the style."""
    return "\n".join(line for part in parts for line in _lines(part, style))


def html_fragment(report: Report, style: Style) -> str:
    """Write a report as one ``div`` that brings its own small style."""
    lead = [f'<p class="lead">{_text(report.lead, style)}</p>'] if report.lead else []
    parts = [line for part in report.parts for line in _lines(part, style)]
    return "\n".join(['<div class="deliveries">', _STYLE, *lead, *parts, "</div>"]) + "\n"


def _text(text: str, style: Style) -> str:
    return escape(style.text(text))


def _lines(part: Sheet | Bars | Notes, style: Style) -> Iterator[str]:
    match part:
        case Sheet():
            yield from _table(part, style)
        case Bars():
            yield from (_wide(part.title, style), _caption(part.title, style), "<tbody>")
            yield from (_bar(bar, style) for bar in part.bars)
            yield "</tbody></table></div>"
        case Notes():
            if part.title:
                yield f'<p class="title"><strong>{_text(part.title, style)}</strong></p>'
            if part.lines:
                yield "<ul>"
                yield from (f"<li>{_text(line, style)}</li>" for line in part.lines)
                yield "</ul>"


def _wide(title: str, style: Style) -> str:
    """Begin a table that scrolls by itself where it is wider than the page, by keyboard too."""
    label = _text(title, style) or "Table"
    return f'<div class="wide" role="group" aria-label="{label}" tabindex="0"><table>'


def _caption(title: str, style: Style) -> str:
    return f"<caption>{_text(title, style)}</caption>" if title else ""


def _bar(bar: Bar, style: Style) -> str:
    """The bar is drawn for the eye only; its text says the same."""
    return (
        f'<tr><th scope="row" class="text">{_text(bar.label, style)}</th>'
        f'<td class="bar" aria-hidden="true">{_text(drawn(bar), style)}</td>'
        f'<td class="text">{_text(bar.text, style)}</td></tr>'
    )


def _table(sheet: Sheet, style: Style) -> Iterator[str]:
    columns = [[row.cells[at] for row in sheet.rows] for at in range(len(sheet.columns))]
    written = [
        _cells(column, cells, style) for column, cells in zip(sheet.columns, columns, strict=True)
    ]
    yield from (_wide(sheet.title, style), _caption(sheet.title, style), "<thead>")
    if any(column.group for column in sheet.columns):
        yield f"<tr>{''.join(_groups(sheet, style))}</tr>"
    yield f"<tr>{''.join(_heading(column, style) for column in sheet.columns)}</tr>"
    yield "</thead><tbody>"
    for at, row in enumerate(sheet.rows):
        yield _row(row, sheet.columns, [texts[at] for texts in written])
    yield "</tbody></table></div>"


def _groups(sheet: Sheet, style: Style) -> Iterator[str]:
    """The headings over several columns; an empty cell over those that have none."""
    for name, members in groupby(sheet.columns, key=lambda column: column.group):
        count = len(list(members))
        if name:
            yield f'<th scope="colgroup" colspan="{count}">{_text(name, style)}</th>'
        else:
            yield "<td></td>" * count


def _heading(column: Column, style: Style) -> str:
    if not column.heading:
        return "<td></td>"
    return f'<th scope="col"{_side(column)}>{_text(column.heading, style)}</th>'


def _side(column: Column, tone: str = "") -> str:
    kinds = ["text"] if column.align == "left" else []
    kinds += [tone] if tone in _WRITTEN_IN else []
    return f' class="{" ".join(kinds)}"' if kinds else ""


def _row(row: Row, columns: Sequence[Column], texts: Sequence[str]) -> str:
    """One row; its first cell names it."""
    label, *others = [
        (_side(column, cell.tone), text)
        for column, cell, text in zip(columns, row.cells, texts, strict=True)
    ]
    cells = [f'<th scope="row"{label[0]}>{label[1]}</th>']
    cells += [f"<td{side}>{text}</td>" for side, text in others]
    role = f' class="{row.role}"' if row.role != "body" else ""
    return f"<tr{role}>{''.join(cells)}</tr>"


def _cells(column: Column, cells: Sequence[Cell], style: Style) -> list[str]:
    """The cells of a column; those of numbers leave the same room after the point."""
    if column.align != "number":
        return [escape(style.cell(cell)) for cell in cells]
    pieces = [style.pieces(cell) for cell in cells]
    widths = [max((cell_len(piece[at]) for piece in pieces), default=0) for at in (1, 2)]
    return [_number(cell, piece, widths) for cell, piece in zip(cells, pieces, strict=True)]


def _number(cell: Cell, piece: tuple[str, str, str], widths: Sequence[int]) -> str:
    whole, part, mark = piece
    if cell.tone in _WRITTEN_IN or not (whole or part):
        return escape(whole)
    return escape(whole) + "".join(map(_part, (part, mark), widths))


def _part(text: str, width: int) -> str:
    """What stands after a number's point, in a room that is wide enough for a fraction's sign."""
    room = max(width, 1.5)
    return f'<span class="part" style="min-width:{room}ch">{escape(text)}</span>' if width else ""
