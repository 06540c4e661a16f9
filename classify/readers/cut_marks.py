"""Marks at the end of a text that its source cut off: "[…]", "[+1243 chars]", "Read more".

Marks are looked for in a window at the end, again and again: a pattern that is tried at every place
of a text takes a time that grows with the square of its length.
"""

from __future__ import annotations

import re

# Buttons that lead to the whole text. With a capital: "Belarusians read more" is a sentence.
_LINKS = (
    "Read more|Read full|Read on|Read the full (?:story|article|text|post|report)"
    "|Read full (?:story"
    "|article|post)|Read the rest(?: of (?:this|the) (?:entry|story|article|post))?"
    "|Read the (?:whole"
    "|entire) (?:story|article)|Read (?:the )?(?:story|article|post)|Continue reading|Keep reading"
    "|Click (?:here )?(?:to|for) (?:read )?(?:more|full story|the full story)|(?:See|View|Show"
    "|Learn|Find"
    " out) more|View (?:full )?(?:article|story|post)|Full (?:story|article|text)|More here"
    "|Weiterlesen|Weiter lesen|Hier weiterlesen|Jetzt weiterlesen|Mehr lesen|Lesen Sie mehr"
    "|Mehr dazu"
    "|Mehr erfahren|Zum Artikel|Zum ganzen Artikel|Ganzen Artikel lesen|Artikel lesen"
    "|Lire la suite|Lire plus|Lire l['’]article(?: complet)?|En savoir plus|Lire davantage"
    "|Voir plus"
    "|Continuer la lecture|Continuer à lire|Poursuivre la lecture|Suite de l['’]article"
    "|Leer más|Lee más|Leer mas|Sigue leyendo|Seguir leyendo|Continúa leyendo|Continuar leyendo"
    "|Leer (?:el )?artículo(?: completo)?|Leer noticia completa|Ver más|Saber más|Más información"
    "|Czytaj więcej|Czytaj dalej|Czytaj całość|Przeczytaj więcej|Czytaj cały artykuł"
    "|Dowiedz się więcej"
    "|Zobacz więcej|Więcej informacji"
    "|Читать далее|Читать дальше|Читать полностью|Читать ещ[её]|Читать больше|Читать статью"
    "|Читайте далее|Подробнее|Узнать больше|Полный текст|Далее"
    "|Читати далі|Читати більше|Читати повністю|Читайте далі|Докладніше|Детальніше|Дізнатися більше"
    "|Чытаць далей|Чытаць болей|Чытаць цалкам|Чытайце далей|Падрабязней|Далей"
)
# Short words that are a button in brackets or behind an ellipsis only: "(more…)", "… mehr".
_SHORT = (
    "more|truncated|cont(?:inue)?d?|continues|continued|mehr|weiter|fortsetzung|suite"
    "|la suite|à suivre"
    "|más|mas"
    "|sigue|więcej|dalej|cdn|c\\.d\\.n|далее|дальше|ещ[её]|продолжение|далі|більше|ще|далей|болей"
)
_DOTS = r"(?:…|\.{3,}|&hellip;|&#8230;|&#x2026;)"
_ARROW = r"(?:[>»›→⟶▶►]|&gt;|&raquo;|&rarr;)"
_BEFORE = r"[\s>»›→⟶\[(]"
# "Continue reading “Ferry crews announce walkout” →" names the item, and at most a place.
_OBJECT = (
    r"(?:\s+[«“\"„‘'][^«»“”\"„\n]{1,160}[»”\"’']|\s+(?:at|on|in|bei|auf|sur|en|na|на)\s+"
    r"(?:[A-ZÀ-ÞА-Я][^\n.]{1,50}|[\w-]+(?:\.[\w-]+)+)\.?)?"
)
_UNITS = (
    "chars?|characters?|more chars?|words?|zeichen|caractères|caracteres|znaków|символов|знаков"
    "|символів"
    "|знакаў"
)
_MARKS = [
    re.compile(pattern)
    for pattern in (
        # "[+1243 chars]"
        rf"\s*[\[(]\s*\+?\s*\d[\d.,\s]{{0,12}}\s?(?i:(?:more\s)?(?:{_UNITS}))\s*[\])]$",
        # "[…]", "[ ... ]"
        rf"\s*[\[(]\s?{_DOTS}\s?[\])]$",
        # "(more…)", "[read more]", "(Continue reading …)"
        rf"\s*[\[(]\s?{_DOTS}?\s?(?i:{_LINKS}|{_SHORT})\s?(?:{_DOTS}|{_ARROW})*\s?[\])]$",
        # "… more", "... read more »"
        rf"(?:(?<=…)|(?<=\.\.\.))\s*(?i:{_LINKS}|{_SHORT})\s?(?:{_DOTS}|{_ARROW}|[.:])*$",
        # "[Read more…] about Title"
        rf"\s*\[\s?(?:{_LINKS})\s?{_DOTS}?\s?\]\s+(?:about|on|over|über|sur|sobre|o|про|о)\s[^\n]{{1,200}}$",
        # "Read more", "READ MORE »", "Continue reading “Title” →"
        rf"{_BEFORE}*(?<!\w)(?:{_LINKS}|{_LINKS.upper()}|{_LINKS.title()}){_OBJECT}"
        rf"(?:{_DOTS}|{_ARROW}|[\])\s])*$",
        # "read more »": an arrow makes a button of it
        rf"{_BEFORE}*(?<!\w)(?i:{_LINKS}|{_SHORT})\s?{_ARROW}[\])\s]*$",
        rf"\s*{_DOTS}$",
    )
]
_WINDOW = 260
_MAX_MARKS = 100
# Without one of these there is no mark, and most texts have none: it saves all the rest.
_MAX_CLOSING, _MAX_WORDS = 12, 60  # characters of what closes a mark, and of its words
_SIGNS = frozenset("…>»›→⟶▶►])&")
_FIRST_WORDS = sorted(set(re.findall(r"\b[A-ZÀ-ÞА-ЯЁІЎЄЇ](?:\w{2,}|\w \w+)", _LINKS)))
_HINT = re.compile(
    "|".join(map(re.escape, (*_FIRST_WORDS, *(word.upper() for word in _FIRST_WORDS))))
)


def without_cut_mark(text: str, *, truncated: bool | None = None) -> tuple[str, bool]:
    """Take the mark off the end of a text that its source cut: "[…]", "...", "Read more".

    Parameters
    ----------
    text : str
        A plain text.
    truncated : bool, optional
        Whether the source cut it, where that is known otherwise. False keeps a final ellipsis,
        which is then the author's own.

    Returns
    -------
    tuple of str and bool
        The text without the mark, and whether the source cut it.
    """
    if truncated is False:
        return text, False
    end = _skip_spaces(text, len(text))
    for _ in range(_MAX_MARKS):  # "…[…] Read more" carries three marks
        start = _skip_spaces(text, _mark_start(text, end))
        if start == end:
            break
        end = start
    return text[:end], bool(truncated) or end != len(text.rstrip())


def _mark_start(text: str, end: int) -> int:
    """Where a mark begins that ends at `end`; `end` if there is none."""
    start = end
    while start and text[start - 1] in ".…":
        start -= 1
    are_dots = end - start >= 3 or "…" in text[start:end]
    tail = text[max(0, end - _WINDOW) : end]
    has_hint = _HINT.search(tail) is not None
    if are_dots and (end - start > 3 or not has_hint):
        return start  # a long row of dots is one mark, and longer than any window
    if not (has_hint or _has_sign(tail)):
        return end
    for pattern in _MARKS:
        found = pattern.search(text, max(0, end - _WINDOW), end)
        if found and found.start() < end:
            return found.start()
    return end


def _has_sign(tail: str) -> bool:
    """Tell whether a bracket or an arrow ends a text, or an ellipsis stands near its end."""
    near = tail[-_MAX_WORDS:]
    return not _SIGNS.isdisjoint(tail[-_MAX_CLOSING:]) or "…" in near or "..." in near


def _skip_spaces(text: str, end: int) -> int:
    while end and text[end - 1].isspace():
        end -= 1
    return end
