"""A case file for a CSV file that nobody has described yet: its columns guessed, and said so.

Convention: what is guessed stands in the file with a comment, so that whoever reads it can put it
right; nothing is guessed of what no file can tell, such as what was asked for.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from fractions import Fraction
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar
from unicodedata import category, normalize

from jinja2 import Environment, StrictUndefined

from deliveries.case.fields import LONGEST_NAME, VOWEL_SIGNS
from deliveries.case.models import Ledger, NumberStyle
from deliveries.errors import CaseError, DeliveriesError, Problem, UnreadableError
from deliveries.months import Window
from deliveries.numbers import for_people
from deliveries.read.cells import Amounts, Dates, When, can_be_read
from deliveries.read.ledger import LOOKED_THROUGH, Heading, read_ledger
from deliveries.read.sheet import DELIMITERS, Sheet
from deliveries.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from deliveries.read.ledger import LedgerRows

T = TypeVar("T")
SAMPLE = 2000
"""How many rows are looked at to tell what a column is."""
MOST_ITEMS = 30
"""The most items that a case is begun with."""
MOST_CHOSEN = 300
"""The most values by which rows are chosen: there are some 200 countries."""
_PATTERNS = (
    None, "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y/%m/%d", "%d-%m-%Y", "%Y%m%d", "%m/%Y", "%Y.%m.%d",
    "%Y%m", "%Y年%m月%d日", "%Y年%m月", "%d.%m.%Y %H:%M", "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M",
)  # fmt: skip
_STYLES: tuple[dict[str, str], ...] = (
    {}, {"decimal": ".", "thousands": ","}, {"decimal": ",", "thousands": "."},
    {"decimal": ",", "thousands": " "}, {"decimal": ".", "thousands": "'"},
)  # fmt: skip
_WORDS = {
    "date": "date day month year when week quarter period time delivered datum tag monat jahr data "
    "jour дата 日期",
    "from": "from start begin since von first",
    "to": "to end until bis last",
    "quantity": "quantity amount number qty count delivered doses units pieces value volume tonnes "
    "menge anzahl stück quantité cantidad количество 数量 received shipped",
    "to_date": "total cumulative cum cumulated running todate sum gesamt",
    "item": "item product vaccine designation weapon material goods thing model type category "
    "commodity brand ware artikel produkt produit producto наименование 品名 "
    "supplier manufacturer donor",
    "recipient": "recipient region country location to destination area state district province "
    "receiver buyer customer consignee empfänger land",
    "note": "note notes remark remarks comment comments bemerkung",
    "unit": "unit units uom einheit unité unidad единица 单位",
}
"""The words of headings, in the languages that we have seen; the first that fits counts."""
_CAME = re.compile("deliver|receiv|ship|arriv|geliefert|liefer|livr|entreg|consegn")
"""What begins a word in the name of a column that is of what came."""
_ELSE = re.compile("order|report|publi|updat|plan|promis|commit|request|expect|alloc|best")
"""What begins a word in the name of one that is of something else."""
_NO_QUANTITIES = {
    "id", "code", "lat", "lon", "latitude", "longitude", "population", "zip", "price", "cost",
}  # fmt: skip
"""The words of columns of numbers that are no quantities."""
_NO_UNITS = {
    "a", "amount", "and", "anzahl", "count", "cum", "cumulative", "daily", "date", "delivered",
    "geliefert", "gesamt", "in", "menge", "new", "no", "number", "of", "qty", "quantity",
    "received", "running", "shipped", "sum", "the", "to", "total", "value", "volume",
    "quantité", "cantidad", "количество", "数量",
}  # fmt: skip
"""The words beside the unit in the name of a column."""
_TOTALS = {
    "total", "totals", "grand total", "sum", "all", "world", "gesamt", "summe", "итого", "всего",
    "合计",
}  # fmt: skip
"""The names of rows that add others up."""
_IN_HEADING = "dates stand in the heading: write a row for each, as in item,date,quantity"
_MONTHS = {"month", "months", "monat", "mois", "mes", "месяц", "月", "月份"}
"""The names of columns of months that stand beside one of years."""
_MOST_NAMED = 10
"""The most columns that are named where something is said of them."""
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*[A-Za-z0-9]|[A-Za-z]")
_RESERVED = {"yes", "no", "on", "off", "true", "false", "null", "y", "n"}


class Guessed(NamedTuple):
    """Holds what the columns of a file seem to be."""

    columns: dict[str, str]
    """Names in the heading, by key."""
    dates: str | None
    numbers: dict[str, str]
    items: dict[str, str]
    """What the file calls items, by id."""
    where: dict[str, list[str]]
    """What parts rows with a quantity from those without."""
    units: dict[str, str]
    """The unit of each item by id, "" being the whole, where a column gives it."""
    doubts: list[str]
    """Sentences on what could be read in another way, or is not read at all."""


class Begun(NamedTuple):
    """A case file for a ledger."""

    text: str
    guessed: Guessed
    faulty: int
    """How many problems the file has, as it is read so."""


def case_of_ledger(raw: bytes, file: str, named: str) -> Begun:
    """Write a case file for a CSV file, which it calls ``named``.

    Raises `CaseError` for what cannot be read as text, `DeliveriesError` if no column seems to
    have dates or quantities.
    """
    sheet = Sheet(raw, file, "ledger")
    if sheet.faults:
        raise _unreadable(sheet)
    guessed = guess_columns(sheet, visible(file))
    block: dict[str, Any] = {"file": named, "columns": guessed.columns, "numbers": guessed.numbers}
    if guessed.where:
        block["where"] = guessed.where
    if guessed.dates:
        block["dates"] = guessed.dates
    items = {name: {"title": title} for name, title in guessed.items.items()}
    request = {"items": items} if items else {}
    sheet.faults.clear()  # which are found again
    found = read_ledger(sheet, Ledger.model_validate(block), request, ())
    amount = guessed.columns.get("quantity") or guessed.columns["to_date"]
    units = {name: guessed.units.get(name) or _unit_in(amount) for name in items or [""]}
    windows = [tranche.window.span for tranche in found.tranches]
    rows = [row for rows in found.groups.values() for row in rows]
    made = Environment(trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)  # noqa: S701  # no HTML
    made.filters["quoted"] = _quoted
    template = made.from_string(Path(__file__).with_name("guessed.yaml.j2").read_text("utf-8"))
    text = template.render(
        guessed=guessed,
        file=named,
        shown=visible(named),
        units={
            name: (unit[:-1] if re.search("[^s]s$", unit) else unit, unit)
            for name, unit in units.items()
        },
        window=Window.around(windows) if windows else Window.parse("2001"),
        asked={name: number for name, number in _came(found).items() if number > 0},
        is_whole=all(row.quantity is None or row.quantity.denominator == 1 for row in rows),
    )
    return Begun(text, guessed, len(sheet.faults) + len(found.faults))


def guess_columns(sheet: Sheet, file: str) -> Guessed:
    """Tell what the columns of a file are, by their names and by what stands in them.

    Raises `DeliveriesError` if none seems to have dates, or none quantities.
    """
    heading = _likeliest_heading(sheet)
    if not heading.cells:
        raise _without_heading(sheet, file)
    sheet.delimiter = heading.delimiter
    names = [" ".join(name.split()) for name in heading.cells]
    rows = [
        cells for _, cells in islice(sheet.rows(heading.body), SAMPLE) if len(cells) >= len(names)
    ]
    stand = {name: [row[at].strip() for row in rows] for at, name in enumerate(names) if name}
    has_semicolons = heading.delimiter == ";"
    looked_at = {
        name: (_dates_of(each), _numbers_of(each, has_semicolons)) for name, each in stand.items()
    }
    dated = {name: ways for name, (ways, _) in looked_at.items() if ways}
    counted = {name: ways for name, (_, ways) in looked_at.items() if ways}
    columns = _columns_of(stand, dated, counted, file)
    unit, item = columns.pop("unit", None), columns.get("item")
    date, amount = [
        columns[key] for key in ("date", "from", "quantity", "to_date") if key in columns
    ]
    texts = [name for name in stand if name not in dated and name not in counted and name != unit]
    where: dict[str, list[str]] = {}
    if "quantity" in columns:
        parting = (name for name in texts if _parting(stand[name], stand[amount]))
        if name := next(parting, None):  # by some rows; now by all
            where = {name: _parting(_cells(sheet, heading, name), _cells(sheet, heading, amount))}
            where = {name: values for name, values in where.items() if values}
    doubts = [*_other_ways(stand[date], dated[date]), *_other_ways(stand[amount], counted[amount])]
    for name in (columns[key] for key in ("item", "recipient") if key in columns):
        if found := _totals(_cells(sheet, heading, name)):
            where[name] = found[1]
            doubts.append(f"rows of '{visible(found[0])}' are left out, as they add others up")
    items = _items(where.get(item) or _cells(sheet, heading, item)) if item else {}
    if not items:
        columns.pop("item", None)
    units: dict[str, str] = {}
    if unit:
        told = _cells(sheet, heading, unit)
        of = _cells(sheet, heading, item) if items and item else [""] * len(told)
        units, left_out = _units(of, told)
        if left_out:
            where[unit] = [*dict.fromkeys(units.values())]
            doubts.append(left_out)
    doubts += _idle(stand, {*columns.values(), *where, unit}, stand[date][0])
    by_id = {name: units[title] for name, title in (items or {"": ""}).items() if title in units}
    return Guessed(columns, dated[date][0], counted[amount][0], items, where, by_id, doubts)


def _columns_of(
    stand: dict[str, list[str]], dated: dict[str, Any], counted: dict[str, Any], file: str
) -> dict[str, str]:
    """Tell by their names, and by which have dates or numbers, what columns are."""
    years = {name for name in dated if all(re.fullmatch("([0-9]{4})?", e) for e in stand[name])}
    columns: dict[str, str] = {}

    def named(key: str, among: Iterable[str]) -> str | None:
        """Return the first column whose name has the first of the words for a key.

        When, or how much, is rather what came than what was ordered; months rather than years.
        """
        free = [name for name in among if name not in columns.values()]
        groups = [free]
        if key not in ("item", "recipient", "note"):
            groups = [[name for name in free if _remoteness(name) == each] for each in range(3)]
        if key == "date":
            groups = [
                [name for name in group if (name in years) == is_year]
                for group in groups
                for is_year in (False, True)
            ]
        words = _WORDS[key].split()
        fitting = (
            name for group in groups for word in words for name in group if word in _words(name)
        )
        return next(fitting, None)

    begin, end = named("from", dated), named("to", dated)
    has_both = begin is not None and end is not None and begin != end
    date = begin if has_both else named("date", dated)
    date = date or next((name for name in dated if name not in counted), None)
    if date is None:
        raise _without_dates(stand, file)
    columns = {"from": date, "to": end} if has_both and end else {"date": date}
    free = [each for each in counted if each not in columns.values()]
    free = [each for each in free if not _words(each) & _NO_QUANTITIES]
    summed = named("to_date", free)
    amount = named("quantity", [each for each in free if each != summed])
    key = "quantity"
    if summed and "date" in columns and not amount:
        key, amount = "to_date", summed
    amount = amount or summed or next(reversed(free), None)
    if amount is None:
        hint = "they are read like 1250, 2.5 or 8/3"
        hint += _odd_one(
            {name: stand[name] for name in stand if name != date}, "quantity", _amounts({})
        )
        raise DeliveriesError(f"no column of {file} seems to have quantities", hint)
    columns[key] = amount
    texts = [name for name in stand if name not in dated and name not in counted]
    for key in ("unit", "item", "recipient", "note"):
        name = named(key, texts)
        if key == "unit" and name and max(map(len, stand[name])) > LONGEST_NAME:
            continue
        if name and (key != "recipient" or _parts_numbers(stand[name], stand[amount])):
            columns[key] = name
    return columns


def _cells(sheet: Sheet, heading: Heading, name: str) -> list[str]:
    """Return what stands in a column, in all rows that have every column."""
    names = [" ".join(each.split()) for each in heading.cells]
    rows = (cells for _, cells in sheet.rows(heading.body) if len(cells) >= len(names))
    at = names.index(name)
    return [normalize("NFC", cells[at].strip()) for cells in rows]


def _totals(texts: list[str]) -> tuple[str, list[str]] | None:
    """Return the name of rows that add others up, and the names of these others, if any do."""
    parts = [*dict.fromkeys(filter(None, texts))]
    totals = [each for each in parts if each.casefold() in _TOTALS]
    others = [each for each in parts if each not in totals]
    return (totals[0], others) if totals and 0 < len(others) <= MOST_CHOSEN else None


def _idle(stand: dict[str, list[str]], used: set[str | None], date: str) -> Iterator[str]:
    """Name the columns that tell rows apart and are not used; ``date`` is a text among dates."""
    idle = [name for name in stand if name not in used and len({*stand[name]}) > 1]
    months = [name for name in idle if _words(name) & _MONTHS]
    if re.fullmatch("[0-9]{4}", date) and months:
        idle.remove(months[0])
        like = f"such as {date}-02, would say the month"
        yield f"'{visible(months[0])}' is not read: a column with both, {like}"
    if idle:
        more = f" and {len(idle) - _MOST_NAMED} more" if idle[_MOST_NAMED:] else ""
        said = ", ".join(f"'{visible(name)}'" for name in idle[:_MOST_NAMED])
        yield f"nothing is taken from {said}{more}"


def _units(of: list[str], units: list[str]) -> tuple[dict[str, str], str]:
    """Return what each item is mostly counted in, and what to say of rows in other units.

    Raises `DeliveriesError` where these could not be left out by their unit.
    """
    counts: dict[str, Counter[str]] = {}
    for item, unit in zip(of, units, strict=True):
        if unit:
            counts.setdefault(item, Counter())[unit] += 1
    mostly: dict[str, str] = {item: count.most_common(1)[0][0] for item, count in counts.items()}
    others = {unit: item for item in counts for unit in counts[item] if unit != mostly[item]}
    if not others:
        return mostly, ""
    for unit, item in others.items():
        if unit in mostly.values():
            what = f"'{visible(item)}'" if item else "the file"
            message = f"{what} is counted in '{visible(mostly[item])}' and in '{visible(unit)}'"
            raise DeliveriesError(
                message, "unlike units do not add up: write one of them throughout"
            )
    said = ", ".join(f"'{visible(unit)}'" for unit in [*others][:_MOST_NAMED])
    said += " and those without a unit" if "" in units else ""
    return mostly, f"rows in {said} are left out, as unlike units do not add up"


def _parting(texts: list[str], amounts: list[str]) -> list[str]:
    """Return the values of a column in rows with a quantity, if those without have others."""
    filled = {text for text, much in zip(texts, amounts, strict=True) if much}
    blank = {text for text, much in zip(texts, amounts, strict=True) if not much}
    return sorted(filled) if blank and not filled & blank and len(filled) <= MOST_ITEMS else []


def _items(texts: Iterable[str]) -> dict[str, str]:
    """Return what a column has, by id; nothing if that is one thing, or no names of items."""
    items: dict[str, str] = {}
    for title in dict.fromkeys(filter(None, texts)):
        items[id_of(title, items)] = title
        if len(items) > MOST_ITEMS or len(title) > LONGEST_NAME:
            return {}
    return items if len(items) > 1 else {}


def _parts_numbers(texts: list[str], amounts: list[str]) -> bool:
    """Tell if a column names several recipients, of quantities that are all numbers."""
    several = len({text for text in texts if text}) > 1
    return several and not any(re.search("[0-9][-–. ]*[a-z–-] *[0-9]|[a-z<>]", e) for e in amounts)


def _likeliest_heading(sheet: Sheet) -> Heading:
    """Return the line after which most lines have as many cells as it, none of them a number."""
    lines = sheet.head(LOOKED_THROUGH)
    best: tuple[int, Heading] = 0, Heading(1, [], ",")
    is_number = re.compile(r"\s*[-(]?[0-9][0-9., /-]*\)?\s*").fullmatch
    for at in range(len(lines)):
        for delimiter in DELIMITERS:
            try:
                cells, *below = csv.reader(lines[at : at + 30], delimiter=delimiter, strict=True)
            except csv.Error:
                continue
            while cells and not cells[-1].strip():
                cells.pop()
            alike = sum(len(row) >= len(cells) for row in below if any(row))
            is_heading = len(cells) > 1 and not any(map(is_number, cells)) and alike
            if is_heading and len(cells) * min(alike, 10) > best[0]:
                best = len(cells) * min(alike, 10), Heading(at + 1, cells, delimiter)
    return best[1]


def _words(name: str) -> set[str]:
    """Return the words of a column's name: ``deliveredOn`` has two, and is one: ``UoM``."""
    apart = re.sub("([a-zà-ÿ])([A-Z])", r"\1 \2", normalize("NFC", name))
    return {*re.findall(r"[^\W\d_]+", f"{apart} {normalize('NFC', name)}".casefold())}


def _remoteness(name: str) -> int:
    """Return 0 of a column of what came, 2 of one of what was ordered, reported..., else 1."""
    words = _words(name)
    if any(map(_ELSE.match, words)):
        return 2
    return 0 if any(map(_CAME.match, words)) else 1


def _dates_of(texts: list[str]) -> list[str | None]:
    """Return the patterns by which nearly all texts are dates; the likeliest first.

    Whoever keeps a list mostly adds to its end: where two patterns do, dates are rather in order.
    """
    ways: list[str | None] = _ways_of(texts, _PATTERNS, Dates)
    return sorted(ways, key=lambda way: not _in_order(texts, Dates(way))) if ways[1:] else ways


def _in_order(texts: list[str], dates: Dates) -> bool:
    """Tell if each date is after the one before it, or the same."""
    found = [dates.read(text) for text in texts if text and can_be_read(dates, text)]
    days = [(str(when.window.first), str(when.date)) for when in found]
    return days == sorted(days)


def _without_heading(sheet: Sheet, file: str) -> CaseError | DeliveriesError:
    """Say why no line names columns: what is not CSV, dates where names should be, no delimiter."""
    first = next((line for line in sheet if line.strip()), "")
    sheet.delimiter = max(DELIMITERS, key=first.count)
    rows = [cells for _, cells in sheet.rows()]
    if sheet.faults:
        return _unreadable(sheet)
    if not rows:
        return DeliveriesError(f"{file} is empty", "a line names columns, and rows stand below it")
    if len(rows) == 1:
        return DeliveriesError(f"{file} has one line only", "rows stand below the one of names")
    hint = _IN_HEADING if _has_dates(rows[0]) else "a line is to name them, such as date,quantity"
    if len(rows[0]) < 2:
        hint = f"part cells by commas, semicolons or tabs; {hint}"
    return DeliveriesError(f"no line of {file} seems to name columns", hint)


def _unreadable(sheet: Sheet) -> CaseError:
    """Return the first fault of a file."""
    at, fault = sheet.faults[0]
    said = (fault.code, fault.message, fault.hint, sheet[at.line - 1], at.width)
    return CaseError([Problem(sheet.file, at.line, at.column, *said)])


def _has_dates(names: Iterable[str]) -> bool:
    """Tell if several names of columns are dates."""
    return (
        sum(bool(re.search("(?<![0-9])(1[5-9]|20)[0-9]{2}(?![0-9])", name)) for name in names) > 1
    )


def _without_dates(stand: dict[str, list[str]], file: str) -> DeliveriesError:
    """Say that no column has dates; and what is none in one that is named as they are."""
    has = ", ".join(f"'{visible(name)}'" for name in [*stand][:_MOST_NAMED])
    hint = f"it has {has}; dates are read like 2021-04-12, 2021-04 or 2021"
    hint += f"; {_IN_HEADING}" if _has_dates(stand) else _odd_one(stand, "date", Dates(None))
    return DeliveriesError(f"no column of {file} seems to have dates", hint)


def _odd_one(stand: dict[str, list[str]], key: str, cells: Dates | Amounts) -> str:
    """Say what cannot be read in the column that is named as one for a key would be."""
    for name, texts in stand.items():
        if not _words(name) & {*_WORDS[key].split()}:
            continue
        for text in filter(None, texts):
            try:
                cells.read(text)
            except UnreadableError as error:
                said = f"; in '{visible(name)}' '{visible(text)}' is none"
                return f"{said}: {visible(error.hint)}" if error.hint else said
    return ""


def _numbers_of(texts: list[str], has_semicolons: bool) -> list[dict[str, str]]:
    """Return the ways of writing numbers by which nearly all texts are; the likeliest first.

    Where semicolons part cells, a comma is before decimals: that is why they do.
    """
    bracketed = {"brackets": "estimate"} if any(re.match(r"\([0-9]", e) for e in texts) else {}
    plain, english, german, *others = _STYLES
    ordered = (plain, german, english, *others) if has_semicolons else _STYLES
    if has_semicolons and any(
        re.match(r"-?[1-9][0-9]{0,2}\.[0-9]{3}(?![0-9])", each) for each in texts
    ):
        ordered = (german, plain, english, *others)  # which could be decimals elsewhere
    return _ways_of(texts, [{**style, **bracketed} for style in ordered], _amounts)


def _amounts(way: dict[str, str]) -> Amounts:
    return Amounts(NumberStyle.model_validate(way), Fraction(1))


def _ways_of(
    texts: list[str], ways: Iterable[T], reader: Callable[[T], Dates | Amounts]
) -> list[T]:
    """Return the ways by which most texts can be read, empty ones aside, if that is nearly all."""
    texts = [text for text in texts if text]
    readers = ((way, reader(way)) for way in ways)
    tried = [(sum(can_be_read(cells, text) for text in texts), way) for way, cells in readers]
    most = max(count for count, _ in tried)
    return [way for count, way in tried if count == most and most * 10 >= len(texts) * 9 > 0]


def _other_ways(texts: list[str], ways: list[Any]) -> Iterator[str]:
    """Say what could be taken otherwise: a text, as it is read, and as it could be."""
    first, *others = ways
    if isinstance(first, dict) and "brackets" in first:
        yield "numbers in brackets are taken for estimates: `brackets: negative` takes them off"
    for other in others:
        for text in filter(None, texts):
            pair = [_meant(_reader(way), text) for way in (first, other)]
            if None not in pair and pair[0] != pair[1]:
                said = f'`dates: "{other}"`'
                if isinstance(other, dict):
                    signs = ", ".join(f'{key}: "{sign}"' for key, sign in other.items())
                    said = f"`numbers: {{{signs}}}`"
                yield f"'{visible(text)}' is taken for {pair[0]}; by {said} it is {pair[1]}"
                return


def _reader(way: dict[str, str] | str | None) -> Dates | Amounts:
    """Return what reads a way of writing numbers, or dates."""
    return _amounts(way) if isinstance(way, dict) else Dates(way)


def _meant(cells: Dates | Amounts, text: str) -> str | None:
    """Return what a text is read as; None if it cannot be."""
    if not can_be_read(cells, text):
        return None
    found = cells.read(text)
    if isinstance(found, When):
        return found.date.long() if found.date else found.window.long()
    return for_people(found) if isinstance(found, int | Fraction) else str(found)


def id_of(title: str, taken: Iterable[str]) -> str:
    """Return an id made of a title, which is not yet taken."""
    text = "".join(
        each if re.match(r"[\w.]", each) or category(each) in VOWEL_SIGNS else "-"
        for each in normalize("NFC", title.casefold())
    )
    made = re.sub("-+", "-", text).lstrip("-.")[:60].rstrip("-.") or "item"
    again = (f"{made}-{number}" for number in range(2, MOST_ITEMS + 3))
    return next(each for each in (made, *again) if each not in taken)


def _quoted(text: str) -> str:
    """Write text for YAML, in quotes wherever it could be something else."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in _RESERVED
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _came(found: LedgerRows) -> dict[str, Fraction]:
    """Return all that came, by item: what rows make, or the last running totals."""
    came: dict[str, Fraction] = {}
    last: dict[tuple[str, object], Fraction] = {}
    for tranche in found.tranches:
        item = tranche.item or ""
        if tranche.mark is not None:
            last[item, tuple(tranche.recipients)] = tranche.mark
        else:
            more = (tranche.quantity and tranche.quantity.amount) or Fraction(0)
            came[item] = came.get(item, Fraction(0)) + more
    for (item, _), mark in last.items():
        came[item] = came.get(item, Fraction(0)) + mark
    return came


def _unit_in(name: str) -> str:
    """Return the unit that the name of a column has: ``Flour (t)``, ``doses_delivered``."""
    bracketed = re.search(r"[(\[] *([^\W\d_][^()\[\]]*?) *[)\]] *$", name)
    if bracketed and bracketed[1].casefold() not in _NO_UNITS:
        return bracketed[1]
    counted = re.findall(r"[^\W\d_]+", re.sub("([a-z])([A-Z])", r"\1 \2", name))
    return " ".join(word for word in counted if word.casefold() not in _NO_UNITS).lower() or "units"
