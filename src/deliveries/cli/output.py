"""Where a result goes: a terminal, its pager, a pipe, a file or a folder, and in which format.

Convention: a file is written beside its place and renamed over it, so that nobody ever sees half
of one; a device or a pipe is written directly. Links are followed. What comes in between, a full
disk or a request to end, leaves what was there. Data are UTF-8 and end lines in a newline
everywhere; only text on the screen keeps to the screen's own encoding.
"""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from deliveries.cli.ending import held
from deliveries.cli.options import wrong_usage
from deliveries.errors import WriteError
from deliveries.formats import FORMATS, Options
from deliveries.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from deliveries.cli.options import Written
    from deliveries.reports import Report, View
    from deliveries.results import Result

BUFFER = 2**20
"""How much is gathered before it goes to the disk, in bytes."""
LONG = 2**18
"""From how many bytes on progress is shown: they take a quarter of a second."""
FOLDER = "folder"
"""The format of what goes into a folder."""
_ALSO = {"table": "txt", "text": "txt", "htm": "html"}
"""Other names of formats."""


class Outlet(NamedTuple):
    """A format and a place for a result."""

    form: str
    """A name in `FORMATS`, or `FOLDER`."""
    target: Path | None
    """A file or a folder; None for stdout."""
    written: Written

    def deliver(self, result: Result, view: View) -> None:
        """Write what is said of a result. Raises `WriteError` and `FormatError`."""
        from deliveries.reports import report

        self.write(report(result, view))

    def write(self, report: Report) -> None:
        """Write a report. Raises `WriteError`, and `FormatError` for what it has nothing for."""
        from deliveries.formats import write

        if self.form == FOLDER and self.target:
            write_bundle(self.target, report)
            return
        full = self.written.full or self.target is not None
        options = Options(self.written.decimals, self.written.semicolon, full)
        if self.target is None:
            options = fit_terminal(options)
        self.put(write(report, self.form, options))

    def put(self, chunks: Iterable[bytes]) -> None:
        """Write data. Raises `WriteError`."""
        if self.target:
            write_file(self.target, with_progress(chunks))
        elif on_terminal() and not self.written.no_pager:
            write_paged(chunks)
        else:
            write_stdout(chunks)


def choose_outlet(written: Written, case_file: Path | None, default: str = "txt") -> Outlet:
    """Settle format and place; the ending of the file decides where no format is named.

    Refuses (as wrong usage) a format that there is not, an ending that says nothing, and what the
    case is read from as the place.
    """
    output = None if written.output == "-" else written.output
    form = _ALSO.get(written.form or "", written.form)
    if form and form not in FORMATS:
        raise wrong_usage(f"'{form}' is not one of {', '.join(FORMATS)}", "--format")
    if output and (output.endswith(("/", os.sep)) or _is_folder(Path(output))):
        return _folder(written, output, case_file)
    target = None if output is None else place_of(output, case_file)
    form = form or (form_of(output) if output else default)
    if target is None and FORMATS[form].binary and on_terminal():
        raise wrong_usage(f"{form} is nothing for a screen; name a file", "--output")
    if written.semicolon and form != "csv":
        raise wrong_usage("it is for CSV only", "--semicolon")
    return Outlet(form, target, written)


def _folder(written: Written, output: str, case_file: Path | None) -> Outlet:
    from deliveries.formats.bundle import FILES

    if written.form or written.semicolon:
        raise wrong_usage("a folder holds the table as CSV", "--format", "--semicolon")
    for name in FILES:
        place_of(str(Path(output) / name), case_file)
    return Outlet(FOLDER, Path(output), written)


def _is_folder(place: Path) -> bool:
    """Return whether a folder is there; a name that no disk takes is none."""
    try:
        return place.is_dir()
    except OSError:
        return False


def form_of(output: str) -> str:
    """Return the format that a file's name ends in; one that says nothing is wrong usage."""
    for name in (*FORMATS, *_ALSO):
        if output.lower().endswith(f".{name}"):
            return _ALSO.get(name, name)
    endings = ", ".join(f".{name}" for name in FORMATS)
    reason = f"'{output}' does not end in one of {endings}; name a --format"
    if not Path(output).suffix:
        reason += f", or write {output}/ for a folder"
    raise wrong_usage(reason, "--output")


def place_of(output: str, case_file: Path | None) -> Path:
    """Return the file to write; one that the case is read from is wrong usage."""
    from deliveries.read import files_read

    if not output:
        raise wrong_usage("an empty name is no file's", "--output")
    if output.endswith(("/", os.sep)):
        raise wrong_usage(f"'{output}' is a folder", "--output")
    target = Path(output)
    with suppress(OSError):
        if target.exists() and any(target.samefile(each) for each in files_read(case_file)):
            raise wrong_usage(f"the case is read from '{output}'", "--output")
    return target


def on_terminal() -> bool:
    """Return whether somebody sees what goes to stdout."""
    return sys.stdout is not None and sys.stdout.isatty()


def fit_terminal(options: Options) -> Options:
    """Return the options with what stdout can show: its signs, and a terminal's width and colours.

    ``FORCE_COLOR`` makes a terminal of whatever it is, ``NO_COLOR`` leaves out the colours.
    """
    from shutil import get_terminal_size

    options = options._replace(encoding=sys.stdout.encoding if sys.stdout else "utf-8")
    if not (os.environ.get("FORCE_COLOR") or on_terminal()):
        return options
    if os.name == "nt":
        from rich.console import detect_legacy_windows

        if detect_legacy_windows():  # it would print the colours' codes
            return options
    coloured = not os.environ.get("NO_COLOR") and os.environ.get("TERM") not in ("dumb", "unknown")
    return options._replace(width=get_terminal_size().columns, wraps=True, coloured=coloured)


def write_paged(chunks: Iterable[bytes]) -> None:
    """Write to the screen, through a pager if it is longer than that."""
    import signal
    from itertools import chain
    from shutil import get_terminal_size
    from subprocess import PIPE, Popen

    room, chunks, begun = get_terminal_size().lines, iter(chunks), list[bytes]()
    command = _pager()
    while command and room > 0:
        chunk = next(chunks, None)
        if chunk is None:
            command = []  # it fits
            break
        begun.append(chunk)
        room -= chunk.count(b"\n")
    everything = chain(begun, chunks)
    try:
        manners = {"LESS": "FRX", **os.environ}
        pager = Popen(command, stdin=PIPE, env=manners) if command else None  # noqa: S603  # the user's
    except OSError:
        pager = None
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


def _pager() -> list[str]:
    """Return the command of the user's pager; nothing if there is none."""
    from shlex import split
    from shutil import which

    named = os.environ.get("PAGER")
    if named is not None:
        with suppress(ValueError):  # a quote that does not end
            return split(named, posix=os.name == "posix")
        return []
    usual = os.name == "posix" and os.environ.get("TERM", "dumb") not in ("dumb", "unknown")
    return ["less"] if usual and which("less") else []


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


def write_file(target: Path, chunks: Iterable[bytes]) -> None:
    """Write a file. Raises `WriteError`."""
    try:
        mode = _mode_of(target)
        if mode is None or stat.S_ISREG(mode):
            _replace(Path(os.path.realpath(target)), chunks, mode)
        else:
            with target.open("wb") as stream, held() as hold, hold.let_through():
                stream.writelines(chunks)
    except BrokenPipeError:
        return
    except OSError as error:
        raise _not_written(target, error) from error


def create_file(target: Path, content: bytes) -> None:
    """Write a file where there is none. Raises `WriteError`, also if one is there."""
    with held():
        try:
            target.open("xb").close()  # nobody else can have made it in between
        except FileExistsError:
            hint = "name another file: what is there is never overwritten"
            raise WriteError(f"{visible(str(target))} is there already", hint) from None
        except OSError as error:
            raise _not_written(target, error) from error
        try:
            write_file(target, [content])
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def write_bundle(folder: Path, report: Report) -> None:
    """Write a report into a folder, with its case. Raises `WriteError` and `FormatError`."""
    from deliveries.formats.bundle import FILES, PACKAGE, bundle, is_bundle

    there = [name for name in FILES if os.path.lexists(folder / name)]
    if there and not is_bundle(read_json(folder / PACKAGE)):
        message = f"{visible(str(folder))} has a {there[0]} that is not of a bundle"
        raise WriteError(message, "name a folder of its own: nothing else is overwritten")
    write_folder(folder, bundle(report, command=typed()))


def write_folder(folder: Path, files: Mapping[str, Iterable[bytes]]) -> None:
    """Write files into a folder, which is made if need be.

    They are written in order within a folder of their own, then renamed, the last first: it
    describes the others. Raises `WriteError`.
    """
    from shutil import rmtree
    from tempfile import mkdtemp

    try:
        with held() as hold:
            made = not os.path.lexists(folder)
            folder.mkdir(exist_ok=True)
            beside = Path(mkdtemp(dir=folder, prefix=".deliveries-", suffix=".part"))
            try:
                for name in files:
                    if (folder / name).is_dir():
                        where = visible(str(folder))
                        raise WriteError(f"cannot write in {where}: its {name} is a folder")
                with hold.let_through():
                    for name, chunks in files.items():
                        _replace(beside / name, with_progress(chunks), None)
                for name in reversed(files):
                    (beside / name).replace(folder / name)
            finally:
                rmtree(beside, ignore_errors=True)
                if made:
                    with suppress(OSError):
                        folder.rmdir()  # it is empty only if nothing has come of it
    except FileExistsError:
        raise WriteError(f"{visible(str(folder))} is not a folder") from None
    except OSError as error:
        raise _not_written(folder, error, "write in") from error


def typed() -> str:
    """Return what was typed, without what is of one machine: the output, where the case lies."""
    import re
    import shlex

    words, arguments = ["deliveries"], iter(sys.argv[1:])
    for word in arguments:
        found = re.fullmatch("(-[of]|--output|--file)(?:=?)(.*)", word, re.DOTALL)
        if found is None:
            words += [word] if word != "--debug" else []
            continue
        value = found[2] or next(arguments, "")
        if found[1] in ("-f", "--file"):
            name = Path(value).name.encode(errors="backslashreplace").decode()
            words += ["--file", name]
    return shlex.join(words)


def read_json(file: Path) -> object:
    """Read a JSON file that we may have written; None if it is nothing of the kind.

    A pipe or a device of that name is never opened.
    """
    import json

    from deliveries.read.files import is_regular, read_bytes

    try:
        content = read_bytes(file, "file") if is_regular(file) else None
        return json.loads(content) if isinstance(content, bytes) else None
    except (ValueError, RecursionError):
        return None


def _not_written(target: Path, error: OSError, doing: str = "write") -> WriteError:
    """Return what to say of a failed write."""
    if isinstance(error, FileNotFoundError):
        parent = Path(os.path.realpath(target)).parent if target.is_symlink() else target.parent
        if not os.path.lexists(parent):
            return WriteError(f"there is no folder {visible(str(parent))}", "make it first")
    return WriteError(f"cannot {doing} {visible(str(target))}: {error.strerror or error}")


def _mode_of(target: Path) -> int | None:
    """Return type and permissions of what is there; None if nothing is."""
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(place: Path, chunks: Iterable[bytes], mode: int | None) -> None:
    """Write beside the place, sync, and rename over it; a new file gets the usual permissions."""
    from tempfile import mkstemp

    if mode is None:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    elif not os.access(place, os.W_OK):
        raise PermissionError(0, "it is read-only")
    with held() as hold:
        handle, name = mkstemp(dir=place.parent, prefix=".deliveries-", suffix=".part")
        try:
            with os.fdopen(handle, "wb", BUFFER) as stream:
                with hold.let_through():
                    stream.writelines(chunks)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(stat.S_IMODE(mode))
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
