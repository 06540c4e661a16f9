"""Words for dates, numbers and states: the same in every format and on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from classify.records import (
    Brief,
    BriefStatus,
    DatePrecision,
    GroupBy,
    Kind,
    LowConfidence,
    Period,
    Sentence,
    Source,
)
from classify.reports.escaping import file_name, plain
from classify.reports.translation import ENGLISH, Catalogue, message

_STATUS = {
    "new": message("New"),
    "updated": message("Updated"),
    "continuing": message("Continuing"),
}
_TOO_LITTLE_KNOWN = {
    "novel": message("unlike the teasers the model was trained on"),
    "language": message("in a language the model does not read"),
    "too short": message("too short to tell"),
}
_KINDS = {
    "news": message("news"),
    "opinion": message("opinion"),
    "analysis": message("analysis"),
    "interview": message("interview"),
    "digest": message("digest"),
    "live": message("live"),
    "investigation": message("investigation"),
    "release": message("release"),
    "feature": message("feature"),
    "explainer": message("explainer"),
    "press_review": message("press review"),
    "roundup": message("roundup"),
    "service": message("service"),
    "puzzle": message("puzzle"),
    "media": message("media"),
    "obituary": message("obituary"),
}
_GROUPED = {
    "none": message("Stories briefed"),
    "topic": message("Stories briefed, by topic"),
    "day": message("Stories briefed, by day"),
    "week": message("Stories briefed, by week"),
    "country": message("Stories briefed, by country"),
    "outlet": message("Stories briefed, by outlet"),
}
# Words of probability after US Intelligence Community Directive 203 (2015), part D.6.e.2.a.
_LIKELIHOODS = (
    (0.05, message("almost no chance")),
    (0.20, message("very unlikely")),
    (0.45, message("unlikely")),
    (0.55, message("roughly even chance")),
    (0.80, message("likely")),
    (0.95, message("very likely")),
)
_EVEN, _POSSIBLE = 0.45, message("possible")
_DEFAULT_TITLE = message("News digest")
CUT_MARK = "[…]"


def date_attribute(moment: datetime, precision: DatePrecision | None) -> str:
    """Return the same time as the `datetime` attribute of an HTML `time` element."""
    stamp = f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    lengths = {"year": 4, "month": 7, "second": len(stamp)}
    return stamp[: lengths.get(precision or "day", 10)]


def capitalized(words: str) -> str:
    """Begin with a capital, and leave all other letters as they are."""
    return f"{words[:1].upper()}{words[1:]}"


def cut_mark(sentence: Sentence) -> str:
    """Return the mark for a sentence that the source cut off, unless it bears one itself."""
    ends_so = plain(sentence.text).endswith((CUT_MARK, "[...]"))
    return "" if sentence.complete or ends_so else CUT_MARK


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words for dates, numbers and states in the language of a catalogue."""

    catalogue: Catalogue

    def date_words(self, moment: datetime | None, precision: DatePrecision | None) -> str:
        """Say a time no more precisely than it is known.

        Returns
        -------
        str
            "18 Jan 2025, 14:05 UTC" (second), "18 Jan 2025" (day, or precision unknown), "Jan 2025"
            (month), "2025" (year) or "undated".
        """
        if moment is None:
            return self.catalogue.say("undated")
        moment = moment.astimezone(UTC)
        if precision == "year":
            return str(moment.year)
        if precision == "month":
            return self.catalogue.month(moment)
        day = self.catalogue.day(moment)
        if precision != "second":
            return day
        return self.catalogue.say("{day}, {time} UTC", day=day, time=f"{moment:%H:%M}")

    def source_date_words(self, source: Source) -> str:
        """Say when a source was published, and whether that was worked out or stated."""
        words = self.date_words(source.published, source.date_precision)
        inferred = source.published is not None and source.date_basis == "inferred"
        return self.catalogue.say("{date} (date inferred)", date=words) if inferred else words

    def reported_words(self, brief: Brief) -> str:
        """Say when a story was first and last reported."""
        first = self.date_words(brief.first_reported, brief.date_precision)
        last = self.date_words(brief.last_reported, brief.date_precision)
        if brief.first_reported is None:
            return self.catalogue.say("Undated")
        if first == last or brief.last_reported is None:
            return self.catalogue.say("Reported {date}", date=first)
        return self.catalogue.say("First reported {first}, last {last}", first=first, last=last)

    def period_words(self, period: Period) -> str:
        """Say which days the dated teasers span, in UTC."""
        if period.start is None or period.end is None:
            return self.catalogue.say("No dated teasers")
        start, end = (self.date_words(moment, "day") for moment in (period.start, period.end))
        days = (
            start if start == end else self.catalogue.say("{start} to {end}", start=start, end=end)
        )
        if period.timezone == "UTC":
            return f"{days} (UTC)"
        return self.catalogue.say(
            "{days} (UTC; dates were read in {timezone})", days=days, timezone=period.timezone
        )

    def percent(self, share: float) -> str:
        """Say a share (0..1) in whole percent; only 0 and 1 themselves are called 0% and 100%."""
        if 0 < share < 0.01:
            return f"<{self.catalogue.number(0.01, '.0%')}"
        if 0.99 < share < 1:
            return f">{self.catalogue.number(0.99, '.0%')}"
        return self.catalogue.number(share, ".0%")

    def likelihood(self, probability: float) -> str:
        """Say a probability in an analyst's words and in percent: "very likely, 87%"."""
        words = next(
            (word for limit, word in _LIKELIHOODS if probability < limit), message("almost certain")
        )
        return f"{self.catalogue.say(words)}, {self.percent(probability)}"

    def topic_likelihood(self, probability: float) -> str:
        """Say how probable a topic is that was assigned: never "unlikely", as it was held likely.

        A threshold may lie under even chance, where missing a topic costs more than a wrong one.
        """
        if probability >= _EVEN:
            return self.likelihood(probability)
        return f"{self.catalogue.say(_POSSIBLE)}, {self.percent(probability)}"

    def number_of(self, count: int, one: str, many: str | None = None) -> str:
        """Count things: "1 story", "2 stories"; thousands are set apart."""
        return self.catalogue.count(count, f"{{n}} {one}", f"{{n}} {many or one + 's'}")

    def grouped_words(self, grouped_by: GroupBy) -> str:
        """Head the chart of the sections."""
        return self.catalogue.say(_GROUPED[grouped_by])

    def status_word(self, status: BriefStatus) -> str:
        """Say how a story stands to the digest before this one."""
        return self.catalogue.say(_STATUS[status])

    def kind_word(self, kind: Kind) -> str:
        """Say what sort of text a source is."""
        return self.catalogue.say(_KINDS[kind])

    def title_words(self, title: str) -> str:
        """Return the title of a digest in plain text, or a plain one if it has none of its own."""
        own = plain(title)
        return own if own not in ("", _DEFAULT_TITLE) else self.catalogue.say(_DEFAULT_TITLE)

    def headline_words(self, headline: str) -> str:
        """Return a headline in plain text, or say that there is none."""
        return plain(headline) or self.catalogue.say("(without headline)")

    def file_words(self, path: str) -> str:
        """Return the last part of a path, or say that it is standard input."""
        return self.catalogue.say("standard input") if path == "-" else file_name(path)

    def doubt_words(self, item: LowConfidence) -> str:
        """Say why a person should look at a teaser."""
        if item.reason is not None:
            return self.catalogue.say(_TOO_LITTLE_KNOWN[item.reason])
        if item.status == "none":
            return self.catalogue.say("no topic reached its threshold")
        if item.status == "assigned":
            return self.catalogue.say("topic given with little confidence")
        return self.catalogue.say("not classified")


ENGLISH_PHRASES = Phrases(ENGLISH)
