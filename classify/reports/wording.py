"""Words for dates, numbers and states: the same in every format and on every machine."""

from __future__ import annotations

from datetime import UTC, datetime

from classify.records import (
    Brief,
    BriefStatus,
    DatePrecision,
    GroupBy,
    LowConfidence,
    Period,
    Sentence,
    Source,
)
from classify.reports.plain_text import plain

# Not strftime("%b"): its month names follow the machine's locale.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STATUS = {"new": "New", "updated": "Updated", "continuing": "Continuing"}
_TOO_LITTLE_KNOWN = {
    "novel": "unlike the teasers the model was trained on",
    "language": "in a language the model does not read",
    "too short": "too short to tell",
}
# Words of probability after US Intelligence Community Directive 203 (2015), part D.6.e.2.a.
_LIKELIHOODS = (
    (0.05, "almost no chance"),
    (0.20, "very unlikely"),
    (0.45, "unlikely"),
    (0.55, "roughly even chance"),
    (0.80, "likely"),
    (0.95, "very likely"),
)
CUT_MARK = "[…]"


def date_words(moment: datetime | None, precision: DatePrecision | None) -> str:
    """Say a time no more precisely than it is known.

    Returns
    -------
    str
        "18 Jan 2025, 14:05 UTC" (second), "18 Jan 2025" (day, or precision unknown), "Jan 2025"
        (month), "2025" (year) or "undated".
    """
    if moment is None:
        return "undated"
    moment = moment.astimezone(UTC)
    if precision == "year":
        return str(moment.year)
    month = f"{_MONTHS[moment.month - 1]} {moment.year}"
    if precision == "month":
        return month
    day = f"{moment.day} {month}"
    return f"{day}, {moment:%H:%M} UTC" if precision == "second" else day


def date_attribute(moment: datetime, precision: DatePrecision | None) -> str:
    """Return the same time as the `datetime` attribute of an HTML `time` element."""
    stamp = f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    lengths = {"year": 4, "month": 7, "second": len(stamp)}
    return stamp[: lengths.get(precision or "day", 10)]


def source_date_words(source: Source) -> str:
    """Say when a source was published, and whether that was worked out or stated."""
    words = date_words(source.published, source.date_precision)
    inferred = source.published is not None and source.date_basis == "inferred"
    return f"{words} (date inferred)" if inferred else words


def reported_words(brief: Brief) -> str:
    """Say when a story was first and last reported."""
    first = date_words(brief.first_reported, brief.date_precision)
    last = date_words(brief.last_reported, brief.date_precision)
    if brief.first_reported is None:
        return "Undated"
    if first == last or brief.last_reported is None:
        return f"Reported {first}"
    return f"First reported {first}, last {last}"


def period_words(period: Period) -> str:
    """Say which days the dated teasers span, in UTC."""
    if period.start is None or period.end is None:
        return "No dated teasers"
    start, end = (date_words(moment, "day") for moment in (period.start, period.end))
    days = start if start == end else f"{start} to {end}"
    elsewhere = "" if period.timezone == "UTC" else f"; dates were read in {period.timezone}"
    return f"{days} (UTC{elsewhere})"


def percent(share: float) -> str:
    """Say a share (0..1) in whole percent; only 0 and 1 themselves are called 0% and 100%."""
    if 0 < share < 0.01:
        return "<1%"
    if 0.99 < share < 1:
        return ">99%"
    return f"{share:.0%}"


def likelihood(probability: float) -> str:
    """Say a probability in an analyst's words and in percent: "very likely, 87%"."""
    words = next((word for limit, word in _LIKELIHOODS if probability < limit), "almost certain")
    return f"{words}, {percent(probability)}"


def number_of(count: int, one: str, many: str | None = None) -> str:
    """Count things: "1 story", "2 stories"; thousands are set apart."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def grouped_words(grouped_by: GroupBy) -> str:
    """Head the chart of the sections."""
    return "Stories briefed" if grouped_by == "none" else f"Stories briefed, by {grouped_by}"


def status_word(status: BriefStatus) -> str:
    """Say how a story stands to the digest before this one."""
    return _STATUS[status]


def title_words(title: str) -> str:
    """Return the title of a digest in plain text, or a plain one if it has none."""
    return plain(title) or "News digest"


def headline_words(headline: str) -> str:
    """Return a headline in plain text, or say that there is none."""
    return plain(headline) or "(without headline)"


def cut_mark(sentence: Sentence) -> str:
    """Return the mark for a sentence that the source cut off, unless it bears one itself."""
    ends_so = plain(sentence.text).endswith((CUT_MARK, "[...]"))
    return "" if sentence.complete or ends_so else CUT_MARK


def doubt_words(item: LowConfidence) -> str:
    """Say why a person should look at a teaser."""
    if item.reason is not None:
        return _TOO_LITTLE_KNOWN[item.reason]
    if item.status == "none":
        return "no topic reached its threshold"
    return "topic given with little confidence" if item.status == "assigned" else "not classified"
