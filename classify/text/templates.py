"""First and last sentences that unrelated texts share but for a gap: "Read more on ...".

"The post ... appeared first on Coast Times" is a template as well: the same words at both ends, and
between them the headline.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from classify.text.content_words import content_stems
from classify.text.parts import Span, frequent_hashes

MIN_TEXTS = 3
"""Texts that a template must be found in."""

_N_ENDS = 3  # words at an end by which texts are compared
_MIN_FIXED = 0.5  # share of the words of a sentence that are the template's
_N_CUT = 4  # words: shorter beginnings and ends are common phrases
_CALL = re.compile(
    r"\W*(?:read|continue|subscribe|sign up|follow us|click|join us|download|listen|watch"
    r"|see (?:also|more|full)|get (?:the|our|all)|the post|for more|more (?:on|at|from|about|in)"
    r"|mehr|weiter|lesen|abonnieren|читать|читайте|подробнее|подпи(?:сы|ши)\w+|смотрите"
    r"|чытаць|чытайце|падрабязн\w+|падпі\w+|глядзіце)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")

IsShared = Callable[[str, Sequence[int]], bool]
Place = tuple[int, Span]
"""Row of a text, and the offsets of a sentence in it."""


def find_templates(
    texts: Sequence[str],
    headlines: Sequence[str],
    parts: Callable[[int], Sequence[Span]],
    *,
    is_shared: IsShared,
) -> dict[int, set[Span]]:
    """Find the parts of each text that are made by a template.

    Parameters
    ----------
    texts, headlines : sequences of str, of one length
    parts : callable
        Gives the sentences of a text, by its row.
    is_shared : callable
        Takes the words of a template and the rows of the texts that have it; returns whether
        unrelated texts share it.

    Returns
    -------
    dict of row to a set of (start, end)
        Whole sentences where the gap holds nothing of its own; else the ends that are the same.
    """
    found: defaultdict[int, set[Span]] = defaultdict(set)
    for group in _groups(texts, parts):
        ends = [
            [match.span() for match in _WORD.finditer(texts[row], *span)] for row, span in group
        ]
        words = [
            [texts[row][a:b].casefold() for a, b in own]
            for (row, _), own in zip(group, ends, strict=True)
        ]
        if len(set(map(tuple, words))) < MIN_TEXTS:
            continue  # the same words throughout: no gap, and so no template
        head, tail = _common(words)
        fixed = " ".join([*words[0][:head], *(words[0][-tail:] if tail else [])])
        if not is_shared(fixed, [row for row, _ in group]):
            continue
        for (row, span), own, places in zip(group, words, ends, strict=True):
            gap = " ".join(own[head : len(own) - tail])
            called = _CALL.match(texts[row], *span) is not None
            told = content_stems(gap) <= content_stems(headlines[row])
            if called or (told and head > 1 and tail >= _N_ENDS):  # such as a quoted headline
                found[row].add(span)
            elif head + tail >= max(_N_ENDS, _MIN_FIXED * len(own)):
                found[row] |= _fixed_ends(span, places, head, tail)
    return {row: spans for row, spans in found.items() if spans}


def _groups(texts: Sequence[str], parts: Callable[[int], Sequence[Span]]) -> list[list[Place]]:
    """First and last sentences that begin, or end, with the same words."""

    def keys() -> Iterator[tuple[Place, str]]:
        for row, text in enumerate(texts):
            own = parts(row)
            for span in dict.fromkeys([*own[:1], *own[-1:]]):
                for key in _end_keys(text, span):
                    yield (row, span), key

    frequent = frequent_hashes((hash(key) for _, key in keys()), MIN_TEXTS)
    groups: defaultdict[str, list[Place]] = defaultdict(list)
    if frequent:
        for place, key in keys():
            if hash(key) in frequent:
                groups[key].append(place)
    return [group for _, group in sorted(groups.items()) if len(group) >= MIN_TEXTS]


def _end_keys(text: str, span: Span) -> list[str]:
    """First and last words of a sentence; two are enough where it calls for something."""
    sentence = text[span[0] : span[1]].casefold()
    n_first = 2 if _CALL.match(sentence) else _N_ENDS
    first, last = sentence.split(None, n_first), sentence.rsplit(None, _N_ENDS)
    if len(last) <= _N_ENDS:
        return []
    return ["<" + " ".join(first[:n_first]), ">" + " ".join(last[-_N_ENDS:])]


def _common(words: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Count the words that all have at the beginning, and at the end."""
    shortest = min(map(len, words))
    head = next((n for n in range(shortest) if len({own[n] for own in words}) > 1), shortest)
    tail = next(
        (n for n in range(shortest - head) if len({own[-1 - n] for own in words}) > 1),
        shortest - head,
    )
    return head, tail


def _fixed_ends(span: Span, words: Sequence[Span], head: int, tail: int) -> set[Span]:
    ends = set()
    if head >= _N_CUT:
        ends.add((span[0], words[head][0] if head < len(words) else span[1]))
    if tail >= _N_CUT:
        ends.add((words[-tail][0], span[1]))
    return ends
