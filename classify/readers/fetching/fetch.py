"""Asking for addresses: the one door to the network, which loads nothing of it before."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from classify.errors import ReadError
from classify.readers.addresses import is_address
from classify.readers.decoding import Readable
from classify.readers.fetching.sources import FetchedSource, FetchLimits
from classify.readers.fetching.subscriptions import OPML
from classify.readers.markup.roots import root_of
from classify.readers.source import log_fault, log_note, raise_fault

if TYPE_CHECKING:
    from classify.readers.fetching.fetcher import Fetcher

_PROBED_BYTES = 65_536
NO_LIMITS_GIVEN = FetchLimits()


def fetch_sources(
    *addresses: str | Path,
    folder: str | Path | None = None,
    limits: FetchLimits = NO_LIMITS_GIVEN,
    allow_private: Collection[str] = (),
    strict: bool = False,
    on_error: Callable[[ReadError], None] | None = None,
    on_note: Callable[[str], None] | None = None,
    on_fetched: Callable[[FetchedSource], None] | None = None,
) -> list[FetchedSource]:
    """Fetch feeds and pages, to be read by `read_teasers`.

    Parameters
    ----------
    *addresses : str or Path
        Addresses (http or https) of feeds, pages and OPML documents, and files in OPML. The feeds
        that a list names are fetched, each once.
    folder : str or Path, optional
        Keeps what is fetched, so that a server can answer that nothing is new. If not given,
        nothing is kept.
    limits : FetchLimits
        Of time and size for each address.
    allow_private : collection of str
        Hosts that may lie in a private network, each with or without a port. All others must be
        public, also where a redirect leads to.
    strict : bool
        Whether the first address that cannot be fetched stops the fetching.
    on_error, on_note : callable, optional
        Take the error of each address left out, and notes, such as of addresses that have moved; by
        default both are logged.
    on_fetched : callable, optional
        Takes each source as it comes.

    Returns
    -------
    list of FetchedSource
        In the order of the addresses.

    Raises
    ------
    ReadError
        If nothing could be fetched, or, with `strict`, one address.
    """
    fetcher = _fetcher(folder, limits, allow_private, on_note, on_fetched)
    failures: list[ReadError] = []
    fail = raise_fault if strict else failures.append
    found = [one for address in addresses for one in fetcher.fetch(address, fail)]
    _report(failures, nothing_else=not found, on_error=on_error)
    return found


def fetched_inputs(
    inputs: Iterable[str | Path | Readable],
    *,
    folder: str | Path | None = None,
    allow_private: Collection[str] = (),
    strict: bool = False,
    on_error: Callable[[ReadError], None] | None = None,
    on_note: Callable[[str], None] | None = None,
) -> list[str | Path | Readable]:
    """Put what is fetched into the places of addresses and OPML files; other inputs stay.

    Parameters and errors are those of `fetch_sources`.
    """
    fetcher = _fetcher(folder, NO_LIMITS_GIVEN, allow_private, on_note, None)
    failures: list[ReadError] = []
    fail = raise_fault if strict else failures.append
    found: list[str | Path | Readable] = []
    for one in inputs:
        if isinstance(one, (str, Path)) and (is_address(str(one)) or _is_opml_file(one)):
            found += fetcher.fetch(one, fail)
        else:
            found.append(one)
    _report(failures, nothing_else=not found, on_error=on_error)
    return found


def _report(
    failures: list[ReadError], *, nothing_else: bool, on_error: Callable[[ReadError], None] | None
) -> None:
    if failures and nothing_else:
        first = failures[0]
        if len(failures) > 1:
            reason = f"{first.reason}; and {len(failures) - 1:,} more could not be fetched"
            raise ReadError(first.source, reason, item=first.item)
        raise first
    for failure in failures:
        (on_error or log_fault)(failure)


def _fetcher(
    folder: str | Path | None,
    limits: FetchLimits,
    allow_private: Collection[str],
    on_note: Callable[[str], None] | None,
    on_fetched: Callable[[FetchedSource], None] | None,
) -> Fetcher:
    from classify.readers.fetching.client import Client
    from classify.readers.fetching.fetcher import Fetcher
    from classify.readers.fetching.manners import Manners
    from classify.readers.fetching.mirror import Mirror

    client = Client(limits=limits, allow_private=allow_private)
    return Fetcher(
        client=client,
        manners=Manners(client),
        mirror=Mirror(folder) if folder else None,
        on_note=on_note or log_note,
        on_fetched=on_fetched,
    )


def _is_opml_file(path: str | Path) -> bool:
    try:
        with Path(path).open("rb") as stream:
            return root_of(stream.read(_PROBED_BYTES)) == OPML
    except (OSError, ValueError):  # whoever reads it says so
        return False
