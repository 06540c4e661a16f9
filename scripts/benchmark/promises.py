"""Check what a digest promises, over random digests, and count what breaks it.

    python scripts/benchmark/promises.py [--digests 10000] [--seed 0]

Piles of invented teasers on a few events each: reports, reprints under other names, counts of dead
and injured that rise, differ or are cut off, texts cut anywhere, odd characters, missing dates and
outlets; digests of random layout and length. The checks read the teasers, the digest and its
Markdown, and share no code with what made them. The encoder is a tiny one, for speed.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from classify import Digest, LabelledTeaser, Teaser, TeaserPipeline
from classify.digests import GROUPINGS, DigestLayout
from classify.records import Brief, SourceRef, teaser_id
from classify.reports import render_digest
from classify.taxonomy import Taxonomy

START = datetime(2025, 1, 20, tzinfo=UTC)
TAXONOMY = Taxonomy.from_keys(["accidents", "protests"])
PLACES = ("Hask", "Talva", "Ostrova", "Meren", "Orsen")
OUTLETS = ("Post", "Gazette", "Courier", "Radio Talva", None)
NUMBER_WORDS = {1: "one", 3: "three", 7: "seven", 12: "twelve", 40: "forty"}
NUMBERS = (*NUMBER_WORDS, 1300)
HEADLINES = {
    "accidents": ("Bridge falls at {place}", "{place} bridge: death toll rises to {number}",
                  "{number} killed as bridge falls at {place}", "What fell in {place}"),
    "protests": ("Police detain {number} at {place} rally", "Rally in {place} broken up",
                 "{place}: a square, a song, {number} arrests"),
}  # fmt: skip
SENTENCES = {
    "accidents": ("At least {number} people were killed when the bridge at {place} fell.",
                  "{number} people were killed at the {place} bridge, police said.",
                  "{number} others were injured.", "The mayor of {place} blamed rust.",
                  "He said so on Jan. 18, in the U.S. embassy.", "Divers searched the river!",
                  "The bridge in {place} was built by Dr. Maro in 1961."),
    "protests": ("Police detained {number} people at the rally in {place}.",
                 "More than {number} protesters were arrested in {place}, monitors said.",
                 'He asked: "Who else will sing in {place}?"', "That was the third rally.",
                 "{number} people were injured.", "The rally in {place} had been banned."),
}  # fmt: skip
ODD = ("", "", "", " […]", "\u200b", " «quoted»", " <b>", " *star* [1]", "\x1b[31m", " Ünïcode. ")
ENDS = (".", "!", "?", '"', "”", "»")
HIDDEN = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~])?|\u200b")  # control sequences as of ECMA-48
CUT = re.compile(r"[\s…\[\]]+$")


def main() -> None:
    """Print what was looked at, and how often a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--digests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    pipeline = train()
    seen: Counter[str] = Counter()
    broken: Counter[str] = Counter()
    start = time.perf_counter()
    for _ in range(arguments.digests):
        pile = make_pile(chance)
        layout = DigestLayout(
            group_by=chance.choice(GROUPINGS),
            topics=tuple(chance.sample(TAXONOMY.keys, chance.choice((0, 0, 0, 1)))),
            max_briefs=chance.choice((None, 1, 2, 10)),
            max_words=chance.choice((None, None, 5, 30, 80)),
        )
        digest = pipeline.digest(pile, as_of=START + timedelta(days=9), layout=layout)
        look(digest, {one.id: one for one in pile}, pipeline, layout, seen, broken)
    seconds = time.perf_counter() - start
    print(f"{arguments.digests:,} digests in {seconds:.0f} s, seed {arguments.seed}\n")
    for title, counts, keys in (("looked at", seen, SEEN), ("broken", broken, BROKEN)):
        print(f"| {title} | number |\n| --- | ---: |")
        print("\n".join(f"| {key} | {counts[key]:,} |" for key in keys) + "\n")


SEEN = ("teasers", "briefs", "of several reports", "sentences", "cut sentences", "figure notes",
        "of updates", "figures with a source")  # fmt: skip
BROKEN = ("sentences that do not stand in their source", "headlines that do not",
          "figures that do not", "briefs over their limit", "digests over their limit",
          "cut sentences without a mark")  # fmt: skip


class TinyEncoder:
    """Counts words in 64 slots by their checksums: fast, and texts that share words are near."""

    name = "tiny"
    sha256 = "0" * 64
    n_dims = 64
    precision = "float32"

    def encode(
        self, texts: Sequence[str], *, on_progress: Callable[[int], None] | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of texts."""
        vectors = np.full((len(texts), self.n_dims), 0.01, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in re.findall(r"\w+", text.casefold()):
                vectors[row, crc32(word.encode()) % self.n_dims] += 1
        if on_progress:
            on_progress(len(texts))
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def train() -> TeaserPipeline:
    """Train a small model, on reports as those of the piles."""
    chance = random.Random(1)
    labelled = [
        LabelledTeaser(teaser=report(chance, topic, chance.choice(PLACES)), labels=(topic,))
        for topic in TAXONOMY.keys
        for _ in range(20)
    ]
    pipeline = TeaserPipeline.train(labelled, taxonomy=TAXONOMY, encoder=TinyEncoder())
    pipeline.classifier.first_look = None  # its encoder is no faster than this one
    return pipeline


def make_pile(chance: random.Random) -> list[Teaser]:
    """Invent teasers on none to three events."""
    pile: list[Teaser] = []
    for _ in range(chance.randint(0, 3)):
        topic, place = chance.choice(TAXONOMY.keys), chance.choice(PLACES)
        reports = [report(chance, topic, place) for _ in range(chance.randint(1, 4))]
        if chance.random() < 0.5:
            reports.append(reprint(chance, chance.choice(reports)))
        pile += reports
    chance.shuffle(pile)
    return pile


def report(chance: random.Random, topic: str, place: str) -> Teaser:
    """Invent one report."""
    texts = [
        chance.choice(SENTENCES[topic]).format(place=place, number=number(chance))
        for _ in range(chance.randint(0, 4))
    ]
    text = " ".join(one + chance.choice(ODD) for one in texts)
    headline = chance.choice(HEADLINES[topic]).format(place=place, number=number(chance))
    return made(chance, headline, text)


def reprint(chance: random.Random, one: Teaser) -> Teaser:
    """The same text under another headline and name."""
    return made(chance, f"Agency: {one.headline}", f"HASK, Jan 20 - {one.text}")


def made(chance: random.Random, headline: str, text: str) -> Teaser:
    """A teaser with a random place in time, perhaps cut off."""
    truncated = bool(text) and chance.random() < 0.4
    if truncated:
        text = text[: chance.randint(1, len(text))].rstrip() + chance.choice((" […]", "…", ""))
    hours, outlet = chance.choice((None, 0, 1, 30, 30.5, 200)), chance.choice(OUTLETS)
    return Teaser(
        id=teaser_id(outlet, headline, text),
        headline=headline,
        text=text,
        truncated=truncated,
        published=None if hours is None else START + timedelta(hours=hours),
        date_precision=None if hours is None else chance.choice(("second", "second", "day")),
        date_basis="none" if hours is None else "feed",
        language="en",
        sources=(SourceRef(outlet=outlet, file="invented", item=1),),
    )


def number(chance: random.Random) -> str:
    """A number as news write it."""
    value = chance.choice(NUMBERS)
    return NUMBER_WORDS[value] if value in NUMBER_WORDS and chance.random() < 0.4 else f"{value:,}"


def look(
    digest: Digest,
    pile: dict[str, Teaser],
    pipeline: TeaserPipeline,
    layout: DigestLayout,
    seen: Counter[str],
    broken: Counter[str],
) -> None:
    """Count what one digest holds, and what in it breaks a promise."""
    sources = {source.number: pile[source.teaser_id] for source in digest.sources}
    shown = render_digest(digest, pipeline.taxonomy, "txt")
    words = " ".join(shown.split())
    limits = pipeline.settings.condensing
    told = digest.briefs_of("lead")
    seen["teasers"] += len(pile)
    n_words = 0
    for brief in digest.briefs:
        lengths = [len(sentence.text.split()) for sentence in brief.sentences]
        n_words += len(brief.headline.split()) + sum(lengths)
        over = sum(lengths) > limits.max_words or len(lengths) > limits.max_sentences
        broken["briefs over their limit"] += over
        lead = sources[brief.headline_citation]
        broken["headlines that do not"] += lead.headline != brief.headline
        seen["briefs"] += 1
        seen["of several reports"] += len(brief.sources) > 1
        look_at_sentences(brief, sources, words if brief in told else None, seen, broken)
        look_at_figures(brief, sources, seen, broken)
    over = layout.max_words is not None and n_words > layout.max_words
    broken["digests over their limit"] += over


def look_at_sentences(
    brief: Brief,
    sources: dict[int, Teaser],
    shown: str | None,
    seen: Counter[str],
    broken: Counter[str],
) -> None:
    """Count sentences, and those that are not from their source or hide that they were cut.

    `shown` is None for stories of which the text shows the headline alone.
    """
    for sentence, citation in zip(brief.sentences, brief.citations, strict=True):
        source = sources[citation]
        text = getattr(source, sentence.field)
        seen["sentences"] += 1
        broken["sentences that do not stand in their source"] += (
            text[sentence.start : sentence.end] != sentence.text
        )
        body = CUT.sub("", text)
        if not source.truncated or sentence.end < len(body) or body.endswith(ENDS):
            continue
        if shown is None:
            broken["cut sentences without a mark"] += sentence.complete
            continue
        seen["cut sentences"] += 1
        last = " ".join(HIDDEN.sub("", sentence.text).split()[-4:])
        tails = re.finditer(rf"{re.escape(last)}( ?\[…\]|…)? \[{citation}\]", shown)
        marked = any("…" in tail[0] for tail in tails)
        broken["cut sentences without a mark"] += sentence.complete or not marked


def look_at_figures(
    brief: Brief, sources: dict[int, Teaser], seen: Counter[str], broken: Counter[str]
) -> None:
    """Count figures, and those that their source does not have."""
    for note in brief.figure_notes:
        seen["figure notes"] += 1
        seen["of updates"] += note.kind == "updated"
        for figure in note.figures:
            for citation in figure.citations:
                seen["figures with a source"] += 1
                source = sources[citation]
                broken["figures that do not"] += not has_number(
                    f"{source.headline} {source.text}", figure.count
                )


def has_number(text: str, value: int) -> bool:
    """Whether a number stands in a text, in digits or as a word."""
    forms = (f"{value}", f"{value:,}", NUMBER_WORDS.get(value, "\0"))
    return any(re.search(rf"(?<![\w,]){form}(?![\w,]\w)", text, re.IGNORECASE) for form in forms)


if __name__ == "__main__":
    main()
