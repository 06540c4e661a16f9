import html
import pickle

import pytest

from classify.records import to_json_dict
from classify.reports import render_digest
from tests.harbour import AS_OF, PILE, TAXONOMY


@pytest.fixture(scope="module")
def digest(pipeline):
    return pipeline.digest(PILE, as_of=AS_OF, title='Ports & "bees"')


def test_a_digest_shows_its_page_in_a_frame(digest):
    shown = digest._repr_html_()
    page = render_digest(digest, TAXONOMY, "html")
    assert html.unescape(shown).count(page) == 1
    assert shown.startswith('<iframe sandbox="allow-popups"')
    assert "<script" not in shown and shown.count("<") == 2  # the frame's own tags
    assert 'title="Ports &amp; &quot;bees&quot;"' in shown
    assert pickle.loads(pickle.dumps(digest))._repr_html_() == shown


def test_how_it_is_shown_is_no_part_of_what_it_says(digest):
    assert "_page" not in to_json_dict(digest)
    assert "_page" not in repr(digest)
