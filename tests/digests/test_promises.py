"""What every digest promises, over random piles; the profile `long` draws ten times as many."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from classify.corroboration import find_clashes, is_overtaken
from classify.digests import GROUPINGS, DigestLayout
from classify.pipeline import TeaserPipeline
from classify.records import BriefLength, teaser_id
from classify.reports import verify_digest
from classify.reports.phrases import cut_mark
from classify.taxonomy import Taxonomy
from tests.builders import MONDAY, WordEncoder, examples, labelled, teaser

TAXONOMY = Taxonomy.from_keys(["ports", "bees"])
WORDS = st.sampled_from(
    "ship harbour cargo ferry storm tug crew captain hive queen bee honey swarm Minsk Jan. 18 U.S. "  # noqa: SIM905
    "said who 12 dead «quoted» He It after that".split()
)
CLAUSES = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
SPELLED = {3: "three", 12: "twelve"}
COUNTS = st.builds(
    "{} {} {}".format,
    st.sampled_from(["3", "three", "At least 3", "12", "twelve", "1,200", "more than 1,200"]),
    st.sampled_from(["people were", "sailors", "bees and people were", "of the crew were"]),
    st.sampled_from(["killed", "injured", "rescued in the storm", "dead or missing"]),
)
SENTENCES = st.tuples(CLAUSES | COUNTS, st.sampled_from([".", "!", "?", '."', ""])).map("".join)

LENGTHS = st.fixed_dictionaries(
    {},
    optional={
        "max_words": st.integers(1, 40),
        "max_sentences": st.integers(1, 5),
        "max_characters": st.integers(1, 250),
    },
)


@st.composite
def teasers(draw):
    text = " ".join(draw(st.lists(SENTENCES, max_size=4)))
    truncated = bool(text) and draw(st.booleans())
    if truncated:
        text = text[: draw(st.integers(1, len(text)))].rstrip() + draw(
            st.sampled_from([" […]", "…", ""])
        )
    headline, outlet = draw(CLAUSES | COUNTS), draw(st.sampled_from(["Post", "Gazette", None]))
    return teaser(
        headline,
        text,
        id=teaser_id(outlet, headline, text),
        truncated=truncated,
        outlet=outlet,
        hours=draw(st.sampled_from([None, 0, 1, 30, 200])),
        date_precision=draw(st.sampled_from(["second", "day"])),
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


@pytest.mark.slow
@settings(max_examples=examples(60))
@given(
    pile=st.lists(teasers(), max_size=7),
    group_by=st.sampled_from(GROUPINGS),
    topics=st.sets(st.sampled_from(TAXONOMY.keys)),
    max_briefs=st.none() | st.integers(1, 4),
    max_words=st.none() | st.integers(1, 80),
    length=LENGTHS,
)
def test_no_digest_breaks_its_word(pipeline, pile, group_by, topics, max_briefs, max_words, length):
    pipeline = pipeline.with_brief_length(BriefLength(**length))
    layout = DigestLayout(
        group_by=group_by,
        topics=tuple(sorted(topics)),
        max_briefs=max_briefs,
        max_words=max_words,
    )
    digest = pipeline.digest(pile, as_of=MONDAY, layout=layout)
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
        n_characters = len(" ".join(sentence.text for sentence in brief.sentences))
        assert limits.max_characters is None or n_characters <= limits.max_characters
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
        assert_corroborated(brief)
        assert_figures_stand(brief, [texts[source.teaser_id] for source in digest.sources])
    assert max_words is None or n_words <= max_words
    assert max_briefs is None or len(digest.briefs_of("lead")) <= max_briefs
    told = [brief.story_id for brief in digest.briefs]
    assert len(set(told)) == len(told)
    assert digest.counts.n_stories == len(digest.briefs) + digest.counts.n_left_out


def assert_corroborated(brief):
    assert 1 <= brief.n_independent <= max(1, len(brief.outlets))
    assert brief.single_source == (brief.n_independent == 1)


def assert_figures_stand(brief, sources):
    """Every figure of a note stands in each source that it cites; what was overtaken is not told.

    Unless nothing else could be: then all that is told was overtaken.
    """
    for note in brief.figure_notes:
        assert len({figure.count for figure in note.figures}) > 1
        for figure in note.figures:
            number = f"{figure.count:,}|{SPELLED.get(figure.count, 'no word')}"
            for citation in figure.citations:
                source = sources[citation - 1]
                told = f"{source.headline}. {source.text}"
                assert re.search(rf"(?<![\w,])(?:{number})(?![\w,]\w)", told, re.IGNORECASE)
                assert note.what in told
    notes = find_clashes([sources[number - 1] for number in brief.sources])
    overtaken = [
        is_overtaken(sentence.text, sentence.teaser_id, notes) for sentence in brief.sentences
    ]
    assert all(overtaken) or not any(overtaken)


def test_an_update_is_noted_and_told(pipeline):
    pile = [
        teaser("Ferry in the storm", "3 people were killed.", hours=1, outlet="Post"),
        teaser("Ferry in the storm", "12 people were killed.", hours=30, outlet="Gazette"),
    ]
    (brief,) = pipeline.digest(pile, as_of=MONDAY).briefs
    assert [note.kind for note in brief.figure_notes] == ["updated"]
    assert [sentence.text for sentence in brief.sentences] == ["12 people were killed."]
