"""The page of a report as PDF, printed on A4 by a browser that is installed: Chromium or its kin.

Convention: the browser gets a folder and a profile of its own, nothing of its user's; the page asks
for nothing, so that no network is needed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from deliveries.errors import WriteError
from deliveries.formats import html
from deliveries.text import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deliveries.formats import Options
    from deliveries.reports import Report

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
"""Programs that print a page without showing it, in the order in which they are looked for."""
PATIENCE = 120
"""How long a browser may take, in seconds."""
_OTHERWISE = "write .html instead, and print it from any browser"


def write(report: Report, options: Options) -> Iterator[bytes]:
    """Yield the page as PDF. Raises `WriteError` if no browser is there, or if it fails."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise WriteError("a PDF is printed by Chromium, Chrome or Edge; none is here", _OTHERWISE)
    page = b"".join(html.write(report, options))
    page = page.replace(b"</style>", b"@page { size: A4; }\n</style>", 1)
    with TemporaryDirectory(prefix="deliveries-", ignore_cleanup_errors=True) as name:
        source, target = Path(name, "page.html"), Path(name, "page.pdf")
        source.write_bytes(page)
        command = [browser, "--headless", "--disable-gpu", "--no-first-run"]
        command += ["--disable-background-networking", "--no-pdf-header-footer"]
        command += [f"--user-data-dir={Path(name, 'profile')}", f"--print-to-pdf={target}"]
        if getattr(os, "geteuid", lambda: 1)() == 0:  # it does not start for root otherwise
            command.append("--no-sandbox")
        try:
            done = subprocess.run(  # noqa: S603  # a browser by its name, the arguments ours
                [*command, source.as_uri()],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            is_late = isinstance(error, subprocess.TimeoutExpired)
            why = f"it took over {PATIENCE} seconds" if is_late else str(error)
            raise WriteError(f"{visible(browser)} did not print: {why}", _OTHERWISE) from error
        printed = target.read_bytes() if target.is_file() else b""
    if not printed.startswith(b"%PDF"):
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        why = visible(lines[-1][:300]) if lines else f"it ended with {done.returncode}"
        raise WriteError(f"{visible(browser)} did not print: {why}", _OTHERWISE)
    yield printed
