"""A paper as one page of HTML: nothing in it is fetched, it prints on A4 and on Letter.

Convention: the template escapes whatever it is given; only what `render.html` has written, and a
picture of our own, goes in as it is. An address becomes a link only if it is one of the web.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from deliveries.formats.html import html_parts
from deliveries.tables import Links, Picture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.formats.cells import Style
    from deliveries.tables import Chapter, Paper

_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


def page_text(paper: Paper, style: Style) -> str:
    """Write the whole page, from doctype to newline."""
    environment = Environment(
        loader=PackageLoader("deliveries.formats"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    chapters = [
        (f"chapter-{at}", style.text(chapter.title), list(_parts(chapter, style)))
        for at, chapter in enumerate(paper.chapters, 1)
    ]
    return environment.get_template("page.html.j2").render(
        title=style.text(paper.title),
        subtitle=style.text(paper.subtitle),
        lead=style.text(paper.lead),
        chapters=chapters,
    )


def _parts(chapter: Chapter, style: Style) -> Iterator[dict[str, object]]:
    """Each part as what the template knows: a list of documents, a picture, or HTML."""
    for part in chapter.parts:
        if isinstance(part, Links):
            entries = [(style.text(text), _address(url)) for text, url in part.entries]
            yield {"kind": "links", "title": style.text(part.title), "entries": entries}
        elif isinstance(part, Picture):
            svg = Markup(part.svg)  # noqa: S704  # drawn by a renderer of our own
            yield {"kind": "picture", "svg": svg, "text": style.text(part.text)}
        else:
            html = Markup(html_parts([part], style))  # noqa: S704  # escaped where it was written
            yield {"kind": "html", "html": html}


def _address(url: str | None) -> str | None:
    return url if url and _ADDRESS.fullmatch(url) else None
