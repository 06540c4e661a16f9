"""A digest's own words in a language: English stands in the code, the others in catalogues.

`catalogues/ru.po` and its neighbours hold, for each English message, its translation: GNU gettext's
format, which translators and their tools know. They are read as they are, nothing is compiled
beforehand. What sources say is never looked up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from classify.errors import UnknownNameError

_CATALOGUES = Path(__file__).with_name("catalogues")
_PLACE = re.compile(r"\{(\w+)\}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Catalogue:
    """The words of one language."""

    language: str
    """ISO 639-1 code."""
    texts: NullTranslations
    months: tuple[str, ...]
    """As they stand behind a day ("18 января")."""
    months_alone: tuple[str, ...]
    """As they stand alone ("январь")."""
    signs: Mapping[int, str]
    """What stands for the "," between thousands, the decimal "." and the "%"."""

    def say(self, message: str, **values: object) -> str:
        """Say a message, with values in the places of its {names}."""
        return filled(self.texts.gettext(message), values)

    def count(self, n: int, one: str, many: str, **values: object) -> str:
        """Say a message about a number, {n} in it, in the form that this number asks for."""
        return filled(self.texts.ngettext(one, many, n), {"n": self.number(n), **values})

    def name(self, family: str, text: str) -> str:
        """Return the name of a member of a family, such as a topic; as it is if it is not known."""
        return self.texts.pgettext(family, text)

    def number(self, value: float, spec: str = ",") -> str:
        """Write a number by a format specification of Python's, with the signs of the language."""
        return format(value, spec).translate(self.signs)

    def day(self, moment: datetime) -> str:
        """Write the day of a time: "18 Jan 2025"."""
        month = self.months[moment.month - 1]
        return self.say("{day} {month} {year}", day=moment.day, month=month, year=moment.year)

    def month(self, moment: datetime) -> str:
        """Write the month of a time: "Jan 2025"."""
        month = self.months_alone[moment.month - 1]
        return self.say("{month} {year}", month=month, year=moment.year)


ENGLISH = Catalogue(
    language="en", texts=NullTranslations(), months=_MONTHS, months_alone=_MONTHS, signs={}
)
"""The words as they stand in the code."""


def filled(text: str, values: Mapping[str, object]) -> str:
    """Put values in the places of their {names}; a name without a value stays as it is.

    Not `str.format`, which follows attributes: messages may come from templates in a sandbox.
    """
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text)


def message(text: str) -> str:
    """Mark a text as a message that is said elsewhere: who gathers messages finds it so."""
    return text


def label_languages() -> tuple[str, ...]:
    """List the languages that there are words of, by ISO 639-1 code."""
    return tuple(sorted([ENGLISH.language, *(path.stem for path in _CATALOGUES.glob("*.po"))]))


@cache
def read_catalogue(language: str) -> Catalogue:
    """Read the words of a language.

    Raises
    ------
    UnknownNameError
        If there are none of it.
    """
    if language not in label_languages():
        raise UnknownNameError("language of labels", language, label_languages())
    return ENGLISH if language == ENGLISH.language else _read(language)


def _read(language: str) -> Catalogue:
    # Here, because English needs none of it.
    from babel import Locale
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.numbers import get_decimal_symbol, get_group_symbol

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO((_CATALOGUES / f"{language}.po").read_bytes())))
    compiled.seek(0)
    locale = Locale.parse(language)
    signs = {
        ",": get_group_symbol(locale),
        ".": get_decimal_symbol(locale),
        "%": locale.percent_formats[None].suffix[0],
    }
    behind, alone = (locale.months[place]["wide"] for place in ("format", "stand-alone"))
    return Catalogue(
        language=language,
        texts=GNUTranslations(compiled),
        months=tuple(behind[number] for number in range(1, 13)),
        months_alone=tuple(alone[number] for number in range(1, 13)),
        signs=str.maketrans(signs),
    )
