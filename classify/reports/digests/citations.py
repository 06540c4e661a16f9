"""The promise behind every digest: a citation leads to the source that says the sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from classify.records import Brief, Digest, FigureNote, KeyLine, Sentence, Source


def verify_digest(digest: Digest) -> None:
    """Refuse a digest whose citations do not lead where they say.

    Raises
    ------
    ValueError
        If a number stands for no source or for two, if a sentence is not from the source it cites,
        if a headline or a sentence of a headline differs from its source, if a figure cites no
        source of its story, or if a topic has no probability. The makers of digests promise all
        this: it is our fault, not the user's.
    """
    sources = {source.number: source for source in digest.sources}
    faults = [*_numbering_faults(digest, sources)]
    for line in digest.bottom_line:
        faults += _line_faults(line, sources)
    for brief in digest.briefs:
        faults += _brief_faults(brief, sources)
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise ValueError(f"digest breaks its citations: {faults[0]}{more}")


def _numbering_faults(digest: Digest, sources: Mapping[int, Source]) -> Iterator[str]:
    """Find numbers that stand for no source, and numbers given twice."""
    if len(sources) != len(digest.sources):
        yield "two sources have the same number"
    for place, citations in (
        ("timeline", [entry.citation for entry in digest.timeline]),
        ("low confidence", [item.citation for item in digest.low_confidence]),
    ):
        for citation in citations:
            if citation not in sources:
                yield f"{place} cites [{citation}], which is no source"


def _line_faults(line: KeyLine, sources: Mapping[int, Source]) -> Iterator[str]:
    """Find what is wrong with one line of the bottom line."""
    place = "bottom line"
    lead = sources.get(line.headline_citation)
    if lead is None:
        yield f"{place} cites [{line.headline_citation}], which is no source"
    elif lead.headline != line.headline:
        yield f"{place} has a headline that source [{lead.number}] does not have"
    if (line.sentence is None) != (line.citation is None):
        yield f"{place} has a sentence without a citation, or a citation without a sentence"
    elif line.sentence is not None and line.citation is not None:
        yield from _sentence_faults(place, line.sentence, line.citation, sources)
        if not line.sentence.complete:
            yield f"{place} has a sentence that [{line.citation}] cut off"


def _brief_faults(brief: Brief, sources: Mapping[int, Source]) -> Iterator[str]:
    """Find what is wrong with the citations of one brief."""
    place = f"story {brief.story_id}"
    if len(brief.citations) != len(brief.sentences):
        yield f"{place} has {len(brief.sentences)} sentences and {len(brief.citations)} citations"
    for one in brief.possibly_same:
        if one.citation not in brief.sources or one.citation == brief.headline_citation:
            yield f"{place} has [{one.citation}] as possibly the same, which is none of its sources"
        elif one.citation in brief.citations:
            yield f"{place} quotes [{one.citation}], which possibly tells another event"
    for number in brief.background:
        if number not in brief.sources or number == brief.headline_citation:
            yield f"{place} has [{number}] as background, which is none of its sources"
        elif number in brief.citations:
            yield f"{place} quotes [{number}], which is background"
    for number in (brief.headline_citation, *brief.sources):
        if number not in sources:
            yield f"{place} cites [{number}], which is no source"
    for topic in brief.topics:
        if topic not in brief.probabilities:
            yield f"{place} has no probability for its topic {topic}"
    lead = sources.get(brief.headline_citation)
    if lead is not None and lead.headline != brief.headline:
        yield f"{place} has a headline that source [{lead.number}] does not have"
    for note in brief.figure_notes:
        yield from _note_faults(place, note, brief)
    for sentence, citation in zip(brief.sentences, brief.citations, strict=False):
        yield from _sentence_faults(place, sentence, citation, sources)


def _note_faults(place: str, note: FigureNote, brief: Brief) -> Iterator[str]:
    """Find figures that no source of the story gives, and notes on what does not differ."""
    if len({figure.count for figure in note.figures}) < 2:
        yield f"{place} notes figures of {note.what} that do not differ"
    for figure in note.figures:
        if not figure.citations or not set(figure.citations) <= set(brief.sources):
            yield f"{place} gives {figure.count} {note.what} by no source of the story"


def _sentence_faults(
    place: str, sentence: Sentence, citation: int, sources: Mapping[int, Source]
) -> Iterator[str]:
    """Find whether a sentence is not from the source that it cites."""
    source = sources.get(citation)
    if source is None:
        yield f"{place} cites [{citation}], which is no source"
    elif source.teaser_id != sentence.teaser_id:
        yield f"{place} cites [{citation}] for a sentence of teaser {sentence.teaser_id}"
    elif (
        sentence.field == "headline"
        and source.headline[sentence.start : sentence.end] != sentence.text
    ):
        yield f"{place} cites [{citation}] for words that its headline does not have"
