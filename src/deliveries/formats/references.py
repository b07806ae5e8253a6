"""The sources of a report for programs that manage references: CSL-JSON, BibTeX, COinS.

Convention: nothing is said of a source that the case does not say. It has no type there but its
grade, so a scholarly work or a memoir is a book and all else a manuscript; authors stand in titles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from deliveries.errors import FormatError
from deliveries.formats.json import json_text
from deliveries.months import NAMES
from deliveries.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.formats import Options
    from deliveries.reports import Cited, Report

_SIGNS = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
})  # fmt: skip
"""What TeX would take for a sign of its own; braces count even behind a backslash."""
_NO_KEY = re.compile(r"[^A-Za-z0-9._:+/-]+")
"""What a key of BibTeX cannot have in every program."""


def write_csl(report: Report, _: Options) -> Iterator[bytes]:
    """Yield CSL-JSON. Raises `FormatError` if there are no sources."""
    items = []
    for each in _cited(report, "CSL-JSON"):
        item: dict[str, Any] = {"id": each.source, "type": _kind(each, "manuscript")}
        item["title"] = harmless(each.title or each.source)
        if parts := _parts(each):
            item["issued"] = {"date-parts": [list(map(int, parts))]}
        for key, value in (("URL", each.url), ("note", _note(each))):
            if value:
                item[key] = harmless(value)
        items.append(item)
    yield json_text(items).encode()


def write_bib(report: Report, _: Options) -> Iterator[bytes]:
    """Yield BibTeX in UTF-8, an entry a source. Raises `FormatError` if there are none."""
    keys: set[str] = set()
    for each in _cited(report, "BibTeX"):
        base = _NO_KEY.sub("-", each.source).strip("-") or "source"
        key, count = base, 1
        while key.lower() in keys:  # two ids may differ in signs that a key cannot have
            count += 1
            key = f"{base}-{count}"
        keys.add(key.lower())
        # in braces twice, as styles make the letters of a title small
        fields = [f"title = {{{{{_tex(each.title or each.source)}}}}}"]
        if parts := _parts(each):
            fields.append(f"year = {{{parts[0]}}}")
            fields += [f"month = {NAMES[int(each) - 1][:3].lower()}" for each in parts[1:2]]
            fields.append(f"date = {{{'-'.join(parts)}}}")
        if each.url:
            # programs take an address as it is; of it only braces could end the field
            address = each.url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
            fields.append(f"url = {{{harmless(address)}}}")
        if note := _note(each):
            fields.append(f"note = {{{_tex(note)}}}")
        body = "".join(f"  {field},\n" for field in fields)
        yield f"@{_kind(each, 'misc')}{{{key},\n{body}}}\n\n".encode()


def coins(report: Report) -> list[str]:
    """Return each source as the title of a COinS span, which Zotero finds in a page.

    A page of several sources has one each; tags in its head would call the page itself by one of
    them.
    """
    found = []
    for each in report.sources:
        if each.title:
            fields = {
                "ctx_ver": "Z39.88-2004",
                "rft_val_fmt": "info:ofi/fmt:kev:mtx:dc",
                "rft.type": _kind(each, "manuscript"),
                "rft.title": harmless(each.title),
                "rft.date": "-".join(_parts(each)),
                "rft.identifier": each.url,
                "rft.description": harmless(_note(each)),
            }
            known = {key: value for key, value in fields.items() if value}
            found.append(urlencode(known, errors="replace"))
    return found


def _cited(report: Report, name: str) -> list[Cited]:
    """Return the sources. Raises `FormatError` if there are none."""
    if not report.sources:
        raise FormatError(f"{report.called} has no sources for {name}")
    return list(report.sources)


def _kind(cited: Cited, otherwise: str) -> str:
    return "book" if cited.grade == "secondary" else otherwise


def _parts(cited: Cited) -> list[str]:
    """Return year, month and day, as far as they are known; nothing of what is only a limit."""
    return cited.date.split("-") if re.fullmatch("[0-9]{4}(-[0-9]{2}){0,2}", cited.date) else []


def _note(cited: Cited) -> str:
    """Return the note, with the date if that is only a limit."""
    limit = f"Dated {cited.date}." if cited.date and not _parts(cited) else ""
    return " ".join(filter(None, (limit, cited.note)))


def _tex(text: str) -> str:
    return harmless(text).translate(_SIGNS)
