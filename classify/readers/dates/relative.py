"""Dates that are told from now: "2 hours ago", "vor 3 Tagen", "вчера в 14:05", "hace una hora"."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta

from classify.readers.dates.names import folded_word
from classify.readers.dates.written import WrittenDate

_NOW = frozenset(
    map(
        folded_word,
        [
            "now",
            "just now",
            "gerade eben",
            "soeben",
            "à l'instant",
            "maintenant",
            "ahora",
            "ahora mismo",
            "przed chwilą",
            "teraz",
            "только что",
            "сейчас",
            "щойно",
            "зараз",
            "толькі што",
            "зараз",
        ],
    )
)
# Units as written -> what they are; compared without accents.
_UNIT_WORDS = {
    "second": "s sec secs second seconds sekunde sekunden seconde secondes segundo segundos sekund"
    " sekundy секунду секунды секунд секунд секунди секунд",
    "minute": "m min mins minute minutes minuten minuto minutos minut minuty minutę мин минуту"
    " минуты минут хв хвилину хвилини хвилин хвіліну хвіліны хвілін",
    "hour": "h hr hrs hour hours std stunde stunden heure heures hora horas godz godzina godzinę"
    " godziny godzin ч час часа часов год годину години годин гадзіну гадзіны гадзін",
    "day": "d day days tag tage tagen jour jours j día días dzień dni день дня дней дні днів дзень"
    " дзён",
    "week": "w wk wks week weeks woche wochen semaine semaines semana semanas tydzień tygodnie"
    " tygodni неделю недели недель тиждень тижні тижнів тыдзень тыдні тыдняў",
    "month": "month months monat monate monaten mois mes meses miesiąc miesiące miesięcy месяц"
    " месяца месяцев місяць місяці місяців месяцы месяцаў",
    "year": "y yr yrs year years jahr jahre jahren an ans année années año años rok lata lat"
    " года лет рік роки років гады гадоў",
}
_UNITS = {folded_word(word): unit for unit, words in _UNIT_WORDS.items() for word in words.split()}
_ONE = frozenset(["a", "an", "ein", "eine", "einer", "einem", "un", "une", "una"])
# "год" is an hour in Ukrainian ("год."), and a year in Russian and Belarusian.
_YEAR_BEFORE = "назад таму"
_PATTERN = re.compile(
    r"(?:(?P<before>vor|il y a|hace|около|ca|about|over|almost|environ|około|каля|близько)\s+)*"
    r"(?:(?P<number>\d{1,3}|an?|eine[rm]?|une?|una)\s*)?"
    r"(?P<unit>[^\W\d_]+)\.?(?P<ago>\s+(?:ago|temu|назад|тому(?:\s+назад)?|таму(?:\s+назад)?))?"
)
_SHORT = frozenset(["m", "min", "h", "d", "w", "wk"])
_BEFORE_NUMBER = ("vor ", "il y a ", "hace ")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 7 * 86_400}


def relative_date(text: str, as_of: datetime) -> WrittenDate | None:
    """Read a distance from now, in the languages of `names`; None if it is none.

    Raises
    ------
    OverflowError, ValueError
        If it lies before all days.
    """
    folded = " ".join(folded_word(text.strip(" .,()")).split())
    if folded in _NOW:
        return WrittenDate(moment=as_of, precision="second")
    found = _PATTERN.fullmatch(folded)
    if found is None:
        return None
    unit = _UNITS.get(found["unit"])
    if found["unit"] == "год" and (found["ago"] or "").strip() in _YEAR_BEFORE:
        unit = "year"
    is_ago = bool(found["ago"]) or folded.startswith(_BEFORE_NUMBER)
    if unit is None or not (is_ago or (found["number"] and _is_short(found))):
        return None  # "5h" is a date, "5 hours" is not
    number = found["number"] or "1"
    return _back(as_of, 1 if number in _ONE else int(number), unit)


def _is_short(found: re.Match[str]) -> bool:
    return found["unit"] in _SHORT and found["unit"] != "min" and found["number"].isdecimal()


def _back(as_of: datetime, number: int, unit: str) -> WrittenDate:
    """Go back from now by a number of units."""
    if unit in ("month", "year"):
        n_months = number * (12 if unit == "year" else 1)
        months = as_of.year * 12 + as_of.month - 1 - n_months
        first = datetime(months // 12, months % 12 + 1, 1, tzinfo=UTC)
        return WrittenDate(moment=first, precision="year" if unit == "year" else "month")
    moment = as_of - timedelta(seconds=number * _SECONDS[unit])
    if unit in ("day", "week"):
        return on_day(moment, None)
    return WrittenDate(moment=moment, precision="second")


def on_weekday(weekday: int, as_of: datetime, clock: time | None) -> WrittenDate:
    """Give the last such weekday (Monday is 0), today included."""
    return on_day(as_of - timedelta(days=(as_of.weekday() - weekday) % 7), clock)


def on_day(day: datetime, clock: time | None) -> WrittenDate:
    """Give a day, with the time of day where it is known."""
    moment = datetime.combine(day.date(), clock or time(0, tzinfo=UTC)).astimezone(UTC)
    return WrittenDate(moment=moment, precision="second" if clock else "day")
