"""What templates may say: the words of one language, by the names that docs/templates.md gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, wraps
from inspect import signature
from types import ModuleType, SimpleNamespace
from typing import Any

from markupsafe import Markup, escape

from classify.reports import explanations, figure_notes, remarks, wording
from classify.reports.catalogue import Catalogue, filled
from classify.reports.plain_text import plain


@cache
def template_words(catalogue: Catalogue) -> Mapping[str, Any]:
    """Gather what a template may say, by name, all in the language of a catalogue."""
    return {
        "explanations": _bound(explanations, catalogue),
        "figure_notes": _bound(figure_notes, catalogue),
        "remarks": _bound(remarks, catalogue),
        "wording": _bound(wording, catalogue),
        "say": _say(catalogue),
        "count": catalogue.count,
        "number": catalogue.number,
        "language": catalogue.language,
    }


def in_words_of(function: Callable[..., Any], catalogue: Catalogue) -> Callable[..., Any]:
    """Give a function that takes a catalogue this one."""

    @wraps(function)
    def said(*values: Any, **options: Any) -> Any:
        return function(*values, catalogue=catalogue, **options)

    return said


def _bound(module: ModuleType, catalogue: Catalogue) -> SimpleNamespace:
    """Return the public names of a module; functions that take a catalogue have this one."""
    names = {}
    for name, value in vars(module).items():
        if name.startswith("_"):
            continue
        speaks = callable(value) and not isinstance(value, type) and _takes_catalogue(value)
        names[name] = in_words_of(value, catalogue) if speaks else value
    return SimpleNamespace(**names)


def _takes_catalogue(function: Callable[..., Any]) -> bool:
    return "catalogue" in signature(function).parameters


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
