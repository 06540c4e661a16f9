"""The names in texts that are read together, and which of them are places.

A headline in title case and the first word of a sentence are capitalised whatever they are: such a
word is a name where the texts write it with a capital elsewhere, or where a place stands: "in
Hask", "Hask police". Persons, outlets, bodies written in capitals, weekdays and months are left
out: they do not say where something happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classify.text.name_words import (
    GENERIC,
    HAPPENS,
    NO_NAMES,
    OPENERS,
    SAYS,
    SPELLINGS,
    TITLES,
    WHERE,
)

_WORD = re.compile(r"[^\W\d_](?:[\w’']|-(?=\w))*")
_SENTENCE_END = re.compile(r"[.!?…:;]")
_AHEAD, _BEHIND = 80, 30  # characters around a name that tell what it is
_POSSESSIVE = re.compile(r"[’'](?:s|i)?$")
_OPENING_ENDS = ("s", "ed", "ing", "ly", "er", "est")
_ADJECTIVES = ("-based", "-led", "-backed", "-born", "-made", "-run", "-style")
_MANY = 3  # longer words, of which most have a capital: hardly all names
_TITLE_CASE = 0.7  # share of capitals among the longer words behind the first
_MIN_STEM = 4
_AMERICA = re.compile(r"\bU\.\s?S\.(?:\s?A\.)?|\bUSA?\b|\bUnited States\b")
_BRITAIN = re.compile(r"\bU\.\s?K\.|\bUK\b|\bUnited Kingdom\b")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of a passage, in lower case, each part separately."""

    all: frozenset[str]
    places: frozenset[str]
    """Those that follow a word such as "in" or "near"."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    opens: bool
    """Whether it is the first of a sentence."""

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()


class NameReader:
    """Reads names in passages of texts.

    Parameters
    ----------
    texts : iterable of str
        All that is read together, such as the teasers of a story: what one of them writes in lower
        case is no name in another.
    known : iterable of str
        Names to leave out, such as those of outlets.
    """

    def __init__(self, texts: Iterable[str], *, known: Iterable[str] = ()) -> None:
        self._lower: set[str] = set()
        self._seen: set[str] = set()
        self._known = {word.text.casefold() for name in known for word in _words(name)}
        for text in texts:
            for line in _lines(text):
                words = _words(line)
                titled = _is_title(words)
                self._lower |= {_key(word.text) for word in words if not word.is_capital}
                if not titled:
                    self._seen |= {
                        _key(word.text) for word in words if word.is_capital and not word.opens
                    }

    def read(self, passage: str) -> Names:
        """Read the names of a passage, which may be but a sentence."""
        names: set[str] = set()
        places: set[str] = set()
        for line in _lines(passage):
            words = _words(line)
            titled = _is_title(words)
            for run in _runs(words, line, titled=titled):
                start, end = run[0].start, run[-1].start + len(run[-1].text)
                before, after = line[max(0, start - _AHEAD) : start], line[end : end + _BEHIND]
                is_place = bool(WHERE.search(before) or (not titled and HAPPENS.match(after)))
                kept = {
                    SPELLINGS.get(key, key)
                    for word in run
                    if (key := _key(word.text))
                    and self._is_name(word, titled=titled, is_place=is_place)
                }
                if not kept or _is_person(before, after):
                    continue
                names |= kept
                if is_place:
                    places |= kept
        return Names(frozenset(names), frozenset(places))

    def _is_name(self, word: _Word, *, titled: bool, is_place: bool) -> bool:
        key = _key(word.text)
        if key in NO_NAMES or key in GENERIC or key in self._known or key in self._lower:
            return False
        if len(key) < 3 or key.endswith(_ADJECTIVES) or (word.text.isupper() and not titled):
            return False
        if not (word.opens or titled) or key in self._seen:
            return True
        return is_place and key not in OPENERS and not (word.opens and key.endswith(_OPENING_ENDS))


def is_same_name(one: str, other: str) -> bool:
    """Return whether two names differ in their ending alone: "russia" and "russian"."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    n_shared = next(
        (place for place in range(shorter) if one[place] != other[place]),
        shorter,
    )
    return n_shared >= max(_MIN_STEM, shorter - 1)


def without(names: Iterable[str], others: Iterable[str]) -> set[str]:
    """Leave out the names that are among others, whatever their ending."""
    known = list(others)
    return {name for name in names if not any(is_same_name(name, other) for other in known)}


def _lines(text: str) -> list[str]:
    plain = _BRITAIN.sub("Britain", _AMERICA.sub("America", text))
    return [line for line in plain.split("\n") if line.strip()]


def _words(line: str) -> list[_Word]:
    words: list[_Word] = []
    end = 0
    for found in _WORD.finditer(line):
        opens = not words or _SENTENCE_END.search(line[end : found.start()]) is not None
        words.append(_Word(found[0], found.start(), opens))
        end = found.end()
    return words


def _key(word: str) -> str:
    return _POSSESSIVE.sub("", word.casefold())


def _is_title(words: list[_Word]) -> bool:
    """Return whether most words of a line have a capital: in title case, or all in capitals."""
    longer = [
        word
        for word in words[1:]
        if len(word.text) >= _MIN_STEM and _key(word.text) not in NO_NAMES
    ]
    capital = [word for word in longer if word.is_capital]
    if len(capital) < max(1, _TITLE_CASE * len(longer)):
        return False
    return len(longer) >= _MANY or any(_key(word.text) in OPENERS for word in capital)


def _runs(words: list[_Word], line: str, *, titled: bool) -> Iterator[list[_Word]]:
    """Put neighbouring words with a capital together, but not over punctuation.

    In a line in title case each word is separate: neighbours are no evidence.
    """
    if titled:
        yield from ([word] for word in words if word.is_capital)
        return
    run: list[_Word] = []
    for word in words:
        beside = run and line[run[-1].start + len(run[-1].text) : word.start] in (" ", "-")
        if run and not (beside and word.is_capital and not word.opens):
            yield run
            run = []
        if word.is_capital:
            run.append(word)
    if run:
        yield run


def _is_person(before: str, after: str) -> bool:
    """Return whether a name follows a title or is next to "said"."""
    return bool(TITLES.search(before)) or bool(SAYS.match(after))
