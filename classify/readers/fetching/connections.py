"""A connection to the very IP address that was checked, which ends when its time is over."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from http.client import HTTPConnection
from time import monotonic

from classify.readers.fetching.guard import Target


class Deadline:
    """What is left of the time that one address may take, over all of its redirects."""

    def __init__(self, seconds: float, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    @property
    def left_s(self) -> float:
        """Seconds left.

        Raises
        ------
        TimeoutError
            If there are none.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise TimeoutError
        return left


class PinnedConnection(HTTPConnection):
    """An HTTP connection that does not look its host up again.

    Parameters
    ----------
    target : Target
        Its host is what is asked for, and what a certificate must be of.
    places : sequence of str
        IP addresses of the host, tried in turn.
    context : ssl.SSLContext
        For https.
    connect_s, read_s : float
        Seconds of patience for connecting and for each reading.
    deadline : Deadline
        When the connection is cut off, whatever it does: a server that sends a byte now and then
        keeps to all other limits.
    """

    def __init__(
        self,
        target: Target,
        places: Sequence[str],
        context: ssl.SSLContext | None,
        *,
        connect_s: float,
        read_s: float,
        deadline: Deadline,
    ) -> None:
        super().__init__(target.host, target.port, timeout=read_s)
        self.default_port = 443 if target.scheme == "https" else 80  # left out of the Host header
        self._target, self._places, self._context = target, places, context
        self._connect_s, self._read_s, self._deadline = connect_s, read_s, deadline
        self._watch: threading.Timer | None = None

    def connect(self) -> None:
        """Connect to one of the checked addresses."""
        self.sock = raw = self._open()
        self._watch = threading.Timer(self._deadline.left_s, _cut, [raw])
        self._watch.daemon = True
        self._watch.start()
        if self._context:
            self.sock = secured = self._context.wrap_socket(
                raw, server_hostname=self._target.host, do_handshake_on_connect=False
            )
            self._watch.args = [secured]  # wrapping took the socket over
            secured.do_handshake()
        self.sock.settimeout(self._read_s)

    def close(self) -> None:
        """Close the connection."""
        if self._watch:
            self._watch.cancel()
        super().close()

    def _open(self) -> socket.socket:
        fault: OSError = OSError("no address")
        for place in self._places:
            try:
                return socket.create_connection(
                    (place, self._target.port), min(self._connect_s, self._deadline.left_s)
                )
            except OSError as error:
                fault = error
        raise fault


def _cut(connection: socket.socket) -> None:
    """End a connection that another thread waits for."""
    with suppress(OSError):  # closed already
        # as a plain socket: unwrapping TLS would wait for the other side
        socket.socket.shutdown(connection, socket.SHUT_RDWR)
