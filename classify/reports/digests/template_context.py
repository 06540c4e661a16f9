"""What templates may say: the words of one language, by the names that docs/templates.md gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from classify.reports.addresses import source_address
from classify.reports.correction_lines import brief_apart_lines, reference_words
from classify.reports.digests import charts
from classify.reports.digests.remarks import other_sources
from classify.reports.digests.words import DigestWords
from classify.reports.escaping import plain, web_address
from classify.reports.phrases import capitalized, cut_mark, date_attribute
from classify.reports.translation import Catalogue, filled

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
def template_words(words: DigestWords) -> Mapping[str, Any]:
    """Gather what a template may say, by name: nothing of it opens a file."""
    catalogue = words.phrases.catalogue
    return {
        "explanations": _namespace(
            words.explanations.label_words, words.explanations.words_by_side
        ),
        "corrections": _namespace(brief_apart_lines, reference_words),
        "figure_notes": _namespace(words.figure_notes.note_line, words.figure_notes.note_parts),
        "remarks": _remarks(words),
        "wording": _wording(words),
        "charts": SimpleNamespace(WIDTH=charts.WIDTH),
        "say": Word(_say(catalogue)),
        "count": Word(catalogue.count),
        "number": Word(_number(catalogue)),
        "language": catalogue.language,
    }


def template_filters(words: DigestWords) -> dict[str, Callable[..., Any]]:
    """Gather the filters that templates have beside Jinja2's own."""
    return {
        "capitalized": capitalized,
        "file_name": words.phrases.file_words,
        "web_address": web_address,
    }


def _remarks(words: DigestWords) -> SimpleNamespace:
    """Give what a digest says of itself."""
    remarks = words.remarks
    return _namespace(
        remarks.also_words,
        remarks.change_lines,
        remarks.changes_line,
        remarks.corroboration_words,
        remarks.counts_line,
        remarks.date_doubt,
        remarks.dropped_words,
        remarks.group_counts,
        remarks.kind_counts,
        other_sources,
        remarks.issue_words,
        remarks.legend,
        remarks.made_with,
        remarks.nearest_words,
        remarks.nothing_words,
        remarks.order_line,
        remarks.rest_words,
        gaps=words.gaps.lines,
    )


def _wording(words: DigestWords) -> SimpleNamespace:
    """Give words for dates, numbers and states."""
    phrases = words.phrases
    return _namespace(
        capitalized,
        cut_mark,
        date_attribute,
        phrases.date_words,
        phrases.doubt_words,
        phrases.file_words,
        phrases.grouped_words,
        phrases.headline_words,
        phrases.kind_word,
        phrases.likelihood,
        phrases.number_of,
        phrases.percent,
        source_address,
        phrases.period_words,
        phrases.reported_words,
        phrases.source_date_words,
        phrases.status_word,
        phrases.title_words,
        phrases.topic_likelihood,
    )


def _namespace(*functions: Callable[..., Any], **others: Callable[..., Any]) -> SimpleNamespace:
    """Let templates call functions by their names, or by the names given here."""
    named = {function.__name__: function for function in functions} | others
    return SimpleNamespace(**{name: Word(function) for name, function in named.items()})


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
