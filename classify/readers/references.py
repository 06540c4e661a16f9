"""Corrections by what people see, such as headlines, to corrections by the ids of a pile."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Sequence

from classify.errors import ReadError
from classify.readers.addresses import canonical_address, is_address
from classify.readers.corrections import check_corrections
from classify.readers.deduplication import article_key
from classify.records import Correction, Teaser, folded

_N_SHOWN = 4


def resolve_corrections(
    corrections: Sequence[Correction], teasers: Iterable[Teaser]
) -> tuple[Correction, ...]:
    """Find the teasers that corrections name, and name them by their ids.

    A teaser is named by its id, by an address (that of its id or of a place that carried it), or by
    its whole headline; letter case and white space do not count, nor do parameters of tracking.
    What names no teaser of the pile stays as it is, and may be found in another one.

    Parameters
    ----------
    corrections : sequence of Correction
    teasers : iterable of Teaser, with distinct ids

    Raises
    ------
    ReadError
        If a name stands for several teasers, naming them; or if the corrections, now that it is
        known whom they mean, contradict each other.
    """
    if not corrections:
        return ()
    known = _Index(teasers)
    resolved = tuple(
        dataclasses.replace(
            one, teasers=tuple(known.id_of(named, one.place) for named in one.teasers)
        )
        for one in corrections
    )
    check_corrections(resolved)
    return resolved


class _Index:
    """Teasers by all that names them."""

    def __init__(self, teasers: Iterable[Teaser]) -> None:
        self._teasers: dict[str, Teaser] = {}
        self._by_name: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._by_headline: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for one in teasers:
            self._teasers[one.id] = one
            addresses = (canonical_address(place.url) for place in one.sources if place.url)
            for name in (article_key(one.id), *addresses):
                self._by_name[name][one.id] = None
            self._by_headline[folded(one.headline)][one.id] = None

    def id_of(self, named: str, place: str) -> str:
        """Return the id of the teaser that is named; the name itself if there is none."""
        if named in self._teasers:
            return named
        name = canonical_address(named) if is_address(named) else named
        found = list(self._by_name.get(name) or self._by_headline.get(folded(named)) or [named])
        if len(found) > 1:
            shown = "; ".join(map(self._words, found[:_N_SHOWN]))
            more = f"; and {len(found) - _N_SHOWN:,} more" if len(found) > _N_SHOWN else ""
            raise ReadError(
                place or "corrections",
                f"{named!r} stands for {len(found)} teasers; name one by its id: {shown}{more}",
            )
        return found[0]

    def _words(self, id: str) -> str:
        """Name a teaser so that a person knows which it is."""
        teaser = self._teasers[id]
        date = f", {teaser.published:%Y-%m-%d}" if teaser.published else ""
        outlets = f", {', '.join(teaser.outlets)}" if teaser.outlets else ""
        return f'{id} ("{teaser.headline}"{outlets}{date})'
