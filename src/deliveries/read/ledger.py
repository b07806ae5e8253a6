"""A record from a CSV file: its rows read, checked and added up into the tranches of a scenario.

Convention: rows of one item, recipient, organisation, source and window are one tranche, their sum
exact; a day is in its month. A faulty row is listed at its cell, and what many rows have in common,
such as a name that nothing bears, once, with how many rows have it.
"""

from __future__ import annotations

import csv
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from unicodedata import normalize

from deliveries.case import Quantity, Tranche
from deliveries.case.fields import read_citations, read_name, read_year_begins
from deliveries.case.models import Assumption, Columns, LedgerContent, Row, keys_of
from deliveries.errors import MOST_FAULTS, Fault, UnreadableError, did_you_mean
from deliveries.months import Date, Window
from deliveries.read.cells import Amounts, Dates, When, can_be_read
from deliveries.read.sheet import DELIMITERS, WHOLE_ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from deliveries.case import Citation
    from deliveries.case.models import Ledger
    from deliveries.errors import Path
    from deliveries.read.sheet import Sheet
    from deliveries.read.tree import Place

MOST_ROWS = 1_000_000
"""The most rows of a ledger."""
MOST_FIGURES = 50_000
"""The most tranches that they may make."""
LOOKED_THROUGH = 100
"""In how many lines the heading is looked for: a register may begin with a page of words."""
MOST_SEEN = 1000
"""Among how many values of a column the one is looked for that a misspelt one may mean."""
MOST_LISTED = 30
"""The most columns of a file that a message names."""


class Group(NamedTuple):
    """Holds what rows have in common that are one tranche."""

    window: Window
    item: str
    recipient: str
    establishment: str
    source: tuple[Citation, ...]
    is_estimate: bool
    line: int
    """The line of a row that nothing is added to; else 0."""
    quantity: Quantity | None
    """The row's, if it is not a number."""
    date: Date | None
    """By when a running total is."""


class Heading(NamedTuple):
    """The line of a file that names its columns."""

    line: int
    """From 1."""
    cells: list[str]
    delimiter: str

    @property
    def body(self) -> int:
        """Return the line after it; a name in quotes may go over several."""
        return self.line + 1 + sum(cell.count("\n") for cell in self.cells)


@dataclass
class LedgerRows:
    """The rows of a ledger, as they are read. What a fault spoils is left out."""

    sheet: Sheet
    ledger: Ledger
    at: Path
    """Where the scenario is in the case."""
    heading: int = 1
    columns: dict[str, int] = field(default_factory=dict)
    """Where each column is that is read, by key."""
    where: dict[str, int] = field(default_factory=dict)
    """Where each column is that rows are chosen by, by name."""
    names: dict[str, dict[str, str]] = field(default_factory=dict)
    """What items, recipients and organisations may be called, and what each is in the case."""
    year_begins: int = 1
    """The month in which the request's years begin."""
    takes_anyone: bool = False
    """True if the request lists no recipients, so that the file may name any."""
    groups: dict[Group, list[Row]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    """The faults of the case file; those of the rows are in the sheet."""

    def say(self, key: tuple[str | int, ...], code: str, message: str, hint: str = "") -> None:
        """List what the case file has to say otherwise, at a path within the ledger."""
        self.faults.append(Fault((*self.at, "ledger", *key), code, message, hint))

    def place(self, path: Path) -> Place:
        """Return the place of a tranche by its position, or of one of its rows.

        ``(3, "rows", 1, "quantity")`` is the quantity of the second row behind the fourth tranche.
        """
        rows = self.content.rows[int(path[0])]
        row = rows[int(path[2])] if path[1:2] == ("rows",) else rows[0]
        key = {"recipients": "recipient", "window": "date"}.get(str(path[-1]), str(path[-1]))
        if path[-2:-1] == ("source",):
            key = "source"
        if path[1:2] == ("recipients",):
            key = "recipient"
        key = key if key in self.columns else {"date": "from", "quantity": "to_date"}.get(key, key)
        return self.sheet.cell(row.line, self.columns.get(key, WHOLE_ROW))

    @cached_property
    def order(self) -> list[Group]:
        """Return the groups in the order of their tranches, whichever way the rows stand."""
        return sorted(
            self.groups, key=lambda each: (str(each.window.first), str(each.window), each[1:])
        )

    @cached_property
    def content(self) -> LedgerContent:
        """Return what is kept of the file."""
        rows = tuple([tuple(self.groups[group]) for group in self.order])
        return LedgerContent(self.sheet.raw, self.sheet.delimiter, self.heading, rows)

    @property
    def tranches(self) -> list[Tranche]:
        """Return a tranche for each group, in order."""
        blank = Tranche.model_validate({"quantity": 1, "window": "1951"})
        made = []
        for group in self.order:
            total = Fraction(sum([row.quantity or 0 for row in self.groups[group]]))
            quantity = group.quantity or Quantity("exact", total)
            update: dict[str, Any] = {"quantity": quantity, "window": group.window}
            if group.date:
                update |= {"quantity": None, "to_date": total, "date": group.date}
            update["item"] = group.item or None
            update["establishment"] = group.establishment or None
            update["source"] = group.source
            if group.recipient:
                update["recipients"] = {group.recipient: quantity.amount or Fraction(0)}
            if group.is_estimate:
                why = "a number in brackets: an estimate of whoever keeps the list"
                update["assumed"] = {"quantity": Assumption(why=why)}
            made.append(blank.model_copy(update=update))
        return made


def read_ledger(sheet: Sheet, ledger: Ledger, request: Mapping[str, Any], at: Path) -> LedgerRows:
    """Read a ledger for a scenario of a raw request. Its faults are in the result and the sheet."""
    found = LedgerRows(sheet, ledger, at)
    if sheet.faults:
        return found
    wanted = [*ledger.columns.named.values()] or keys_of(Columns)
    heading = find_heading(sheet, [*wanted, *ledger.where])
    if heading is None:
        names = ", ".join(wanted) if ledger.columns.named else "its columns: date, quantity"
        message = "no line of the file names the columns"
        hint = f"one of the first {LOOKED_THROUGH} has to name {names}"
        first = next((at for at, line in enumerate(sheet, 1) if line.strip()), 1)
        sheet.fault(first, WHOLE_ROW, "no-heading", message, hint)
        return found
    sheet.delimiter, found.heading = heading.delimiter, heading.line
    _take_columns(found, heading, is_itemised="items" in request)
    _take_names(found, request)
    with suppress(UnreadableError):  # which the request's own field will say
        found.year_begins = read_year_begins(request.get("year_begins", "1"))
    if not found.faults:
        _read_rows(found, heading)
    return found


def find_heading(sheet: Sheet, wanted: Iterable[str]) -> Heading | None:
    """Return the first line that names most of some columns, and what parts them there."""
    names = {*map(_folded, wanted)}
    found: list[tuple[int, int, Heading]] = []
    lines = sheet.head(LOOKED_THROUGH + 10)
    for at in range(min(len(lines), LOOKED_THROUGH)):
        for delimiter in DELIMITERS:
            try:
                cells = next(csv.reader(lines[at : at + 10], delimiter=delimiter), [])
            except csv.Error:
                continue
            while cells and not cells[-1].strip():
                cells.pop()
            if named := len(names & {*map(_folded, cells)}):
                found.append((named, len(cells), Heading(at + 1, cells, delimiter)))
    if not found:
        return None
    return max(found, key=lambda each: (each[0], -each[2].line, each[1]))[2]


def _folded(name: str) -> str:
    """Return a name as it is compared: case and spacing do not tell two columns apart."""
    return " ".join(normalize("NFC", name).split()).casefold()


def _take_columns(found: LedgerRows, heading: Heading, *, is_itemised: bool) -> None:
    """Find each column that is named, and check that they say when, how much and of what."""
    wanted = _find_columns(found, heading)
    has = f"the file has: {', '.join(map(str.strip, heading.cells[:MOST_LISTED]))}"
    for one, other, pair, what in (
        ("date", "from", "`from` and `to`", "when a row is"),
        ("quantity", "to_date", "`to_date`", "how much came"),
    ):
        if one in wanted and other in wanted:
            message = f"a row has either `{one}` or {pair}"
            found.say(("columns", other), "two-columns", message, "take one of the two out")
        elif one not in wanted and other not in wanted:
            hint = f"name `{one}`, or {pair}, under `columns`; {has}"
            found.say(("columns",), "missing-column", f"no column says {what}", hint)
    if ("from" in wanted) != ("to" in wanted) and "date" not in wanted:
        key = "from" if "from" in wanted else "to"
        message, hint = "`from` and `to` go together", "name both, or `date` alone"
        found.say(("columns", key), "missing-column", message, hint)
    if "to_date" in wanted and "from" in wanted and "date" not in wanted:
        message, hint = (
            "a running total is by a date",
            "name `date` in the place of `from` and `to`",
        )
        found.say(("columns", "from"), "two-columns", message, hint)
    if "item" in wanted and not is_itemised:
        message, hint = "the request has no items", "give it `items:`, or take this out"
        found.say(("columns", "item"), "not-itemised", message, hint)
    if "item" not in wanted and is_itemised:
        hint = f"name `item` under `columns`; {has}"
        found.say(("columns",), "no-item", "no column says what came", hint)


def _find_columns(found: LedgerRows, heading: Heading) -> dict[str, str]:
    """Find each column that is named, and return the names by key."""
    given = found.ledger.columns.named
    folded = [*map(_folded, heading.cells)]
    wanted = given or {key: key for key in keys_of(Columns) if key in folded}
    named = [(("columns", key), name, found.columns, key) for key, name in wanted.items()]
    named += [(("where", name), name, found.where, name) for name in found.ledger.where]
    for path, name, columns, key in named:
        same = [at for at, cell in enumerate(heading.cells) if cell.strip() == name]
        same = same or [at for at, cell in enumerate(folded) if cell == _folded(name)]
        columns[key] = (same or [-1])[0]
        if not same:
            hint = did_you_mean(name, heading.cells[:MOST_LISTED], "its columns are: ")
            found.say(path, "unknown-column", f"the file has no column '{name}'", hint)
        elif len(same) > 1:
            message = f"the file has {len(same)} columns '{name}'"
            hint = "give one of them another name in the file"
            found.say(path, "repeated-column", message, hint)
    return wanted


def _take_names(found: LedgerRows, request: Mapping[str, Any]) -> None:
    """Take what items, recipients and organisations are called, in the case and in the file."""
    items, recipients = request.get("items"), request.get("recipients")
    items = items if isinstance(items, dict) else {}
    recipients = recipients if isinstance(recipients, list) else []
    titles = [
        (normalize("NFC", item["title"].strip()), name)
        for name, item in items.items()
        if isinstance(item, dict) and isinstance(item.get("title"), str)
    ]
    several = [title for title, _ in titles]
    known = {
        "item": {title: name for title, name in titles if several.count(title) == 1},
        "recipient": {normalize("NFC", each): each for each in recipients if isinstance(each, str)},
        "establishment": {each: each for each in ("existing", "new", "top-up")},
    }
    known["item"] |= {name: name for name in items}
    found.names = {key: known[key] for key in known if key in found.columns}
    found.takes_anyone = "recipient" in found.names and not recipients
    for name, meant in found.ledger.names.items():
        bearing = [names for names in found.names.values() if meant in names.values()]
        if not bearing and found.takes_anyone:
            bearing = [found.names["recipient"]]
        for names in bearing:
            names[name] = meant
        if not bearing:
            here = dict.fromkeys(each for names in found.names.values() for each in names.values())
            message = f"nothing in this request is called '{meant}'"
            hint = did_you_mean(meant, here, "it has: ")
            found.say(("names", name), "unknown-name", message, hint)


def _read_rows(found: LedgerRows, heading: Heading) -> None:  # noqa: C901, PLR0912, PLR0915  # quick
    """Read the rows, each into the group of those that it is added to."""
    ledger, columns, sheet, width = found.ledger, found.columns, found.sheet, len(heading.cells)
    dates, amounts = Dates(ledger.dates, found.year_begins), Amounts(ledger.numbers, ledger.scale)
    when_at = [columns[key] for key in ("date", "from", "to") if key in columns]
    is_by_date = "to_date" in columns
    amount_at = columns["to_date" if is_by_date else "quantity"]
    source_at, note_at = columns.get("source"), columns.get("note")
    brackets = ledger.numbers.brackets == "estimate"
    names = [_Names(found, key) for key in found.names]
    chosen = [_Chosen(at, {*ledger.where[name]}, name) for name, at in found.where.items()]
    whens: dict[tuple[str, ...], tuple[int, When]] = {}
    windows: dict[Window, int] = {}
    citations: dict[str, tuple[Citation, ...]] = {"": ()}
    groups: dict[tuple[object, ...], list[Row]] = {}
    counted, source = False, ""
    for number, (line, cells) in enumerate(sheet.rows(heading.body), 1):
        if number > MOST_ROWS:
            message, hint = "the file goes on here", f"a ledger has at most {MOST_ROWS:,} rows"
            sheet.fault(line, WHOLE_ROW, "too-many-rows", message, hint)
            break
        if len(cells) != width and sheet.has_wrong_row(line, cells, width):
            continue
        if chosen and not all([each.takes(cells) for each in chosen]):  # noqa: C419  # each looks
            continue
        counted, faults = True, len(sheet.faults)
        if faults >= MOST_FAULTS:
            break
        text = cells[amount_at].strip()
        if is_by_date and not text:
            continue  # nothing was reported by that date
        key = tuple([cells[at] for at in when_at])
        if key not in whens:
            try:
                when = dates.read(*key)
                whens[key] = windows.setdefault(when.window, len(windows)), when
            except UnreadableError as error:
                at = when_at[-1] if can_be_read(dates, key[0]) else when_at[0]
                sheet.fault(line, at, "bad-value", str(error), error.hint)
        amount: Fraction | int | Quantity | None = None
        try:
            amount = amounts.read(text)
        except UnreadableError as error:
            sheet.fault(line, amount_at, "bad-value", str(error), error.hint)
        if source_at is not None and (source := cells[source_at].strip()) not in citations:
            try:
                citations[source] = read_citations([*map(str.strip, source.split(";"))])
            except UnreadableError as error:
                sheet.fault(line, source_at, "bad-value", str(error), error.hint)
        of = []
        for each in names:
            meant = each.known.get(cells[each.at])
            of.append(each.look_up(cells[each.at], line) if meant is None else meant)
        if len(sheet.faults) > faults or None in of:
            continue
        at, when = whens[key]
        alone = line if is_by_date or isinstance(amount, Quantity) else 0
        is_estimate = brackets and text[0] == "("
        note = (cells[note_at].strip() or None) if note_at is not None else None
        row = Row(line, when.text, None if isinstance(amount, Quantity) else amount, note)
        same = (at, *of, source, is_estimate, alone)
        if (rows := groups.get(same)) is not None:
            rows.append(row)
            continue
        if len(groups) >= MOST_FIGURES:
            message = f"the rows up to here make more than {MOST_FIGURES:,} figures"
            hint = "take out a column that tells apart what is one, such as `source`"
            sheet.fault(line, WHOLE_ROW, "too-many-figures", message, hint)
            break
        who = dict(zip(found.names, of, strict=True))
        group = Group(
            when.window,
            who.get("item") or "",
            who.get("recipient") or "",
            who.get("establishment") or "",
            citations[source],
            is_estimate,
            alone,
            amount if isinstance(amount, Quantity) else None,
            (when.date or Date(when.window)) if is_by_date else None,
        )
        groups[same] = found.groups.setdefault(group, [])
        groups[same].append(row)
    for each in names:
        each.report()
    for column in chosen:
        column.report(found)
    if not (counted or sheet.faults):
        sheet.fault(found.heading, WHOLE_ROW, "empty", "no row stands under the heading")


@dataclass
class _Names:
    """Holds what the cells of a column mean, and which of them nothing bears."""

    found: LedgerRows
    key: str
    unknown: dict[str, tuple[int, int]] = field(default_factory=dict)
    """The line of the first row that has it, and how many have, by name."""

    def __post_init__(self) -> None:
        self.at = self.found.columns[self.key]
        self.known = dict(self.found.names[self.key])
        """What is meant, by what may stand in a cell: as it is, once it has been looked up."""

    def look_up(self, text: str, line: int) -> str | None:
        """Return what a cell means; "" if it is empty and may be, None if it is a fault."""
        name = normalize("NFC", text.strip())
        if not name and self.key == "item":
            hint = "write it, or take the row out"
            self.found.sheet.fault(line, self.at, "empty", "'item' is empty", hint)
            return None
        meant = self.known.get(name, None if name else "")
        if meant is None and self.key == "recipient" and self.found.takes_anyone:
            try:
                meant = read_name(name)
            except UnreadableError as error:
                self.found.sheet.fault(line, self.at, "bad-value", str(error), error.hint)
                return None
        if meant is None:
            first, count = self.unknown.get(name, (line, 0))
            self.unknown[name] = first, count + 1
        else:
            self.known[text] = meant
        return meant

    def report(self) -> None:
        """List each name that nothing bears, once."""
        named = self.found.names[self.key]
        what = {"item": "no item", "recipient": "no recipient"}.get(self.key, "no organisation")
        for name, (line, count) in [*self.unknown.items()][:MOST_FAULTS]:
            rows = f"{count:,} rows have it" if count > 1 else "one row has it"
            near = did_you_mean(name, named)
            hint = "say under `names` what it is here, or choose other rows with `where`"
            hint = f"{near} {hint}" if near else hint
            code = "unknown-item" if self.key == "item" else f"unknown-{self.key}"
            self.found.sheet.fault(line, self.at, code, f"there is {what} '{name}'; {rows}", hint)


@dataclass
class _Chosen:
    """A column by which rows are chosen."""

    at: int
    values: set[str]
    name: str
    seen: dict[str, None] = field(default_factory=dict)

    def takes(self, cells: list[str]) -> bool:
        """Tell if a row counts."""
        value = normalize("NFC", cells[self.at].strip())
        is_taken = value in self.values
        if is_taken or len(self.seen) < MOST_SEEN:
            self.seen[value] = None
        return is_taken

    def report(self, found: LedgerRows) -> None:
        """List each value that no row has."""
        values = found.ledger.where[self.name]
        for at, value in enumerate(values):
            if value not in self.seen:
                message = f"no row has '{value}' as its {self.name}"
                hint = did_you_mean(value, [*self.seen][:MOST_LISTED], "it has: ")
                path: Path = ("where", self.name, *([at] if len(values) > 1 else []))
                found.say(path, "no-row", message, hint)
