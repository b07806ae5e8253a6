"""Where a result goes: a terminal, a pipe or a file, and in which form.

Convention: data are UTF-8 and end lines in a newline everywhere; only a table on the screen keeps
to the screen's own encoding.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from deliveries.cli.options import Format, wrong_usage
from deliveries.cli.writing import fill_stream, write_file
from deliveries.errors import WriteError
from deliveries.read import files_read
from deliveries.read.files import is_regular, read_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import BinaryIO, Protocol

    from rich.console import Console
    from rich.text import Text

    from deliveries.formats.cells import Style
    from deliveries.tables import Report

    class Lines(Protocol):
        """Makes lines for a style and a width in cells."""

        def __call__(self, style: Style, width: int, /, *, wraps: bool) -> Iterator[Text]:
            """Yield them; ``wraps`` says whether the width is a terminal's own."""


T = TypeVar("T")

WIDTH = 80
"""Where sentences wrap when nobody's terminal says how wide it is."""
_ENDINGS = {".txt": Format.table, ".csv": Format.csv, ".json": Format.json, ".md": Format.md}


class Outlet(NamedTuple):
    """A form and a place for a result."""

    form: Format
    target: Path | None
    """A file; None for stdout."""
    decimals: bool

    def text(self, text: str) -> None:
        """Write data. Raises `WriteError`."""
        if self.target is None:
            write_stdout(text.encode())
        else:
            write_file(self.target, text.encode())

    def markdown(self, report: Report) -> None:
        """Write a report as Markdown. Raises `WriteError`."""
        from deliveries.formats.cells import Style
        from deliveries.formats.markdown import markdown_text

        self.text(markdown_text(report, Style(self.decimals)))

    def report(self, report: Report) -> None:
        """Write a report for people. Raises `WriteError`."""
        from deliveries.formats.terminal import report_lines

        def lines(style: Style, width: int, *, wraps: bool) -> Iterator[Text]:
            return report_lines(report, style, width=width, wraps=wraps)

        write_lines(self.target, lines, decimals=self.decimals)


def write_lines(target: Path | None, make: Lines, *, decimals: bool) -> None:
    """Write lines for people, as wide and in such signs as the place can take.

    ``make`` is told whether the width is a terminal's own. Raises `WriteError`.
    """
    from rich.console import Console

    from deliveries.formats.cells import SIGNS, Style

    if target is not None:
        write_file(target, _plain(make(Style(decimals), WIDTH, wraps=False)).encode())
        return
    console = Console(highlight=False, markup=False, emoji=False)
    encoding = sys.stdout.encoding if sys.stdout else "utf-8"
    style = Style(decimals, "" if _carries(encoding, SIGNS) else encoding)
    shown = console.is_terminal and not console.legacy_windows
    lines = make(style, console.width if shown else WIDTH, wraps=shown)
    text = _coloured(console, lines) if shown else _plain(lines)
    write_stdout(text.encode(encoding, "backslashreplace"))


def choose_outlet(
    form: Format | None, output: str | None, case_file: Path | None, *, decimals: bool = False
) -> Outlet:
    """Settle form and place; the ending of the file decides where no form is named.

    Refuses (as wrong usage) an ending that says nothing and the case file itself as the place.
    """
    if output is None or output == "-":
        return Outlet(form or Format.table, None, decimals)
    target = place_of(output, case_file)
    return Outlet(form or form_of(output, _ENDINGS), target, decimals)


def form_of(output: str, endings: Mapping[str, T], *, folders: bool = False) -> T:
    """The form that the ending of a file's name says; one that says nothing is wrong usage."""
    for ending, form in endings.items():
        if output.lower().endswith(ending):
            return form
    reason = f"'{output}' does not end in one of {', '.join(endings)}; name a --format"
    if folders and not Path(output).suffix:
        reason += f", or write {output}/ for a folder"
    raise wrong_usage(reason, "--output")


def place_of(output: str, case_file: Path | None) -> Path:
    """The file to write; a folder's name, and one that the case is read from, are wrong usage."""
    if not output:
        raise wrong_usage("an empty name is no file's", "--output")
    if output.endswith(("/", os.sep)):
        raise wrong_usage(f"'{output}' is a folder", "--output")
    target = Path(output)
    with suppress(OSError):
        if target.exists() and any(target.samefile(each) for each in files_read(case_file)):
            raise wrong_usage(f"the case is read from '{output}'", "--output")
    return target


def read_json(file: Path) -> object:
    """What is in a JSON file that we may have written; None if it is nothing of the kind.

    A pipe or a device of that name is never opened.
    """
    import json

    try:
        content = read_bytes(file, "file") if is_regular(file) else None
        return json.loads(content) if isinstance(content, bytes) else None
    except (ValueError, RecursionError):
        return None


def _coloured(console: Console, lines: Iterable[Text]) -> str:
    with console.capture() as captured:
        for line in lines:
            console.print(line, soft_wrap=True)
    return captured.get()


def _plain(lines: Iterable[Text]) -> str:
    return "".join(f"{line.plain.rstrip()}\n" for line in lines)


def _carries(encoding: str, signs: str) -> bool:
    """Whether the encoding has all of the signs."""
    try:
        signs.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write_stdout(content: bytes) -> None:
    """Write bytes as they are: no newline of a platform, no encoding of a locale."""
    write_stdout_with(lambda stream: stream.write(content))


def write_stdout_with(fill: Callable[[BinaryIO], object]) -> None:
    """The same with content that is made as it is written."""
    if sys.stdout is None:
        raise WriteError("cannot write: stdout is closed")
    sys.stdout.flush()
    fill_stream(sys.stdout.buffer, fill)
    sys.stdout.buffer.flush()
