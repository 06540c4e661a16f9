"""A digest whose citations do not hold is not rendered."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from classify.records import (
    Brief,
    Digest,
    Figure,
    FigureNote,
    LowConfidence,
    PossibleSource,
    TimelineEntry,
)
from classify.reports import DIGEST_FORMATS, render_digest, verify_digest

from .builders import TAXONOMY, at, empty_digest, item, small_digest
from .sample import rich_digest

STORM, FLOOD = item(1, "Storm hits coast", "Roofs flew."), item(2, "River rises", "Fields drown.")


def with_brief(**changes: Any) -> Digest:
    """A digest of two briefs, the first of them changed."""
    digest = small_digest(STORM, FLOOD, bottom_line=())
    first: Brief = dataclasses.replace(digest.briefs[0], **changes)
    section = dataclasses.replace(digest.sections[0], briefs=(first, digest.briefs[1]))
    return dataclasses.replace(digest, sections=(section,))


def timeline_entry(citation: int) -> TimelineEntry:
    return TimelineEntry(
        published=at(18), date_precision="day", story_id="s", headline="h", citation=citation
    )


def doubt(citation: int) -> LowConfidence:
    return LowConfidence(
        citation=citation,
        headline="h",
        status="none",
        reason=None,
        nearest_topic=None,
        probability=0.1,
    )


def key_line_on(citation: int) -> Digest:
    digest = small_digest(STORM, FLOOD)
    line = dataclasses.replace(digest.bottom_line[0], citation=citation)
    return dataclasses.replace(digest, bottom_line=(line,))


def note_on(*figures: tuple[int, tuple[int, ...]]) -> Digest:
    note = FigureNote(
        what="killed",
        who="people",
        kind="differ",
        figures=tuple(
            Figure(count=count, at_least=False, citations=citations) for count, citations in figures
        ),
    )
    return with_brief(figure_notes=(note,))


def possibly(citation: int) -> Digest:
    return with_brief(possibly_same=(PossibleSource(citation=citation, probability=0.5),))


BROKEN = {
    "citation without source": (with_brief(citations=(7,)), "[7], which is no source"),
    "citation of another source": (with_brief(citations=(2,)), "for a sentence of teaser"),
    "headline without source": (with_brief(headline_citation=7), "[7], which is no source"),
    "headline of another source": (with_brief(headline="Storm!"), "source [1] does not have"),
    "source list": (with_brief(sources=(1, 9)), "[9], which is no source"),
    "fewer citations": (with_brief(citations=()), "1 sentences and 0 citations"),
    "headline sentence": (
        with_brief(sentences=(dataclasses.replace(STORM.sentence("Storm"), start=1),)),
        "words that its headline does not have",
    ),
    "topic without probability": (with_brief(probabilities={}), "no probability for its topic"),
    "bottom line": (key_line_on(2), "bottom line cites [2] for a sentence of teaser"),
    "timeline": (small_digest(STORM, timeline=(timeline_entry(3),)), "timeline cites [3]"),
    "low confidence": (small_digest(STORM, low_confidence=(doubt(3),)), "confidence cites [3]"),
    "figure of another story": (note_on((3, (1,)), (4, (2,))), "gives 4 killed by no source"),
    "figure of nobody": (note_on((3, (1,)), (4, ())), "gives 4 killed by no source"),
    "figures that are the same": (note_on((3, (1,)), (3, (1,))), "that do not differ"),
    "possibly the same, of another story": (possibly(2), "which is none of its sources"),
    "possibly the same as itself": (possibly(1), "which is none of its sources"),
    "quoted, though possibly of another event": (
        with_brief(
            sources=(1, 2),
            possibly_same=(PossibleSource(citation=2, probability=0.5),),
            sentences=(FLOOD.sentence("Fields drown."),),
            citations=(2,),
        ),
        "quotes [2], which possibly tells another event",
    ),
    "number given twice": (
        small_digest(STORM, sources=(STORM.source, STORM.source)),
        "the same number",
    ),
}


@pytest.mark.parametrize("build", [rich_digest, empty_digest], ids=["rich", "empty"])
def test_whole_digests_pass(build):
    verify_digest(build())


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_digests_are_refused(fault):
    digest, words = BROKEN[fault]
    with pytest.raises(ValueError, match="digest breaks its citations") as caught:
        verify_digest(digest)
    assert words in str(caught.value)


@pytest.mark.parametrize("format", DIGEST_FORMATS)
def test_no_format_renders_a_broken_digest(format):
    with pytest.raises(ValueError, match=r"which is no source \(and 1 more\)"):
        render_digest(with_brief(citations=(7,), headline_citation=7), TAXONOMY, format)
