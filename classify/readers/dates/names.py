"""Names of months, weekdays and near days in the languages that newsrooms here write in.

English, Russian, Ukrainian, Belarusian, Polish, German, French and Spanish. Words are compared
without case, accents and full stops, so that "Février", "FEVRIER" and "févr." need no entries of
their own beyond their letters.
"""

from __future__ import annotations

import unicodedata

_MONTHS = (
    "january jan januar janner jan janvier janv enero ene stycznia styczen sty январь января янв"
    " січень січня січ студзень студзеня студ",
    "february feb februar feber febr fevrier fevr fev febrero luty lutego lut февраль февраля фев"
    " февр лютий лютого лют люты лютага",
    "march mar marz maerz mrz mars marzo marzec marca март марта мар березень березня бер берез"
    " сакавік сакавіка сак",
    "april apr avril avr abril abr kwiecien kwietnia kwi апрель апреля апр квітень квітня квіт кві"
    " красавік красавіка крас",
    "may mai mayo maj maja май мая травень травня трав тра траўня",
    "june jun juni juin junio czerwiec czerwca cze июнь июня июн червень червня черв чер чэрвень"
    " чэрвеня чэрв",
    "july jul juli juillet juil julio lipiec lipca lip июль июля июл липень липня лип ліпень ліпеня"
    " ліп",
    "august aug aout agosto ago sierpien sierpnia sie август августа авг серпень серпня серп сер"
    " жнівень жніўня жнів жн",
    "september sept sep septembre septiembre setiembre wrzesien wrzesnia wrz сентябрь сентября сен"
    " сент вересень вересня вер верасень верасня",
    "october oct oktober okt octobre octubre pazdziernik pazdziernika paz октябрь октября окт"
    " жовтень жовтня жовт жов кастрычнік кастрычніка кастр кас",
    "november nov novembre noviembre listopad listopada lis ноябрь ноября ноя нояб листопад"
    " листопада лист лістапад лістапада ліст",
    "december dec dezember dez decembre diciembre dic grudzien grudnia gru декабрь декабря дек"
    " грудень грудня груд гру снежань снежня снеж сне",
)
_WEEKDAYS = (
    "monday montag lundi lunes poniedzialek понедельник понеділок панядзелак",
    "tuesday dienstag mardi martes wtorek вторник вівторок аўторак",
    "wednesday mittwoch mercredi miercoles sroda srode среда среду середа середу серада сераду",
    "thursday donnerstag jeudi jueves czwartek четверг четвер чацвер",
    "friday freitag vendredi viernes piatek пятница пятницу п'ятниця п'ятницю пятніца пятніцу",
    "saturday samstag sonnabend samedi sabado sobota sobote суббота субботу субота суботу",
    "sunday sonntag dimanche domingo niedziela niedziele воскресенье воскресение неділя неділю"
    " нядзеля нядзелю",
)
_ENGLISH_SHORT = ("mon", "tue tues", "wed weds", "thu thur thurs", "fri", "sat", "sun")
_SHORT_WEEKDAYS = (
    "mo lun pon pn пн пнд панядз",
    "di mar wt вт втр аў аўт",
    "mi mer mie sr ср сер",
    "do jeu jue czw чт чтв чц чац",
    "fr ven vie pt пт птн п'ят пят",
    "sa sam sab sob сб суб",
    "so dim dom nd ndz niedz вс вск нд няд",
)
_NEAR_DAYS = (
    "today heute aujourd'hui aujourdhui hoy dzis dzisiaj сегодня сьогодні сёння",
    "yesterday gestern hier ayer wczoraj вчера вчора учора",
    "vorgestern avant-hier anteayer antier przedwczoraj позавчера позавчора пазаўчора заўчора",
)
_LETTERS = str.maketrans({"ł": "l", "’": "'", "ʼ": "'", "‘": "'", "ß": "ss"})


def folded_word(word: str) -> str:
    """Return a word without case, accents and the full stop of an abbreviation."""
    if word.isascii():
        return word.casefold().strip(".")
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(
        char for char in decomposed.translate(_LETTERS) if not unicodedata.combining(char)
    ).strip(".")


def _numbered(names: tuple[str, ...], start: int) -> dict[str, int]:
    return {
        folded_word(word): number
        for number, words in enumerate(names, start)
        for word in words.split()
    }


MONTHS = _numbered(_MONTHS, 1)
"""Folded name or abbreviation of a month -> its number."""
WEEKDAYS = _numbered(_WEEKDAYS, 0) | _numbered(_ENGLISH_SHORT, 0)
"""Folded name of a weekday that is one wherever it stands -> its number, Monday 0."""
SHORT_WEEKDAYS = _numbered(_SHORT_WEEKDAYS, 0)
"""Abbreviations that are weekdays beside a date or a time only: "So", "do" and "mar" are words."""
NEAR_DAYS = _numbered(_NEAR_DAYS, 0)
"""Folded "today", "yesterday", "the day before" -> how many days they lie back."""
