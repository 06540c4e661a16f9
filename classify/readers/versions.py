"""Two teasers of one id: copies, versions of one article, or strangers.

An id is not a text. Tables number their rows, feeds give one address to all items, and outlets
rewrite an article under its address. So what an id says must agree with what the teasers say.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Literal

from classify.readers.addresses import is_address, may_name_article, surely_names_article
from classify.records import Teaser, folded, teaser_id

Kinship = Literal["copy", "version", "stranger"]

MAX_DAYS = {"second": 3.0, "day": 3.0, "month": 35.0, "year": 370.0}
"""Days beyond which one headline twice is two items, where the id does not name an article; by the
coarser precision of the two dates."""

_SECONDS_PER_DAY = 86_400.0
_MIN_SHARED = 2  # stems
_MIN_OVERLAP = 0.2  # of two versions of an article
_MIN_TEXT_OVERLAP = 0.3  # of two versions, where the id says nothing
_MIN_HEADLINE = 0.75  # resemblance of their headlines then
_RECORD = re.compile(r"\d{4,}(?:~.*)?")  # a number that a system may have given, or a long table
_MIN_WHOLE = 0.6  # overlap of two versions under such a number, of a named outlet
_MIN_SHARED_OF_NUMBER = 5  # stems that they share
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Telling:
    """A teaser as it is compared with others of its id."""

    teaser: Teaser
    headline: str
    text: str
    """Without what a feed's items share; both as `folded` gives them."""
    names_article: bool
    """Whether the id can be that of one article."""

    @classmethod
    def of(cls, teaser: Teaser, text: str | None = None) -> Telling:
        """Read a teaser; `text` is its text as it is compared, if that is another."""
        made = {
            teaser_id(place.outlet, teaser.headline, teaser.text) for place in teaser.sources or ()
        } | {teaser_id(None, teaser.headline, teaser.text)}
        return cls(
            teaser,
            folded(teaser.headline),
            folded(teaser.text if text is None else text),
            teaser.id not in made and may_name_article(teaser.id),
        )


def kinship(one: Telling, other: Telling) -> Kinship:
    """Tell what two teasers with one id are to each other.

    Copies say the same, or one is cut off where the other goes on. Versions are one article that
    was rewritten: under an id that can be an article's, texts of one subject; under any other id,
    one outlet with nearly the same headline and text within some days (most of the same words, if
    the id is a long number).
    """
    if one.headline == other.headline and _is_copy(one, other):
        recurs = not (one.names_article and other.names_article) and _far_apart(one, other)
        return "stranger" if recurs else "copy"
    if one.names_article and other.names_article:
        return "version" if _is_rewritten(one, other) else "stranger"
    if not _share_outlet(one, other) or _far_apart(one, other):
        return "stranger"
    # imported here, as reading alone does without numpy
    from classify.text import content_stems, overlap, resemblance

    headlines = content_stems(one.headline), content_stems(other.headline)
    texts = content_stems(one.text), content_stems(other.text)
    near = one.headline == other.headline or resemblance(*headlines) >= _MIN_HEADLINE
    like = not all(texts) or overlap(*texts) >= _MIN_TEXT_OVERLAP
    if near and like:
        return "version"
    wholes = headlines[0] | texts[0], headlines[1] | texts[1]
    mostly = overlap(*wholes) >= _MIN_WHOLE and len(wholes[0] & wholes[1]) >= _MIN_SHARED_OF_NUMBER
    is_record = _RECORD.fullmatch(one.teaser.id) and one.teaser.outlets
    return "version" if is_record and mostly else "stranger"


def are_one_article(one: Teaser, other: Teaser) -> bool:
    """Tell whether two teasers with one id are copies or versions of one article."""
    return kinship(Telling.of(one), Telling.of(other)) != "stranger"


def said_by(teaser: Teaser) -> tuple[str, ...]:
    """Hash what a teaser says: its headline, then each sentence of its text.

    Letter case, white space and punctuation do not count.
    """
    from classify.text import split_sentences

    spans = split_sentences(teaser.text, truncated=teaser.truncated, language=teaser.language)
    sentences = (teaser.text[span.start : span.end] for span in spans)
    return tuple(map(fingerprint, (teaser.headline, *sentences)))


def fingerprint(text: str) -> str:
    """Hash the words of a headline or a sentence into eight hexadecimal digits."""
    words = " ".join(_WORD.findall(folded(text)))
    return hashlib.sha256(words.encode(errors="surrogatepass")).hexdigest()[:8]


def _is_copy(one: Telling, other: Telling) -> bool:
    """Tell whether of two texts under one headline neither says what the other does not."""
    if one.text == other.text or not (one.text and other.text):
        return True
    shorter, longer = sorted((one, other), key=lambda telling: len(telling.text))
    beginning = shorter.text.rstrip(" .…[]()")
    return shorter.teaser.truncated and longer.text.startswith(beginning)


def _is_rewritten(one: Telling, other: Telling) -> bool:
    """Tell whether two texts under an article's id are of one subject."""
    if not (is_address(one.teaser.id) or _share_outlet(one, other)):
        return False
    from classify.text import content_stems, overlap

    stems = [content_stems(f"{each.headline} {each.text}") for each in (one, other)]
    n_shared = len(stems[0] & stems[1])
    # of a live page each fragment may be a report of its own
    fragments = {each.teaser.id.partition("#")[2] for each in (one, other)}
    if len(fragments) == 1 and n_shared and surely_names_article(one.teaser.id):
        return True
    return n_shared >= _MIN_SHARED and overlap(*stems) >= _MIN_OVERLAP


def _share_outlet(one: Telling, other: Telling) -> bool:
    """Tell whether two teasers have an outlet in common, or both none that is named."""
    outlets = set(one.teaser.outlets), set(other.teaser.outlets)
    return outlets[0] == outlets[1] or not outlets[0].isdisjoint(outlets[1])


def _far_apart(one: Telling, other: Telling) -> bool:
    """Tell whether two teasers are dated too far from each other to be one."""
    times = [each.teaser.published for each in (one, other)]
    if times[0] is None or times[1] is None:
        return False
    days = abs((times[0] - times[1]).total_seconds()) / _SECONDS_PER_DAY
    precisions = (each.teaser.date_precision or "second" for each in (one, other))
    return days > max(MAX_DAYS[precision] for precision in precisions)
