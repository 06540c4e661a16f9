"""Sources of every format, damaged at random, give teasers or a read error."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classify.errors import ReadError
from classify.readers import FORMATS, read_teasers
from tests.readers import test_feeds as feeds
from tests.readers import test_json_rows as json_rows
from tests.readers import test_mails as mails
from tests.readers import test_pages as pages
from tests.readers.sources import packed, workbook

SEEDS = {
    "RSS": feeds.rss().encode(),
    "Atom": feeds.ATOM.encode(),
    "JSON Feed": feeds.JSON_FEED.encode(),
    "mail": mails.mail(mails.BOLD, "See the web."),
    "page": pages.page(pages.cards(pages.SHAPES["article"])).encode(),
    "workbook": workbook(News=[["title", "text"], ["Ferry turns back", "All are safe."]]),
    "archive": packed(a__jsonl='{"headline": "Ferry turns back"}'),
    "JSON": json_rows.SHAPES["neat answer"].encode(),
    "CSV": b'headline;text\n"a;b\nc;d\n"e";"f\ng"\n',
}
PIECES = st.sampled_from(
    [b"", b"<", b">", b'"', b"&#x0;", b"\xff", b"\0", b"<![CDATA[", b"{", b"[", b"\n", b"--"]
)
DAMAGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 80), PIECES), min_size=1, max_size=6)


@pytest.mark.parametrize("seed", SEEDS)
@given(damages=DAMAGES, chosen=st.none() | st.sampled_from(sorted(FORMATS)))
def test_damaged_sources(seed: str, damages: list[tuple[float, int, bytes]], chosen: str | None):
    content = SEEDS[seed]
    for place, n_lost, piece in damages:
        start = int(place * len(content))
        content = content[:start] + piece + content[start + n_lost :]
    try:
        teasers = read_teasers(
            BytesIO(content), input_format=chosen, on_error=lambda error: None,
            on_note=lambda note: None,
        )  # fmt: skip
    except ReadError:
        return
    assert all(teaser.headline for teaser in teasers)
