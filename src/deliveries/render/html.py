"""A report as a fragment of HTML, for a notebook or a page: no script, nothing fetched.

Convention: all text is escaped here and nowhere else. Colours are the page's own, so that it reads
on dark and on light; what a colour could say, a sign says.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from deliveries.render.cells import drawn
from deliveries.sheets import Bars, Notes, Report, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.render.cells import Style
    from deliveries.sheets import Bar, Cell, Column, Row

_LINE = "1px solid rgba(128,128,128,.6)"
_STYLE = f"""<style>
.deliveries {{ max-width: 72em; color: inherit; }}
.deliveries .lead {{ font-weight: bold; max-width: 48em; }}
.deliveries ul {{ max-width: 56em; margin: .3em 0 1em; padding-left: 1.4em; }}
.deliveries table {{ border-collapse: collapse; margin: .3em 0 1em; background: none;
  font-variant-numeric: tabular-nums; }}
.deliveries caption {{ text-align: left; font-weight: bold; padding: .3em 0; color: inherit; }}
.deliveries th, .deliveries td {{ padding: .15em .7em; text-align: right; vertical-align: bottom;
  background: none; border: 0; }}
.deliveries tbody th {{ font-weight: normal; white-space: pre; }}
.deliveries td {{ vertical-align: top; white-space: nowrap; }}
.deliveries .text {{ text-align: left; }}
.deliveries td.text {{ white-space: normal; }}
.deliveries thead th[colspan] {{ text-align: center; border-bottom: {_LINE}; }}
.deliveries thead tr:last-child th {{ border-bottom: {_LINE}; }}
.deliveries tbody tr:last-child > *, .deliveries .subtotal > * {{ border-bottom: {_LINE}; }}
.deliveries tbody .subtotal > * {{ font-weight: bold; }}
.deliveries .heading > * {{ font-style: italic; }}
.deliveries .mark {{ display: inline-block; min-width: .9em; text-align: left; }}
.deliveries .bar {{ font-family: monospace; white-space: pre; }}
</style>"""


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
            yield from ("<table>", _caption(part.title, style), "<tbody>")
            yield from (_bar(bar, style) for bar in part.bars)
            yield "</tbody></table>"
        case Notes():
            yield f"<p><strong>{_text(part.title, style)}</strong></p>"
            yield "<ul>"
            yield from (f"<li>{_text(line, style)}</li>" for line in part.lines)
            yield "</ul>"


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
    marked = [any(row.cells[at].mark for row in sheet.rows) for at in range(len(sheet.columns))]
    yield from ("<table>", _caption(sheet.title, style), "<thead>")
    if any(column.group for column in sheet.columns):
        yield f"<tr>{''.join(_groups(sheet, style))}</tr>"
    yield f"<tr>{''.join(_heading(column, style) for column in sheet.columns)}</tr>"
    yield "</thead><tbody>"
    yield from (_row(row, sheet.columns, marked, style) for row in sheet.rows)
    yield "</tbody></table>"


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


def _side(column: Column) -> str:
    return ' class="text"' if column.align == "left" else ""


def _row(row: Row, columns: tuple[Column, ...], marked: list[bool], style: Style) -> str:
    """One row; its first cell names it."""
    cells = []
    for at, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
        text = _cell(cell, column, style, marked=marked[at])
        named = f'<th scope="row"{_side(column)}>{text}</th>'
        cells.append(f"<td{_side(column)}>{text}</td>" if at else named)
    role = f' class="{row.role}"' if row.role != "body" else ""
    return f"<tr{role}>{''.join(cells)}</tr>"


def _cell(cell: Cell, column: Column, style: Style, *, marked: bool) -> str:
    """A cell's text; where some number of its column has a mark, all leave room for one."""
    if column.align != "number" or not marked:
        return escape(style.cell(cell))
    mark = f'<span class="mark">{_text(cell.mark, style)}</span>'
    return escape(style.value(cell.value)) + mark
