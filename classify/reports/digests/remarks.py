"""What a digest says of itself: how much came in, what is new, what changed, how to read it.

Lines may quote sources (outlets, messages): whoever prints them escapes them.
"""

from __future__ import annotations

from collections import Counter

from classify.records import (
    Brief,
    Changes,
    Digest,
    DroppedStory,
    LowConfidence,
    Provenance,
    SectionChange,
    Source,
)
from classify.reports.digests.gaps import gaps as gaps
from classify.reports.phrases import date_words, doubt_words, likelihood, title_words
from classify.reports.translation import ENGLISH, Catalogue, message

_ORDER = {
    "none": message("Order: {rule}."),
    "day": message("Order: the latest day first; in each, {rule}."),
    "week": message("Order: the latest week first; in each, {rule}."),
}
_N_HASH_DIGITS = 12


def counts_line(digest: Digest, catalogue: Catalogue = ENGLISH) -> str:
    """Say in one line what came in and what became of it."""
    counts, count = digest.counts, catalogue.count
    return catalogue.say(
        "{items}: {teasers} from {outlets}, {stories}, {briefs}",
        items=count(counts.n_items, "{n} item read", "{n} items read"),
        teasers=count(counts.n_teasers, "{n} distinct teaser", "{n} distinct teasers"),
        outlets=count(counts.n_outlets, "{n} outlet", "{n} outlets"),
        stories=count(counts.n_stories, "{n} story", "{n} stories"),
        briefs=count(len(digest.briefs), "{n} brief", "{n} briefs"),
    )


def issue_words(digest: Digest, catalogue: Catalogue = ENGLISH) -> str:
    """Say which issue this is, and since when: "3, since Desk of 18 Jan 2025, 18:00 UTC"."""
    if digest.changes is None:
        return catalogue.say("{issue}, none before it", issue=digest.issue)
    return catalogue.say(
        "{issue}, since {title} of {moment}",
        issue=digest.issue,
        title=title_words(digest.changes.previous_title, catalogue),
        moment=date_words(digest.changes.previous_as_of, "second", catalogue),
    )


def nothing_words(digest: Digest, catalogue: Catalogue = ENGLISH) -> str:
    """Say plainly why there is no bottom line; "" where there is one."""
    if digest.bottom_line:
        return ""
    if not digest.briefs:
        return catalogue.say("Nothing significant: no story in this material led to a brief.")
    if not any(brief.topics for brief in digest.briefs):
        return catalogue.say(
            "Nothing significant: no story in this material is on a topic of the model."
        )
    return catalogue.say(
        "No whole sentence to quote here: the stories have headlines or cut sentences only."
    )


def corroboration_words(brief: Brief, catalogue: Catalogue = ENGLISH) -> str:
    """Say how many outlets told a story, and how far independently; "" for one at most."""
    if len(brief.outlets) < 2:
        return ""
    outlets = catalogue.count(len(brief.outlets), "{n} outlet", "{n} outlets")
    reports = catalogue.count(
        brief.n_independent, "{n} independent report", "{n} independent reports"
    )
    return f"{outlets}, {reports}"


def order_line(digest: Digest, catalogue: Catalogue = ENGLISH) -> str:
    """Say why the stories stand in this order."""
    rule = (
        message(
            "news before what goes on without any, then the story with the most independent "
            "reports first, then the most outlets, the most teasers, the latest report"
        )
        if digest.changes
        else message(
            "the story with the most independent reports first, then the most outlets, the most "
            "teasers, the latest report"
        )
    )
    whole = _ORDER.get(
        digest.grouped_by,
        message("Order: sections with the most stories first; in each, {rule}."),
    )
    return catalogue.say(whole, rule=catalogue.say(rule))


def changes_line(digest: Digest, catalogue: Catalogue = ENGLISH) -> str:
    """Say how the briefs stand to the digest before: "3 new, 1 updated"; "" without briefs."""
    found, count = Counter(brief.status for brief in digest.briefs), catalogue.count
    lines = [
        (n := found["new"], count(n, "{n} new", "{n} new")),
        (n := found["updated"], count(n, "{n} updated", "{n} updated")),
        (n := found["continuing"], count(n, "{n} continuing", "{n} continuing")),
    ]
    return ", ".join(words for number, words in lines if number)


def change_lines(changes: Changes, catalogue: Catalogue = ENGLISH) -> tuple[str, ...]:
    """Say what became of the sections and outlets of the digest before."""
    counts = ", ".join(_section_words(one, catalogue) for one in changes.sections)
    silent = ", ".join(changes.silent_outlets)
    n_dropped = catalogue.count(len(changes.dropped), "{n} story", "{n} stories")
    lines = [
        (counts, catalogue.say("Stories by section: {counts}.", counts=counts)),
        (silent, catalogue.say("Outlets with nothing this time: {outlets}.", outlets=silent)),
        (changes.dropped, catalogue.say("Not told any more: {stories}.", stories=n_dropped)),
    ]
    return tuple(words for there, words in lines if there) or (
        catalogue.say("Nothing dropped, no count changed."),
    )


def _section_words(change: SectionChange, catalogue: Catalogue) -> str:
    return catalogue.say(
        "{section} {now} (was {before})",
        section=change.name or catalogue.say("Other"),
        now=change.now,
        before=change.before,
    )


def dropped_words(story: DroppedStory, catalogue: Catalogue = ENGLISH) -> str:
    """Say when a dropped story was last reported, and whether its outlets would have told."""
    date = date_words(story.last_reported, "day", catalogue)
    if not story.silent:
        return catalogue.say("last reported {date}", date=date)
    return catalogue.say(
        "last reported {date}; its outlets have nothing this time, so nothing is known of it",
        date=date,
    )


def nearest_words(
    item: LowConfidence, topic: str, catalogue: Catalogue = ENGLISH, *, sure: bool = True
) -> str:
    """Say why a person should look at a teaser, and which topic is nearest, if any is.

    Parameters
    ----------
    item : LowConfidence
    topic : str
        Name of the nearest topic, harmless in the format at hand; "" for none.
    catalogue : Catalogue
    sure : bool
        Whether to say how probable that topic is.
    """
    doubt = doubt_words(item, catalogue)
    if not topic:
        return doubt
    if not sure:
        return catalogue.say("{doubt}; nearest topic {topic}", doubt=doubt, topic=topic)
    return catalogue.say(
        "{doubt}; nearest topic {topic} ({likelihood})",
        doubt=doubt,
        topic=topic,
        likelihood=likelihood(item.probability, catalogue),
    )


def made_with(
    provenance: Provenance, catalogue: Catalogue = ENGLISH
) -> tuple[tuple[str, str], ...]:
    """Name what made the digest, with the first digits of each hash, as (what, which)."""
    return (
        ("classify", provenance.version),
        (
            catalogue.say("model"),
            f"{provenance.model} ({provenance.model_sha256[:_N_HASH_DIGITS]})",
        ),
        (
            catalogue.say("encoder"),
            f"{provenance.encoder} ({provenance.encoder_sha256[:_N_HASH_DIGITS]})",
        ),
        (catalogue.say("configuration"), provenance.config_sha256[:_N_HASH_DIGITS]),
        (catalogue.say("inputs"), provenance.input_sha256[:_N_HASH_DIGITS]),
    )


def legend(digest: Digest, catalogue: Catalogue = ENGLISH) -> tuple[str, ...]:
    """Say how to read the order and the marks; only those that the digest holds."""
    briefs, say = digest.briefs, catalogue.say
    sentences = [sentence for brief in briefs for sentence in brief.sentences]
    sentences += [line.sentence for line in digest.bottom_line]
    kinds = {note.kind for brief in briefs for note in brief.figure_notes}
    lines = [
        (True,
         say("Every sentence stands word for word in the source whose number follows it.")),
        (briefs, order_line(digest, catalogue)),
        (digest.bottom_line,
         say("Bottom line: the first whole sentence of the stories that stand first by that "
             "order, one a topic.")),
        (not all(sentence.complete for sentence in sentences),
         say("[…] marks an incomplete sentence: its source cut it off there.")),
        (any(brief.news for brief in briefs),
         say("New: a sentence of a source that the digest before did not have.")),
        (any(brief.single_source for brief in briefs),
         say("Single source: one outlet only; reprints of one agency report count as one.")),
        (any(corroboration_words(brief) for brief in briefs),
         say("Independent reports: no two from one outlet, none a reprint of another.")),
        ("differ" in kinds,
         say("Figures differ: sources count differently, and their times do not tell whose "
             "figure is the newer one.")),
        ("updated" in kinds,
         say("Earlier: a figure that later sources have overtaken; the newest stands first.")),
        (any(source.date_basis == "inferred" for source in digest.sources),
         say("Date inferred: worked out from the context, not stated by the source.")),
        (briefs or digest.low_confidence,
         say("Percentages say how sure the classifier is of the topic, in words after ICD 203. "
             "They do not say whether a report is true.")),
    ]  # fmt: skip
    return tuple(words for there, words in lines if there)


def date_doubt(brief: Brief, sources: dict[int, Source], catalogue: Catalogue = ENGLISH) -> str:
    """Say whether the dates of a story were worked out: all, some or ("") none of them."""
    dated = [sources[number] for number in brief.sources if sources[number].published is not None]
    n_inferred = sum(source.date_basis == "inferred" for source in dated)
    if not n_inferred:
        return ""
    if n_inferred == len(dated):
        return catalogue.say("date inferred")
    return catalogue.say("dates partly inferred")


def further_sources(brief: Brief) -> tuple[int, ...]:
    """Return the sources of a story that neither its headline nor its sentences cite."""
    cited = {brief.headline_citation, *brief.citations}
    return tuple(number for number in brief.sources if number not in cited)
