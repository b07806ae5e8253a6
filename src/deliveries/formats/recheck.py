"""A folder that was exported, made again of its own case: what in it does not follow from that.

Convention: the case in the folder is what is believed; tables, and the verdict of the page to read,
are compared with what it gives, line by line. The description beside them says how they were made,
and by its hashes whether all else is as it was exported.
"""

from __future__ import annotations

import csv
from hashlib import sha256
from io import StringIO
from itertools import takewhile, zip_longest
from typing import TYPE_CHECKING

from pydantic import ValidationError

from deliveries.analysis.recipe import Recipe, make_again
from deliveries.errors import CaseError, DeliveriesError, Problem, UnreadableError
from deliveries.formats.bundle import CASE, PACKAGE, README, files, is_bundle
from deliveries.read import is_regular, load_case, read_json
from deliveries.reports import View, report
from deliveries.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from deliveries.reports import Report

_SAID = 80
"""How much of a line that is not there is said, in characters."""
_AGAIN = "export the folder anew, and compare the two"


def check_bundle(folder: Path) -> list[Problem]:
    """Make a folder again of its own case, and return the first difference of each file.

    Raises `CaseError` for what is no exported folder, for one that does not say how it was made,
    and for its case if that cannot be read or makes no such result.
    """
    package = folder / PACKAGE
    described = read_json(package)
    if not isinstance(described, dict) or not is_bundle(described):
        hint = "name a folder that deliveries export -o FOLDER/ has written"
        raise _refused(folder, "no-bundle", f"it has no {PACKAGE} of an exported folder", hint)
    try:
        recipe = Recipe.model_validate(described.get("made"))
    except ValidationError:
        reason = "it does not say how it was made, as folders of earlier versions do not"
        raise _refused(package, "no-recipe", reason, "export the folder anew") from None
    case = load_case(folder / CASE)
    try:
        made = report(make_again(recipe, case), View(**recipe.seen.model_dump()))
        names = [name for name in files(made) if name != PACKAGE]
        problems = list(_differences(folder, made))
        found = {each.file for each in problems}
        same = [name for name in names if str(folder / name) not in found]
        return [*problems, *_changed(folder, same, described)]
    except (DeliveriesError, UnreadableError) as error:
        reason = f"its case does not make what {PACKAGE} says: {error}"
        raise _refused(folder / CASE, "not-made-again", reason, error.hint) from None


def _refused(file: Path, code: str, message: str, hint: str = "") -> CaseError:
    return CaseError([Problem(str(file), 0, 0, code, message, hint)])


def _differences(folder: Path, made: Report) -> Iterator[Problem]:
    """Yield the first difference of each file that the case makes, and each that is not there."""
    for name, chunks in files(made).items():
        if name in (CASE, PACKAGE):
            continue
        file = folder / name
        if not is_regular(file):
            yield Problem(str(file), 0, 0, "missing-file", "it is not there", _AGAIN)
        elif name == README:
            # the verdict has its numbers; whatever else it has is words, and told by its hash
            found, wanted = (
                takewhile(lambda line: not line.startswith("## "), _lines(each))
                for each in ([file.read_bytes()], chunks)
            )
            yield from _first(file, found, wanted)
        elif name.endswith(".csv"):
            with file.open("rb") as stream:
                yield from _first(file, _lines(stream), _lines(chunks))


def _lines(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the lines of a file, without their ends, which a program may have changed."""
    for chunk in chunks:
        for line in chunk.splitlines():
            yield line.decode(errors="backslashreplace")


def _first(file: Path, found: Iterable[str], made: Iterable[str]) -> Iterator[Problem]:
    """Yield where two files first differ, if they do: at the cell of a table, else at the line."""
    heading: list[str] = []
    for number, (line, wanted) in enumerate(zip_longest(found, made), 1):
        if number == 1:
            heading = next(csv.reader([wanted or ""]), [])
        if line == wanted:
            continue
        column, width = 1, max(len(line or ""), 1)
        if wanted is None:
            message = "the case gives no such line"
        elif line is None:
            message = f"it ends here; the case goes on: {wanted[:_SAID]}"
        else:
            pairs = enumerate(zip(line, wanted, strict=False))
            same = next((at for at, (one, other) in pairs if one != other), len(line))
            begun = line.rfind(" ", 0, same) + 1
            column, width = begun + 1, max(len(line) - begun, 1)
            message = f"the case goes on: {wanted[begun : begun + _SAID]}"
            if file.suffix == ".csv":
                cells, others = (next(csv.reader([each]), []) for each in (line, wanted))
                if len(cells) == len(others) == len(heading):
                    at = next((n for n, each in enumerate(cells) if each != others[n]), 0)
                    column = len(_written(cells[:at])) + bool(at) + 1
                    width = max(len(_written(cells[at : at + 1])), 1)
                    message = (
                        f"'{heading[at]}' is {cells[at] or 'empty'}; "
                        f"the case gives {others[at] or 'nothing'}"
                    )
        place = (str(file), number, column)
        yield Problem(*place, "differs", visible(message), _AGAIN, line or "", width)
        return


def _written(cells: list[str]) -> str:
    """Return cells as they stand in a line."""
    stream = StringIO()
    csv.writer(stream, lineterminator="").writerow(cells)
    return stream.getvalue() if cells != [""] else ""


def _changed(folder: Path, names: Iterable[str], described: dict[str, object]) -> Iterator[Problem]:
    """Yield where the description has another file than is there, whatever its lines end in."""
    text = (folder / PACKAGE).read_text(encoding="utf-8")
    resources = described.get("resources")
    hashes = {
        each.get("path"): each.get("hash")
        for each in (resources if isinstance(resources, list) else ())
        if isinstance(each, dict)
    }
    for name in names:
        told = str(hashes.get(name, ""))
        with (folder / name).open("rb") as stream:
            as_is, plain = sha256(), sha256()
            for raw in stream:
                as_is.update(raw)
                plain.update(raw.rstrip(b"\r\n") + b"\n")
        if told not in (f"sha256:{as_is.hexdigest()}", f"sha256:{plain.hexdigest()}"):
            number, line = next(
                (at for at in enumerate(text.splitlines(), 1) if told and told in at[1]), (0, "")
            )
            column = line.find(told) + 1 if line else 0
            message = f"{name} is not the file that was exported"
            place = (str(folder / PACKAGE), number, column)
            yield Problem(*place, "changed", message, _AGAIN, line, len(told))
