"""One address -> its content: redirects, limits of time and size, and "nothing new" answers."""

from __future__ import annotations

import ssl
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from http.client import HTTPException, HTTPResponse
from importlib.metadata import version
from time import monotonic
from urllib.parse import urljoin

from classify.readers.fetching.connections import Deadline, PinnedConnection
from classify.readers.fetching.guard import (
    FetchFault,
    Resolver,
    Target,
    look_up,
    places_of,
    target_of,
)
from classify.readers.fetching.sources import FetchLimits

PRODUCT = "classify-news"
"""The name by which a robots.txt can speak to us."""
USER_AGENT = f"{PRODUCT}/{version('classify-news')} (+https://github.com/classify-news/classify)"
_ACCEPTED = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, "
    "text/html;q=0.9, */*;q=0.5"
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LASTING = frozenset({301, 308})
_PIECE = 65_536
_SHOWN_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said."""

    target: Target
    """Where the answer was found, behind all redirects."""
    status: int
    content: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    charset: str | None = None
    retry_after: str | None = None
    moved_to: str | None = None
    """The new address, where all redirects are lasting ones."""


@dataclass(slots=True)
class Client:
    """Asks servers, one request at a time; keeps no cookies and sends no credentials.

    Proxies are not used: behind one, nobody can tell where a host is.
    """

    limits: FetchLimits = field(default_factory=FetchLimits)
    allow_private: Collection[str] = ()
    resolve: Resolver = look_up
    clock: Callable[[], float] = monotonic
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def get(
        self,
        target: Target,
        *,
        before: Callable[[Target], None] = lambda target: None,
        validators: Mapping[str, Mapping[str, str]] | None = None,
    ) -> Answer:
        """Ask for an address, and follow where it leads.

        Parameters
        ----------
        target : Target
        before : callable
            Called before each request with where it goes; raises to stop.
        validators : mapping, optional
            Headers of conditional requests, by the address that they are for.

        Raises
        ------
        FetchFault
            If there is no answer within the limits, or it leads to where nothing is fetched.
        """
        deadline = Deadline(self.limits.whole_s, self.clock)
        lasting, first = True, target
        for _ in range(self.limits.max_redirects + 1):
            headers = (validators or {}).get(target.url, {})
            try:
                before(target)
                answer, location = self._ask(target, headers, deadline)
            except FetchFault as fault:
                if target is first:
                    raise
                reason = f"leads to {_shown(target.url)}, which cannot be fetched: {fault}"
                raise FetchFault(reason) from fault
            if answer.status not in _REDIRECTS or not location:
                moved = target.url if lasting and target is not first else None
                return replace(answer, moved_to=moved)
            lasting = lasting and answer.status in _LASTING
            target = _led_to(target, location)
        raise FetchFault(f"is redirected more than {self.limits.max_redirects} times")

    def _ask(
        self, target: Target, validators: Mapping[str, str], deadline: Deadline
    ) -> tuple[Answer, str | None]:
        """Send one request, and read its answer and where that leads to."""
        places = places_of(target, self.resolve, allow_private=self.allow_private)
        connection = PinnedConnection(
            target,
            places,
            self.context if target.scheme == "https" else None,
            connect_s=self.limits.connect_s,
            read_s=self.limits.read_s,
            deadline=deadline,
        )
        headers = {
            "User-Agent": USER_AGENT,
            "Accept": _ACCEPTED,
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **validators,
        }
        try:
            connection.request("GET", target.path, headers=headers)
            with connection.getresponse() as response:
                content = self._content(response, deadline) if response.status == 200 else b""
            _ = deadline.left_s  # what was cut off at the deadline looks like an end
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            raise FetchFault(self._reason(error, deadline)) from error
        finally:
            connection.close()
        return _answer(target, response, content), response.headers.get("Location")

    def _content(self, response: HTTPResponse, deadline: Deadline) -> bytes:
        """Read and unpack a body, within the limits."""
        stated = response.headers.get("Content-Length", "")
        self._check_size(int(stated) if stated.isdecimal() else 0)
        packing = response.headers.get("Content-Encoding", "identity").strip().casefold()
        if packing not in ("gzip", "x-gzip", "identity", ""):
            raise FetchFault(f"is packed in a way that was not asked for ({_shown(packing)})")
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packing else None
        pieces, n_sent, n_bytes = [], 0, 0
        while sent := response.read1(_PIECE):
            _ = deadline.left_s
            n_sent += len(sent)
            self._check_size(n_sent)
            while sent:
                piece = unpacker.decompress(sent, _PIECE) if unpacker else sent
                sent = unpacker.unconsumed_tail if unpacker else b""
                n_bytes += len(piece)
                self._check_size(n_bytes)
                pieces.append(piece)
        if unpacker:
            pieces.append(unpacker.flush())  # less than one piece
        if (stated.isdecimal() and n_sent < int(stated)) or (unpacker and not unpacker.eof):
            raise FetchFault("was cut off on its way")
        return b"".join(pieces)

    def _check_size(self, n_bytes: int) -> None:
        if n_bytes > self.limits.max_bytes:
            most = f"{self.limits.max_bytes / 1e6:g} MB"
            raise FetchFault(f"is too large: more than {most}")

    def _reason(self, error: Exception, deadline: Deadline) -> str:
        """Say what went wrong, as a person would."""
        try:
            _ = deadline.left_s
        except TimeoutError:
            return f"took longer than {self.limits.whole_s:g} s"
        if isinstance(error, TimeoutError):
            return "does not answer"
        if isinstance(error, ssl.SSLCertVerificationError):
            return f"has a certificate that is not valid ({error.verify_message})"
        if isinstance(error, OSError):
            return f"cannot be reached ({error.strerror or error})"
        return f"answers against the rules of HTTP ({_shown(str(error) or type(error).__name__)})"


def _answer(target: Target, response: HTTPResponse, content: bytes) -> Answer:
    headers = response.headers
    return Answer(
        target=target,
        status=response.status,
        content=content,
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
        charset=headers.get_content_charset(),
        retry_after=headers.get("Retry-After"),
    )


def _led_to(target: Target, location: str) -> Target:
    """Return where a redirect leads to."""
    try:
        # servers send the bytes of UTF-8, which the headers give as Latin-1
        written = location.encode("latin-1", "replace").decode("utf-8", "replace")
        return target_of(urljoin(target.url, written.strip()))
    except (FetchFault, ValueError) as fault:
        raise FetchFault(f"leads to {_shown(location)!r}, which {fault}") from fault


def _shown(text: str) -> str:
    """Shorten what a stranger wrote to what a line has room for."""
    return text if len(text) <= _SHOWN_LETTERS else f"{text[:_SHOWN_LETTERS]}..."
