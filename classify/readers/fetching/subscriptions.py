"""OPML, as feed readers export their subscriptions -> the addresses of the feeds."""

from __future__ import annotations

from classify.errors import ReadError

OPML = "opml"
"""The root of such a document."""
MAX_FEEDS = 5_000


def feeds_of_opml(content: bytes, source: str) -> list[str]:
    """List the addresses of the feeds in an OPML document, each once, in its order.

    Raises
    ------
    ReadError
        If it is no well-formed XML, declares entities, or names no feed, or too many.
    """
    from xml.parsers import expat

    found: dict[str, None] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if name.casefold() == "outline":
            folded = {key.casefold(): value for key, value in attributes.items()}
            if address := folded.get("xmlurl", "").strip():
                found.setdefault(address)

    def refuse(*_: object) -> None:
        raise ReadError(source, "declares entities, which no list of feeds needs")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        reason = f"is no well-formed OPML ({expat.ErrorString(error.code)})"
        raise ReadError(source, reason, item=f"line {error.lineno}") from error
    except (LookupError, ValueError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(source, f"is no OPML that can be read ({error})") from error
    if not found:
        raise ReadError(source, "is an OPML document that names no feed (xmlUrl)")
    if len(found) > MAX_FEEDS:
        raise ReadError(source, f"names {len(found):,} feeds, more than {MAX_FEEDS:,}")
    return list(found)
