"""What lines are to their neighbours: captions, decks, labels that are headlines, dates that lead.

Each function looks at the whole listing, because a site lays out all its items alike: what one
item leaves open, the others decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from classify.readers.listing.lines import Line, LineKind

_MIN_CAPTION_LETTERS = 20  # a shorter common beginning may be chance
# A date at the very top may be the page's own, so white space outvotes it.
_EDGE_WEIGHT = 1
_GAP_WEIGHT = 2
_MIN_DECK_LETTERS = 60
_MIN_DECK_RATIO = 1.3  # in letters to the headline's


def settle(lines: Sequence[Line]) -> list[Line]:
    """Take captions away and settle what doubtful lines are.

    Parameters
    ----------
    lines : sequence of Line
        A whole listing, each line judged alone.

    Returns
    -------
    list of Line
        Without captions; decks have become prose, labels that are headlines titles.
    """
    return _with_decks(_with_short_headlines(_without_captions(lines)))


def dates_lead(lines: Sequence[Line]) -> bool:
    """Tell whether a date line belongs to the item below it rather than to the one above.

    Between two items a date may belong to either. White space tells (it keeps closer to its own),
    and so do the first and the last date, which may have an item on one side only.
    """
    votes = 0
    below = wording_below(lines)
    has_above = False
    for index, line in enumerate(lines):
        has_above = has_above or (index > 0 and lines[index - 1].is_wording)
        if line.kind is not LineKind.DATE:
            continue
        next_one = below[index]
        if not has_above:
            votes += _EDGE_WEIGHT
        elif next_one is None:
            votes -= _EDGE_WEIGHT
        elif next_one.kind is LineKind.TITLE:
            votes += _GAP_WEIGHT * (_is_gap(lines, index - 1) - _is_gap(lines, index + 1))
    return votes > 0


def wording_below(lines: Sequence[Line]) -> list[Line | None]:
    """Give for each line the next headline or text below it."""
    return _next_ones(lines, lambda line: line.is_wording)


def _next_ones(lines: Sequence[Line], is_wanted: Callable[[Line], bool]) -> list[Line | None]:
    """Give for each line the next wanted one behind it, all in one pass."""
    following: Line | None = None
    found: list[Line | None] = []
    for line in reversed(lines):
        found.append(following)
        following = line if is_wanted(line) else following
    return found[::-1]


def _is_gap(lines: Sequence[Line], index: int) -> bool:
    """Tell whether there is a blank line at a place."""
    return 0 <= index < len(lines) and lines[index].kind is LineKind.BLANK


def _without_captions(lines: Sequence[Line]) -> list[Line]:
    """Take away image captions.

    A caption repeats a headline, often cut short ("Minsk court jails editor of"), or stands above a
    comment count. Where a page shows such captions, others of its kind need less proof: they are
    known by their place above a headline that has a text.
    """
    places = [index for index, line in enumerate(lines) if line.is_wording]
    trios = list(zip(places, places[1:], [*places[2:], None], strict=False))
    captions = {above for above, place, _ in trios if _repeats(lines[above], lines[place])}
    captions |= {place for above, place, _ in trios if _repeats(lines[place], lines[above])} - {
        place for above, place, _ in trios if above in captions
    }
    repeating = len(captions)
    counted = {
        above
        for above, place, below in trios
        if _is_counted(lines, above) and _is_titled_text(lines, place, below)
    }
    captions |= {above for above in counted if lines[above].kind is LineKind.TITLE}
    if captions & counted:
        captions |= _captions_by_count(lines, places)
    elif repeating >= 2:
        captions |= {
            above
            for above, place, below in trios
            if lines[above].kind is LineKind.TITLE
            and place not in captions
            and _is_titled_text(lines, place, below)
        }
    return [line for index, line in enumerate(lines) if index not in captions]


def _captions_by_count(lines: Sequence[Line], places: Sequence[int]) -> set[int]:
    """Find the captions of a page that has comment counts below its captions."""
    captions = set()
    for position, place in enumerate(places[:-1]):
        if not _is_counted(lines, place) or lines[places[position + 1]].kind is LineKind.PROSE:
            continue
        # A teaser that a count follows stands right below its headline; a caption does not.
        above = lines[places[position - 1]] if position else None
        if lines[place].kind is LineKind.TITLE or (above and above.kind is LineKind.PROSE):
            captions.add(place)
    return captions


def _repeats(caption: Line, headline: Line) -> bool:
    """Tell whether a line is a headline once more, or its beginning."""
    beginning = _letters(caption.text)
    return (
        len(beginning) >= _MIN_CAPTION_LETTERS
        and headline.kind is LineKind.TITLE
        and _letters(headline.text).startswith(beginning)
    )


def _letters(text: str) -> str:
    """Reduce a text to its letters and digits, for comparing."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _is_counted(lines: Sequence[Line], place: int) -> bool:
    """Tell whether a comment count stands right below a line."""
    return place + 1 < len(lines) and lines[place + 1].kind is LineKind.COUNT


def _is_titled_text(lines: Sequence[Line], place: int, below: int | None) -> bool:
    """Tell whether a headline stands at a place and its text below."""
    return (
        lines[place].kind is LineKind.TITLE
        and below is not None
        and lines[below].kind is LineKind.PROSE
        and not _is_counted(lines, place)
    )


def _with_short_headlines(lines: Sequence[Line]) -> list[Line]:
    """Make a headline of a label that a text stands below and that no other headline claims."""
    n_uses = Counter(line.text for line in lines if line.kind is LineKind.LABEL)
    dates_trail = not dates_lead(lines)
    below = wording_below(lines)
    below_or_label = _next_ones(lines, lambda line: line.is_wording or line.kind is LineKind.LABEL)
    settled: list[Line] = []
    above: Line | None = None  # the nearest wording
    kind_above: LineKind | None = None  # of the nearest line that is not blank
    for line, next_one, next_of_both in zip(lines, below, below_or_label, strict=True):
        # "Headline / Jane Doe / Text": the name is no headline, the line above it is one already.
        is_free = above is None or above.kind is LineKind.PROSE
        # "Text / 2 hours ago / Tennis": a section stands behind the date of its item.
        is_section = dates_trail and kind_above is LineKind.DATE
        leads_text = next_one is next_of_both and next_one and next_one.kind is LineKind.PROSE
        is_label = line.kind is LineKind.LABEL and n_uses[line.text] == 1
        if is_label and is_free and leads_text and not is_section:
            settled.append(replace(line, kind=LineKind.TITLE))
        else:
            settled.append(line)
        above = settled[-1] if settled[-1].is_wording else above
        kind_above = kind_above if line.kind is LineKind.BLANK else line.kind
    return settled


def _with_decks(lines: Sequence[Line]) -> list[Line]:
    """Make prose of texts that do not end with a full stop, where the layout gives them away."""
    places = [index for index, line in enumerate(lines) if line.is_wording]
    gaps = [
        frozenset(line.kind for line in lines[above + 1 : below])
        for above, below in pairwise(places)
    ]
    decks = _decks_in_step(lines, places)
    decks |= _decks_like_texts(lines, places, gaps) | _decks_in_pairs(lines, places, gaps)
    return [
        replace(line, kind=LineKind.PROSE) if index in decks else line
        for index, line in enumerate(lines)
    ]


def _decks_in_step(lines: Sequence[Line], places: Sequence[int]) -> set[int]:
    """Find decks where a whole page goes headline, text, headline, text, without exception."""
    headlines, texts = places[::2], places[1::2]
    n_prose = sum(lines[place].kind is LineKind.PROSE for place in texts)
    in_step = len(headlines) == len(texts) and n_prose >= 2
    if not in_step or any(lines[place].kind is LineKind.PROSE for place in headlines):
        return set()
    n_letters_above = sum(len(lines[place].text) for place in headlines)
    n_letters_below = sum(len(lines[place].text) for place in texts)
    return set(texts) if n_letters_below >= _MIN_DECK_RATIO * n_letters_above else set()


def _decks_like_texts(
    lines: Sequence[Line], places: Sequence[int], gaps: Sequence[frozenset[LineKind]]
) -> set[int]:
    """Find decks that stand to their neighbours as the texts of other items do.

    What lies between headline and text (nothing, a date, a byline) and what lies between items is
    learned from the items that are plain.
    """
    kinds = [lines[place].kind for place in places]
    within: Counter[frozenset[LineKind]] = Counter()
    between: Counter[frozenset[LineKind]] = Counter()
    for (above, below), gap in zip(pairwise(kinds), gaps, strict=True):
        if (above, below) == (LineKind.TITLE, LineKind.PROSE):
            within[gap] += 1
        elif (above, below) == (LineKind.PROSE, LineKind.TITLE):
            between[gap] += 1
    decks = set()
    for position, gap in enumerate(gaps):
        first, second = places[position], places[position + 1]
        ends_item = position + 1 == len(gaps) or (
            between[gaps[position + 1]] > within[gaps[position + 1]]
        )
        # Bare headlines too stand below each other with nothing between.
        is_long = len(lines[second].text) >= len(lines[first].text) or gap - {LineKind.BLANK}
        is_pair = kinds[position] is kinds[position + 1] is LineKind.TITLE
        if is_pair and within[gap] > between[gap] and ends_item and is_long and first not in decks:
            decks.add(second)
    return decks


def _decks_in_pairs(
    lines: Sequence[Line], places: Sequence[int], gaps: Sequence[frozenset[LineKind]]
) -> set[int]:
    """Find decks in groups of just two lines, the second of which is much the longer one."""
    decks = set()
    for position, gap in enumerate(gaps):
        first, second = places[position], places[position + 1]
        before = gaps[position - 1] if position else {LineKind.BLANK}
        after = gaps[position + 1] if position + 1 < len(gaps) else {LineKind.BLANK}
        n_letters = len(lines[second].text)
        is_deck = (
            not gap
            and before
            and after
            and lines[first].kind is lines[second].kind is LineKind.TITLE
            and n_letters >= max(_MIN_DECK_LETTERS, _MIN_DECK_RATIO * len(lines[first].text))
        )
        if is_deck:
            decks.add(second)
    return decks
