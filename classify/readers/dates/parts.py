"""A written date -> its parts: a string is a date if nothing in it is anything else.

Read from left to right, part by part: days, months, weekdays, times of day, zones, and the small
words and signs between them. So the order of the parts is free, and one reader serves all
languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import tzinfo

from classify.readers.dates.names import MONTHS, SHORT_WEEKDAYS, WEEKDAYS, folded_word
from classify.readers.dates.zones import ZONES, zone_of

_HALF = r"[ap]\.?\s?m\b\.?"
_BETWEEN = re.compile(r"[\s,·|@()–—\-]+|/(?!\d)|[;:](?=\s|$)|T(?=\d\d:)")
_YEAR_FIRST = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?!\d)"
)
_YEAR_LAST = re.compile(
    r"(?P<first>\d{1,2})(?P<sign>[-/]|\.\s?)(?P<second>\d{1,2})(?P=sign)"
    r"(?P<year>(?:19|20)\d\d|\d\d)(?![\d:])"
)
_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?P<sign>[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?!\d)"
    rf"(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{{1,9}})?)?(?!\d)(?:\s*(?P<half>{_HALF}))?"
    rf"|(?P<full>\d{{1,2}})(?:\s*(?P<its_half>{_HALF})|\s?(?:h|hrs|uhr|godz)\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?![\d])(?:\s?(?:года|год|году|г|року|рік|р|roku|r)\b\.?)?",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?P<day>[0-3]?\d)(?:(?:st|nd|rd|th|er|re|ro|do|-?(?:го|е|га))\b|[.º°])?(?![\w])",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*\.?")
_BETWEEN_WORDS = """
    at on of the um am der den dem vom uhr h hrs le à a el de del las la o godz godzina godzinie
    dnia r roku в во у на об о а аб г года год р року ч hs
"""
_SMALL_WORDS = frozenset(map(folded_word, _BETWEEN_WORDS.split()))
_ZONE_NAMES = "|".join(
    re.escape(name).replace(r"\ ", r"\s") for name in sorted(ZONES, key=len, reverse=True)
)
_OFFSET = r"[+\-−–±]\d{1,2}(?::?[0-5]\d)?(?![\d:])"
_ZONE = re.compile(
    rf"\s*[\[(,]?\s*(?P<zone>(?:(?:GMT|UTC|UT)\s?)?{_OFFSET}"
    rf"|[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+){{1,2}}"
    rf"|(?i:{_ZONE_NAMES})(?![\w'’])"
    r"|[A-ZА-Я]{2,5}(?!\w)|[A-Z](?![\w.])"
    r"|(?i:local\stime|ortszeit|heure\slocale|hora\slocal|местного\sвремени"
    r"|за\sмісцевим\sчасом|czasu\slokalnego))[\])]?"
)
# "+0300 (Moscow Standard Time)": what follows an offset repeats it.
_REMARK = re.compile(r"\s*(?:\([^()]{1,60}(?:\)|$)|\[[^\[\]]{1,60}\])")


@dataclass(slots=True)
class Clock:
    """A time of day as it was written."""

    hour: int
    minute: int | None
    second: int = 0
    half: str = ""
    """"a" or "p", or empty."""
    sign: str = ""
    """What parts hours and minutes."""
    written: str = ""
    zone: tzinfo | None = None
    zone_name: str = ""
    """The zone as it was written; without `zone` it is not known."""


@dataclass(slots=True)
class Parts:
    """What stands in a written date, each part as often as it does."""

    days: list[int] = field(default_factory=list)
    months: list[int] = field(default_factory=list)
    years: list[int] = field(default_factory=list)
    weekdays: list[int] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    numeric: list[tuple[int, int, int, str]] = field(default_factory=list)
    """Two numbers, the year, and the sign between them; year-first dates have the sign "y"."""
    order: str = ""
    """The parts of the day in the order of the text, such as "dmy"."""
    is_short_weekday: bool = False
    end: int = 0
    """Where the first thing begins that is no part of a date."""


def parts_of(text: str) -> Parts:
    """Read parts of a date from the start of a text, as far as there are any."""
    parts = Parts()
    while parts.end < len(text):
        begin = parts.end
        if between := _BETWEEN.match(text, begin):
            parts.end = between.end()
        elif text[begin].isdecimal():
            _take_number(parts, text)
        else:
            _take_word(parts, text)
        if parts.end == begin:
            break
    return parts


def _take_number(parts: Parts, text: str) -> None:
    """Take what begins with a digit."""
    begin = parts.end
    if found := _YEAR_FIRST.match(text, begin):
        parts.numeric.append((int(found["month"]), int(found["day"]), int(found["year"]), "y"))
    elif found := _YEAR_LAST.match(text, begin):
        year = int(found["year"])
        year += 0 if year > 99 else 2000 if year < 70 else 1900
        parts.numeric.append(
            (int(found["first"]), int(found["second"]), year, found["sign"].strip())
        )
    elif found := _CLOCK.match(text, begin):
        _take_clock(parts, text, found)
        return
    elif found := _YEAR.match(text, begin):
        parts.years.append(int(found["year"]))
        parts.order += "y"
    elif parts.years and parts.months and parts.days:
        return  # the day is whole: what follows is something else
    elif found := _DAY.match(text, begin):
        parts.days.append(int(found["day"]))
        parts.order += "d"
    if found:
        parts.end = found.end()


def _take_clock(parts: Parts, text: str, found: re.Match[str]) -> None:
    """Take a time of day with the zone behind it."""
    half = (found["half"] or found["its_half"] or "")[:1].casefold()
    clock = Clock(
        hour=int(found["hour"] or found["full"]),
        minute=int(found["minute"]) if found["minute"] else None,
        second=int(found["second"] or 0),
        half=half,
        sign=(found["sign"] or "").strip(),
        written=found[0],
    )
    parts.clocks.append(clock)
    parts.end = found.end()
    zone = _ZONE.match(text, parts.end)
    if zone is None or _is_part(zone["zone"]):
        return
    clock.zone_name, clock.zone = zone["zone"], zone_of(zone["zone"])
    parts.end = zone.end()
    # "UTC +03:00" in two pieces, "+01:00[Europe/Warsaw]", "GMT+0300 (Moscow Standard Time)"
    if clock.zone is not None and (remark := _REMARK.match(text, parts.end)):
        parts.end = remark.end()


def _is_part(word: str) -> bool:
    """Tell whether capitals behind a time of day are a day, a month or a small word, no zone."""
    folded = folded_word(word)
    return folded not in ZONES and (
        folded in MONTHS or folded in WEEKDAYS or folded in SHORT_WEEKDAYS or folded in _SMALL_WORDS
    )


def _take_word(parts: Parts, text: str) -> None:
    """Take a word, if it is one of a date."""
    found = _WORD.match(text, parts.end)
    if found is None:
        return
    # "Jan-18" and "20-Jan-25" are several parts, "avant-hier" is one
    word = folded_word(found[0])
    end = found.end()
    # "mar. 20 janv." is a Tuesday, "mar. 20" a day in March: with another month it is a weekday.
    if word in MONTHS and not (word in SHORT_WEEKDAYS and _names_month(text, end)):
        parts.months.append(MONTHS[word])
        parts.order += "m"
    elif word in WEEKDAYS or word in SHORT_WEEKDAYS:
        parts.weekdays.append(WEEKDAYS.get(word, SHORT_WEEKDAYS.get(word, 0)))
        parts.is_short_weekday = word not in WEEKDAYS
    elif word not in _SMALL_WORDS:
        return
    parts.end = end


def _names_month(text: str, begin: int) -> bool:
    """Tell whether another month stands behind a place."""
    return any(
        folded_word(found[0]) in MONTHS or (found[0][:1].isdecimal() and "/" in found[0])
        for found in _WORD.finditer(text, begin)
    )
