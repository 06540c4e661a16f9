"""Time zones as they are written behind a time of day -> their offsets, or None if not known.

A zone that is not known, or that stands for several (IST, AST, GST), has no offset: the time is
then no time at all, and never UTC. Zones that follow the seasons without saying which one it is
("ET", "Kyiv time") have the rules of their summer time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from classify.readers.dates.names import folded_word

_HOUR = timedelta(hours=1)
# Hours from UTC; zones of North America as RFC 2822 defines them.
_FIXED = {
    0: "z utc gmt ut wet utc/gmt gmt/utc",
    1: "cet mez bst west wat hnec",
    2: "eet oez cest mesz cat sast",
    3: "eest oesz msk мск trt eat fet idt",
    4: "get azt samt msd",
    5: "pkt uzt tmt yekt",
    6: "omst",
    7: "ict wib krat novt",
    8: "hkt sgt awst irkt wita pht myt",
    9: "jst kst yakt wit",
    10: "aest vlat",
    11: "aedt magt",
    12: "nzst pett",
    13: "nzdt",
    -3: "art brt adt uyt",
    -4: "edt vet",
    -5: "est cdt pet cot",
    -6: "cst mdt",
    -7: "mst pdt",
    -8: "pst akdt",
    -9: "akst",
    -10: "hst",
    3.5: "irst",
    4.5: "aft",
    5.75: "npt",
    6.5: "mmt",
    9.5: "acst",
    10.5: "acdt",
    -2.5: "ndt",
    -3.5: "nst",
}
_REAL_MINUTES = frozenset({-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825})
_OFFSET = re.compile(
    r"(?:(?:gmt|utc|ut|z)\s?)?(?P<sign>[+\-−–±])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?",
    re.IGNORECASE,
)
_AREA = re.compile(r"[A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+){1,2}")


class _Seasonal(tzinfo):
    """A zone with summer time by a rule on the local time."""

    def __init__(self, hours: int, is_summer: Callable[[datetime, int], bool]) -> None:
        self._hours = hours
        self._is_summer = is_summer

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        """Return the offset at a local time; None for a time of day without its day."""
        return None if moment is None else self._hours * _HOUR + (self.dst(moment) or 0 * _HOUR)

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Return what summer time adds."""
        return None if moment is None else self._is_summer(moment, self._hours) * _HOUR

    def tzname(self, moment: datetime | None) -> str:
        """Name it by its offset in winter."""
        return f"UTC{self._hours:+d} with summer time"


def zone_of(written: str) -> tzinfo | None:
    """Return the zone that is written; None if it is not known or may be one of several.

    Parameters
    ----------
    written : str
        Such as "CET", "ET", "GMT+3", "+05:30", "Europe/Kyiv", "Moscow time".
    """
    name = written.strip(" ()[],;")
    if found := _OFFSET.fullmatch(name):
        return _by_offset(found)
    if _AREA.fullmatch(name):
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            return None
    return ZONES.get(" ".join(folded_word(name).replace(".", "").split()))


def _by_offset(found: re.Match[str]) -> tzinfo | None:
    """Return a zone by its offset, if there is one on Earth with it."""
    minutes = int(found["hours"]) * 60 + int(found["minutes"] or 0)
    if found["sign"] not in "+±":
        minutes = -minutes
    is_real = (minutes % 60 == 0 and -12 <= minutes // 60 <= 14) or minutes in _REAL_MINUTES
    return timezone(timedelta(minutes=minutes)) if is_real else None


def _sunday(year: int, month: int, *, nth: int | None) -> datetime:
    """Return the n-th Sunday of a month, or the last one."""
    if nth is None:
        last = datetime(year, month, 31 if month in (3, 10) else 30)
        return last - timedelta(days=(last.weekday() + 1) % 7)
    first = datetime(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (nth - 1))


def _in_europe(moment: datetime, hours: int) -> bool:
    """Tell whether there is summer time in Europe: it changes at one UTC everywhere."""
    local, shift = moment.replace(tzinfo=None), (1 + hours) * _HOUR
    begin = _sunday(local.year, 3, nth=None) + shift
    return begin <= local < _sunday(local.year, 10, nth=None) + shift


def _in_america(moment: datetime, hours: int) -> bool:
    """Tell whether there is daylight saving time in the USA, by its rules of 1987 and of 2007."""
    local = moment.replace(tzinfo=None)
    is_new = local.year >= 2007
    begin = _sunday(local.year, 3, nth=2) if is_new else _sunday(local.year, 4, nth=1)
    end = _sunday(local.year, 11, nth=1) if is_new else _sunday(local.year, 10, nth=None)
    return begin + 2 * _HOUR <= local < end + 2 * _HOUR


def _in_russia(moment: datetime, hours: int) -> bool:
    """Tell whether clocks were an hour further: the endless summer time of 2011 to 2014."""
    return datetime(2011, 3, 27, 2) <= moment.replace(tzinfo=None) < datetime(2014, 10, 26, 2)


def _named() -> dict[str, tzinfo]:
    """Collect all names: abbreviations, then places, then whole phrases."""
    zones: dict[str, tzinfo] = {
        name: timezone(hours * _HOUR) for hours, names in _FIXED.items() for name in names.split()
    }
    east, central, mountain, pacific = (_Seasonal(-h, _in_america) for h in (5, 6, 7, 8))
    london, berlin, kyiv = (_Seasonal(h, _in_europe) for h in (0, 1, 2))
    moscow, minsk = _Seasonal(3, _in_russia), timezone(3 * _HOUR)
    zones |= {"et": east, "ct": central, "mt": mountain, "pt": pacific, "msk": moscow}
    zones |= {"мск": moscow}
    places: dict[str, tzinfo] = {"eastern": east, "central": central, "mountain": mountain}
    places |= {"pacific": pacific, "new york": east, "washington": east, "uk": london}
    places |= {"london": london, "moscow": moscow, "minsk": minsk, "kyiv": kyiv, "kiev": kyiv}
    places |= dict.fromkeys(
        ["berlin", "paris", "madrid", "warsaw", "rome", "vienna", "prague", "brussels"], berlin
    )
    places |= {"central european": berlin, "eastern european": kyiv, "vilnius": kyiv}
    zones |= {f"{place} time": zone for place, zone in places.items()}
    for hours, area in ((-5, "eastern"), (-6, "central"), (-7, "mountain"), (-8, "pacific")):
        zones[f"{area} standard time"] = timezone(hours * _HOUR)
        zones[f"{area} daylight time"] = timezone((hours + 1) * _HOUR)
    for hours, area in ((1, "central european"), (2, "eastern european")):
        zones[f"{area} standard time"] = timezone(hours * _HOUR)
        zones[f"{area} summer time"] = timezone((hours + 1) * _HOUR)
    zones |= {"moscow standard time": moscow, "british summer time": timezone(_HOUR)}
    zones |= {"greenwich mean time": zones["gmt"], "coordinated universal time": zones["utc"]}
    phrases: dict[tzinfo, str] = {
        moscow: "по мск, по москве, по московскому времени, за московським часом",
        minsk: "по минску, по минскому времени, па мінску",
        kyiv: "за києвом, за київським часом, по киеву, по киевскому времени",
        berlin: "heure de paris, hora de madrid, hora peninsular, czasu polskiego",
        london: "heure de londres, hora de londres",
        zones["gmt"]: "по гринвичу, за гринвічем",
    }
    for zone, names in phrases.items():
        zones |= {folded_word(name): zone for name in names.split(", ")}
    return zones


ZONES = _named()
"""Folded name of a zone -> the zone."""
