"""A page in HTML -> its blocks of text in reading order, each with what sets it apart."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any

from classify.errors import ReadError

_WORDS_OF_BLOCK_TAGS = """
    address article aside blockquote body center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre
    section summary table tbody td tfoot th thead tr ul
"""
_BLOCK_TAGS = frozenset(_WORDS_OF_BLOCK_TAGS.split())
_UNSEEN = [
    "head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title",
    "button", "select", "option", "textarea", "input", "form", "nav", "dialog", "menu",
]  # fmt: skip
_HIDDEN = (
    '[hidden], [aria-hidden="true"], [style*="display:none"], [style*="display: none"],'
    '[style*="mso-hide:all"], [style*="mso-hide: all"]'
)
_SET_APART = frozenset({"span", "time", "a"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD_TAGS = frozenset({"b", "strong"})
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_SIZE = re.compile(r"font-size\s*:\s*([\d.]+)\s*px")
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
_PROBED_BYTES = 4_096
_MAX_DEPTH = 4_000
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text without a break, such as a paragraph or a cell."""

    text: str
    tag: str
    level: int
    """1 to 6 for a heading, else 0."""
    is_bold: bool
    """Whether all of its letters are set bold."""
    size: float
    """Size of the letters in pixels, as far as a style states it; else 0."""
    link: str
    """Where the block leads to: the address of its first link."""
    link_text: str
    """The words of that link."""
    link_share: float
    """Share of its letters that are links."""
    moment: str
    """The first time in it that is marked up for machines, or an empty string."""
    look: str
    """What elements of one kind on a page share: names and classes of it and what is around it."""


def decode_markup(content: bytes, source: str) -> str:
    """Turn a page into text by the encoding that it declares; UTF-8 if it declares none.

    Raises
    ------
    ReadError
        If it is not in that encoding, or the encoding is not known.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stated = "utf-16"
    else:
        stated = stated_encoding(content) or "utf-8"
    if content.startswith(codecs.BOM_UTF8) or stated.casefold() in ("utf-16", "unicode"):
        stated = "utf-16" if stated == "utf-16" else "utf-8-sig"
    try:
        return content.decode(stated)
    except LookupError as error:
        raise ReadError(source, f"declares the encoding {stated!r}, which is not known") from error
    except UnicodeError as error:
        place = getattr(error, "start", 0)
        if stated == "utf-8" and _is_saved_as_utf8(content):
            return content.decode("utf-8", "replace")
        reason = f"is not in the encoding that it declares ({stated}); save it as UTF-8"
        raise ReadError(source, reason, item=f"byte {place}") from error


def stated_encoding(content: bytes) -> str | None:
    """Return the encoding that a document in markup names in itself; None if it names none."""
    probe = content[:_PROBED_BYTES]
    found = _XML_ENCODING.search(probe) or _META_CHARSET.search(probe)
    return found[1].decode("ascii", "replace") if found else None


def without_unseen(tree: Any) -> Any:
    """Take out of a parsed page what no reader sees, and what is there for the hand alone."""
    tree.strip_tags(_UNSEEN, recursive=True)
    for node in tree.css(_HIDDEN):
        node.decompose()
    for node in tree.css("footer"):
        if not _is_in_card(node):
            node.decompose()
    return tree


def _is_in_card(node: Any) -> bool:
    """Tell whether an element stands inside an article."""
    for _ in range(_MAX_DEPTH):
        node = node.parent
        if node is None or node.tag == "article":
            return node is not None
    return False


def blocks_of(root: Any) -> list[Block]:
    """List the blocks under an element, in reading order."""
    blocks: list[Block] = []
    owners: dict[int, _Place] = {}
    current: _Place | None = None
    runs: list[tuple[str, _Place]] = []
    for node in root.traverse(include_text=True):
        if node.tag == "br" and current:
            runs.append(("\n", current))
        if not node.is_text_node:
            continue
        place = _place_of(node.parent, owners)
        if place is None:
            continue
        if current is None or place.owner_id != current.owner_id:
            _close(runs, blocks)
            runs = []
        text = node.text_content or ""
        if runs and text[:1].isalnum() and _stand_apart(runs[-1], place):
            _close(runs, blocks)
            runs = []
        current = place
        runs.append((text, place))
    _close(runs, blocks)
    return blocks


@dataclass(slots=True)
class _Place:
    """Where a text node stands: its block, and how its letters look there."""

    owner: Any
    owner_id: int
    is_bold: bool
    size: float
    link: str | None
    moment: str
    inline: tuple[int, ...]
    """The elements between it and its block that style sheets can set apart."""


def _stand_apart(before: tuple[str, _Place], after: _Place) -> bool:
    """Tell two labels side by side, such as "7 hrs ago" and "World", from words of one line."""
    first, second = before[1].inline, after.inline
    is_nested = first == second[: len(first)] or second == first[: len(second)]
    return not is_nested and before[0][-1:].isalnum()


def _place_of(parent: Any, known: dict[int, _Place]) -> _Place | None:
    """Find the block of an element's own text; what was found before is looked up."""
    path: list[Any] = []
    node = parent
    place: _Place | None = None
    while node is not None and node.tag not in ("-document", None) and len(path) < _MAX_DEPTH:
        place = known.get(node.mem_id)
        if place:
            break
        path.append(node)
        node = node.parent
    for element in reversed(path):
        place = _inside(element, place)
        known[element.mem_id] = place
    return place


def _inside(element: Any, outer: _Place | None) -> _Place:
    """Describe the text directly inside an element, given that around the element."""
    attributes = element.attributes
    style = attributes.get("style") or ""
    size = _SIZE.search(style)
    is_bold = element.tag in _BOLD_TAGS or element.tag in _HEADINGS or bool(_BOLD.search(style))
    link = attributes.get("href") if element.tag == "a" else None
    is_block = outer is None or element.tag in _BLOCK_TAGS
    moment = (attributes.get("datetime") or "") if element.tag == "time" else ""
    inline = () if is_block or outer is None else outer.inline
    return _Place(
        moment=moment or (outer.moment if outer and not is_block else ""),
        inline=(*inline, element.mem_id) if element.tag in _SET_APART else inline,
        owner=element if is_block or outer is None else outer.owner,
        owner_id=element.mem_id if is_block or outer is None else outer.owner_id,
        is_bold=is_bold or bool(outer and outer.is_bold and "font-weight" not in style),
        size=float(size[1]) if size else (outer.size if outer else 0.0),
        link=link or (outer.link if outer else None),
    )


def _close(runs: list[tuple[str, _Place]], blocks: list[Block]) -> None:
    """Make a block of the runs of text in it, if there are letters."""
    text = "\n".join(
        line
        for raw in "".join(run if run == "\n" else _SPACES.sub(" ", run) for run, _ in runs).split(
            "\n"
        )
        if (line := " ".join(raw.split()))
    )
    if not text:
        return
    lettered = [(len(run.strip()), place) for run, place in runs if run.strip()]
    n_letters = sum(length for length, _ in lettered)
    n_linked = sum(length for length, place in lettered if place.link)
    link = next((place.link for _, place in lettered if place.link), "") or ""
    owner = lettered[0][1].owner
    tag = owner.tag
    node, level = owner, 0
    for _ in range(4):  # a heading may hold blocks of its own
        if node is None or level:
            break
        level = _HEADINGS.get(node.tag, 0)
        node = node.parent
    blocks.append(
        Block(
            text=text,
            tag=tag,
            level=level,
            is_bold=all(place.is_bold for _, place in lettered),
            size=max(place.size for _, place in lettered),
            link=link,
            link_text=" ".join("".join(run for run, place in runs if place.link == link).split())
            if link
            else "",
            link_share=n_linked / n_letters,
            moment=next((place.moment for _, place in lettered if place.moment), ""),
            look=_look(owner),
        )
    )


def _look(element: Any) -> str:
    """Write down the names and classes of an element and the two around it."""
    steps = []
    node = element
    for _ in range(3):
        if node is None or node.tag is None:
            break
        steps.append(f"{node.tag}.{(node.attributes or {}).get('class') or ''}")
        node = node.parent
    return " < ".join(steps)


def _is_saved_as_utf8(content: bytes) -> bool:
    """Tell a page in UTF-8 with a handful of broken letters, as browsers save them."""
    broken = content.decode("utf-8", "replace").count("\ufffd")
    n_wide = sum(byte >= 0xC0 for byte in content[:1_000_000])
    return broken <= 3 and n_wide > 20 * broken
