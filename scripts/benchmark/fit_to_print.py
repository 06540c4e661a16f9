"""Count what a desk would not print in briefs of real stories, and show it.

    python scripts/benchmark/fit_to_print.py --data DIR [--show 5] [--read 100]

Briefs of the bundled model, of NeuS validation (three teasers a story) and of the training weeks as
their annotators grouped them. The rules are written apart from those of `classify`, and wider: they
look at the printed sentences only, and at their sources. `--show` prints so many finds of each
rule, `--read` so many briefs drawn by a fixed seed, to be read by eye.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from classify import Story, StorySummarizer, Teaser
from classify.cli.cache import user_cache
from classify.encoders import CachedEncoder, CheckedEncoder, load_encoder
from classify.records import Sentence, SourceRef
from scripts.concept_training import neus_stories, with_leads
from scripts.weeks import TRAINING

_STOP = re.compile(r"[.!?…][\"'”’»)\]]*$")
_DATELINE = re.compile(
    r"(?:[A-Z][\w.,’' /-]{1,60}?)?\s?(?:\((?:AP|Reuters|AFP|CNN|UPI|Interfax|BBC|NPR|Bloomberg|TASS"
    r"|CBS[\w /]*|[A-Z]{2,6})\)|/\w+/)\s?[-–—]|(?:[A-Z]\w+ )?\((?:CNN|AP|Reuters|AFP)\)"
    r"|[A-Z]{3,}(?:[A-Z .,’'-])*,? (?:[A-Z][a-z]{2,8}\.? \d{1,2} )?[-–—]+ "
    r"|(?:Reporting|Written|Edited|Compiled) by "
    r"|By (?:[A-Z][\w.’'-]+ ){1,3}[A-Z][\w’'-]+\s*[|/,.]?$"
)
_CREDIT = re.compile(
    r"\b(?:Photo(?:graph)?|Image|Foto|Фото)s?(?: credit)?\s?[:/]|Getty Images|\bvia (?:AP|Getty)\b"
    r"|\((?:Photo|Image) (?:by|:)|©",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"appeared first on|follow us|subscribe|sign up|newsletter|read more|click here"
    r"|telegram channel"
    r"|join us on|all rights reserved|advertisement|listen to (?:this|the full)|download (?:the"
    r"|our) app"
    r"|become a member|support our|keep reading|continue reading|terms of (?:use|service)"
    r"|this (?:article|story|post) (?:was|is|has been|first|originally)",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"(?:(?:He|She)(?! [A-Z])|It|They|His|Her|Hers|Him|Its|Their|Theirs|Them|These|Those|That"
    r"|This|Such|Both|Neither"
    r"|But|And|Yet|So(?!-)|However|Instead|Nevertheless|Moreover|Furthermore|Also|Then|Thus"
    r"|Therefore"
    r"|Meanwhile|Otherwise|Similarly|(?:Many|Some|Several|Most|Few|All) (?:more|others?"
    r"|of (?:them|those)(?! \w+ed))"
    r"|Others?(?! than)|Another (?:man|woman|person|of)|(?:While|When|After|Before|If|Although"
    r"|Though|As|Once|Because) (?:he|she|it|they)"
    r"|The (?:company|firm|move|decision|two|pair|three)|The (?:former|latter) (?:is|was|has"
    r"|said|will)|In addition|As a result"
    r"|Он|Она|Они|Оно|Это|Эти|Его|Её|Их|Но|Однако|Также|Er|Sie|Es|Dies|Diese|Il|Elle|Ils|Cela)\b",
)
_NAMED = re.compile(
    r"(?:While|When|After|Before|If|Although|Though|As|Once|Because) \w+ [^,]*, [A-Z]"
)
_TIME = re.compile(
    r"This (?:week|month|year|morning|afternoon|evening|summer|autumn|fall|winter|spring)"
)


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A story and the sentences of its brief."""

    pile: str
    story: Story
    sentences: tuple[Sentence, ...]
    stops: dict[str, float] = field(default_factory=dict)
    """Share of the texts of an outlet that end with a stop."""

    def source(self, sentence: Sentence) -> Teaser:
        """The teaser that a sentence is from."""
        return next(one for one in self.story.teasers if one.id == sentence.teaser_id)


def main() -> None:
    """Print how many briefs there are, and how often each rule finds something."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--read", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    briefs = print_briefs(arguments.data)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for brief in briefs:
        for rule, text in faults(brief):
            found[rule].append(f"{brief.pile}: {text}")
    n_sentences = sum(len(brief.sentences) for brief in briefs)
    empty = sum(not brief.sentences for brief in briefs)
    print(
        f"{len(briefs):,} briefs, {n_sentences:,} sentences; {empty:,} briefs of a headline alone"
    )
    print("\n| rule | finds |\n| --- | ---: |")
    print("\n".join(f"| {rule} | {len(found[rule]):,} |" for rule in RULES))
    chance = random.Random(arguments.seed)
    for rule in RULES if arguments.show else ():
        print(f"\n{rule}")
        some = found[rule]
        for text in chance.sample(some, min(arguments.show, len(some))):
            print(f"    {text}")
    for brief in chance.sample(briefs, min(arguments.read, len(briefs))):
        print(f"\n{brief.pile}: {brief.story.lead_teaser.headline}")
        for one in brief.sentences:
            print(f"    {one.text}{'' if one.complete else ' […]'}")


def print_briefs(data: Path) -> list[Printed]:
    """Condense all stories."""
    bundled, cache = load_encoder(), user_cache(no_cache=False)
    encoder: CheckedEncoder = CachedEncoder(bundled, cache) if cache else bundled
    summarizer = StorySummarizer(encoder)
    neus = [one.story for one in with_leads(neus_stories(data, "val"), encoder)]
    piles = {"neus": neus, **{name: week_stories(data, name, encoder) for name in TRAINING}}
    printed = []
    for name, stories in piles.items():
        stops = _stops([teaser for story in stories for teaser in story.teasers])
        printed += [
            Printed(pile=name, story=story, sentences=sentences, stops=stops)
            for story, sentences in zip(stories, summarizer.summarize(stories), strict=True)
        ]
    return printed


def week_stories(data: Path, name: str, encoder: CheckedEncoder) -> list[Story]:
    """Read a week, grouped as its first annotator did."""
    groups: defaultdict[int, dict[str, Teaser]] = defaultdict(dict)
    for line in (data / "weeks" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        groups[row["story"][0]][row["id"]] = Teaser(
            id=row["id"],
            headline=row["headline"],
            text=row["text"] or "",
            language="en",
            published=datetime.fromisoformat(row["published"]).replace(tzinfo=UTC),
            date_precision="day",
            sources=(SourceRef(outlet=row["outlet"]),),
        )
    stories = [
        sorted(group.values(), key=lambda one: (one.published, one.id)) for group in groups.values()
    ]
    found = with_leads([(tuple(teasers), "") for teasers in stories], encoder)
    return [one.story for one in found]


def _stops(teasers: Sequence[Teaser]) -> dict[str, float]:
    ends: defaultdict[str, list[bool]] = defaultdict(list)
    for teaser in teasers:
        if teaser.text:
            ends[_outlet(teaser)].append(_STOP.search(teaser.text) is not None)
    return {outlet: sum(own) / len(own) for outlet, own in ends.items()}


def _outlet(teaser: Teaser) -> str:
    return next(iter(teaser.outlets), "")


RULES = ("unmarked cut", "dateline or byline", "credit", "boilerplate", "dangling opener",
         "opener that leans on the headline", "broken quotation", "repeated headline",
         "repeated sentence", "begins inside a sentence", "later before earlier",
         "not word for word")  # fmt: skip


def faults(brief: Printed) -> Iterator[tuple[str, str]]:
    """Rules that a brief breaks, each with the text that does."""
    headline = _bare(brief.story.lead_teaser.headline)
    told: Counter[str] = Counter()
    for number, sentence in enumerate(brief.sentences):
        before = brief.sentences[number - 1] if number else None
        told[_bare(sentence.text)] += 1
        for rule, broken in _sentence_rules(brief, sentence, before, headline).items():
            if broken:
                yield rule, sentence.text
        if told[_bare(sentence.text)] > 1:
            yield "repeated sentence", sentence.text
    if _is_out_of_order(brief):
        yield "later before earlier", " / ".join(one.text for one in brief.sentences)


def _sentence_rules(
    brief: Printed, sentence: Sentence, before: Sentence | None, headline: str
) -> dict[str, bool]:
    text, source = sentence.text, brief.source(sentence)
    stops = brief.stops.get(_outlet(source), 1.0) >= 0.5
    named = _NAMED.match(text) is not None
    leans = (
        not named and _OPENER.match(text.lstrip("\"'“‘«„")) is not None and not _TIME.match(text)
    )
    follows = (
        before is not None
        and before.teaser_id == sentence.teaser_id
        and not re.search(r"\w", source.text[before.end : sentence.start])
    )
    on_headline = (
        before is None
        and sentence.teaser_id == brief.story.lead
        and not re.search(r"\w{3}", source.text[: sentence.start][-30:])
    )
    return {
        "unmarked cut": sentence.complete and stops and not _STOP.search(text),
        "dateline or byline": _DATELINE.match(text) is not None,
        "credit": _CREDIT.search(text) is not None,
        "boilerplate": _FURNITURE.search(text) is not None,
        "dangling opener": leans and not follows and not on_headline,
        "opener that leans on the headline": leans and not follows and on_headline,
        "broken quotation": sentence.complete and _breaks_quotation(text),
        "repeated headline": _bare(text) == headline,
        "begins inside a sentence": text[:1].islower() or text[:1] in ",;:)]”»…",
        "not word for word": source.text[sentence.start : sentence.end] != text,
    }


def _breaks_quotation(text: str) -> bool:
    """Whether double marks do not come in pairs, whatever their shape."""
    return len(re.findall(r'["“”„«»]', text)) % 2 == 1


def _is_out_of_order(brief: Printed) -> bool:
    """Whether a later day is told before an earlier one."""
    days = [brief.source(one).published for one in brief.sentences]
    known = [day for day in days if day]
    return known != sorted(known)


def _bare(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


if __name__ == "__main__":
    main()
