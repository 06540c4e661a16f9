import random
from collections import Counter
from dataclasses import replace

import pytest

from classify.digests import DigestLayout
from classify.records import SourceRef, Teaser
from scripts.benchmark import promises
from tests.builders import MONDAY


def report(number, headline, text, *, hours, **fields):
    return Teaser(
        id=f"t{number}",
        headline=headline,
        text=text,
        published=MONDAY.replace(hour=hours),
        date_precision="second",
        date_basis="feed",
        language="en",
        sources=(SourceRef(outlet=f"Outlet {number}", file="a", item=number),),
        **fields,
    )


PILE = [
    report(1, "Bridge falls at Hask", "Three people were killed at the Hask bridge.", hours=1),
    report(
        2, "Bridge falls at Hask, toll 12", "12 people were killed at the Hask bridge.", hours=9
    ),
    report(3, "Rally in Talva broken up", "The rally in Talva had been", hours=5, truncated=True),
]


@pytest.fixture(scope="module")
def pipeline():
    return promises.train()


def found(pipeline, change=lambda brief: brief, layout=None):
    """What is counted in the digest of the pile, its briefs changed."""
    digest = pipeline.digest(PILE, as_of=MONDAY)
    sections = tuple(
        replace(section, briefs=tuple(map(change, section.briefs))) for section in digest.sections
    )
    seen, broken = Counter(), Counter()
    changed = replace(digest, sections=sections)
    pile = {one.id: one for one in PILE}
    promises.look(changed, pile, pipeline, layout or DigestLayout(), seen, broken)
    return seen, +broken


def test_a_sound_digest_breaks_nothing(pipeline):
    seen, broken = found(pipeline)
    assert not broken
    assert set(promises.SEEN) >= set(seen)
    assert seen["figure notes"] == seen["of updates"] == seen["cut sentences"] == 1
    assert seen["figures with a source"] == 2


def first_sentence(brief, **fields):
    return (replace(brief.sentences[0], **fields), *brief.sentences[1:])


def other_count(brief):
    figures = [
        replace(note, figures=(replace(note.figures[0], count=40), *note.figures[1:]))
        for note in brief.figure_notes
    ]
    return replace(brief, figure_notes=tuple(figures))


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            lambda brief: replace(brief, sentences=first_sentence(brief, text="Nobody died.")),
            "sentences that do not stand in their source",
        ),
        (
            lambda brief: replace(brief, sentences=first_sentence(brief, complete=True)),
            "cut sentences without a mark",
        ),
        (
            lambda brief: replace(
                brief, sentences=brief.sentences * 4, citations=brief.citations * 4
            ),
            "briefs over their limit",
        ),
        (other_count, "figures that do not"),
    ],
)
def test_what_breaks_a_promise_is_counted(pipeline, change, fault):
    _, broken = found(pipeline, change)
    assert broken[fault] > 0
    assert set(broken) <= set(promises.BROKEN)


def test_a_digest_that_is_too_long_is_counted(pipeline):
    _, broken = found(pipeline, layout=DigestLayout(max_words=3))
    assert broken == {"digests over their limit": 1}


def test_the_same_seed_gives_the_same_piles():
    one, other, third = (promises.make_pile(random.Random(seed)) for seed in (5, 5, 6))
    assert one == other != third
