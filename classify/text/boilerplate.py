"""Find boilerplate: parts of texts that belong to the feed, not to the item.

Feeds give all items one description, or end each with one line ("Read more on ..."). Reprints are
the opposite: one event, whose headlines are similar or share words with the text. So a part is
boilerplate if it occurs word for word under at least three headlines of which no two are similar,
and most of which share no words with it (in one feed under six, whatever they share). Across feeds
the rest of the texts must differ as well, as agency reports are cut in many ways.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise

from classify.text.content_words import content_stems, overlap
from classify.text.parts import Parts, Span, Spans, frequent_hashes, key_of, parts_of
from classify.text.templates import find_templates

MIN_HEADLINES = 3
"""Minimum number of headlines, no two similar, under which a part occurs."""

_N_BEYOND_DOUBT = 6  # headlines, no two alike, under which one feed has no event
_MAX_TOLD = 0.5  # share of the headlines that may say something of the part
_ALIKE = 0.34  # overlap of stems from which on two headlines are of one event


def find_boilerplate(
    headlines: Sequence[str], texts: Sequence[str], feeds: Sequence[str]
) -> list[Spans]:
    """Find the parts of each text that unrelated texts of a pile share.

    Parameters
    ----------
    headlines, texts, feeds : sequences of str, of one length
        Feeds are the outlets; an empty one stands for one that is not named.

    Returns
    -------
    list of tuple of (start, end), rising
        Offsets in each text; the same whatever the order of the texts.
    """
    parts = Parts(texts)
    holders = _held_by_several(texts, parts)
    shared = _shared_by_strangers(holders, headlines, texts, feeds)
    templates = find_templates(
        texts,
        headlines,
        lambda row: [span for span in parts[row] if not _is_in(shared, texts[row], span)],
        is_shared=lambda fixed, rows: _tell_many(fixed, [headlines[row] for row in rows]),
    )
    found = {row: set(spans) for row, spans in templates.items()}
    for row in {row for key in shared for row in holders[key]}:
        own = (span for span in parts[row] if _is_in(shared, texts[row], span))
        found.setdefault(row, set()).update(own)
    return [tuple(sorted(found.get(row, ()))) for row in range(len(texts))]


def without_spans(text: str, spans: Spans) -> str:
    """Return a text without some of its parts."""
    if not spans:
        return text
    cuts = [0, *(offset for span in spans for offset in span), len(text)]
    kept = (text[start:end].strip() for start, end in list(pairwise(cuts))[::2])
    return " ".join(piece for piece in kept if piece)


def covers(spans: Spans, start: int, end: int) -> bool:
    """Return whether parts make up most of the text between two offsets."""
    covered = sum(max(0, min(end, last) - max(start, first)) for first, last in spans)
    return covered > 0.8 * (end - start)


def _held_by_several(texts: Sequence[str], parts: Parts) -> dict[str, list[int]]:
    """Rows of the texts that hold each part, for parts of as many texts as make boilerplate."""
    frequent = frequent_hashes(
        (hash(key_of(text, span)) for row, text in enumerate(texts) for span in parts[row]),
        MIN_HEADLINES,
    )
    holders: defaultdict[str, list[int]] = defaultdict(list)
    if frequent:
        for row, text in enumerate(texts):
            for key in {key_of(text, span) for span in parts[row]}:
                if hash(key) in frequent:
                    holders[key].append(row)
    return {key: rows for key, rows in holders.items() if len(rows) >= MIN_HEADLINES}


def _shared_by_strangers(
    holders: dict[str, list[int]],
    headlines: Sequence[str],
    texts: Sequence[str],
    feeds: Sequence[str],
) -> set[str]:
    """Those parts that are boilerplate: within one named feed, or anywhere."""
    within: dict[str, list[int]] = {}
    for key, rows in holders.items():
        by_feed: defaultdict[str, list[int]] = defaultdict(list)
        for row in rows:
            by_feed[feeds[row]].append(row)
        within |= {f"{feed}\n{key}": own for feed, own in by_feed.items() if feed}
    in_feeds: set[str] = set()
    for names, rows in _blocks(within):
        keys = [name.partition("\n")[2] for name in names]
        above = [headlines[row] for row in rows]
        if _tell_many(" ".join(keys), above) or _are_unlike(above, _N_BEYOND_DOUBT):
            in_feeds.update(keys)
    anywhere: set[str] = set()
    for keys, rows in _blocks({key: own for key, own in holders.items() if key not in in_feeds}):
        gone = in_feeds.union(keys)
        beside = (
            " ".join([headlines[row], *(one for one in _keys(texts[row]) if one not in gone)])
            for row in rows
        )
        if _tell_many(" ".join(keys), [headlines[row] for row in rows]) and _are_unlike(beside):
            anywhere.update(keys)
    return in_feeds | anywhere


def _is_in(shared: Set[str], text: str, span: Span) -> bool:
    return bool(shared) and key_of(text, span) in shared


def _keys(text: str) -> list[str]:
    return [key_of(text, span) for span in parts_of(text)]


def _blocks(holders: dict[str, list[int]]) -> list[tuple[list[str], list[int]]]:
    """Join parts with the same holders: an agency report is judged as a whole."""
    blocks: defaultdict[tuple[int, ...], list[str]] = defaultdict(list)
    for key, rows in holders.items():
        blocks[tuple(rows)].append(key)
    return [(sorted(keys), list(rows)) for rows, keys in blocks.items()]


def _tell_many(part: str, headlines: Sequence[str]) -> bool:
    """Return whether headlines are of many events, most of which share no words with a part."""
    different = sorted({" ".join(one.casefold().split()) for one in headlines})
    if len(different) < MIN_HEADLINES:
        return False
    stems = content_stems(part)
    n_told = sum(not stems.isdisjoint(content_stems(one)) for one in different)
    return n_told <= _MAX_TOLD * len(different) and _are_unlike(different)


def _are_unlike(texts: Iterable[str], n_wanted: int = MIN_HEADLINES) -> bool:
    """Return whether there are so many texts of which no two are similar."""
    found: list[frozenset[str]] = []
    for text in sorted(set(texts)):
        stems = content_stems(text)
        if stems and all(overlap(stems, other) < _ALIKE for other in found):
            found.append(stems)
            if len(found) == n_wanted:
                return True
    return False
