"""Writes the references from the code: of the case file, of exports and of the command line.

``make docs`` writes docs/case-file.md, the table of docs/exports.md, docs/commands.md and the
README's picture; tests compare them with what would be written now, so that they cannot drift.
"""

from __future__ import annotations

import inspect
import re
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import typer.main

from deliveries.analysis.comparison import compare_scenarios
from deliveries.case import Case, Item, Limit, Request, Scenario, Source, Sum, Tranche
from deliveries.case.models import Accepted, Assumption, Columns, Ledger, NumberStyle
from deliveries.case.schema import field_docs, model_doc
from deliveries.cli.app import program
from deliveries.formats import write
from deliveries.read import load_case
from deliveries.reports import View, report

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from deliveries.case.models import Model

FOLDER = Path(__file__).parent
COLUMNS = "| column | type | what it says |\n|---|---|---|\n"
"""Where the columns begin in docs/exports.md; what stands before them is written by hand."""
PLACES: dict[type[Model], str] = {
    Case: "the file itself",
    Source: "`sources:` id `:`",
    Request: "`requests:` id `:`",
    Item: "`items:` id `:` in a request",
    Sum: "`sums:` id `:` in a request",
    Scenario: "`scenarios:` id `:` in a request",
    Accepted: "`accepted:` in a scenario",
    Tranche: "an entry of `tranches:` in a scenario",
    Limit: "an entry of `capacity:` in a scenario or a request",
    Assumption: "`assumed:` key `:`, beside the key",
    Ledger: "`ledger:` in a scenario",
    Columns: "`columns:` in a ledger",
    NumberStyle: "`numbers:` in a ledger",
}
HEAD = """# The case file

<!-- Written by `make docs` from the docstrings of the models. Change those. -->

One YAML file: sources, and requests with their scenarios. `data/requests.yaml` is the one that
ships. It is read strictly: an unknown or repeated key, an alias, a tag, or a value that YAML might
take for something else is a problem, and `deliveries check FILE` lists all of them at once.
`deliveries check FILE --sources` lists figures that have neither a source nor an assumption, and
what is assumed without another reading.
`deliveries new FILE` writes one to begin with, and the JSON Schema by which an editor knows this.

How values are written:

- **number**: `60`, `8/3`, `2 2/3` or `2.5`; exact, never negative, no separators. What others might
  read as another number is refused: `010`, `1e3`, `84.000`.
- **quantity**: a number, `{at_most: 10}` (anything from 0 to 10), `{at_least: 70}` (or more),
  `{from: 26, to: 30}`, `balance` (what the other tranches leave of the request) or `unknown`, which
  is not nought. What may be more is read as its least and marked `+`: no midpoint is made up.
  "About 16" has to be said in numbers.
- **month**: `1951-07`. **date**: `1951-06-21`, `1951-06` or `1951`, as exactly as it is known;
  `{before: 1951-06-21}` where a document only gives a limit. It counts from that day.
- **window**: both ends included: `1951-07..1951-12`, `1952`, `1952..1953`, `1954-H1`, `1951-Q3`;
  `1951/52` is two years, or one under the request's `year_begins`. A tranche's may have holes, as a
  list: `[1951, 1953]`. In a hole nothing comes: `weights` has no entry for its months, and
  `monthly` and an even share do not count them. A limit's may be open: `1951-10..`.
- **citation**: a source's id and a paragraph, `tel-21039 §4`, or a list of them.
- **id**: up to 64 letters, digits, `-`, `_` and `.`, not `-` or `.` first. What looks the same is
  the same: `é` may be typed as one character or as `e` and an accent (Unicode NFC).
- **assumed**: a mapping of a key beside it to the reason why it is taken, or to the reason and
  other readings: `window: {why: July is ours, or: [1951-06..1951-12, 1951-08..1951-12]}`. Each of
  them must fit where the first does; `choice: name` takes those of several keys together.

A request may have years of its own, and sums of items:

```yaml
year_begins: 7                         # from July to June, as protocols and budgets have them
sums:                                  # of items of one unit only
  vaccines: {title: All vaccines, items: [pfizer, moderna]}
```

Then subtotals, `--by year`, charts and promises are by these years, written `1951/52`; as a window,
also in a ledger and behind `--window`, `--from` or `--due`, `1951/52` is the months from July 1951
to June 1952, and `1951/52..1953/54` three such years. `1951` stays the calendar year, and `1951/53`
three of them. Halves and quarters are parts of these years, and named by their months.

A sum has no tranches, no lot and no capacity of its own: it is what its items come to, with their
bands added up, as they do not know of one another. It is asked for as much as all of its items are,
if that is known of each. Of an item that is not known it has what the others bring, at least; an
item that a scenario has nothing of adds nothing.

What came is a scenario of the kind `record`. Its tranches are rows, in any order:

```yaml
tranches:
  - {quantity: 16, date: 1949-01-28}              # on a day: it falls into its month
  - {quantity: 12, window: 1949-02}               # all of that month
  - {quantity: 30, window: 1949-04..1949-06}      # one figure for several months: never spread
  - {to_date: 70, date: 1949-09-30}               # a milestone: all that had come by then
  - {quantity: -3, date: 1949-10-02}              # a return, or a correction
  - {total: 40, window: 1949-10..1949-12}         # the rows within it included
  - {quantity: 4, window: 1950-01, through: 1950-01-21}   # the record ends within the month
```

A milestone includes all rows up to it. What it has beyond them came since the milestone before, in
time that no row with a window is of; where there is no such time the rows were not all. A lower
milestone after a higher one is a correction, made some time between the two. What the first one
has came since the record's first row or, if it is the first, or if rows are of all the time up to
it, since the request `opens`, was `dated`, or since the first month that any scenario names. A
milestone on a day within a month says nothing of the rest of that month. What a `total` has beyond
the rows within it came in its other time; rows that it holds only in part are refused. Milestones
and totals may name an `establishment` or `recipients`, then all of them do: they hold the rows of
these.

Instead of `tranches` a record may have a `ledger`, the rows of a CSV file beside the case file;
[`records.md`](records.md) goes from somebody's file to a comparison:

```yaml
ledger:
  file: came.csv                                      # beside the case file, or below it
  columns: {date: delivered_on, quantity: doses, item: supplier, recipient: region}
  names: {Pfizer/BioNTech: pfizer}                    # the file's words, and the case's
  where: {country: Italy}                             # rows that count: a value, or a list
  dates: "%d/%m/%Y"                                   # only if they are not ISO
  numbers: {decimal: ",", thousands: "."}             # only if they are not plain
```

Rows of one item, recipient, organisation, source and window (a day is in its month) are added up. A
row is of an item that has its id or its title, or that `names` says. Recipients are checked where
the request lists any. Every faulty row is listed with its line; a name that nothing bears once,
with how many rows have it.

How much is read: files of up to 16 MB in UTF-8, ledgers of up to 64 MB; a case file of up to
100,000 values, lists and mappings among them; a list of items of up to 50,000 lines; a ledger of up
to a million rows that make up to 50,000 tranches; up to 30 other readings in a request; up to 32
scenarios that are each based on the next; quantities whose common denominator has up to 100 digits.
"""
COMMANDS_HEAD = """# The command line

<!-- Written by `make docs` from the help of the commands. Change that. -->

Every command with its examples and options, as `deliveries COMMAND --help` has them.
"""


def main() -> None:
    """Write the references and the picture of the README."""
    (FOLDER / "sixty-divisions.svg").write_text(drawing(), encoding="utf-8")
    (FOLDER / "case-file.md").write_text(reference(), encoding="utf-8")
    (FOLDER / "exports.md").write_text(exports(), encoding="utf-8")
    (FOLDER / "commands.md").write_text(commands(), encoding="utf-8")


def drawing() -> str:
    """Draw the case that ships, as the README shows it."""
    shown = report(compare_scenarios(load_case()))
    return b"".join(write(shown, "svg")).decode()


def exports() -> str:
    """Return what is said of exports, with the columns of the schedule's table written anew."""
    said = (FOLDER / "exports.md").read_text(encoding="utf-8").partition(COLUMNS)[0]
    detailed = report(compare_scenarios(load_case()), View(detail=True))
    rows = ""
    for each in detailed.tables["schedule"].columns:
        rows += f"| `{each.key}` | {each.kind} | {each.about} |\n"
    return f"{said}{COLUMNS}{rows}"


def reference() -> str:
    """Return the whole reference as Markdown."""
    return HEAD + "".join(section(model, place) for model, place in PLACES.items())


def section(model: type[Model], place: str) -> str:
    """Describe one model: what it is, where it stands, and its keys."""
    docs = {name: doc.replace("|", "\\|") for name, doc in field_docs(model).items()}
    rows = "".join(
        f"| `{name}` | {'yes' if field.is_required() else ''} | {doc}{choices(field, doc)} |\n"
        for (name, doc), field in zip(docs.items(), model.model_fields.values(), strict=True)
    )
    return (
        f"\n## {model.__name__}: {place}\n\n{model_doc(model)}\n\n"
        f"| key | needed | what it says |\n|---|---|---|\n{rows}"
    )


def choices(field: FieldInfo, doc: str) -> str:
    """Return the words that a key may have, if they are few and not in its docstring."""
    words = find_words(field.annotation)
    if all(f"`{word}`" in doc for word in words):
        return ""
    return f" One of: {', '.join(f'`{word}`' for word in words)}." if len(words) > 1 else ""


def commands() -> str:
    """Return the program and each of its commands as Markdown."""
    whole: Any = typer.main.get_command(program())
    named = {"deliveries": whole}
    for name, each in whole.commands.items():
        named[f"deliveries {name}"] = each
    return COMMANDS_HEAD + "".join(command(name, each) for name, each in named.items())


def command(name: str, described: Any) -> str:
    """Describe one command: its help, its arguments and options."""
    paragraphs = map(paragraph, described.help.strip().split("\n\n"))
    types = inspect.signature(described.callback, eval_str=True).parameters
    table = "| argument or option | what it does |\n|---|---|\n"
    for each in sorted(described.params, key=lambda each: str(each.param_type_name)):
        hint = types[each.name].annotation if each.name in types else None
        table += f"| {spelling(each, hint)} | {cell(each.help)} |\n"
    return "\n" + "\n\n".join([f"## {name}", *paragraphs, table])


def paragraph(text: str) -> str:
    """Write a paragraph of a help text; its examples as commands, remarks as a shell's."""
    examples = text.removeprefix("\b\nExamples:\n")
    if examples == text:
        return text
    lines = (re.sub(r"(?<=\S)(  +)(?=\S)", r"\1# ", line.strip()) for line in examples.splitlines())
    return "\n".join(["```sh", *lines, "```"])


def spelling(parameter: Any, annotation: object) -> str:
    """Spell an argument or option, with the words that it takes."""
    names = ", ".join(f"`{each}`" for each in reversed(parameter.opts) if each.startswith("-"))
    words = parameter.metavar or "|".join(find_choices(annotation) or find_words(annotation))
    return " ".join(filter(None, [names, words and f"`{cell(words)}`"]))


def find_choices(annotation: object) -> list[str]:
    """Return the values of the Enum that an annotation is, or holds."""
    for each in (annotation, *get_args(annotation)):
        if isinstance(each, type) and issubclass(each, Enum):
            return [str(member.value) for member in each]
    return []


def cell(text: str) -> str:
    """Write text within a table."""
    return text.replace("|", "\\|")


def find_words(annotation: object) -> list[str]:
    """Return the words of a Literal, at any depth."""
    found: list[str] = []
    for each in get_args(annotation):
        found += [each] if isinstance(each, str) else find_words(each)
    return found


if __name__ == "__main__":
    main()
