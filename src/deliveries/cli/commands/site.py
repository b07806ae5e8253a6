"""``deliveries site``: a folder of pages for a web server or a stick."""

from pathlib import Path
from typing import Annotated

from deliveries.cli.options import Decimals, File, argument, case_of, option, show_in_browser


def run(
    *,
    folder: Annotated[Path, argument("DIR", "The folder to write, such as site/.")],
    file: File = None,
    decimals: Decimals = False,
    opened: Annotated[bool, option("--open", "Show the index in a browser.")] = False,
) -> None:
    """Write a folder of pages, for a web server or a USB stick.

    Examples:
      deliveries site history/
      deliveries site mine/ --file my-case.yaml
      deliveries site mine/ --file my-case.yaml --decimal

    An index of the requests, and for each its page with sliders, its handout, its worksheet with
    answers, its chart, its sources, and its data as CSV, JSON and SQLite; and the case file. Pages
    need no network and nothing but themselves; all addresses are relative. What a request has no
    page for is said on the index.

    The same case gives the same bytes. What a site has there already is written over, and the pages
    of a request that the case no longer has are removed; where a file that is no site's has a name
    that is needed, nothing is written.
    """
    from deliveries.cli.output import remove_files, write_folder
    from deliveries.formats.site import INDEX, MARK, files, is_site, pages_of
    from deliveries.read import read_json

    case = case_of(file)
    called = file.name if file else None
    content = files(case, file=called, decimals=decimals)
    before = pages_of(read_json(folder / MARK))
    write_folder(folder, content, MARK, is_site)
    remove_files(folder, [name for name in before if name not in content], content)
    if opened:
        show_in_browser(folder / INDEX)
