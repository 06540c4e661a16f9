"""Words for dates, numbers and states: the same in every format and on every machine."""

from __future__ import annotations

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
_DEFAULT_TITLE = message("News digest")
CUT_MARK = "[…]"


def date_words(
    moment: datetime | None, precision: DatePrecision | None, catalogue: Catalogue = ENGLISH
) -> str:
    """Say a time no more precisely than it is known.

    Returns
    -------
    str
        "18 Jan 2025, 14:05 UTC" (second), "18 Jan 2025" (day, or precision unknown), "Jan 2025"
        (month), "2025" (year) or "undated".
    """
    if moment is None:
        return catalogue.say("undated")
    moment = moment.astimezone(UTC)
    if precision == "year":
        return str(moment.year)
    if precision == "month":
        return catalogue.month(moment)
    day = catalogue.day(moment)
    if precision != "second":
        return day
    return catalogue.say("{day}, {time} UTC", day=day, time=f"{moment:%H:%M}")


def date_attribute(moment: datetime, precision: DatePrecision | None) -> str:
    """Return the same time as the `datetime` attribute of an HTML `time` element."""
    stamp = f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    lengths = {"year": 4, "month": 7, "second": len(stamp)}
    return stamp[: lengths.get(precision or "day", 10)]


def source_date_words(source: Source, catalogue: Catalogue = ENGLISH) -> str:
    """Say when a source was published, and whether that was worked out or stated."""
    words = date_words(source.published, source.date_precision, catalogue)
    inferred = source.published is not None and source.date_basis == "inferred"
    return catalogue.say("{date} (date inferred)", date=words) if inferred else words


def reported_words(brief: Brief, catalogue: Catalogue = ENGLISH) -> str:
    """Say when a story was first and last reported."""
    first = date_words(brief.first_reported, brief.date_precision, catalogue)
    last = date_words(brief.last_reported, brief.date_precision, catalogue)
    if brief.first_reported is None:
        return catalogue.say("Undated")
    if first == last or brief.last_reported is None:
        return catalogue.say("Reported {date}", date=first)
    return catalogue.say("First reported {first}, last {last}", first=first, last=last)


def period_words(period: Period, catalogue: Catalogue = ENGLISH) -> str:
    """Say which days the dated teasers span, in UTC."""
    if period.start is None or period.end is None:
        return catalogue.say("No dated teasers")
    start, end = (date_words(moment, "day", catalogue) for moment in (period.start, period.end))
    days = start if start == end else catalogue.say("{start} to {end}", start=start, end=end)
    if period.timezone == "UTC":
        return f"{days} (UTC)"
    return catalogue.say(
        "{days} (UTC; dates were read in {timezone})", days=days, timezone=period.timezone
    )


def percent(share: float, catalogue: Catalogue = ENGLISH) -> str:
    """Say a share (0..1) in whole percent; only 0 and 1 themselves are called 0% and 100%."""
    if 0 < share < 0.01:
        return f"<{catalogue.number(0.01, '.0%')}"
    if 0.99 < share < 1:
        return f">{catalogue.number(0.99, '.0%')}"
    return catalogue.number(share, ".0%")


def likelihood(probability: float, catalogue: Catalogue = ENGLISH) -> str:
    """Say a probability in an analyst's words and in percent: "very likely, 87%"."""
    words = next(
        (word for limit, word in _LIKELIHOODS if probability < limit), message("almost certain")
    )
    return f"{catalogue.say(words)}, {percent(probability, catalogue)}"


def number_of(count: int, one: str, many: str | None = None, catalogue: Catalogue = ENGLISH) -> str:
    """Count things: "1 story", "2 stories"; thousands are set apart."""
    return catalogue.count(count, f"{{n}} {one}", f"{{n}} {many or one + 's'}")


def grouped_words(grouped_by: GroupBy, catalogue: Catalogue = ENGLISH) -> str:
    """Head the chart of the sections."""
    return catalogue.say(_GROUPED[grouped_by])


def status_word(status: BriefStatus, catalogue: Catalogue = ENGLISH) -> str:
    """Say how a story stands to the digest before this one."""
    return catalogue.say(_STATUS[status])


def kind_word(kind: Kind, catalogue: Catalogue = ENGLISH) -> str:
    """Say what sort of text a source is."""
    return catalogue.say(_KINDS[kind])


def title_words(title: str, catalogue: Catalogue = ENGLISH) -> str:
    """Return the title of a digest in plain text, or a plain one if it has none of its own."""
    own = plain(title)
    return own if own not in ("", _DEFAULT_TITLE) else catalogue.say(_DEFAULT_TITLE)


def headline_words(headline: str, catalogue: Catalogue = ENGLISH) -> str:
    """Return a headline in plain text, or say that there is none."""
    return plain(headline) or catalogue.say("(without headline)")


def file_words(path: str, catalogue: Catalogue = ENGLISH) -> str:
    """Return the last part of a path, or say that it is standard input."""
    return catalogue.say("standard input") if path == "-" else file_name(path)


def capitalized(words: str) -> str:
    """Begin with a capital, and leave all other letters as they are."""
    return f"{words[:1].upper()}{words[1:]}"


def cut_mark(sentence: Sentence) -> str:
    """Return the mark for a sentence that the source cut off, unless it bears one itself."""
    ends_so = plain(sentence.text).endswith((CUT_MARK, "[...]"))
    return "" if sentence.complete or ends_so else CUT_MARK


def doubt_words(item: LowConfidence, catalogue: Catalogue = ENGLISH) -> str:
    """Say why a person should look at a teaser."""
    if item.reason is not None:
        return catalogue.say(_TOO_LITTLE_KNOWN[item.reason])
    if item.status == "none":
        return catalogue.say("no topic reached its threshold")
    if item.status == "assigned":
        return catalogue.say("topic given with little confidence")
    return catalogue.say("not classified")
