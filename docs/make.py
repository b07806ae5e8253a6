"""Writes the references from the code: of the case file from its models, of exports from theirs.

``make docs`` writes docs/case-file.md and docs/exports.md; a test compares them with what would be
written now, so that they cannot drift.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, get_args

from deliveries.case import Case, Item, Limit, Request, Scenario, Source, Tranche
from deliveries.case.reference import field_docs, model_doc
from deliveries.tidy import TIDY_FIELDS

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from deliveries.case.models import Model

FOLDER = Path(__file__).parent
PLACES: dict[type[Model], str] = {
    Case: "the file itself",
    Source: "`sources:` id `:`",
    Request: "`requests:` id `:`",
    Item: "`items:` id `:` in a request",
    Scenario: "`scenarios:` id `:` in a request",
    Tranche: "an entry of `tranches:` in a scenario",
    Limit: "an entry of `capacity:` in a scenario",
}
HEAD = """# The case file

<!-- Written by `make docs` from the docstrings of the models. Change those. -->

One YAML file: sources, and requests with their scenarios. `data/requests.yaml` is the one that
ships. It is read strictly: an unknown or repeated key, an alias, a tag, or a value that YAML might
take for something else is a problem, and `deliveries check FILE` lists all of them at once.
`deliveries check FILE --sources` lists figures that have neither a source nor an assumption.
`deliveries new FILE` writes one to begin with, and the JSON Schema by which an editor knows this.

How values are written:

- **number**: `60`, `8/3`, `2 2/3` or `2.5`; exact, never negative, no separators.
- **quantity**: a number, `{at_most: 10}` (anything from 0 to 10), `balance` (what the other
  tranches leave of the request) or `unknown`, which is not nought.
- **month**: `1951-07`. **date**: `1951-06-21`, `1951-06` or `1951`, as exactly as it is known.
- **window**: both ends included: `1951-07..1951-12`, `1952`, `1952..1953`, `1954-H1`, `1951-Q3`.
  A limit's may be open: `1951-10..`.
- **citation**: a source's id and a paragraph, `tel-21039 §4`, or a list of them.
- **assumed**: a mapping of a key beside it to the reason why it is taken.
"""


EXPORTS = """# Exports

<!-- Written by `make docs`. Change `docs/make.py` and `src/deliveries/tidy.py`. -->

`deliveries export` writes scenarios for other programs: all of the request, or those you name. The ending of
`--output` says the form; without one it is CSV, to stdout.

| ending | what it is |
|---|---|
| `.csv` | the tidy table below; `--wide` has one column a month instead, `--excel` a mark by which Excel knows its letters |
| `.json` | the tidy table with exact numbers: `"8/3"` where CSV has `2.666667` |
| `.parquet` | the tidy table with 64-bit floats, and integers for the fraction; needs `pip install 'deliveries[parquet]'` |
| `.xlsx` | a workbook to read: comparison with charts, each scenario, measures, sources |
| `.md` | a document to read: comparison, each scenario, notes, sources |
| a folder`/` | `schedule.csv`, `case.yaml` (the case, written out), `datapackage.json` and `README.md` |

Files are written whole or not at all, and neither the case file nor its lists are ever written over. The same case
gives the same bytes on every machine (but for Parquet, whose bytes are pyarrow's).

**In a spreadsheet.** A text that could be taken for a formula gets an apostrophe before it (`'=ton`), a number
never. Excel makes dates of the months of a CSV (1951-07 becomes Jul-51); the workbook's are text.

**A folder** is a [Data Package](https://datapackage.org) (v2): its description gives each column's type, each file's
size and hash, the sources, and the licence if the case file names one. In an existing folder only a bundle's own
files are replaced.

**Long lists** are written as they are made: 10,000 items by 36 months in three scenarios, a million rows, need some
50 MB of memory, as one scenario does.

## The tidy table

One row a request, scenario, item, recipient, organisation and month, along the months of what a recipient gets on one
organisation; no subtotals. An empty cell is what nobody planned or nobody knows, never nought. The names and the order
of the columns are a promise.

| column | type | what it says |
|---|---|---|
"""


def main() -> None:
    """Write the references."""
    (FOLDER / "case-file.md").write_text(reference(), encoding="utf-8")
    (FOLDER / "exports.md").write_text(exports(), encoding="utf-8")


def exports() -> str:
    """What exports are, with the columns of the tidy table."""
    rows = (f"| `{name}` | {each.kind} | {each.what} |\n" for name, each in TIDY_FIELDS.items())
    return EXPORTS + "".join(rows)


def reference() -> str:
    """The whole reference as Markdown."""
    return HEAD + "".join(section(model, place) for model, place in PLACES.items())


def section(model: type[Model], place: str) -> str:
    """One model: what it is, where it stands, and its keys."""
    docs = {name: doc.replace("|", "\\|") for name, doc in field_docs(model).items()}
    rows = "".join(
        f"| `{name}` | {'yes' if field.is_required() else ''} | "
        f"{docs[name]}{choices(field, docs[name])} |\n"
        for name, field in model.model_fields.items()
    )
    return (
        f"\n## {model.__name__}: {place}\n\n{model_doc(model)}\n\n"
        f"| key | needed | what it says |\n|---|---|---|\n{rows}"
    )


def choices(field: FieldInfo, doc: str) -> str:
    """The words that a key may have, where it has only a few and they are not in its docstring."""
    words = find_words(field.annotation)
    if all(f"`{word}`" in doc for word in words):
        return ""
    return f" One of: {', '.join(f'`{word}`' for word in words)}." if len(words) > 1 else ""


def find_words(annotation: object) -> list[str]:
    """The words of a Literal, at any depth."""
    found: list[str] = []
    for each in get_args(annotation):
        found += [each] if isinstance(each, str) else find_words(each)
    return found


if __name__ == "__main__":
    main()
