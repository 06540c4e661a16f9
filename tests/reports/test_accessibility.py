"""Pages obey the rules of axe-core, light, dark and on a phone; needs Chromium."""

from __future__ import annotations

import dataclasses
import shutil

import pytest

from classify.reports import render_digest
from classify.reports.digests.index import render_index
from classify.reports.stories.render import render_stories_html
from scripts import check_pages

from . import test_audit_report, test_evaluation_report, test_stories
from .builders import TAXONOMY, empty_digest
from .full_sample import BUNDLED, full_digest
from .sample import rich_digest
from .test_safety import mail_page

ISSUE = {
    "label": "2025-01-20",
    "error": "",
    "title": "Desk",
    "as_of": "2025-01-21T00:00:00Z",
    "issue": 2,
    "n_teasers": 4,
    "n_stories": 3,
    "n_briefs": 3,
    "bottom_line": ["Ferry aground"],
    "links": {"digest.html": "desk/digest.html", "digest.md": "desk/digest.md"},
}

PAGES = {
    "rich": lambda: render_digest(rich_digest(), TAXONOMY, "html"),
    "full": lambda: render_digest(full_digest(), BUNDLED, "html", language="ru"),
    "empty": lambda: render_digest(empty_digest(), TAXONOMY, "html"),
    "mail": lambda: mail_page(rich_digest()),
    "stories": lambda: render_stories_html(
        [
            dataclasses.replace(test_stories.FERRY, links=(test_stories.LINK,)),
            test_stories.BEES,
            test_stories.UNDATED,
        ],
        test_stories.TAXONOMY,
        "Desk",
        (test_stories.event("grew"),),
    ),
    "evaluation": lambda: test_evaluation_report.render("html"),
    "audit": lambda: test_audit_report.render("html"),
    "index": lambda: render_index({"desk": [ISSUE, {"label": "2025-01-19", "error": "Lost."}]}),
}


@pytest.fixture(scope="module")
def browser():
    pytest.importorskip("axe_playwright_python")
    if not any(map(shutil.which, check_pages.BROWSERS)):
        pytest.skip("Chromium is not installed")
    with check_pages.chromium() as started:
        yield started


@pytest.mark.long
@pytest.mark.parametrize("page", PAGES)
def test_a_page_breaks_no_rule(browser, page, tmp_path):
    path = tmp_path / f"{page}.html"
    path.write_text(PAGES[page](), encoding="utf-8")
    assert list(check_pages.violations(browser, path)) == []
