"""The day a teaser was published, where only its words tell: "the ministry said on Jan. 18".

A text names many days: elections to come, arrests long past. Taken is a day that the text says
something was done or said *on*; a day behind another preposition ("since", "the Jan. 26 vote") or
ahead of the writer ("will travel on Feb. 3") is not.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta

from classify.readers.dates import DAY, MONTH, YEAR, WrittenDate, latest_reading, written_date

_DAY_IN_TEXT = [
    re.compile(rf"\b{MONTH}\s{DAY}(?:,?\s{YEAR})?"),
    re.compile(rf"\b{DAY}\s{MONTH}(?:,?\s{YEAR})?"),
]
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)"
# "KYIV, Jan 18 -", "MINSK/WARSAW, Jan. 18 (Agency)": all capitals, at the very start.
_DATELINE = re.compile(r"^\W*[A-ZÀ-ÞĀ-Ž][A-ZÀ-ÞĀ-Ž .'’/-]{2,40},\s(?:[A-Z][a-z]+,\s)?$")
_REPORTED = (
    r"\b(?:said|says|reported|announced|told|wrote|stated|confirmed|revealed|published|posted"
    r"|declared|claimed|added|warned|acknowledged|denied|according|issued|released|unveiled)\b"
)
_REPORTED_WORD = re.compile(_REPORTED)
_ON = re.compile(
    rf"\bon\s{_WEEKDAY}?(?:the\s(?:morning|afternoon|evening|night)\sof\s)?$|{_WEEKDAY}$"
    rf"|{_REPORTED}\s$",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|due|scheduled|slated|set (?:to|for)|plans?|planned|expected|upcoming|ahead of"
    r"|until|before|to be held|to take place|is to|are to|next)\b",
    re.IGNORECASE,
)
_NOT_THIS_YEAR = re.compile(r"^,?\s(?:last|next|of (?:last|next)|the (?:previous|following)) year")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)]*\s+(?=[\"'“‘(]?[A-ZÀ-Ž])")
_MAX_LETTERS = 5000  # ten times what a teaser has; a longer text is no teaser, and may be endless
_N_WORDS_AHEAD = 10  # "On Jan. 26, voters in the republic will ..."

_MAX_LEAD = timedelta(days=1)  # a day ahead of us where the outlet's day has begun already
# A day with no year that comes up within the month is rather meant than the one a year ago.
_MAX_UPCOMING = timedelta(days=31)


def publishing_date(text: str, as_of: datetime) -> WrittenDate | None:
    """Find the day of publishing that a teaser's text implies.

    Parameters
    ----------
    text : str
        Plain text of the teaser; its beginning counts.
    as_of : datetime
        The day it was collected at the latest.

    Returns
    -------
    WrittenDate or None
        Often without a year. Of several, the latest that a report is dated with; a teaser cannot
        be older than what it reports.
    """
    dated: list[tuple[bool, datetime, WrittenDate]] = []
    text = text[:_MAX_LETTERS]
    breaks = [found.end() for found in _SENTENCE_BREAK.finditer(text)]
    for pattern in _DAY_IN_TEXT:
        for found in pattern.finditer(text):
            date = written_date(found)
            is_report = _is_publishing(text, found.start(), found.end(), breaks)
            if date is None or is_report is None:
                continue
            moment = latest_reading(date, as_of)
            if moment and (is_report or not _is_upcoming(date, as_of)):
                dated.append((is_report, moment, date))
    return max(dated, key=lambda entry: entry[:2])[2] if dated else None


def _is_publishing(text: str, start: int, end: int, breaks: Sequence[int]) -> bool | None:
    """Judge a day by its sentence: None for no, True where a report is dated with it.

    Parameters
    ----------
    text : str
    start, end : int
        Of the day in the text.
    breaks : sequence of int, rising
        Where the sentences after the first begin.
    """
    if _DATELINE.match(text, 0, start):
        return True
    n_before, n_within = bisect_right(breaks, start), bisect_right(breaks, end)
    sentence_start = breaks[n_before - 1] if n_before else 0
    sentence_end = breaks[n_within] if n_within < len(breaks) else len(text)
    before, after = text[sentence_start:start], text[end:sentence_end]
    if not _ON.search(before) or _NOT_THIS_YEAR.match(after):
        return None
    reported = [found.end() for found in _REPORTED_WORD.finditer(before)]
    ahead = [found.end() for found in _AHEAD.finditer(before)]
    # "will visit ..., the ministry said on Jan. 3" dates the saying, not the visit.
    if ahead and (not reported or reported[-1] < ahead[-1]):
        return None
    if not reported and _AHEAD.search(" ".join(after.split()[:_N_WORDS_AHEAD])):
        return None
    return bool(reported)


def _is_upcoming(date: WrittenDate, as_of: datetime) -> bool:
    """Tell whether a day without a year is about to come."""
    if not date.is_partial:
        return False
    comings = (date.placed(as_of.year), date.placed(as_of.year + 1))
    return any(day and _MAX_LEAD < day - as_of <= _MAX_UPCOMING for day in comings)
