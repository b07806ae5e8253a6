"""Files and folders: whole or not at all.

Convention: a file is written beside its place and renamed over it, so that nobody ever sees half
of one; a device or a pipe is written directly. Links are followed. What comes in between, a full
disk or a request to end, leaves what was there.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from deliveries.cli.ending import held
from deliveries.errors import WriteError
from deliveries.text import visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import BinaryIO

    Fill = Callable[[BinaryIO], object]

BUFFER = 2**20
"""How much is gathered before it goes to the disk, in bytes."""


def write_file(target: Path, content: bytes) -> None:
    """Write a file. Raises `WriteError`."""
    write_with(target, lambda stream: stream.write(content))


def write_with(target: Path, fill: Fill) -> None:
    """The same with content that is made as it is written."""
    try:
        mode = _mode_of(target)
        if mode is None or stat.S_ISREG(mode):
            _replace(Path(os.path.realpath(target)), fill, mode)
        else:
            with target.open("wb") as stream:
                fill_stream(stream, fill)
    except BrokenPipeError:
        return
    except OSError as error:
        raise _not_written(target, error) from error


def fill_stream(stream: BinaryIO, fill: Fill) -> None:
    """Fill a stream; a request to end unwinds what fills it."""
    with held() as hold, hold.let_through():
        fill(stream)


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
            write_file(target, content)
        except BaseException:
            target.unlink(missing_ok=True)
            raise


def write_folder(folder: Path, fills: Mapping[str, Fill], guard: Callable[[], None]) -> None:
    """Write files into a folder, which is made if need be: all of them or none.

    They are written in order within a folder of their own, then moved, the last first: it
    describes the others. ``guard`` raises what speaks against replacing what is there; it is asked
    before anything is written, and again when nobody else is moving files. Raises `WriteError`.
    """
    try:
        with held():
            made = not os.path.lexists(folder)
            folder.mkdir(exist_ok=True)
            try:
                with _locked(folder):
                    _look(folder, fills, guard)
                _fill_and_move(folder, fills, guard)
            finally:
                if made:
                    with suppress(OSError):
                        folder.rmdir()  # it is empty only if nothing has come of it
    except FileExistsError:
        raise WriteError(f"{visible(str(folder))} is not a folder") from None
    except OSError as error:
        raise _not_written(folder, error, "write in") from error


def _fill_and_move(folder: Path, fills: Mapping[str, Fill], guard: Callable[[], None]) -> None:
    from shutil import rmtree
    from tempfile import mkdtemp

    with held() as hold:
        beside = Path(mkdtemp(dir=folder, prefix=".deliveries-", suffix=".part"))
        try:
            with hold.let_through():
                for name, fill in fills.items():
                    _replace(beside / name, fill, None)
            with _locked(folder):
                _look(folder, fills, guard)
                _move(beside, folder, [*fills][::-1])
        except BaseException:
            _clear(beside)
            raise
        rmtree(beside, ignore_errors=True)


def _look(folder: Path, names: Mapping[str, object], guard: Callable[[], None]) -> None:
    """Raise `WriteError` if files cannot, or may not, be moved into a folder."""
    if in_the_way := [name for name in names if (folder / name).is_dir()]:
        raise WriteError(f"cannot write in {visible(str(folder))}: its {in_the_way[0]} is a folder")
    guard()


def _move(beside: Path, folder: Path, names: Sequence[str]) -> None:
    """Move files into a folder; where one cannot be moved, all that was there is put back."""
    kept = beside / "kept"
    kept.mkdir()
    begun = []
    try:
        for name in names:
            begun.append(name)
            if os.path.lexists(folder / name):
                _keep(folder / name, kept / name)
            (beside / name).replace(folder / name)
    except OSError:
        for name in begun:
            _put_back(kept / name, folder / name, moved=not (beside / name).exists())
        raise


def _keep(file: Path, kept: Path) -> None:
    """Give a file a second name, so that it never is without one; a copy, where a disk has none."""
    from shutil import copy2

    try:
        os.link(file, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        copy2(file, kept, follow_symlinks=False)


def _put_back(kept: Path, place: Path, *, moved: bool) -> None:
    with suppress(OSError):  # what cannot be put back stays where it is kept
        if not moved:
            kept.unlink(missing_ok=True)
        elif os.path.lexists(kept):
            kept.replace(place)
        else:
            place.unlink()


def _clear(beside: Path) -> None:
    """Remove what has come to nothing, but nothing that was the user's."""
    for file in beside.iterdir():
        with suppress(OSError):
            file.rmdir() if file.is_dir() else file.unlink()
    with suppress(OSError):
        beside.rmdir()


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Wait until nobody else moves files into a folder. No file is left of it.

    Where the system or the disk has no such locks there is none.
    """
    try:
        from fcntl import LOCK_EX, flock
    except ModuleNotFoundError:
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            flock(opened, LOCK_EX)
        yield
    finally:
        os.close(opened)


def _not_written(target: Path, error: OSError, doing: str = "write") -> WriteError:
    """What to say of a failed write."""
    if isinstance(error, FileNotFoundError):
        parent = Path(os.path.realpath(target)).parent if target.is_symlink() else target.parent
        if not os.path.lexists(parent):
            return WriteError(f"there is no folder {visible(str(parent))}", "make it first")
    return WriteError(f"cannot {doing} {visible(str(target))}: {error.strerror or error}")


def _mode_of(target: Path) -> int | None:
    """Type and permissions of what is there; None if nothing is."""
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(place: Path, fill: Fill, mode: int | None) -> None:
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
                    fill(stream)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(stat.S_IMODE(mode))
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
