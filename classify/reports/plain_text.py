"""Foreign text made harmless: what sources wrote is shown, and never acts.

Headlines, outlets, addresses and file names come from strangers. Whatever leaves this room goes
through one of these functions: `plain` for text that people read, `escape_markdown` for Markdown,
`escape_json` for JSON, `web_address` for links.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# A terminal control sequence as a whole, so that "\x1b[31m" does not leave "[31m" behind.
_TERMINAL_SEQUENCE = re.compile("(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]")
_LINE_BREAKS = re.compile("[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
# Listed rather than asked of unicodedata, so that every Python version writes the same bytes.
_UNSEEN_RANGES = (
    "\x7f-\x9f\xad"  # delete, the second control set (which holds a one-byte "\x1b["), soft hyphen
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"  # joiners, fillers, Arabic letter mark
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"  # zero width, direction marks and overrides
    "\u3164\ufeff\uffa0\ufff0-\ufffb"  # fillers, byte order mark, annotations
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # shorthand and music controls
    "\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"  # tags: whole hidden sentences fit in them
)
_UNSEEN = re.compile(f"[\x00-\x1f{_UNSEEN_RANGES}]")
_UNSEEN_IN_JSON = re.compile(f"[{_UNSEEN_RANGES}\u200c\u200d\ud800-\udfff]")
# Persian, Indic scripts and emoji need the two joiners; anywhere else they only hide.
_SCRIPT = "\u0300-\u1fff\u2190-\ud7ff\ue000-\U0010ffff"
_STRAY_JOINER = re.compile(f"[\u200c\u200d](?![{_SCRIPT}])|(?<![{_SCRIPT}])[\u200c\u200d]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # half pairs cannot be saved
_SPACES = re.compile(" {2,}")

# Entities where a renderer may not know the backslash: old Markdown for HTML, Jekyll for braces.
_MARKDOWN_CHARACTERS = str.maketrans(
    {"<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}
    | {character: f"\\{character}" for character in "\\`*_[]|~^$"}
)
_MARKDOWN_ENTITY = re.compile(r"&(?=#?\w+;)")
_MARKDOWN_OPENING = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[#+\-=:]))(.)")
_MARKDOWN_ADDRESS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)

_WEB_ADDRESS = re.compile(r"""https?://[^\s<>"'`\\{}|^\[\]]+""", re.IGNORECASE)


def plain(text: str) -> str:
    """Turn foreign text into one line that holds only what a reader can see.

    Control characters, terminal sequences, direction overrides and invisible characters go; line
    breaks and tabs become spaces; halves of surrogate pairs become U+FFFD. All else stays.
    """
    if text.isascii() and text.isprintable():  # most are: nothing to look for but spaces
        return _SPACES.sub(" ", text).strip()
    text = _TERMINAL_SEQUENCE.sub("", text)
    text = _LINE_BREAKS.sub(" ", text)
    text = _STRAY_JOINER.sub("", _UNSEEN.sub("", text))
    return _SPACES.sub(" ", _NO_CHARACTER.sub("\ufffd", text)).strip()


def escape_markdown(text: str) -> str:
    """Turn foreign text into Markdown that shows it and does nothing else.

    Besides markup, bare addresses are escaped, which many renderers make links of, and characters
    that count at the start of a line.
    """
    text = _MARKDOWN_ENTITY.sub("&amp;", plain(text)).translate(_MARKDOWN_CHARACTERS)
    text = _MARKDOWN_ADDRESS.sub(lambda match: f"\\{match[0]}", text)
    text = _MARKDOWN_OPENING.sub(r"\1\\\2", text)
    return f"{text[:-1]}\\#" if text.endswith("#") and text != "\\#" else text


def escape_json(text: str) -> str:
    """Write the invisible characters of a JSON text as escapes: same data, nothing hidden.

    So a terminal that shows the file obeys none of them, line readers see no extra line ends, and
    half surrogate pairs can be saved.
    """
    return _UNSEEN_IN_JSON.sub(lambda match: _json_escape(match[0]), text)


def web_address(url: str | None) -> str | None:
    """Return the address if a link may lead there, else None.

    Only http and https, only characters that mean nothing in HTML and Markdown, and no "user@"
    before the host, which makes one site look like another.
    """
    if url is None or not _WEB_ADDRESS.fullmatch(url) or plain(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.hostname and "@" not in parts.netloc else None


def file_name(path: str) -> str:
    """Return the last part of a path.

    A digest is sent around: the folders of the person who made it are nobody's business.
    """
    if path == "-":
        return "standard input"
    return re.split(r"[/\\]", path.rstrip("/\\"))[-1] or path


def _json_escape(character: str) -> str:
    """Escape one character as JSON does: in UTF-16 units."""
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))
