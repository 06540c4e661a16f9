"""Which language a teaser is written in.

Most of what comes in is English, and English gives itself away by its small words, so those are
asked first: they decide nine teasers of ten in microseconds. The rest goes to py3langid, a naive
Bayes model over byte sequences (Lui and Baldwin, 2012), which is loaded at the first such text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from classify.records import UNDETERMINED_LANGUAGE

# Small words of English that no other language we meet writes alike ...
_ENGLISH_ONLY = """
    the and with that from which their were would into than this about who its they says because
    between against could should while where when what there more after said been she it's whose
    these those through during under before such
"""
# ... and those that Dutch, Portuguese, Romanian, Polish and others have too: they only add weight.
_ENGLISH_TOO = """
    a an are as at be but by for had has have he her his in is it not of on or to was will
"""
_ENGLISH_WORDS = frozenset(_ENGLISH_ONLY.split())
_SHARED_WORDS = frozenset(_ENGLISH_TOO.split())
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NOT_BULGARIAN = re.compile("[ыэё]")  # short Russian headlines drift there
_NON_ENGLISH_LETTER = re.compile(r"[^\x00-\x7f‘-‟–—…€£«»\xa0]")

# Share of both kinds among all words: 0.34 in the median teaser of labeled/, 0.03 (at most
# 0.16) in 76 Portuguese ones. Two distinct ones of the first kind are asked for besides.
_MIN_ENGLISH_SHARE = 0.2
_MIN_LETTERS = 12
_MIN_IDEOGRAPHS = 4  # one ideograph says about as much as one word
# py3langid's probability, tempered for length. Below the first it knows nothing; below the second
# its guesses on short English headlines go astray (Danish, Frisian, Latin).
_MIN_PROBABILITY = 0.25
_MIN_PROBABILITY_AGAINST_ENGLISH = 0.6

# Labels of the model that no newsroom writes, or that take English for their own.
_LEFT_OUT = frozenset({"la", "eo", "vo", "zxx", "sa", "nn", "se", "wa", "an"})


def language_of(text: str) -> str:
    """Recognise the language of a teaser.

    Parameters
    ----------
    text : str
        Headline and text together; the more, the surer.

    Returns
    -------
    str
        An ISO 639-1 code, or "und" where the text is too short or too strange to tell.
    """
    words = _WORD.findall(text)
    if not _is_enough(words, text):
        return UNDETERMINED_LANGUAGE
    words = [word.casefold() for word in words]
    english = [word for word in words if word in _ENGLISH_WORDS]
    if len(set(english)) >= 2:
        n_shared = sum(word in _SHARED_WORDS for word in words)
        if len(english) + n_shared >= _MIN_ENGLISH_SHARE * len(words):
            return "en"
    return _language_by_model(text, has_english=bool(english))


def _is_enough(words: Sequence[str], text: str) -> bool:
    """Tell whether there is enough to judge by: names alone look like any language."""
    if len(words) >= 3 and sum(map(len, words)) >= _MIN_LETTERS:
        return True
    return not text.isascii() and len(_IDEOGRAPH.findall(text)) >= _MIN_IDEOGRAPHS


def _language_by_model(text: str, *, has_english: bool) -> str:
    """Ask py3langid, and doubt it where short English is likelier than what it says."""
    language, probability = _identifier().classify(text)
    if language == "en":
        return "en"
    if language == "bg" and _NOT_BULGARIAN.search(text):
        return "ru"
    plain_letters = _NON_ENGLISH_LETTER.search(text) is None
    if plain_letters and probability < _MIN_PROBABILITY_AGAINST_ENGLISH:
        return "en" if has_english else UNDETERMINED_LANGUAGE
    return str(language) if probability >= _MIN_PROBABILITY else UNDETERMINED_LANGUAGE


@cache
def _identifier() -> Any:
    """Load the model (about half a second), restricted to ISO 639-1 languages."""
    from classify.readers.language_model import LanguageModel  # with numpy

    return LanguageModel.of_languages(lambda code: len(code) == 2 and code not in _LEFT_OUT)
