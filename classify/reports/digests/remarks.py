"""What a digest says of itself: how much came in, what is new, what changed, how to read it.

Lines may quote sources (outlets, messages): whoever prints them escapes them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from classify.records import (
    Brief,
    Changes,
    Digest,
    DroppedStory,
    Kind,
    LowConfidence,
    Provenance,
    Section,
    Source,
    TopicChange,
)
from classify.reports.phrases import Phrases
from classify.reports.translation import Catalogue, message

_N_HASH_DIGITS = 12


def other_sources(brief: Brief) -> tuple[int, ...]:
    """Return the sources that surely tell a story, but for the one of its headline."""
    apart = {brief.headline_citation, *brief.background}
    apart |= {one.citation for one in brief.possibly_same}
    return tuple(number for number in brief.sources if number not in apart)


@dataclass(frozen=True, slots=True)
class Remarks:
    """What a digest says of itself, in words."""

    phrases: Phrases

    @property
    def catalogue(self) -> Catalogue:
        """The words of the language."""
        return self.phrases.catalogue

    def counts_line(self, digest: Digest) -> str:
        """Say in one line what came in and what became of it."""
        counts, count = digest.counts, self.catalogue.count
        teasers = count(counts.n_teasers, "{n} distinct teaser", "{n} distinct teasers")
        if counts.n_items != counts.n_teasers:
            items = count(counts.n_items, "{n} item read", "{n} items read")
            teasers = self.catalogue.say("{items}: {teasers}", items=items, teasers=teasers)
        n_lead = len(digest.briefs_of("lead"))
        parts = [
            teasers,
            count(counts.n_outlets, "{n} outlet", "{n} outlets") if counts.n_outlets else "",
            count(counts.n_stories, "{n} story", "{n} stories"),
            self.catalogue.say("{number} in full", number=self.catalogue.number(n_lead)),
        ]
        return ", ".join(part for part in parts if part)

    def issue_words(self, digest: Digest) -> str:
        """Say which issue this is, and since when: "3, since Desk of 18 Jan 2025, 18:00 UTC"."""
        if digest.changes is None:
            return self.catalogue.say("{issue}, none before it", issue=digest.issue)
        return self.catalogue.say(
            "{issue}, since {title} of {moment}",
            issue=digest.issue,
            title=self.phrases.title_words(digest.changes.previous_title),
            moment=self.phrases.date_words(digest.changes.previous_as_of, "second"),
        )

    def nothing_words(self, digest: Digest) -> str:
        """Say plainly why there is no bottom line; "" where there is one."""
        if digest.bottom_line:
            return ""
        if not_read := self._not_read_words(digest):
            return not_read
        if not digest.briefs:
            return self.catalogue.say(
                "Nothing significant: no story in this material led to a brief."
            )
        if not digest.briefs_of("lead", "more", "rest"):
            return self.catalogue.say(
                "No news in this material: only explainers, service and the like."
            )
        if not any(brief.topics for brief in digest.briefs_of("lead")):
            return self.catalogue.say(
                "Nothing significant: no story in this material is on a topic of the model."
            )
        return self.catalogue.say("No news in this material, but opinion and analysis.")

    def group_counts(self, sections: Iterable[Section]) -> str:
        """Count the stories of sections: "Elections 12, Other 3"; they may quote sources."""
        return ", ".join(
            f"{one.name or self.catalogue.say('Other')} {self.catalogue.number(len(one.briefs))}"
            for one in sections
        )

    def rest_words(self, counts: str) -> str:
        """Say how many stories are not told, and where they stand; `counts` by `group_counts`."""
        return self.catalogue.say(
            "Further stories: {counts}. digest.json lists them all.", counts=counts
        )

    def also_words(self, counts: str) -> str:
        """Say what there is beside news, and where it stands; `counts` by `kind_counts`."""
        return self.catalogue.say(
            "Also, beside the news: {counts}. digest.json lists them all.", counts=counts
        )

    def kind_counts(self, kinds: Iterable[tuple[Kind, int]]) -> str:
        """Count kinds: "explainer 3, service 2"."""
        return ", ".join(
            f"{self.phrases.kind_word(kind)} {self.catalogue.number(number)}"
            for kind, number in kinds
        )

    def _not_read_words(self, digest: Digest) -> str:
        """Say that material was not understood, so that nobody takes it for insignificant."""
        counts = digest.counts
        if counts.n_foreign:
            return self.catalogue.count(
                counts.n_foreign,
                "{n} of {all} teasers is in a language that the model does not read: whether it "
                "is significant is not known.",
                "{n} of {all} teasers are in a language that the model does not read: whether they "
                "are significant is not known.",
                all=self.catalogue.number(counts.n_teasers),
            )
        if counts.n_unreadable and not digest.briefs:
            return self.catalogue.count(
                counts.n_unreadable,
                "{n} item or input could not be read: whether it is significant is not known.",
                "{n} items or inputs could not be read: whether they are significant is not known.",
            )
        return ""

    def corroboration_words(self, brief: Brief) -> str:
        """Say how many outlets told a story, and how far independently; "" for one at most."""
        if len(brief.outlets) < 2:
            return ""
        outlets = self.catalogue.count(len(brief.outlets), "{n} outlet", "{n} outlets")
        reports = self.catalogue.count(
            brief.n_independent, "{n} independent report", "{n} independent reports"
        )
        return f"{outlets}, {reports}"

    def order_line(self, digest: Digest) -> str:
        """Say why the stories stand in this order."""
        briefs = digest.briefs
        learned = any(brief.consequence.probability is not None for brief in briefs)
        rules = [
            message("news before what goes on without any") if digest.changes else "",
            message("what editors would put on top, by how widely it is reported and what it says")
            if learned
            else message(
                "the story with the most independent reports first, then the most outlets, the "
                "most teasers, the latest report"
            ),
            message("topics and places have the weights that you gave")
            if any(brief.consequence.boosted for brief in briefs)
            else "",
            message("watched names are raised")
            if any(brief.consequence.watched for brief in briefs)
            else "",
        ]
        rule = "; ".join(self.catalogue.say(one) for one in rules if one)
        whole = self.catalogue.say(
            "Order, whatever the topic: {rule}. Opinion and analysis come after the news.",
            rule=rule,
        )
        if not digest.briefs_of("more"):
            return whole
        groups = self.catalogue.say("Groups stand in the order of their first story.")
        if digest.grouped_by in ("day", "week"):
            groups = self.catalogue.say("Groups stand in the order of time, the latest first.")
        return whole if digest.grouped_by == "none" else f"{whole} {groups}"

    def changes_line(self, digest: Digest) -> str:
        """Say how the briefs stand to the digest before: "3 new, 1 updated"; "" without briefs."""
        found, count = Counter(brief.status for brief in digest.briefs), self.catalogue.count
        lines = [
            (n := found["new"], count(n, "{n} new", "{n} new")),
            (n := found["updated"], count(n, "{n} updated", "{n} updated")),
            (n := found["continuing"], count(n, "{n} continuing", "{n} continuing")),
        ]
        return ", ".join(words for number, words in lines if number)

    def change_lines(self, changes: Changes) -> tuple[str, ...]:
        """Say what became of the sections, outlets and sources of the digest before."""
        counts = ", ".join(self._topic_words(one) for one in changes.topics)
        silent = ", ".join(changes.silent_outlets)
        rewritten = "; ".join(
            f"[{one.citation}] ({self.catalogue.say('before: {headline}', headline=one.headline)})"
            for one in changes.rewritten
        )
        n_dropped = self.catalogue.count(len(changes.dropped), "{n} story", "{n} stories")
        lines = [
            (counts, self.catalogue.say("Stories by topic: {counts}.", counts=counts)),
            (
                silent,
                self.catalogue.say("Outlets with nothing this time: {outlets}.", outlets=silent),
            ),
            (
                changes.dropped,
                self.catalogue.say("Not told any more: {stories}.", stories=n_dropped),
            ),
            (
                rewritten,
                self.catalogue.say(
                    "Rewritten by their outlets since: {sources}.", sources=rewritten
                ),
            ),
        ]
        return tuple(words for there, words in lines if there) or (
            self.catalogue.say("Nothing dropped, no count changed."),
        )

    def _topic_words(self, change: TopicChange) -> str:
        return self.catalogue.say(
            "{topic} {now} (was {before})",
            topic=change.name or self.catalogue.say("Other"),
            now=change.now,
            before=change.before,
        )

    def dropped_words(self, story: DroppedStory) -> str:
        """Say when a dropped story was last reported, and whether its outlets would have told."""
        date = self.phrases.date_words(story.last_reported, "day")
        if not story.silent:
            return self.catalogue.say("last reported {date}", date=date)
        return self.catalogue.say(
            "last reported {date}; its outlets have nothing this time, so nothing is known of it",
            date=date,
        )

    def nearest_words(self, item: LowConfidence, topic: str, *, sure: bool = True) -> str:
        """Say why a person should look at a teaser, and which topic is nearest, if any is.

        Parameters
        ----------
        item : LowConfidence
        topic : str
            Name of the nearest topic, harmless in the format at hand; "" for none.
        sure : bool
            Whether to say how probable that topic is.
        """
        doubt = self.phrases.doubt_words(item)
        if not topic:
            return doubt
        if not sure:
            return self.catalogue.say("{doubt}; nearest topic {topic}", doubt=doubt, topic=topic)
        assigned = item.status == "assigned"
        say = self.phrases.topic_likelihood if assigned else self.phrases.likelihood
        return self.catalogue.say(
            "{doubt}; nearest topic {topic} ({likelihood})",
            doubt=doubt,
            topic=topic,
            likelihood=say(item.probability),
        )

    def doubtful_words(self, n_more: int) -> str:
        """Say how many teasers a person should look at that are not named."""
        return self.catalogue.count(
            n_more,
            "{n} more teaser; digest.json lists it.",
            "{n} more teasers; digest.json lists them.",
        )

    def made_with(self, provenance: Provenance) -> tuple[tuple[str, str], ...]:
        """Name what made the digest, with the first digits of each hash, as (what, which)."""
        return (
            ("classify", provenance.version),
            (
                self.catalogue.say("model"),
                f"{provenance.model} ({provenance.model_sha256[:_N_HASH_DIGITS]})",
            ),
            (
                self.catalogue.say("encoder"),
                f"{provenance.encoder} ({provenance.encoder_sha256[:_N_HASH_DIGITS]})",
            ),
            (self.catalogue.say("configuration"), provenance.config_sha256[:_N_HASH_DIGITS]),
            (self.catalogue.say("inputs"), provenance.input_sha256[:_N_HASH_DIGITS]),
        )

    def legend(self, digest: Digest) -> tuple[str, ...]:
        """Say how to read the order and the marks; only those that the digest holds."""
        briefs, say = digest.briefs_of("lead", "more"), self.catalogue.say
        sentences = [sentence for brief in briefs for sentence in brief.sentences]
        kinds = {note.kind for brief in briefs for note in brief.figure_notes}
        lines = [
            (True,
             say("Every sentence stands word for word in the source whose number follows it.")),
            (briefs, self.order_line(digest)),
            (digest.bottom_line,
             say("Bottom line: headline and first whole sentence of the news that stand first.")),
            (not all(sentence.complete for sentence in sentences),
             say("[…] marks an incomplete sentence: its source cut it off there.")),
            (any(brief.news for brief in briefs),
             say("New: a sentence of a source that the digest before did not have.")),
            (any(brief.single_source for brief in briefs),
             say("Single source: one outlet only; reprints of one agency report count as one.")),
            (any(brief.background for brief in briefs),
             say("Background: explainers, comments and the like on the event; only their headlines "
                 "are told, and they count neither as reports nor for figures.")),
            (any(self.corroboration_words(brief) for brief in briefs),
             say("Independent reports: no two from one outlet, none a reprint of another.")),
            ("differ" in kinds,
             say("Figures differ: sources count differently, and their times do not tell whose "
                 "figure is the newer one.")),
            ("updated" in kinds,
             say("Earlier: a figure that later sources have overtaken; the newest stands first.")),
            (any(brief.possibly_same for brief in briefs),
             say("Possibly the same event: a teaser whose link to the story is weak, and how "
                 "probable it is. Only its headline is told; it counts neither as a report nor for "
                 "figures.")),
            (any(source.date_basis == "inferred" for source in digest.sources),
             say("Date inferred: worked out from the context, not stated by the source.")),
            (digest.low_confidence,
             say("Percentages say how sure the classifier is of the topic, in words after ICD 203. "
                 "They do not say whether a report is true.")),
        ]  # fmt: skip
        return tuple(words for there, words in lines if there)

    def date_doubt(self, brief: Brief, sources: dict[int, Source]) -> str:
        """Say whether the dates of a story were worked out: all, some or ("") none of them."""
        dated = [
            sources[number] for number in brief.sources if sources[number].published is not None
        ]
        n_inferred = sum(source.date_basis == "inferred" for source in dated)
        if not n_inferred:
            return ""
        if n_inferred == len(dated):
            return self.catalogue.say("date inferred")
        return self.catalogue.say("dates partly inferred")
