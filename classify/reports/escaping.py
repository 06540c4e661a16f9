"""Foreign text made harmless: what sources wrote is shown, and never acts.

Headlines, outlets, addresses and file names come from strangers. Whatever leaves this room goes
through one of these functions: `plain` for text that people read (`plain_lines` where its line
breaks count), `escape_markdown` and `markdown_code` for Markdown, `escape_json` for JSON,
`web_address` for links.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# A terminal control sequence as a whole (ECMA-48), so that "\x1b[31m" does not leave "[31m" behind,
# nor "\x1b]52;c;...\x07", which writes the clipboard, what it would write.
_TERMINAL_SEQUENCE = re.compile(
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[PX\\]^_]|[\x90\x98\x9d-\x9f])"
    "[^\x07\n\r\x18\x1a\x1b\x90\x98\x9b-\x9f]*(?:\x07|\x1b\\\\|\x9c)"
)
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
_UNSEEN_IN_LINES = re.compile(f"[\x00-\x08\x0b-\x1f{_UNSEEN_RANGES}]")
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

_MARKDOWN_CODE = re.compile(r"[\w./=:,+-]+(?: [\w./=:,+-]+)*")

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


def plain_lines(text: str) -> str:
    """Turn a foreign document into lines that hold only what a reader can see.

    As `plain`, but line feeds, tabs and runs of spaces stay: they are the document's layout.
    """
    if text.isascii() and text.replace("\n", "").replace("\t", "").isprintable():
        return text
    text = _TERMINAL_SEQUENCE.sub("", text.replace("\r\n", "\n"))
    text = _STRAY_JOINER.sub("", _UNSEEN_IN_LINES.sub("", text))
    return _NO_CHARACTER.sub("\ufffd", text)


def escape_markdown(text: str) -> str:
    """Turn foreign text into Markdown that shows it and does nothing else.

    Besides markup, bare addresses are escaped, which many renderers make links of, and characters
    that count at the start of a line.
    """
    text = _MARKDOWN_ENTITY.sub("&amp;", plain(text)).translate(_MARKDOWN_CHARACTERS)
    text = _MARKDOWN_ADDRESS.sub(lambda match: f"\\{match[0]}", text)
    text = _MARKDOWN_OPENING.sub(r"\1\\\2", text)
    return f"{text[:-1]}\\#" if text.endswith("#") and text != "\\#" else text


def markdown_code(text: str) -> str:
    """Set a foreign text, such as a command, as code; one that is not simple is escaped instead.

    Within code nothing can be escaped, and renderers do not agree on what ends it.
    """
    text = plain(text)
    return f"`{text}`" if _MARKDOWN_CODE.fullmatch(text) else escape_markdown(text)


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
