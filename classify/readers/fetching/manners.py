"""How to behave at a host: what its robots.txt allows, and how long to wait between requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import TYPE_CHECKING

from classify.readers.fetching.client import PRODUCT, Answer, Client
from classify.readers.fetching.guard import FetchFault, Target, target_of

if TYPE_CHECKING:
    from protego import Protego

_MAX_ROBOTS_BYTES = 512_000  # RFC 9309 asks for 500 KiB at least
_MAX_DELAY_S = 30.0


@dataclass(slots=True)
class Manners:
    """Asks each host's robots.txt once, and spaces requests to it."""

    client: Client
    clock: Callable[[], float] = monotonic
    wait: Callable[[float], None] = sleep
    _rules: dict[str, Protego | FetchFault] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def before(self, target: Target) -> None:
        """Wait until the next request to a host is due; called before each of them.

        Raises
        ------
        FetchFault
            If the host's robots.txt forbids the address, or cannot be read.
        """
        rules = self._rules_of(target)
        if not rules.can_fetch(target.url, PRODUCT):
            raise FetchFault(f"is closed to programs by {target.origin}/robots.txt")
        asked = rules.crawl_delay(PRODUCT) or 0.0
        delay = max(self.client.limits.delay_s, min(float(asked), _MAX_DELAY_S))
        if target.host in self._last:
            left = self._last[target.host] + delay - self.clock()
            if left > 0:
                self.wait(left)
        self._last[target.host] = self.clock()

    def _rules_of(self, target: Target) -> Protego:
        """Return the rules of an origin; what failed once fails again, without a request."""
        if target.origin not in self._rules:
            try:
                self._rules[target.origin] = self._asked(target.origin)
            except FetchFault as fault:
                self._rules[target.origin] = fault
        found = self._rules[target.origin]
        if isinstance(found, FetchFault):
            raise found
        return found

    def _asked(self, origin: str) -> Protego:
        """Ask for the rules as RFC 9309 has it: where there are none, everything is allowed."""
        from protego import Protego

        answer = self.client.get(target_of(f"{origin}/robots.txt"))
        if answer.status >= 500 or answer.status == 429:
            raise FetchFault(
                f"is not fetched, as {origin}/robots.txt cannot be read ({status_words(answer)})"
            )
        text = answer.content[:_MAX_ROBOTS_BYTES].decode("utf-8", "replace")
        return Protego.parse(text if answer.status == 200 else "")


def status_words(answer: Answer) -> str:
    """Say an HTTP status in words: "404 Not Found"."""
    from http import HTTPStatus

    try:
        words = f" {HTTPStatus(answer.status).phrase}"
    except ValueError:
        words = ""
    later = answer.retry_after or ""
    when = f"; try again in {later} s" if later.isdecimal() and len(later) < 7 else ""
    return f"{answer.status}{words}{when}"
