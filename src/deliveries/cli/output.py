"""Where a result goes: a terminal, its pager, a pipe, a file or a folder, and in which format.

Convention: a file is written beside its place and renamed over it, so that a full disk or a request
to end leaves what was there; one with other names or attributes takes what is whole by then, so
that it keeps them; a device or a pipe is written directly. Links are followed. Data are
UTF-8 and end lines in a newline; only text on the screen keeps to the screen's own encoding.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from warnings import catch_warnings, simplefilter

from deliveries.cli.ending import held
from deliveries.cli.options import wrong_usage
from deliveries.errors import DrawingWarning, WriteError
from deliveries.formats import FORMATS, Options, write
from deliveries.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from deliveries.cli.options import Written
    from deliveries.reports import Report

BUFFER = 2**20
"""How much is gathered before it goes to the disk, in bytes."""
LONG = 2**18
"""From how many bytes on progress is shown: they take a quarter of a second."""
STEP = 100
"""After so many variants progress is shown: they take a sixth of a second."""
FOLDER = "folder"
_ALSO = {"table": "txt", "text": "txt", "htm": "html"}
ENDINGS = {**{name: name for name in FORMATS}, **_ALSO}
"""What a file's name may end in, and the format of each."""


class Outlet(NamedTuple):
    """A format and a place for a result."""

    form: str
    """A name in `FORMATS`, or `FOLDER`."""
    target: Path | None
    """A file or a folder; None for stdout."""
    written: Written

    def write(self, report: Report) -> None:
        """Write a report. Raises `WriteError`, and `FormatError` for what it has nothing for."""
        if self.form == FOLDER and self.target:
            from deliveries.formats.bundle import PACKAGE, files, is_bundle

            write_folder(self.target, files(report, typed()), PACKAGE, is_bundle)
            return
        if self.target is None and self.form in ("txt", "signs"):
            self.put(screen_lines(report, self.form, self.written))
            return
        options = Options(self.written.decimals, self.written.semicolon)
        with catch_warnings(record=True) as warned:
            simplefilter("always", DrawingWarning)
            self.put(write(report, self.form, options))
        for each in warned:
            if issubclass(each.category, DrawingWarning):
                tell(f"note: {each.message}")

    def put(self, chunks: Iterable[bytes]) -> None:
        """Write data. Raises `WriteError`."""
        if self.target:
            write_file(self.target, with_progress(chunks))
            if self.target.is_file():  # and no device or pipe
                tell(f"wrote {self.target}")
        elif on_terminal() and not self.written.no_pager:
            write_paged(chunks)
        else:
            write_stdout(chunks)


def choose_outlet(written: Written, default: str = "txt") -> Outlet:
    """Settle format and place, or refuse them as wrong usage; a file's ending may be the format."""
    output = "" if written.output == "-" else written.output
    form = _ALSO.get(written.form or "", written.form)
    if form and form not in FORMATS:
        raise wrong_usage(f"'{form}' is not one of {', '.join(FORMATS)}", "--format")
    if written.output == "":
        raise wrong_usage("an empty name is no file's", "--output")
    if output and (output.endswith(("/", os.sep)) or os.path.isdir(output)):  # noqa: PTH112  # Path.is_dir raises for a long name
        from deliveries.formats.bundle import FILES, SUMS

        if form or written.semicolon:
            option = "--format" if form else "--semicolon"
            raise wrong_usage(f"'{output}' is a folder, which holds the table as CSV", option)
        for name in (*FILES, SUMS):
            place_of(str(Path(output) / name), written.file)
        return Outlet(FOLDER, Path(output), written)
    target = place_of(output, written.file) if output else None
    ends_in = next((each for each in ENDINGS if output and output.lower().endswith(f".{each}")), "")
    if form and ends_in and ends_in != FORMATS[form].also and ENDINGS[ends_in] != form:
        raise wrong_usage(f"'{output}' ends in .{ends_in}, which is not {form}", "--format")
    if output and not (form or ends_in):
        reason = f"'{output}' does not end in one of {', '.join(f'.{name}' for name in FORMATS)}"
        folder = "" if Path(output).suffix else f", or write {output}/ for a folder"
        raise wrong_usage(f"{reason}; name a --format{folder}", "--output")
    form = form or ENDINGS.get(ends_in, default)
    if target is None and not FORMATS[form].is_text and on_terminal():
        raise wrong_usage(f"{form} is nothing for a screen; name a file", "--output")
    if written.semicolon and form != "csv":
        raise wrong_usage("it is for CSV only", "--semicolon")
    return Outlet(form, target, written)


def place_of(output: str, case_file: Path | None) -> Path:
    """Return the file to write; one that the case is read from is wrong usage."""
    from deliveries.read import files_read

    target = Path(output)
    with suppress(OSError):
        if target.exists() and any(target.samefile(each) for each in files_read(case_file)):
            raise wrong_usage(f"the case is read from '{output}'", "--output")
    return target


def on_terminal() -> bool:
    """Return whether somebody sees what goes to stdout."""
    return sys.stdout is not None and sys.stdout.isatty()


def screen_lines(report: Report, form: str, written: Written) -> Iterator[bytes]:
    """Yield text for stdout: as wide, and in such signs and colours, as it can take.

    In a pipe a table stays whole, however wide, unless COLUMNS says how wide it may be.
    """
    from shutil import get_terminal_size

    from rich.console import Console

    from deliveries.formats.cells import SIGNS, Style

    console = Console(highlight=False, markup=False, emoji=False)
    if not console.width:  # COLUMNS=0 says nothing
        console.width = get_terminal_size().columns
    encoding = sys.stdout.encoding if sys.stdout else "utf-8"
    style = Style(written.decimals)
    try:
        SIGNS.encode(encoding)
    except UnicodeEncodeError:
        style = Style(written.decimals, encoding)
    shown = console.is_terminal and not console.legacy_windows  # the latter prints colours' codes
    told = os.environ.get("COLUMNS", "")
    wraps = shown or (told.isdecimal() and int(told) > 0)
    width = console.width if wraps else Options().width
    if form == "signs" and report.chart:
        from deliveries.formats.signs import plot_lines

        lines = plot_lines(report.chart, style, width=width)
    else:
        from deliveries.formats.terminal import report_lines

        lines = report_lines(report, style, width=width, wraps=wraps, full=written.full)
    for line in lines:
        text = f"{line.plain.rstrip()}\n"
        if shown:
            with console.capture() as captured:
                console.print(line, soft_wrap=True)
            text = captured.get()
        yield text.encode(encoding, "backslashreplace")


def write_paged(chunks: Iterable[bytes]) -> None:
    """Write to the screen, through a pager if it is longer than that."""
    import signal
    from itertools import chain
    from shutil import get_terminal_size
    from subprocess import PIPE, Popen

    pager, chunks, begun = None, iter(chunks), list[bytes]()
    room = get_terminal_size().lines
    for chunk in chunks:
        begun.append(chunk)
        room -= chunk.count(b"\n")
        if room <= 0:
            with suppress(OSError, ValueError):  # it cannot start, or a quote does not end
                manners = {"LESS": "FRX", **os.environ}
                command = pager_command()
                pager = Popen(command, stdin=PIPE, env=manners) if command else None  # noqa: S603  # the user's own command
            break
    everything = chain(begun, chunks)
    if pager is None or pager.stdin is None:
        write_stdout(everything)
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the pager's to obey
    try:
        with suppress(BrokenPipeError), pager.stdin as stream:  # whoever has seen enough leaves
            stream.writelines(everything)
    finally:
        pager.wait()
        signal.signal(signal.SIGINT, before)


def pager_command() -> list[str]:
    """Return the user's pager, if there is one. Raises `ValueError` for a faulty ``PAGER``."""
    from shlex import split

    named = os.environ.get("PAGER")
    if named is not None:
        return split(named, posix=os.name == "posix")
    usual = os.name == "posix" and os.environ.get("TERM", "dumb") not in ("dumb", "unknown")
    return ["less"] if usual else []


def write_stdout(chunks: Iterable[bytes]) -> None:
    """Write bytes as they are: no newline of a platform, no encoding of a locale."""
    if sys.stdout is None:
        raise WriteError("cannot write: stdout is closed")
    sys.stdout.flush()
    with held() as hold, hold.let_through():
        sys.stdout.buffer.writelines(chunks)
    sys.stdout.buffer.flush()


def say(*lines: str) -> None:
    """Write lines that may have any bytes of a file's name to stdout."""
    write_stdout(f"{visible(line)}\n".encode(errors="backslashreplace") for line in lines)


def tell(line: str) -> None:
    """Write a line of talk to stderr, as far as it can be read there."""
    encoding = sys.stderr.encoding or "utf-8"
    with suppress(OSError):  # nobody can be told
        sys.stderr.write(f"{visible(line)}\n".encode(encoding, "backslashreplace").decode(encoding))


def with_progress(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Pass data on; how much it is by now goes to stderr if it is long and somebody is looking."""
    watched = sys.stderr is not None and sys.stderr.isatty()
    size, shown = 0, 0
    try:
        for chunk in chunks:
            yield chunk
            size += len(chunk)
            if watched and size >= shown + LONG:
                shown = size
                sys.stderr.write(f"\rwriting, {size / 1e6:.1f} MB")
                sys.stderr.flush()
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")


def counted(what: str) -> Callable[[int, int], None]:
    """Return what shows on stderr how much of something is done, if somebody is looking.

    It is shown a hundred at a time, and wiped out at the end.
    """
    watched = sys.stderr is not None and sys.stderr.isatty()

    def tell(done: int, of: int) -> None:
        if watched and of > STEP and (done % STEP == 0 or done == of):
            sys.stderr.write(f"\r{done:,} of {of:,} {what}" if done < of else "\r\x1b[K")
            sys.stderr.flush()

    return tell


def write_file(target: Path, chunks: Iterable[bytes]) -> None:
    """Write a file, or to what is there and is no file. Raises `WriteError`."""
    try:
        mode = None
        with suppress(FileNotFoundError):
            mode = target.stat().st_mode
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as stream, held() as hold, hold.let_through():
                stream.writelines(chunks)
            return
        place = Path(os.path.realpath(target))
        if mode is not None and not os.access(place, os.W_OK):
            raise PermissionError(0, "it is read-only")
        replace_files({place: chunks})
    except BrokenPipeError:
        return
    except OSError as error:
        raise _not_written(target, error) from error


def replace_files(contents: Mapping[Path, Iterable[bytes]]) -> None:
    """Write files beside their places, synced; when all are whole move them, the last first.

    Each has the permissions of what was at its place, but is no program of its owner's (setuid).
    """
    from tempfile import mkstemp

    mask = os.umask(0)
    os.umask(mask)
    parts: dict[Path, Path] = {}
    with held() as hold:
        try:
            for place, chunks in contents.items():
                handle, name = mkstemp(dir=place.parent, prefix=".deliveries-", suffix=".part")
                parts[place] = Path(name)
                with os.fdopen(handle, "wb", BUFFER) as stream:
                    with hold.let_through():
                        stream.writelines(chunks)
                    stream.flush()
                    os.fsync(stream.fileno())
                mode = place.stat().st_mode if place.exists() else 0o666 & ~mask
                parts[place].chmod(mode & 0o777)
            for place in reversed(parts):
                _move(parts[place], place)
        except BaseException:
            for part in parts.values():
                part.unlink(missing_ok=True)
            raise


def _move(part: Path, place: Path) -> None:
    """Move a file to its place; into the file there, if that has other names or attributes."""
    from shutil import copyfileobj, copymode

    attributes: list[str] = []
    links = 1
    with suppress(OSError, AttributeError):  # nothing is there, or systems without attributes
        links = place.lstat().st_nlink
        attributes = os.listxattr(place, follow_symlinks=False)
    if links == 1 and all(name.startswith("security.") for name in attributes):  # the system's own
        part.replace(place)
        return
    with part.open("rb") as whole, place.open("r+b") as stream:
        copyfileobj(whole, stream, BUFFER)
        stream.truncate()
        stream.flush()
        os.fsync(stream.fileno())
    copymode(part, place)
    part.unlink()


def create_file(target: Path) -> None:
    """Make an empty file where there is none. Raises `WriteError`, also if one is there."""
    try:
        target.open("xb").close()  # nobody else can have made it in between
    except FileExistsError:
        hint = "name another file: what is there is never overwritten"
        raise WriteError(f"{visible(str(target))} is there already", hint) from None
    except OSError as error:
        raise _not_written(target, error) from error


def write_folder(
    folder: Path,
    content: Mapping[str, Iterable[bytes]],
    mark: str,
    is_ours: Callable[[object], bool],
) -> None:
    """Write files into a folder, and say so; all of them or none. Raises `WriteError`.

    The last of them, a JSON file, tells by its content that a folder is one of ours: what is there
    in another is not written over.
    """
    from deliveries.read import read_json

    where = visible(str(folder))
    there = [name for name in content if os.path.lexists(folder / name)]
    if there and not is_ours(read_json(folder / mark)):
        hint = "name a folder of its own: nothing else is overwritten"
        raise WriteError(f"{where} has a {there[0]} that is not ours", hint)
    for name in there:
        if (folder / name).is_dir():
            raise WriteError(f"cannot write in {where}: its {name} is a folder")
    within = [folder / each for each in dict.fromkeys(Path(name).parent for name in content)]
    made = [each for each in dict.fromkeys([folder, *within]) if not os.path.lexists(each)]
    try:
        with held():
            try:
                for each in [folder, *within]:
                    each.mkdir(exist_ok=True)
                replace_files(
                    {folder / name: with_progress(chunks) for name, chunks in content.items()}
                )
            finally:
                for each in reversed(made):
                    with suppress(OSError):
                        each.rmdir()  # it is empty only if nothing has come of it
    except FileExistsError as error:
        raise WriteError(f"{visible(error.filename)} is not a folder") from None
    except OSError as error:
        raise _not_written(folder, error, "write in") from error
    tell(f"wrote {folder}{os.sep}")


def remove_files(folder: Path, names: Iterable[str], kept: Iterable[str]) -> None:
    """Remove files that were written into folders within a folder, then what is empty, and say so.

    None of those ``kept`` goes, be it called otherwise: to some systems ``Guns`` is ``guns``.
    """
    stay, emptied = {_identity(folder / name) for name in kept}, set[Path]()
    for place in (folder / name for name in names):
        found = None if place.parent.is_symlink() else _identity(place)
        if found and found not in stay:
            with suppress(OSError):
                place.unlink()
                emptied.add(place.parent)
    for each in sorted(emptied):
        with suppress(OSError):
            each.rmdir()  # unless somebody has put something there
        tell(f"removed what was written in {each}{os.sep} before")


def _identity(place: Path) -> tuple[int, int] | None:
    """Return what is the same of two names of one file; None where there is none."""
    with suppress(OSError, ValueError):  # it is not there, or can be no name
        found = place.lstat()
        return found.st_dev, found.st_ino
    return None


def typed() -> str:
    """Return what was typed, without what is of one machine: the output, where the case lies."""
    import re
    import shlex

    words, arguments = ["deliveries"], iter(sys.argv[1:])
    for word in arguments:
        found = re.fullmatch("(-[of]|--output|--file)=?(.*)", word, re.DOTALL)
        value = found and (found[2] or next(arguments, ""))
        if not found:
            words.append(word)
        elif "f" in found[1]:
            words += ["--file", ascii(Path(value or "").name)[1:-1]]
    return shlex.join(words)


def _not_written(target: Path, error: OSError, doing: str = "write") -> WriteError:
    if isinstance(error, FileNotFoundError):
        parent = Path(os.path.realpath(target)).parent if target.is_symlink() else target.parent
        if not os.path.lexists(parent):
            return WriteError(f"there is no folder {visible(str(parent))}", "make it first")
    return WriteError(f"cannot {doing} {visible(str(target))}: {error.strerror or error}")
