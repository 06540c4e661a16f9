"""One address after the other: what a server answers, what is kept, and lists of more addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from classify.errors import ReadError
from classify.readers.addresses import is_address
from classify.readers.decoding import read_bytes
from classify.readers.fetching.client import Answer, Client
from classify.readers.fetching.guard import FetchFault, PrivateHostFault, Target, target_of
from classify.readers.fetching.manners import Manners, status_words
from classify.readers.fetching.mirror import Kept, Mirror, sha256_of
from classify.readers.fetching.saving import as_saved, file_name
from classify.readers.fetching.sources import FetchedSource, FetchStatus
from classify.readers.fetching.subscriptions import OPML, feeds_of_opml
from classify.readers.formats import detect_format
from classify.readers.markup.roots import root_of
from classify.readers.unpacking import is_archive, unpacked


@dataclass(slots=True, kw_only=True)
class Fetcher:
    """Fetches one address after the other, with what holds for all of them."""

    client: Client
    manners: Manners
    mirror: Mirror | None
    on_note: Callable[[str], None]
    on_fetched: Callable[[FetchedSource], None] | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    _asked: set[str] = field(default_factory=set)
    _found: set[str] = field(default_factory=set)

    def fetch(
        self, address: str | Path, on_fault: Callable[[ReadError], None], *, is_listed: bool = False
    ) -> list[FetchedSource]:
        """Fetch an address, or all feeds that an OPML document names; faults go to `on_fault`."""
        found: FetchedSource | list[str] | None
        try:
            if is_address(str(address)):
                found = self._from_web(str(address), is_listed=is_listed)
            else:
                found = self._feeds_of_file(address)
        except ReadError as error:
            on_fault(error)
            return []
        if isinstance(found, list):
            return [one for feed in found for one in self.fetch(feed, on_fault, is_listed=True)]
        if found and self.on_fetched:
            self.on_fetched(found)
        return [found] if found else []

    def _feeds_of_file(self, path: str | Path) -> list[str]:
        """Read a local list of feeds; nothing else is fetched that is no address."""
        if "://" in str(path):
            raise ReadError(path, "is no address that begins with http:// or https://")
        name, content = read_bytes(path)
        if root_of(content) != OPML:
            raise ReadError(name, "is no address (http, https) and no list of feeds (OPML)")
        return self._only_addresses(feeds_of_opml(content, name), name)

    def _only_addresses(self, feeds: list[str], source: str) -> list[str]:
        """Leave out what leads to a file: a stranger's list names no files of ours."""
        for feed in feeds:
            if not is_address(feed):
                self.on_note(f"{source}: {feed!r} is no address (http, https); left out")
        return [feed for feed in feeds if is_address(feed)]

    def _from_web(self, address: str, *, is_listed: bool) -> FetchedSource | list[str] | None:
        """Fetch an address; None if that was done before."""
        try:
            target = target_of(address)
            if target.url in self._asked:
                return None
            self._asked.add(target.url)
            kept = self.mirror.find(target.url) if self.mirror else None
            answer = self.client.get(
                target,
                before=self.manners.before,
                validators={kept.url: kept.validators} if kept else None,
            )
            if answer.target.url in self._found:
                self.on_note(f"{address}: leads to {answer.target.url}, which is fetched already")
                return None
            self._found.add(answer.target.url)
            if answer.moved_to:
                self.on_note(f"{address}: has moved for good to {answer.moved_to}")
            if answer.status == 304 and kept:
                return self._unchanged(address, kept)
            if answer.status != 200:
                raise FetchFault(f"answers {status_words(answer)}")
        except PrivateHostFault as fault:  # no advice for what a stranger's redirect leads to
            cure = f"if you mean it: --allow-private {target.host}"
            raise ReadError(address, f"{fault}; {cure}") from fault
        except FetchFault as fault:
            raise ReadError(address, str(fault)) from fault
        format = _format_of(answer.content, address)
        if format != OPML:
            return self._kept(address, target, answer, format, kept)
        if is_listed:
            raise ReadError(address, "is a list of feeds inside a list of feeds, and not followed")
        return self._only_addresses(feeds_of_opml(answer.content, address), address)

    def _unchanged(self, address: str, kept: Kept) -> FetchedSource:
        assert self.mirror
        path = self.mirror.folder / kept.file
        return FetchedSource(
            name=address,
            url=kept.url,
            status="unchanged",
            fetched=kept.time,
            n_bytes=path.stat().st_size,
            path=path,
        )

    def _kept(
        self, address: str, target: Target, answer: Answer, format: str, before: Kept | None
    ) -> FetchedSource:
        """Keep what came, if there is a folder to keep it in."""
        content = as_saved(answer)
        now = self.now()
        status: FetchStatus = (
            "unchanged" if before and before.sha256 == sha256_of(content) else "new"
        )
        found = FetchedSource(
            name=address,
            url=answer.target.url,
            status=status,
            fetched=now,
            n_bytes=len(content),
            _content=content,
        )
        if self.mirror is None:
            return found
        kept = Kept(
            file=file_name(target.url, format, answer.content),
            url=answer.target.url,
            etag=answer.etag,
            last_modified=answer.last_modified,
            fetched=now.isoformat(timespec="seconds"),
            sha256=sha256_of(content),
        )
        path = self.mirror.keep(target.url, kept, content)
        return replace(found, path=path, _content=None)


def _format_of(content: bytes, address: str) -> str:
    """Name the format of what came.

    Raises
    ------
    ReadError
        If it is in none that is read.
    """
    if not content:
        raise ReadError(address, "is empty")
    inner, _ = unpacked(content, address)
    if root_of(inner) == OPML:
        return OPML
    format = "archive" if is_archive(inner) else detect_format(inner, address)
    if format == "listing":  # nobody copied it by hand: it is what a server says in its trouble
        raise ReadError(address, "is plain text: no feed, no page and no table")
    return format
