"""Digests to render, from small parts: `small_digest(item(1, "Storm hits coast"))`."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from classify.records import (
    Brief,
    Counts,
    Coverage,
    Digest,
    KeyLine,
    Period,
    Provenance,
    Section,
    Sentence,
    Source,
    SourceRef,
)
from classify.taxonomy import Taxonomy

TAXONOMY = Taxonomy.from_keys(
    ("armed_conflict", "human_rights", "sanctions", "politics", "disasters", "economy")
)
PROVENANCE = Provenance(
    version="0.1.0",
    model="topics-en",
    model_sha256="3f9a" * 16,
    encoder="small-en",
    encoder_sha256="71c0" * 16,
    config_sha256="b2d4" * 16,
    input_sha256="0e6b" * 16,
)


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time in January 2025."""
    return datetime(2025, 1, day, hour, minute, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Item:
    """A source and the text that the digest's sentences stand in."""

    source: Source
    text: str

    def sentence(self, words: str, *, complete: bool = True) -> Sentence:
        """The given words of the text (or headline) as a sentence."""
        field: Literal["text", "headline"] = "text" if words in self.text else "headline"
        start = (self.text if field == "text" else self.source.headline).index(words)
        return Sentence(
            text=words,
            teaser_id=self.source.teaser_id,
            field=field,
            start=start,
            end=start + len(words),
            salience=0.5,
            complete=complete,
        )


def item(number: int, headline: str, text: str = "", **changes: Any) -> Item:
    """A source of a known outlet, dated to the second, in a listing."""
    source = Source(
        number=number,
        teaser_id=f"{number:016x}",
        headline=headline,
        outlets=("Meren Herald",),
        published=at(18, 14, 5),
        date_precision="second",
        date_basis="feed",
        truncated=False,
        kind="news",
        places=(SourceRef(outlet="Meren Herald", file="/home/desk/listing.txt", item=number),),
    )
    return Item(source=dataclasses.replace(source, **changes), text=text)


def brief(lead: Item, sentences: list[tuple[Item, Sentence]], **changes: Any) -> Brief:
    """A new brief on armed conflict from one outlet."""
    numbers = {lead.source.number, *(item.source.number for item, _ in sentences)}
    built = Brief(
        story_id=f"story{lead.source.number}",
        headline=lead.source.headline,
        headline_citation=lead.source.number,
        sentences=tuple(sentence for _, sentence in sentences),
        citations=tuple(item.source.number for item, _ in sentences),
        sources=tuple(sorted(numbers)),
        topics=("armed_conflict",),
        probabilities={"armed_conflict": 0.97},
        outlets=lead.source.outlets,
        first_reported=lead.source.published,
        last_reported=lead.source.published,
        date_precision=lead.source.date_precision,
    )
    return dataclasses.replace(built, **changes)


def key_line(told: Brief) -> KeyLine:
    """The line of a story in the bottom line."""
    return KeyLine(
        story_id=told.story_id,
        headline=told.headline,
        headline_citation=told.headline_citation,
        sentence=told.sentences[0],
        citation=told.citations[0],
    )


def small_digest(*items: Item, **changes: Any) -> Digest:
    """A digest with one brief per item, whose one sentence is the item's text or headline."""
    briefs = tuple(
        brief(each, [(each, each.sentence(each.text or each.source.headline))]) for each in items
    )
    built = Digest(
        title="Morning digest",
        as_of=at(20, 18),
        period=Period(start=at(17), end=at(20, 15)),
        provenance=PROVENANCE,
        counts=Counts(
            n_items=len(items),
            n_teasers=len(items),
            n_unreadable=0,
            n_stories=len(items),
            n_outlets=min(len(items), 1),
            n_assigned=len(items),
            n_none=0,
            n_abstained=0,
            n_truncated=0,
            n_undated=0,
        ),
        bottom_line=tuple(key_line(each) for each in briefs[:3]),
        sections=(Section(key="lead", part="lead", topic=None, name="Top stories", briefs=briefs),)
        if briefs
        else (),
        timeline=(),
        low_confidence=(),
        sources=tuple(each.source for each in items),
        coverage=Coverage(
            outlets={"Meren Herald": len(items)} if items else {},
            n_without_outlet=0,
            truncated_share=0.0,
            undated_share=0.0,
            unreadable=(),
        ),
    )
    return dataclasses.replace(built, **changes)


def empty_digest() -> Digest:
    """A digest of nothing."""
    return small_digest(period=Period(start=None, end=None))
