"""One teaser for each text, however often and wherever it was found, under an id of its own."""

from __future__ import annotations

import dataclasses
import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from functools import reduce
from itertools import combinations, pairwise

from classify.readers.addresses import canonical_address, is_address
from classify.readers.shared_text import as_compared
from classify.readers.versions import Telling, kinship, said_by
from classify.records import UNDETERMINED_LANGUAGE, Teaser, hash_json, merged_columns

Note = Callable[[str], None]

_SECONDS_PER_DAY = 86_400.0
_MAX_VERSIONS = 200  # an id that more texts have is no article's, and comparing all takes long
_N_SHOWN = 3
_MADE = re.compile(r"/?~[0-9a-f]{8}$")
_log = logging.getLogger(__name__)


def merge_copies(
    teasers: Iterable[Teaser],
    *,
    known: Sequence[Teaser] = (),
    on_note: Note | None = None,
    on_fold: Callable[[list[int]], None] | None = None,
) -> list[Teaser]:
    """Merge copies, let the newest version of an article stand for it, and part strangers.

    What teasers of one id are to each other `classify.readers.versions` tells. Addresses that
    differ in nothing but parameters of tracking, and the like, are one id. The outcome does not
    depend on the order of the teasers.

    Parameters
    ----------
    teasers : iterable of Teaser
    known : sequence of Teaser, optional
        Teasers of before with distinct ids: they keep their ids, and what comes now counts as newer
        unless its date is older.
    on_note : callable, optional
        Takes a message about each item that gave way to a newer version, and about each id that
        strangers share; by default it is logged as a warning.
    on_fold : callable, optional
        Takes the places (from 0, those of before first) of teasers that become one.

    Returns
    -------
    list of Teaser
        Those of before first, then the others, each at the place of its first copy. Of copies that
        differ the oldest counts, of those the longest; with the places of all as `sources`, their
        extra columns merged as `merged_columns` does, and with what it lacks (date, text, language,
        country) from another one. Strangers with one id
        have ids of their own, made from the id and their content.
    """
    note = on_note or _log_note
    old = {id(teaser) for teaser in known}
    groups: dict[str, list[Teaser]] = {}
    everything = [*known, *teasers]
    for teaser in everything:
        key = article_key(teaser.id) if known else canonical_address(teaser.id)
        groups.setdefault(key, []).append(teaser)
    if len(groups) == len(everything):
        return everything
    texts = _compared_texts(everything, groups)
    found: list[Teaser] = []
    folded: list[Sequence[Telling]] = []
    for group in groups.values():
        if len(group) == 1:
            found += group
        else:
            tellings = [Telling.of(one, texts.get(id(one))) for one in group]
            found += _parted(tellings, old, note, folded)
    if on_fold:
        for places in _places(everything, folded):
            on_fold(places)
    return found


def _places(teasers: Sequence[Teaser], folded: Sequence[Sequence[Telling]]) -> list[list[int]]:
    """Say where in the input the teasers stand that became one."""
    wanted = {id(one.teaser) for article in folded for one in article}
    places: dict[int, list[int]] = {}
    for number, teaser in enumerate(teasers):
        if id(teaser) in wanted:
            places.setdefault(id(teaser), []).append(number)
    return [
        [place for key in {id(one.teaser) for one in article} for place in places[key]]
        for article in folded
    ]


def article_key(id: str) -> str:
    """Return what ids of one origin have in common, also where strangers were parted before."""
    return canonical_address(_MADE.sub("", id))


def distinct(teasers: Iterable[Teaser]) -> list[Teaser]:
    """Merge copies and sort by id, so that the order of the input cannot matter from here on."""
    return sorted(merge_copies(teasers), key=lambda teaser: teaser.id)


def place_words(teaser: Teaser) -> str:
    """Say where a teaser was found: its file and item, else its headline."""
    for place in teaser.sources:
        if place.file:
            return f"{place.file}, item {place.item}" if place.item else place.file
    return f'"{teaser.headline}"'


def _log_note(message: str) -> None:
    _log.warning("%s", message)


def _compared_texts(teasers: Sequence[Teaser], groups: dict[str, list[Teaser]]) -> dict[int, str]:
    """Texts without a feed's boilerplate, where teasers of one id say different things."""
    if all(len({(one.headline, one.text) for one in group}) == 1 for group in groups.values()):
        return {}
    return {
        id(own): compared.text
        for own, compared in zip(teasers, as_compared(teasers), strict=True)
        if own is not compared
    }


def _parted(
    tellings: Sequence[Telling], old: Set[int], note: Note, folded: list[Sequence[Telling]]
) -> Iterator[Teaser]:
    """Give one teaser for each article among those of one id; add to `folded` what became one."""
    articles = _articles(tellings, old)
    folded += [article for article in articles if len(article) > 1]
    texts = Counter(
        text for article in articles for text in {(one.headline, one.text) for one in article}
    )
    ids = [
        _own_id(
            article,
            old,
            alone=len(articles) == 1,
            recurs=any(texts[one.headline, one.text] > 1 for one in article),
        )
        for article in articles
    ]
    for article, own in zip(articles, ids, strict=True):
        newest, earlier = _newest(article, old)
        if not _known_ids(article, old):
            for one in earlier:
                note(
                    f"{place_words(one.teaser)}: left out, as the article {own} stands in a newer "
                    f"version in {place_words(newest[0].teaser)}"
                )
        merged = _merged([one.teaser for one in newest])
        yield merged if merged.id == own else dataclasses.replace(merged, id=own)
    if len(articles) > 1 and not all(_known_ids(article, old) for article in articles):
        firsts = [place_words(article[0].teaser) for article in articles]
        shown = tellings[0].teaser.id
        reason = (
            "these are dated too far apart to be one item"
            if len(texts) == 1
            else f"these say different things under one id, {shown!r}"
        )
        more = f" and {len(firsts) - _N_SHOWN:,} more" if len(firsts) > _N_SHOWN else ""
        note(f"{'; '.join(firsts[:_N_SHOWN])}{more}: {reason}; each is kept, with an id of its own")


def _articles(tellings: Sequence[Telling], old: Set[int]) -> list[list[Telling]]:
    """Group the teasers of one id by the article that they are.

    Once two are strangers the id is no article's, and only copies are grouped; so are versions of
    which nobody can tell the newest.
    """
    from classify.compute import UnionFind  # reading alone does without numpy

    nodes = _same_texts(tellings)
    copies: UnionFind[int] = UnionFind()
    versions: UnionFind[int] = UnionFind()
    wholes: dict[int, int] = {}
    if len(nodes) <= _MAX_VERSIONS:
        by_length = sorted(range(len(nodes)), key=lambda row: _length_rank(nodes[row][0]))
        for one, other in combinations(by_length, 2):  # the other is the longer
            found = kinship(nodes[one][0], nodes[other][0])
            if found == "version":
                versions.union(one, other)
            if found == "copy":
                wholes[one] = other  # the longest: a bare headline belongs to one text alone
    for one, other in wholes.items():
        copies.union(one, other)
        versions.union(one, other)
    rows = range(len(nodes))
    one_article = len({versions.find(row) for row in rows}) == 1 and (
        any(id(one.teaser) in old for one in tellings)
        or _has_newest([nodes[row] for row in rows if row not in wholes])
    )
    groups: dict[int, list[Telling]] = {}
    for row in rows:
        root = (versions if one_article else copies).find(row)
        groups.setdefault(root, []).extend(nodes[row])
    return list(groups.values())


def _has_newest(versions: Sequence[Sequence[Telling]]) -> bool:
    """Tell whether it is known which version is the newest: by date, or as it says all and more."""
    times = [_coarse_time(min(one, key=_time), versions) for one in versions]
    latest = max((time for time in times if time is not None), default=None)
    last = [one[0] for one, time in zip(versions, times, strict=True) if time in (latest, None)]
    said = sorted((set(said_by(one.teaser)) for one in last), key=len)
    return all(one <= said[-1] for one in said)


def _coarse_time(telling: Telling, versions: Sequence[Sequence[Telling]]) -> float | None:
    """Return a time as exactly as the times of all versions are known; None if there is none."""
    if telling.teaser.published is None:
        return None
    precisions = {one.teaser.date_precision for own in versions for one in own}
    return _time(telling) // (1.0 if precisions <= {"second", None} else _SECONDS_PER_DAY)


def _same_texts(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Group teasers of the same words, but not a headline that comes again after a long time."""
    by_text: dict[tuple[str, str], list[Telling]] = {}
    for telling in tellings:
        by_text.setdefault((telling.headline, telling.text), []).append(telling)
    nodes: list[list[Telling]] = []
    for same in by_text.values():
        ordered = sorted(same, key=_time)
        nodes.append(ordered[:1])
        for before, telling in pairwise(ordered):
            if kinship(before, telling) == "copy":
                nodes[-1].append(telling)
            else:
                nodes.append([telling])
    return nodes


def _time(telling: Telling) -> float:
    published = telling.teaser.published
    return float("inf") if published is None else published.timestamp()


def _length_rank(telling: Telling) -> tuple[int, str, float]:
    return len(telling.text), telling.text, _time(telling)


def _newest(article: Sequence[Telling], old: Set[int]) -> tuple[list[Telling], list[Telling]]:
    """Part the copies of the newest version from the versions before it."""
    dated = [one.teaser for one in article if one.teaser.published]
    by_day = any(one.date_precision != "second" for one in dated)

    def rank(one: Telling) -> tuple[float, bool, int, str]:
        is_new = id(one.teaser) not in old
        time = _time(one)
        if one.teaser.published is None:
            time = float("inf") if is_new and old else float("-inf")
        elif by_day:
            time //= _SECONDS_PER_DAY
        return time, is_new, len(one.headline) + len(one.text), repr(one.teaser)

    # a bare headline says nothing against the texts under it
    newest = max([one for one in article if one.text] or article, key=rank)
    copies = [one for one in article if kinship(newest, one) == "copy"]
    known = {id(one) for one in copies}  # thousands of copies are common in archives
    return copies, [one for one in article if id(one) not in known]


def _known_ids(article: Sequence[Telling], old: Set[int]) -> list[str]:
    """Return the ids under which an article was known before."""
    return sorted(one.teaser.id for one in article if id(one.teaser) in old)


def _own_id(article: Sequence[Telling], old: Set[int], *, alone: bool, recurs: bool) -> str:
    """Give an article its id: that of before, that of all, or one of its own."""
    if before := _known_ids(article, old):
        return before[0]
    shortest = min((one.teaser.id for one in article), key=lambda own: (len(own), own))
    if alone:
        return shortest
    base = _MADE.sub("", shortest)
    if is_address(base):
        base = f"https://{canonical_address(base)}/"
    newest = _newest(article, old)[0]
    words = sorted({(one.headline, one.text) for one in newest}, key=lambda one: (len(one[1]), one))
    day = min(map(_time, newest)) if recurs else 0
    return f"{base}~{hash_json([words[-1], day])[:8]}"


def _rank(teaser: Teaser) -> tuple[float, int, str]:
    """Put copies into an order of their own."""
    age = float("inf") if teaser.published is None else teaser.published.timestamp()
    return age, -len(teaser.headline) - len(teaser.text), repr(teaser)


def _merged(copies: Sequence[Teaser]) -> Teaser:
    """Make one teaser of copies of it."""
    ordered = sorted(copies, key=_rank)
    places = dict.fromkeys(place for copy in ordered for place in copy.sources)
    extra = merged_columns(copy.extra for copy in ordered)
    return dataclasses.replace(reduce(_completed, ordered), sources=tuple(places), extra=extra)


def _completed(first: Teaser, copy: Teaser) -> Teaser:
    """Complete a teaser from a copy of it, but for its sources."""
    gained: dict[str, object] = {"country": first.country or copy.country}
    if first.published is None and copy.published is not None:
        gained |= {
            "published": copy.published,
            "date_precision": copy.date_precision,
            "date_basis": copy.date_basis,
        }
    if len(copy.text) > len(first.text) and (first.truncated or not first.text):
        gained |= {"text": copy.text, "truncated": copy.truncated}
    if first.language == UNDETERMINED_LANGUAGE:
        gained["language"] = copy.language
    return dataclasses.replace(first, **gained)  # type: ignore[arg-type]
