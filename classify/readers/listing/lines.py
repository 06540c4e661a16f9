"""Lines of a copied page -> what each is by its own looks: headline, prose, date, count, furniture.

A line is judged alone here; what it is to its neighbours is for `listing` to say. The judgement
rests on how newsrooms write: teasers are sentences and end as such, headlines do not; dates,
bylines and section names are short and stand in rows parted by "|" or "·".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum, auto

from classify.readers.cleaning import ends_sentence, plain_line
from classify.readers.cut_marks import without_cut_mark
from classify.readers.dates import WrittenDate, parse_date
from classify.readers.limits import MAX_PARAGRAPH


class LineKind(Enum):
    """What a line is by its looks."""

    BLANK = auto()
    COUNT = auto()
    """A number on its own: comments, shares."""
    DATE = auto()
    FURNITURE = auto()
    """Bylines, buttons, photo credits: the page's own words."""
    LABEL = auto()
    """Up to three words: a section, a kicker, a name, or a very short headline."""
    TITLE = auto()
    """Looks like a headline, or like a caption made of one."""
    PROSE = auto()
    """Looks like a teaser's text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A cleaned line and what it is."""

    text: str
    kind: LineKind
    date: WrittenDate | None = None

    @property
    def is_wording(self) -> bool:
        """Whether it may be a part of an item: headline, caption or text."""
        return self.kind in (LineKind.TITLE, LineKind.PROSE)


_COUNT = re.compile(
    r"[(\[]?\d{1,3}(?:[.,\s]?\d{3})*(?:\.\d)?[kKmM]?[)\]]?"
    r"(?:\s(?:comments?|shares?|views?|likes?|replies|reactions|reads))?"
    r"|(?:comments?|shares?|views?|likes?):?\s*[(\[]?\d+[)\]]?|no comments(?: yet)?",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"share(?: this| story| article| on \w+)?|tweet|saved?(?: for later)?|print|e-?mail|copy link"
    r"|link copied|comments?|(?:leave|add|post) a? ?comment|reply|follow(?: us)?|play(?: video)?"
    r"|(?:read|load|see|show|view) (?:more|all)|(?:read )?(?:the )?full story|continue reading"
    r"|more(?: news| stories)?|all news|subscribe|sign (?:in|up)|log in|register|donate|support us"
    r"|ad|advert(?:isement|ising)?|sponsored|promoted|related(?: articles| stories| content)?"
    r"|you (?:may|might) also like|recommended|facebook|twitter|x|telegram|whatsapp|linkedin"
    r"|instagram|youtube|viber|reddit|messenger|bluesky|threads|watch|listen|video|audio|gallery"
    r"|photos?|image|next|prev(?:ious)?|back|home|menu|search|skip to (?:main )?content"
    r"|(?:back )?to (?:the )?top|close|most (?:read|popular|watched)|trending|latest(?: news)?"
    r"|breaking(?: news)?|new|exclusive|premium|members only|updated?",
)
_FURNITURE = re.compile(
    r"\d+[\s-]*min(?:ute)?s?(?:\s+(?:read|listen|watch))?|reading time:?.*|\d+:\d\d"
    r"|(?:photo|image|picture|credit|file photo|illustration)s?"
    r"(?:\s(?:by|credit|source|courtesy))?\s*[:,©].*"
    r"|photo(?:graph)? by .*|image (?:source|caption|credit).*|source:\s*\S+(?:\s\S+){0,3}"
    r"|.{0,60}\bgetty images\b.{0,30}|.{0,60}\s?/\s?(?:afp|reuters|ap|epa|epa-efe)\b.{0,20}"
    r"|(?:©|copyright|\(c\)).*|.*\ball rights reserved\b.*|.*\bprivacy policy\b.*"
    r"|.*\bcookie policy\b.*|terms of (?:use|service).*|terms and conditions.*"
    r"|(?:sign up|subscribe) (?:to|for) .{0,40}|do not (?:share or )?sell .{0,40}"
    r"|page \d+(?: of \d+)?|(?:\d+\s+)+(?:(?:…|\.{3})\s*)?\d+|https?://\S+|www\.\S+|[\W_]+",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:[Ww]ritten |[Rr]eported )?(?:[Bb]y|BY)\s+(?P<names>.{3,90})")
_LOWERCASE_IN_NAMES = frozenset(
    {"and", "in", "at", "of", "for", "the", "de", "van", "von", "der", "al", "&"}
)
_SEGMENTS = re.compile(r"\s*[|·•●]\s*|\s+[–—-]\s+|\s{2,}")
_BAR = re.compile(r"[|·•●]")
_BULLET = re.compile(r"^(?:[•●▪■▶►*»›–—-]|\d{1,2}[.)])\s+(?=\S)")
_LEADING_CLOCK = re.compile(r"^(?P<clock>[0-2]?\d:[0-5]\d)\s+[|–—-]?\s*(?P<rest>\S.*)$")

_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*+\n){2,}+")  # they say no more than one

_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’)]*\s+[\"'“‘«(]*[A-ZÀ-ÞĀ-ŽЀ-Я\d]")
# Before these a full stop ends no sentence.
_ABBREVIATION = re.compile(
    r"^\W*(?:[A-Z]|(?:[A-Za-z]\.)+[A-Za-z]|Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Sen|Rep|Gov|St|No|vs"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp)$"
)
_ACRONYM_END = re.compile(r"\b(?:[A-Za-z]\.){2,}[\"'”’)]*$|\b(?:Inc|Ltd|Co|Jr|Sr)\.$")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

_MAX_LABEL_WORDS = 3
_MAX_LABEL_LETTERS = 32
_MAX_LABEL_IDEOGRAPHS = 5
# Headlines in labeled/ have 114 letters at most; copied listings show up to some 150.
_MAX_TITLE_LETTERS = 160
_MIN_PROSE_LETTERS = 90
"""A line that ends in an ellipsis is a cut teaser from here on, a cut caption below."""


def classify_lines(text: str, as_of: datetime) -> list[Line]:
    """Split a text into lines and say what each is.

    Parameters
    ----------
    text : str
        A copied listing with line feeds for line ends.
    as_of : datetime
        Anchor of relative dates.
    """
    cleaned = [
        _without_bullet(plain_line(raw), as_of)
        for raw in _unwrapped(_BLANK_LINES.sub("\n\n", text).split("\n"), as_of)
    ]
    # Before one headline a clock may be its own ("09:30 train"); before two it is a column.
    has_clocks = sum(_LEADING_CLOCK.match(line) is not None for line in cleaned) >= 2
    lines: list[Line] = []
    for line in cleaned:
        found = _LEADING_CLOCK.match(line) if has_clocks else None
        if found and parse_date(line, as_of=as_of) is None:
            lines += [classify_line(found["clock"], as_of), classify_line(found["rest"], as_of)]
        else:
            lines.append(classify_line(line, as_of))
    return lines


def _without_bullet(line: str, as_of: datetime) -> str:
    """Take a bullet or a number off a line; "20. Januar 2025" begins with a day."""
    found = _BULLET.match(line)
    is_day = found and found[0][0].isdecimal() and parse_date(line, as_of=as_of)
    return line if found is None or is_day else line[found.end() :]


def classify_line(text: str, as_of: datetime) -> Line:
    """Say what a cleaned line is."""
    if not text:
        return Line(text, LineKind.BLANK)
    if _COUNT.fullmatch(text):
        return Line(text, LineKind.COUNT)
    # Longer than any headline, it can only be prose; the check below would be wasted on it.
    furniture = _row_of_furniture(text, as_of) if len(text) <= _MAX_TITLE_LETTERS else None
    if furniture:
        return furniture
    if _is_label(text):
        return Line(text, LineKind.LABEL)
    return Line(text, LineKind.PROSE if _is_prose(text) else LineKind.TITLE)


def _row_of_furniture(text: str, as_of: datetime) -> Line | None:
    """Recognise a date, a byline, a button, or a row of them such as "World | 3 hours ago"."""
    date = parse_date(text, as_of=as_of)
    if date:
        return Line(text, LineKind.DATE, date)
    if _is_furniture(text):
        return Line(text, LineKind.FURNITURE)
    segments = [segment for segment in _SEGMENTS.split(text) if segment]
    if len(segments) < 2:
        date = _date_behind_name(text, as_of)
        return Line(text, LineKind.DATE, date) if date else None
    dates = [parse_date(segment, as_of=as_of) for segment in segments]
    n_known = sum(
        date is not None or _is_furniture(segment) or _COUNT.fullmatch(segment) is not None
        for date, segment in zip(dates, segments, strict=True)
    )
    n_labels = sum(_is_label(segment) for segment in segments)
    # "Minsk - Moscow - Beijing" may be a headline; behind a bar or with a date it is none.
    if n_known + n_labels < len(segments) or not (n_known or _BAR.search(text)):
        return None
    first = _joined([date for date in dates if date])
    return Line(text, LineKind.DATE if first else LineKind.FURNITURE, first)


def _date_behind_name(text: str, as_of: datetime) -> WrittenDate | None:
    """Read the date of "By Jane Doe, 20 January 2025" and "Kyiv, 20 January, 14:05"."""
    for comma in re.finditer(r",\s", text):
        name, rest = text[: comma.start()], text[comma.end() :]
        if not (_is_furniture(name) or _is_label(name)):
            return None
        date = parse_date(rest, as_of=as_of)
        if date and (date.year or date.clock):
            return date
    return None


def _joined(dates: list[WrittenDate]) -> WrittenDate | None:
    """Give the first date of a row, with the time of day that stands beside it."""
    if not dates:
        return None
    first = dates[0]
    has_day = first.day or first.unclear
    if len(dates) > 1 and has_day and not first.clock and dates[1].is_clock_only:
        return replace(first, clock=dates[1].clock, precision="second")
    return first


def _is_furniture(text: str) -> bool:
    """Tell whether the words are the page's own."""
    folded = text.casefold().strip(" .…>»›→←↓↑+[]()#:")
    return (
        _BUTTON.fullmatch(folded) is not None
        or _FURNITURE.fullmatch(text) is not None
        or _is_byline(text)
    )


def _is_byline(text: str) -> bool:
    """Tell "By Jane Doe and John Roe in Kyiv" from "By noon the square had filled"."""
    found = _BYLINE.fullmatch(text)
    if not found:
        return False
    words = found["names"].split()
    return all(word[0].isupper() or word in _LOWERCASE_IN_NAMES for word in words)


def _is_label(text: str) -> bool:
    """Tell whether a line is too short to be sure that it is a headline."""
    n_ideographs = len(_IDEOGRAPH.findall(text))
    if n_ideographs:
        return n_ideographs <= _MAX_LABEL_IDEOGRAPHS
    if ends_sentence(text) and not _ACRONYM_END.search(text):
        return False
    return len(text) <= _MAX_LABEL_LETTERS and len(text.split()) <= _MAX_LABEL_WORDS


def _is_prose(text: str) -> bool:
    """Tell a teaser's text from a headline."""
    rest, is_cut = without_cut_mark(text)
    n_sentences = 1 + _n_breaks(text)
    if is_cut and ("[" in text[len(rest) :] or n_sentences > 1 or len(text) >= _MIN_PROSE_LETTERS):
        return True
    if text.rstrip("\"'”’») ").endswith((".", "。")) and not is_cut:
        return (
            _ACRONYM_END.search(text) is None or n_sentences > 1 or len(text) > _MIN_PROSE_LETTERS
        )
    # "?" and "!" end headlines too, and no stop at all ends a text that the page cut off.
    return len(text) > _MAX_TITLE_LETTERS or (n_sentences > 1 and len(text) > _MIN_PROSE_LETTERS)


def _n_breaks(text: str) -> int:
    """Count the sentence ends inside a text."""
    n_ends, begin = 0, 0
    for found in _SENTENCE_BREAK.finditer(text):
        words = text[begin : found.start()]
        if words and not words[-1].isspace():
            n_ends += _ABBREVIATION.match(words.split()[-1]) is None
            begin = found.end()
    return n_ends


def _unwrapped(raw: Iterable[str], as_of: datetime) -> list[str]:
    """Join lines that a mail program broke: a long one, and one that goes on in lower case.

    Most languages begin a date in lower case too ("lundi 20 janvier", "il y a 3 heures").
    """
    lines: list[str] = []
    for line in raw:
        previous = lines[-1].rstrip() if lines else ""
        goes_on = line[:1].islower() and (previous[-1:].isalnum() or previous.endswith(","))
        is_own = goes_on and (
            _is_furniture(line.strip()) or parse_date(line.strip(), as_of=as_of) is not None
        )
        if goes_on and 40 <= len(previous) <= MAX_PARAGRAPH and not is_own:
            lines[-1] = f"{previous} {line.strip()}"
        else:
            lines.append(line)
    return lines
