"""Files as text: bounded in size, UTF-8, and for a file named in another, beside it.

Convention: what is wrong is returned as a fault, not raised; the caller knows where to show it.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path, PureWindowsPath

from deliveries.casefile.tree import BREAKS, Place
from deliveries.errors import Fault

LARGEST = 16 * 2**20
"""The largest file read, in bytes."""


def read_bytes(file: Path, what: str) -> bytes | Fault:
    """The content of a file, without a byte order mark; ``what`` it is, for the message."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        return Fault((), "no-file", f"cannot read the {what}: {error.strerror or error}")
    if len(raw) > LARGEST:
        return Fault((), "too-large", f"a {what} has at most {LARGEST // 2**20} MB")
    return raw.removeprefix(codecs.BOM_UTF8)


def is_regular(file: Path) -> bool:
    """Whether it is a file that can be read twice: no pipe, no device, no folder."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return False


def decoded(raw: bytes, file: str = "") -> tuple[str, list[tuple[Place, Fault]]]:
    """The text, and what is wrong with it: the first byte that is not UTF-8 with its place.

    Such bytes are written out in the text, so that their line can be shown.
    """
    try:
        return raw.decode(), []
    except UnicodeDecodeError as error:
        before = re.split(BREAKS, raw[: error.start].decode())
        place = Place(len(before), len(before[-1]) + 1, len("\\xff"), file)
        message = f"the byte {raw[error.start]:#04x} is not UTF-8 text"
        fault = Fault((), "not-utf-8", message, "save the file as UTF-8")
        return raw.decode(errors="backslashreplace"), [(place, fault)]


def find_beside(folder: Path, name: str) -> Path | Fault:
    """The file of that relative name in a folder or below it; links may not lead out of it."""
    if Path(name).is_absolute() or PureWindowsPath(name).drive:
        hint = "write the path from the case file's folder on"
        return Fault((), "absolute-path", f"'{name}' is an absolute path", hint)
    file = folder / name
    if "\0" in name:
        return Fault((), "no-file", f"'{name}' cannot be the name of a file")
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(folder)):
        hint = "a case file names only what is beside or below it"
        return Fault((), "outside", f"'{name}' lies outside the case file's folder", hint)
    try:
        regular = stat.S_ISREG(file.stat().st_mode)
    except OSError as error:
        message = f"cannot read '{name}': {error.strerror or error}"
        return Fault((), "no-file", message, "its path counts from the case file's folder")
    return file if regular else Fault((), "not-a-file", f"'{name}' is not a regular file")
