"""What templates may say: the words of one language, by the names that docs/templates.md gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, wraps
from inspect import signature
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from classify.reports import explanations
from classify.reports import phrases as wording
from classify.reports.digests import charts, figure_notes, remarks
from classify.reports.escaping import plain, web_address
from classify.reports.translation import Catalogue, filled

_GIVEN: Mapping[str, tuple[Callable[..., Any], ...]] = {
    "explanations": (explanations.label_words, explanations.words_by_side),
    "figure_notes": (figure_notes.note_line, figure_notes.note_parts),
    "remarks": (
        remarks.change_lines,
        remarks.changes_line,
        remarks.corroboration_words,
        remarks.counts_line,
        remarks.date_doubt,
        remarks.dropped_words,
        remarks.further_sources,
        remarks.gaps,
        remarks.issue_words,
        remarks.legend,
        remarks.made_with,
        remarks.nearest_words,
        remarks.nothing_words,
        remarks.order_line,
    ),
    "wording": (
        wording.capitalized,
        wording.cut_mark,
        wording.date_attribute,
        wording.date_words,
        wording.doubt_words,
        wording.file_words,
        wording.grouped_words,
        wording.headline_words,
        wording.kind_word,
        wording.likelihood,
        wording.number_of,
        wording.percent,
        wording.period_words,
        wording.reported_words,
        wording.source_date_words,
        wording.status_word,
        wording.title_words,
    ),
}
"""The functions of each module that templates may call: none of them opens a file."""
_WIDE = re.compile(r"\d{3}")


class Word:
    """A function that templates may call; a sandbox tells it from all others by this type."""

    __slots__ = ("_function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *values: Any, **options: Any) -> Any:
        """Call the function."""
        return self._function(*values, **options)


@cache
def template_words(catalogue: Catalogue) -> Mapping[str, Any]:
    """Gather what a template may say, by name, all in the language of a catalogue."""
    modules = {
        module: SimpleNamespace(
            **{one.__name__: Word(in_words_of(one, catalogue)) for one in functions}
        )
        for module, functions in _GIVEN.items()
    }
    return {
        **modules,
        "charts": SimpleNamespace(WIDTH=charts.WIDTH),
        "say": Word(_say(catalogue)),
        "count": Word(catalogue.count),
        "number": Word(_number(catalogue)),
        "language": catalogue.language,
    }


def template_filters(catalogue: Catalogue) -> dict[str, Callable[..., Any]]:
    """Gather the filters that templates have beside Jinja2's own."""
    return {
        "capitalized": wording.capitalized,
        "file_name": in_words_of(wording.file_words, catalogue),
        "web_address": web_address,
    }


def in_words_of(function: Callable[..., Any], catalogue: Catalogue) -> Callable[..., Any]:
    """Give a function that takes a catalogue this one; others stay as they are."""
    if "catalogue" not in signature(function).parameters:
        return function

    @wraps(function)
    def said(*values: Any, **options: Any) -> Any:
        return function(*values, catalogue=catalogue, **options)

    return said


def _number(catalogue: Catalogue) -> Callable[..., str]:
    """Let templates format numbers, but none wider than a line."""

    def number(value: float, spec: str = ",") -> str:
        if _WIDE.search(spec):
            raise ValueError(f"number format {spec!r} is too wide; use fewer than 100 places")
        return catalogue.number(value, spec)

    return number


def _say(catalogue: Catalogue) -> Callable[..., str]:
    """Let values bring markup of the template into a message; all else is cleaned and escaped."""

    def say(message: str, **values: Any) -> str:
        if not any(isinstance(value, Markup) for value in values.values()):
            return catalogue.say(message, **values)
        shown = {
            name: value if isinstance(value, Markup) else escape(plain(str(value)))
            for name, value in values.items()
        }
        return Markup(filled(escape(catalogue.say(message)), shown))

    return say
