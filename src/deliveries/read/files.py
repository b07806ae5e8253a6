"""Files as text: bounded in size, UTF-8, and for a file named in another, beside it.

Convention: what is wrong is returned as a fault, not raised; the caller knows where to show it.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
from pathlib import Path, PureWindowsPath

from deliveries.errors import Fault
from deliveries.read.tree import BREAKS, Place

LARGEST = 16 * 2**20
"""The largest file read, in bytes."""
_OTHERS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"[^\0]\0[^\0]\0": "utf-16-le",
    b"\0[^\0]\0[^\0]": "utf-16-be",
}
"""How text from a spreadsheet may begin, by regular expressions; one mark begins with another."""


def read_bytes(file: Path, what: str) -> bytes | Fault:
    """Return the content of a file, without a byte order mark; ``what`` it is, for the message."""
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except OSError as error:
        return Fault((), "no-file", f"cannot read the {what}: {error.strerror or error}")
    if len(raw) > LARGEST:
        return Fault((), "too-large", f"a {what} has at most {LARGEST // 2**20} MB")
    return raw.removeprefix(codecs.BOM_UTF8)


def is_regular(file: Path) -> bool:
    """Tell if it is a file that can be read twice: no pipe, no device, no folder."""
    try:
        return stat.S_ISREG(file.stat().st_mode)
    except OSError:
        return False


def decoded(raw: bytes, file: str = "") -> tuple[str, list[tuple[Place, Fault]]]:
    """Return the text, and what is wrong with it: the first byte that is not UTF-8 with its place.

    Such bytes are written out in the text, so that their line can be shown.
    """
    other = next((encoding for begins, encoding in _OTHERS.items() if re.match(begins, raw)), "")
    if other:
        message = f"this is {other.upper()[:6]} text, not UTF-8"
        fault = Fault((), "not-utf-8", message, "save the file as UTF-8")
        return raw.decode(other, errors="replace"), [(Place(1, 1, 1, file), fault)]
    try:
        return raw.decode(), []
    except UnicodeDecodeError as error:
        before = re.split(BREAKS, raw[: error.start].decode())
        place = Place(len(before), len(before[-1]) + 1, len("\\xff"), file)
        message = f"the byte {raw[error.start]:#04x} is not UTF-8 text"
        hint = "save the file as plain text, in UTF-8" if b"\0" in raw else "save the file as UTF-8"
        fault = Fault((), "not-utf-8", message, hint)
        return raw.decode(errors="backslashreplace"), [(place, fault)]


def find_beside(folder: Path | None, name: str) -> Path | Fault:
    """Return the file of that relative name in a folder or below it; no link may lead out of it."""
    if folder is None:
        return Fault((), "no-folder", f"'{name}' cannot be read: this case is not in a file")
    if not name or "://" in name:
        message = f"'{name}' is an address, not a file" if name else "no file is named here"
        return Fault((), "no-file", message, "name a file beside the case file, or below it")
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
