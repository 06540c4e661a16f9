"""Which addresses may be fetched: what they say, and where their hosts really are.

A name can lead into the network of whoever fetches, today or at the next look-up. So a host is
looked up once, all that it stands for is checked, and the connection goes to the very address that
was checked.
"""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

MAX_ADDRESS_LETTERS = 4_000
_PORTS = {"http": 80, "https": 443}
_UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_.])?")
_KEPT = "%/?:@!$&'()*+,;=~-._[]"  # what stands in a path or query as it is
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFFFFFF

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Collection[str]]
"""Host and port to IP addresses as text."""


class FetchFault(Exception):
    """Why an address is not fetched; whoever asked for it turns it into a ReadError."""


class PrivateHostFault(FetchFault):
    """An address leads into a private or reserved network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address taken apart."""

    scheme: str
    host: str
    """In ASCII, without brackets."""
    port: int
    path: str
    """With the query, as it is sent."""

    @property
    def url(self) -> str:
        """The whole address, without fragment."""
        return f"{self.origin}{self.path}"

    @property
    def origin(self) -> str:
        """Scheme, host, and a port that is not the usual one: what a robots.txt speaks of."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"


def target_of(address: str) -> Target:
    """Take an address apart.

    Raises
    ------
    FetchFault
        If it is none that can be fetched: another scheme, a password, no host.
    """
    address = address.strip()
    if len(address) > MAX_ADDRESS_LETTERS or _UNSAFE.search(address):
        raise FetchFault("is no address: it is too long, or has spaces or signs that none has")
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchFault(f"is no address ({error})") from error
    scheme = parts.scheme.casefold()
    if scheme not in _PORTS:
        raise FetchFault("is no address that begins with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise FetchFault("has a name or password in it, which are not sent; leave them out")
    if not host:
        raise FetchFault("is an address without a host")
    path = urlunsplit(("", "", quote(parts.path or "/", safe=_KEPT), "", ""))
    query = f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    return Target(
        scheme=scheme, host=_ascii(host), port=port or _PORTS[scheme], path=f"{path}{query}"
    )


def places_of(
    target: Target, resolve: Resolver, *, allow_private: Collection[str] = ()
) -> list[str]:
    """Look a host up, and return its IP addresses once all of them are found to be public.

    Parameters
    ----------
    target : Target
    resolve : callable
        Asked once, and not at all for a host that is an IP address.
    allow_private : collection of str
        Hosts that may lie in a private network, each with or without its port.

    Raises
    ------
    FetchFault
        If the host is not known, or one of its addresses is not public.
    """
    if literal := _ip(target.host):
        found: Collection[str] = [str(literal)]
    else:
        found = resolve(target.host, target.port)
    if not found:
        raise FetchFault(f"its host {target.host} is not known")
    named = {target.host, f"{target.host}:{target.port}", f"[{target.host}]:{target.port}"}
    if named.isdisjoint(one.casefold() for one in allow_private):
        for place in found:
            if not is_public(place):
                raise PrivateHostFault(
                    f"its host {target.host} is at {place}, in a private or reserved network"
                )
    return list(found)


def is_public(place: str) -> bool:
    """Tell whether an IP address is one of the open internet, also behind what wraps it in IPv6."""
    ip = _ip(place)
    if ip is None:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return _is_open(ip)
    carried = ip.ipv4_mapped
    if ip in _NAT64:  # how networks of IPv6 alone reach all others
        carried = ipaddress.IPv4Address(int(ip) & _LAST_32_BITS)
    if carried:
        return _is_open(carried)
    tunnels = [ip.sixtofour, *(ip.teredo or ())]
    return _is_open(ip) and not ip.is_site_local and all(_is_open(one) for one in tunnels if one)


def _is_open(ip: IPAddress) -> bool:
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def look_up(host: str, port: int, *, patience_s: float = 10.0) -> list[str]:
    """Ask the system for the IP addresses of a host.

    Raises
    ------
    FetchFault
        If there are none, or the answer takes longer than `patience_s`.
    """
    found: list[str] = []
    faults: list[OSError | UnicodeError] = []

    def ask() -> None:
        try:
            entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))
        except (OSError, UnicodeError) as error:
            faults.append(error)

    # the system's own patience is minutes, and cannot be set
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(patience_s)
    if asking.is_alive():
        raise FetchFault(f"its host {host} was not found within {patience_s:g} s")
    if faults:
        raise FetchFault(f"its host {host} is not known ({faults[0]})")
    return found


def _ascii(host: str) -> str:
    """Return a host as it is looked up: letters of other scripts in their coded form."""
    if _ip(host):
        return host.casefold()
    try:
        coded = host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError as error:
        raise FetchFault(f"has a host that is no name ({error})") from error
    if not _HOST.fullmatch(coded):
        raise FetchFault("has a host that is no name")
    return coded.casefold().rstrip(".")


def _ip(text: str) -> IPAddress | None:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
