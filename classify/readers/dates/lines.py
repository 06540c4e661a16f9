"""A string that is a date and nothing else -> what it says, in eight languages.

ISO, "Jan. 18", "18 January 2025, 14:05", "20. Januar, 14 Uhr", "hace 2 horas". A date whose order
cannot be told ("03/02/2025") is known to be a date, but which one is not guessed; a time whose zone
is not known leaves its day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, time

from classify.readers.dates.names import NEAR_DAYS, folded_word
from classify.readers.dates.parts import Clock, Parts, parts_of
from classify.readers.dates.relative import on_day, on_weekday, relative_date
from classify.readers.dates.written import DayOrder, WrittenDate, day_of_calendar

_MAX_LETTERS = 120
_PRECEDING_WORDS = re.compile(
    r"\s*(?:(?:(?:first |last |zuletzt |dernière |última |ostatnia |последнее )?"
    r"(?:published|posted|updated?|issued|modified|dates?|added|created|released|filed"
    r"|veröffentlicht|publiziert|aktualisiert|aktualisierung|geändert|erstellt|stand|erschienen|datum"
    r"|publié|publiée|mise? à jour|mise?e? a jour|modifié|modification|paru|posté"
    r"|publicado|publicada|actualizado|actualizada|actualización|fecha|modificado"
    r"|opublikowano|opublikowany|publikacja|aktualizacja|zaktualizowano|dodano|data publikacji|data"
    r"|опубликовано|опубликована|обновлено|обновление|добавлено|дата публикации|дата|создано"
    r"|опубліковано|оновлено|додано|дата публікації|створено"
    r"|апублікавана|абноўлена|дададзена|дата публікацыі)"
    r"(?:\s+(?:on|at|am|um|le|à|el|a las|dnia|o|в|у))?\s*[:.,]?\s+)|(?:on|le|el|am)\s+)",
    re.IGNORECASE,
)


def parse_date(written: str, *, as_of: datetime | None) -> WrittenDate | None:
    """Read a string that is a date and nothing else.

    Parameters
    ----------
    written : str
        Such as "Published On 18 Jan 2025", "Sat 18 Jan, 14:05 CET" or "3 hrs ago".
    as_of : datetime, optional
        Anchor of relative dates; without it they are not read.

    Returns
    -------
    WrittenDate or None
        None if it is no date. A date of unclear order comes back as such, and one that lies
        outside the years 1 to 9999 with no part known.
    """
    if len(written) > _MAX_LETTERS:
        return None
    whole = written.strip(" ()\t\n")
    preceding = _PRECEDING_WORDS.match(whole)
    for rest in [whole[preceding.end() :], whole] if preceding else [whole]:
        date = _read(rest, as_of)
        if date is not None:
            return date
    return None


def leading_date(written: str) -> WrittenDate | None:
    """Read the whole day that a string begins with; what follows is named as refused.

    Returns
    -------
    WrittenDate or None
        Without a time of day; None if no day of a year stands at the start.
    """
    parts = parts_of(written[:_MAX_LETTERS])
    parts.clocks.clear()
    date = _date_of(parts)
    if date is None or not (date.year and (date.day or date.unclear)):
        return None
    return replace(date, refused=date.refused or written[parts.end :].strip() or written)


def _read(text: str, as_of: datetime | None) -> WrittenDate | None:
    """Read a date without the words before it; a second one behind it is of an update."""
    try:
        if as_of and (date := _told_from_now(text, as_of)):
            return date
        parts = parts_of(text)
        if parts.end < len(text) and not _is_update(text[parts.end :], as_of):
            return None
        date = _date_of(parts)
        if date is None and as_of and parts.weekdays and not (parts.days or parts.months):
            return _on_weekday(parts, as_of)
        return date
    except (ValueError, OverflowError):  # "900 years ago"
        return WrittenDate()


def _is_update(rest: str, as_of: datetime | None) -> bool:
    """Tell whether the rest of a line is when the item was updated."""
    words = _PRECEDING_WORDS.match(rest.strip(" ("))
    return (
        words is not None and parse_date(rest.strip(" ()")[words.end() :], as_of=as_of) is not None
    )


def _told_from_now(text: str, as_of: datetime) -> WrittenDate | None:
    """Read "2 hours ago", "yesterday at 14:05", "14:05, today"."""
    if date := relative_date(text, as_of):
        return date
    first, _, rest = text.partition(" ")
    if folded_word(first.strip(",")) in NEAR_DAYS:
        n_days = NEAR_DAYS[folded_word(first.strip(","))]
    else:
        rest, _, last = text.rpartition(" ")
        n_days = NEAR_DAYS.get(folded_word(last.strip(",")), -1)
    if n_days < 0:
        return None
    clock = None
    if rest.strip(" ,"):
        parts = parts_of(rest)
        bare = parts.clocks and not (parts.days or parts.months or parts.weekdays or parts.years)
        if parts.end < len(rest) or not bare:
            return None
        clock = _time(parts.clocks[0])
        if clock is None and not parts.clocks[0].zone_name:
            return None
    day = datetime.fromordinal(as_of.toordinal() - n_days)
    return on_day(day, clock)


def _on_weekday(parts: Parts, as_of: datetime) -> WrittenDate | None:
    """Read "Saturday" and "Sat 14:05"; an abbreviation that is a word needs its time."""
    if parts.years or parts.numeric or len(parts.clocks) > 1:
        return None
    if parts.is_short_weekday and not parts.clocks:
        return None
    clock = _time(parts.clocks[0]) if parts.clocks else None
    if parts.clocks and clock is None and not parts.clocks[0].zone_name:
        return None
    return on_weekday(parts.weekdays[0], as_of, clock)


def _date_of(parts: Parts) -> WrittenDate | None:
    """Put a date together from its parts; None if they are not those of one date."""
    clocks = list(parts.clocks)
    date = _day_of(parts, clocks)
    if date is None:
        is_bare = not (parts.days or parts.months or parts.years or parts.numeric)
        return _clock_alone(clocks, parts) if is_bare and not parts.weekdays else None
    if len(clocks) > 1:
        return None
    if not clocks or not (date.day or date.unclear):
        return date
    clock = _time(clocks[0])
    if clock:
        return replace(date, clock=clock, precision="second")
    if clocks[0].zone_name and clocks[0].zone is None:
        return replace(date, refused=f"the zone {clocks[0].zone_name}")
    return None


def _day_of(parts: Parts, clocks: list[Clock]) -> WrittenDate | None:
    """Return the day of the calendar; "20.01" is one where another time of day stands beside it."""
    if parts.numeric:
        is_alone = len(parts.numeric) == 1 and not (parts.days or parts.months or parts.years)
        return _numeric_day(*parts.numeric[0]) if is_alone else None
    if len(clocks) == 2 and not (parts.days or parts.months):
        dotted = [one for one in clocks if one.sign == "." and not (one.half or one.zone_name)]
        month = dotted[0].minute if len(dotted) == 1 else None
        if not month or month > 12:
            return None
        clocks.remove(dotted[0])
        year = parts.years[0] if len(parts.years) == 1 else None
        return day_of_calendar(year, month, dotted[0].hour)
    if len(parts.months) != 1 or len(parts.years) > 1:
        return None
    days, years = list(parts.days), list(parts.years)
    if len(days) == 2 and not years and parts.order == "dmd":  # "20-Jan-25"
        years.append(2000 + days.pop())
    if len(days) > 1 or not (days or years):
        return None
    return day_of_calendar(years[0] if years else None, parts.months[0], days[0] if days else None)


def _numeric_day(first: int, second: int, year: int, sign: str) -> WrittenDate | None:
    """Tell day and month apart: with full stops the day is first; else only over 12 it shows.

    Europeans write the day first, Americans the month.
    """
    if sign == "y":
        return day_of_calendar(year, first, second)
    if sign == "." or first == second:
        return day_of_calendar(year, second, first)
    order: DayOrder | None = "dmy" if first > 12 else "mdy" if second > 12 else None
    if order is None:
        return WrittenDate(year=year, unclear=(first, second)) if first and second else None
    day, month = (first, second) if order == "dmy" else (second, first)
    date = day_of_calendar(year, month, day)
    return replace(date, order=order) if date else None


def _clock_alone(clocks: list[Clock], parts: Parts) -> WrittenDate | None:
    """Return a time of day by itself: "14.05" may be a price, and "2:13" the length of a video."""
    if len(clocks) != 1:
        return None
    clock = clocks[0]
    is_plain = clock.sign == ":" and clock.written[:2].isdecimal()
    read = _time(clock) if is_plain or clock.half else None
    return WrittenDate(clock=read, precision="second") if read else None


def _time(clock: Clock) -> time | None:
    """Return a time of day; None if there is no such hour, or its zone is not known."""
    hour = clock.hour
    if clock.half and hour <= 12:
        hour = hour % 12 + (12 if clock.half == "p" else 0)
    elif clock.half == "a":  # "17:45 AM" says two things
        return None
    if hour > 23 or (clock.zone_name and clock.zone is None):
        return None
    return time(hour, clock.minute or 0, clock.second, tzinfo=clock.zone or UTC)
