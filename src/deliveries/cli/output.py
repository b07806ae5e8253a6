"""Where a result goes: a terminal, a pipe or a file, and in which form.

Convention: a file is written beside its place and renamed over it, so that nobody ever sees half
of one; a device or a pipe is written directly. Data are UTF-8 and end lines in a newline
everywhere; only a table on the screen keeps to the screen's own encoding.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import typer

from deliveries.casefile import files_read
from deliveries.casefile.files import is_regular, read_bytes
from deliveries.cli.options import Format
from deliveries.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from typing import BinaryIO, Protocol

    from rich.console import Console
    from rich.text import Text

    from deliveries.render.cells import Style
    from deliveries.sheets import Report

    class Lines(Protocol):
        """Makes lines for a style and a width in cells."""

        def __call__(self, style: Style, width: int, /, *, wraps: bool) -> Iterator[Text]:
            """Yield them; ``wraps`` says whether the width is a terminal's own."""


T = TypeVar("T")

WIDTH = 80
"""Where sentences wrap when nobody's terminal says how wide it is."""
BUFFER = 2**20
"""How much is gathered before it goes to the disk, in bytes."""
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
        from deliveries.render.cells import Style
        from deliveries.render.markdown import markdown_text

        self.text(markdown_text(report, Style(self.decimals)))

    def report(self, report: Report) -> None:
        """Write a report for people. Raises `WriteError`."""
        from deliveries.render.terminal import report_lines

        def lines(style: Style, width: int, *, wraps: bool) -> Iterator[Text]:
            return report_lines(report, style, width=width, wraps=wraps)

        write_lines(self.target, lines, decimals=self.decimals)


def write_lines(target: Path | None, make: Lines, *, decimals: bool) -> None:
    """Write lines for people, as wide and in such signs as the place can take.

    ``make`` is told whether the width is a terminal's own. Raises `WriteError`.
    """
    from rich.console import Console

    from deliveries.render.cells import SIGNS, Style

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
    if output.endswith(("/", os.sep)):
        raise typer.BadParameter(f"'{output}' is a folder", param_hint="'--output'")
    form = form or form_of(output, _ENDINGS)
    return Outlet(form, place_of(output, case_file), decimals)


def form_of(output: str, endings: Mapping[str, T], *, folders: bool = False) -> T:
    """The form that the ending of a file's name says; one that says nothing is wrong usage."""
    ending = Path(output).suffix.lower()
    if ending not in endings:
        reason = f"'{output}' does not end in one of {', '.join(endings)}; name a --format"
        if folders and not ending:
            reason += f", or write {output}/ for a folder"
        raise typer.BadParameter(reason, param_hint="'--output'")
    return endings[ending]


def place_of(output: str, case_file: Path | None) -> Path:
    """The file to write; one that the case is read from is wrong usage."""
    target = Path(output)
    with suppress(OSError):
        if target.exists() and any(target.samefile(each) for each in files_read(case_file)):
            reason = f"the case is read from '{output}'"
            raise typer.BadParameter(reason, param_hint="'--output'")
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


def write_file(target: Path, content: bytes) -> None:
    """Write a file as a whole or not at all; links are followed. Raises `WriteError`."""
    write_with(target, lambda stream: stream.write(content))


def write_with(target: Path, fill: Callable[[BinaryIO], object]) -> None:
    """The same with content that is made as it is written."""
    try:
        mode = _mode_of(target)
        if mode is None or stat.S_ISREG(mode):
            _replace(Path(os.path.realpath(target)), fill, mode)
        else:
            with target.open("wb") as stream:
                fill(stream)
    except BrokenPipeError:
        return
    except OSError as error:
        raise WriteError(f"cannot write {target}: {error.strerror or error}") from error


def write_folder(folder: Path, fills: Mapping[str, Callable[[BinaryIO], object]]) -> None:
    """Write files into a folder, which is made if need be: all of them or none.

    They are written in order within a folder of their own, then moved. Raises `WriteError`.
    """
    from shutil import rmtree
    from tempfile import mkdtemp

    if in_the_way := [name for name in fills if (folder / name).is_dir()]:
        raise WriteError(f"cannot write in {folder}: its {in_the_way[0]} is a folder")
    made = not folder.exists()
    try:
        folder.mkdir(exist_ok=True)
        beside = Path(mkdtemp(dir=folder, prefix=".deliveries-", suffix=".part"))
        try:
            with _ends_cleanly():
                for name, fill in fills.items():
                    _replace(beside / name, fill, None)
                for name in fills:
                    (beside / name).replace(folder / name)
        finally:
            rmtree(beside, ignore_errors=True)
            if made:
                with suppress(OSError):
                    folder.rmdir()  # it is empty only if nothing has come of it
    except FileExistsError:
        raise WriteError(f"{folder} is not a folder") from None
    except FileNotFoundError:
        raise WriteError(f"there is no folder {folder.parent}", "make it first") from None
    except OSError as error:
        raise WriteError(f"cannot write in {folder}: {error.strerror or error}") from error


def create_file(target: Path, content: bytes) -> None:
    """Write a file where there is none, as a whole or not at all. Raises `WriteError`."""
    try:
        target.open("xb").close()  # nobody else can have made it in between
    except FileExistsError:
        hint = "name another file: what is there is never overwritten"
        raise WriteError(f"{target} is there already", hint) from None
    except FileNotFoundError:
        hint = "make the folder first, or name a file in another one"
        raise WriteError(f"there is no folder {target.parent}", hint) from None
    except OSError as error:
        raise WriteError(f"cannot write {target}: {error.strerror or error}") from error
    try:
        write_file(target, content)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _mode_of(target: Path) -> int | None:
    """Type and permissions of what is there; None if nothing is."""
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(place: Path, fill: Callable[[BinaryIO], object], mode: int | None) -> None:
    """Write beside the place, sync, and rename over it; a new file gets the usual permissions."""
    from tempfile import mkstemp

    if mode is None:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    elif not os.access(place, os.W_OK):
        raise PermissionError(0, "it is read-only")
    handle, name = mkstemp(dir=place.parent, prefix=".deliveries-", suffix=".part")
    try:
        with _ends_cleanly(), os.fdopen(handle, "wb", BUFFER) as stream:
            fill(stream)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(stat.S_IMODE(mode))
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _ends_cleanly() -> Iterator[None]:
    """Let a request to end unwind the program, so that nothing is left behind."""
    import signal

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        with suppress(AttributeError, ValueError):  # not on this system, or not in this thread
            number = getattr(signal, name)
            before[number] = signal.signal(number, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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
    fill(sys.stdout.buffer)
    sys.stdout.buffer.flush()
