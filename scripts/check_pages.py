"""Look at pages as their readers do: rules of accessibility (axe-core), and printed length.

    python scripts/check_pages.py briefs/digest.html stories/stories.html

Each page is opened in Chromium light, dark and as on a phone, with its folds closed and open; what
breaks a rule of axe-core is printed with its place, and the exit status is 1. Behind each page
stands how many sheets of A4 it prints on. Needs the extra `pages`, and Chromium: one that is
installed (`chromium`, `google-chrome`), or that of `playwright install chromium`. Takes some
seconds a page.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_PAGE_OF_PDF = re.compile(rb"/Type\s*/Page[^s]")


class Look(NamedTuple):
    """How a page is looked at."""

    name: str
    scheme: Literal["light", "dark"]
    width: int


LOOKS = (Look("light", "light", 1200), Look("dark", "dark", 1200), Look("phone", "light", 390))


def main() -> None:
    """Print what breaks a rule, and the printed length of each page."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("pages", nargs="+", type=Path, help="HTML files")
    arguments = parser.parse_args()
    faults = 0
    with chromium() as browser:
        for path in arguments.pages:
            found = list(violations(browser, path))
            print("\n".join([*found, f"{path}: {n_sheets(browser, path)} sheets of A4"]))
            faults += len(found)
    sys.exit(1 if faults else 0)


@contextmanager
def chromium() -> Iterator[Any]:
    """Start Chromium, the installed one if there is one."""
    from playwright.sync_api import sync_playwright

    installed = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def violations(browser: Any, path: Path) -> Iterator[str]:
    """Find what on a page breaks a rule of axe-core, in each look, folds closed and open."""
    from axe_playwright_python.sync_playwright import Axe

    for look in LOOKS:
        page = browser.new_page(
            color_scheme=look.scheme, viewport={"width": look.width, "height": 900}
        )
        page.goto(path.resolve().as_uri())
        for folds in ("closed", "open"):
            if folds == "open":
                page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            for rule in Axe().run(page).response["violations"]:
                places = [" ".join(node["target"]) for node in rule["nodes"]]
                yield (
                    f"{path}, {look.name}, folds {folds}: {rule['id']} ({rule['impact']}), "
                    f"{len(places)} times, first at {places[0]}: {rule['help']}"
                )
        page.close()


def n_sheets(browser: Any, path: Path) -> int:
    """Count the sheets of A4 that a page prints on."""
    page = browser.new_page()
    page.goto(path.resolve().as_uri())
    printed = page.pdf(prefer_css_page_size=True, format="A4")
    page.close()
    return len(_PAGE_OF_PDF.findall(printed))


if __name__ == "__main__":
    main()
