"""What every digest promises, over random piles; CLASSIFY_EXAMPLES=10000 looks at so many."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.briefs import GROUPINGS, DigestLayout
from classify.pipeline import TeaserPipeline
from classify.records import teaser_id
from classify.reports import verify_digest
from classify.reports.wording import cut_mark
from classify.taxonomy import Taxonomy
from tests.builders import MONDAY, WordEncoder, labelled, teaser

N_EXAMPLES = int(os.environ.get("CLASSIFY_EXAMPLES", "60"))
TAXONOMY = Taxonomy.from_keys(["ports", "bees"])
WORDS = st.sampled_from(
    "ship harbour cargo ferry storm tug crew captain hive queen bee honey swarm Minsk Jan. 18 U.S. "  # noqa: SIM905
    "said who 12 dead «quoted» He It after that".split()
)
CLAUSES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
SENTENCES = st.tuples(CLAUSES, st.sampled_from([".", "!", "?", '."', ""])).map("".join)


@st.composite
def teasers(draw):
    text = " ".join(draw(st.lists(SENTENCES, max_size=4)))
    truncated = bool(text) and draw(st.booleans())
    if truncated:
        text = text[: draw(st.integers(1, len(text)))].rstrip() + draw(
            st.sampled_from([" […]", "…", ""])
        )
    headline, outlet = draw(CLAUSES), draw(st.sampled_from(["Post", "Gazette", None]))
    return teaser(
        headline,
        text,
        id=teaser_id(outlet, headline, text),
        truncated=truncated,
        outlet=outlet,
        hours=draw(st.sampled_from([None, 0, 1, 30, 200])),
    )


@pytest.fixture(scope="module")
def pipeline():
    items = [
        item
        for number in range(20)
        for item in (
            labelled(f"Ship {number} enters the harbour with cargo", "ports"),
            labelled(f"Hive {number} swarms and the beekeeper counts queens", "bees"),
        )
    ]
    return TeaserPipeline.train(items, taxonomy=TAXONOMY, encoder=WordEncoder())


@settings(max_examples=N_EXAMPLES, deadline=None)
@given(
    pile=st.lists(teasers(), max_size=7),
    group_by=st.sampled_from(GROUPINGS),
    topics=st.sets(st.sampled_from(TAXONOMY.keys)),
    max_words=st.none() | st.integers(1, 80),
)
def test_no_digest_breaks_its_word(pipeline, pile, group_by, topics, max_words):
    layout = DigestLayout(group_by=group_by, topics=tuple(sorted(topics)), max_words=max_words)
    digest = pipeline.brief(pile, as_of=MONDAY, layout=layout)
    verify_digest(digest)
    texts = {one.id: one for one in pile}
    limits = pipeline.settings.condensing
    n_words = 0
    for brief in digest.briefs:
        n_words += len(brief.headline.split())
        lengths = [len(sentence.text.split()) for sentence in brief.sentences]
        n_words += sum(lengths)
        assert sum(lengths) <= limits.max_words
        assert len(lengths) <= limits.max_sentences
        assert (
            brief.headline == texts[digest.sources[brief.headline_citation - 1].teaser_id].headline
        )
        for sentence, citation in zip(brief.sentences, brief.citations, strict=True):
            source = texts[sentence.teaser_id]
            assert digest.sources[citation - 1].teaser_id == sentence.teaser_id
            assert getattr(source, sentence.field)[sentence.start : sentence.end] == sentence.text
            if source.truncated and sentence.end == len(source.text.rstrip(" […]")):
                assert not sentence.complete or source.text.rstrip(" […]").endswith(
                    (".", "!", "?", '"', "»")
                )
            if not sentence.complete:
                assert cut_mark(sentence) or sentence.text.endswith(("[…]", "[...]", "…"))
    assert max_words is None or n_words <= max_words
    assert digest.counts.n_stories == len(digest.briefs) + digest.counts.n_left_out
