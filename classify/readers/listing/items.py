"""The plain text that one gets by copying a news site's listing page.

Each item is a headline and usually a teaser, in between and around them whatever the page shows:
captions, comment counts, dates, bylines, buttons. Reading goes in four steps: the lines are
cleaned and judged one by one (`lines`), then by their neighbours (`layout`), items are put
together from them (here), and their dates are placed in time (`mentions`, `chronology`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from classify.errors import ReadError
from classify.readers.cleaning import ends_sentence
from classify.readers.cut_marks import without_cut_mark
from classify.readers.date_values import impossible
from classify.readers.dates import WrittenDate
from classify.readers.genres import kind_of_headline, kind_of_label
from classify.readers.language_detection import language_of
from classify.readers.listing.chronology import DatedItem, place_in_time
from classify.readers.listing.dates_in_text import publishing_date
from classify.readers.listing.layout import dates_lead, next_wording, settle
from classify.readers.listing.lines import Line, LineKind, classify_lines
from classify.readers.source import Intake
from classify.records import Kind, SourceRef, Teaser, teaser_id

_MAX_HEADLINE_LETTERS = 200
_LINKS_TO_MORE = ("read more", "read full", "read the full", "full story", "continue reading")


@dataclass(slots=True)
class _Draft:
    """An item while it is put together."""

    headline: str
    kicker: Kind | None = None
    paragraphs: list[str] = field(default_factory=list)
    date: WrittenDate | None = None
    heading: WrittenDate | None = None
    """The last day that stood above the item, its own or that of several items."""
    is_cut: bool = False
    has_link_to_more: bool = False

    def add(self, paragraph: str) -> None:
        """Take in a paragraph; a mark of cutting ends the item's text."""
        text, is_cut = without_cut_mark(paragraph)
        self.is_cut = self.is_cut or is_cut
        if text:
            self.paragraphs.append(text)


def read_listing(text: str, intake: Intake) -> list[Teaser]:
    """Read the teasers of a copied listing.

    Parameters
    ----------
    text : str
        The listing, with line feeds for line ends.
    intake : Intake
        Its source, outlet and as-of time.

    Returns
    -------
    list of Teaser
        In the order of the listing. `date_basis` is "text" for a date on a line of its own and
        "inferred" for one taken from the teaser's words.
    """
    lines = settle(classify_lines(text, intake.as_of))
    drafts = _without_reprises(_Assembly(lines, intake).drafts)
    _settle_dates(drafts, intake)
    dates = _found_dates(drafts, intake.as_of)
    placed = place_in_time(dates, intake.as_of)
    return [
        _teaser(draft, number, date, moment, intake)
        for number, (draft, date, moment) in enumerate(zip(drafts, dates, placed, strict=True), 1)
    ]


class _Assembly:
    """Walks down the settled lines and puts items together."""

    def __init__(self, lines: Sequence[Line], intake: Intake) -> None:
        self.drafts: list[_Draft] = []
        self._lines = lines
        self._intake = intake
        self._dates_lead = dates_lead(lines)
        self._date: WrittenDate | None = None  # waits for the item below it
        self._heading: WrittenDate | None = None
        self._kicker: Kind | None = None
        self._n_labels_since_kicker = 0
        self._expects_headline = True
        for index, line in enumerate(lines):
            self._take(index, line)
        self._spread_headings()

    @property
    def _current(self) -> _Draft | None:
        return self.drafts[-1] if self.drafts else None

    def _take(self, index: int, line: Line) -> None:
        """Take in one line."""
        if line.kind is LineKind.TITLE:
            self._begin(line.text)
        elif line.kind is LineKind.PROSE:
            self._take_prose(index, line.text)
        elif line.kind is LineKind.DATE:
            self._take_date(index, line.date)
        elif line.kind is LineKind.LABEL:
            self._take_label(index, line.text)
        elif line.kind is LineKind.FURNITURE and self._current:
            is_link = line.text.casefold().startswith(_LINKS_TO_MORE)
            self._current.has_link_to_more = self._current.has_link_to_more or is_link

    def _begin(self, headline: str) -> None:
        """Begin an item."""
        self.drafts.append(
            _Draft(headline, kicker=self._kicker, date=self._date, heading=self._heading)
        )
        self._date = self._kicker = None
        self._expects_headline = False

    def _take_prose(self, index: int, text: str) -> None:
        """Take in what looks like a text: a paragraph, or a headline that ends like a sentence."""
        current = self._current
        is_over = current is None or current.is_cut or self._expects_headline
        below = next_wording(self._lines, index)
        has_text_below = below is not None and below.kind is LineKind.PROSE
        if is_over and has_text_below and len(text) <= _MAX_HEADLINE_LETTERS:
            self._begin(text)
        elif current is None or current.is_cut:
            reason = f"text without a headline: {text[:60]!r}"
            self._intake.on_fault(
                ReadError(self._intake.source, reason, item=f"after item {len(self.drafts)}")
            )
        else:
            current.add(text)

    def _take_date(self, index: int, date: WrittenDate | None) -> None:
        """Give a date to the item it belongs to."""
        current = self._current
        below = next_wording(self._lines, index)
        is_inside = (
            current is not None
            and not current.paragraphs
            and below is not None
            and below.kind is LineKind.PROSE
        )
        if current and (is_inside or not self._dates_lead):
            current.date = current.date or date
        elif date and (self._dates_lead or date.is_clock_only):
            # A day above a time of day is the heading of a column of times.
            self._heading = self._heading if date.is_clock_only else date
            self._date = date if date.is_clock_only else self._date or date
        self._expects_headline = current is None or bool(current.paragraphs)

    def _take_label(self, index: int, text: str) -> None:
        """Keep a kicker ("Opinion") for the headline below; behind a date it belongs above."""
        above = self._lines[index - 1].kind if index else LineKind.BLANK
        if above is LineKind.DATE and not self._dates_lead:
            return
        kind = kind_of_label(text)
        # "Opinion / Jane Doe / Headline" is one kicker and a name; a row of labels is a menu.
        self._n_labels_since_kicker = 0 if kind else self._n_labels_since_kicker + 1
        self._kicker = kind or (self._kicker if self._n_labels_since_kicker == 1 else None)

    def _spread_headings(self) -> None:
        """Let a day that heads several items stand for all of them."""
        n_own = sum(draft.date is not None for draft in self.drafts)
        is_grouped = self._dates_lead and 2 * n_own <= len(self.drafts)
        for draft in self.drafts:
            if draft.date is None and is_grouped:
                draft.date = draft.heading


def _without_reprises(drafts: Sequence[_Draft]) -> list[_Draft]:
    """Drop bare headlines that stand elsewhere with their text, as in a box of the most read."""
    told = {draft.headline.casefold() for draft in drafts if draft.paragraphs}
    return [draft for draft in drafts if draft.paragraphs or draft.headline.casefold() not in told]


def _settle_dates(drafts: Sequence[_Draft], intake: Intake) -> None:
    """Tell day and month apart by other dates of the listing; name what stays in doubt."""
    written = [one for draft in drafts for one in (draft.date, draft.heading) if one]
    intake.dates.orders.update(one.order for one in written if one.order)
    order = intake.date_format.order if intake.date_format else intake.dates.order
    for number, draft in enumerate(drafts, 1):
        if order:
            draft.date = draft.date and draft.date.in_order(order)
            draft.heading = draft.heading and draft.heading.in_order(order)
        if draft.date and draft.date.refused:
            reason = f"its date is read as a day: {draft.date.refused} is not known"
        elif draft.date and (fault := impossible(draft.date, intake.as_of)):
            reason = f"its date {fault}; left undated"
            draft.date = WrittenDate()
        elif draft.date and draft.date.unclear:
            first, second = draft.date.unclear
            shown = f"{first}/{second}/{draft.date.year}"
            reason = f"{shown} may be day first or month first; left undated"
        else:
            continue
        intake.on_doubt(ReadError(intake.source, reason, item=f"item {number}"))


def _found_dates(drafts: Sequence[_Draft], as_of: datetime) -> list[DatedItem | None]:
    """Give each item the date of its own line, else the one that its text implies."""
    found: list[DatedItem | None] = []
    for draft in drafts:
        if draft.date and draft.date.is_clock_only:
            date: WrittenDate | None = _on_heading(draft.date, draft.heading, as_of)
        else:
            date = draft.date
        mention = None if date else publishing_date("\n".join(draft.paragraphs), as_of)
        known = date or mention
        found.append(DatedItem(known, is_mention=date is None) if known else None)
    return found


def _on_heading(clock: WrittenDate, heading: WrittenDate | None, as_of: datetime) -> WrittenDate:
    """Put a time of day on the day above it; without one it is of today, or of last night."""
    if heading is None or heading.day is None:
        moment = datetime.combine(as_of.date(), clock.clock) if clock.clock else as_of
        return WrittenDate(
            moment=moment if moment <= as_of else moment - timedelta(days=1), precision="second"
        )
    return replace(heading, clock=clock.clock, precision="second")


def _teaser(
    draft: _Draft, number: int, date: DatedItem | None, moment: datetime | None, intake: Intake
) -> Teaser:
    """Make the record of a finished item."""
    text = "\n".join(draft.paragraphs)
    is_cut = draft.is_cut or (draft.has_link_to_more and bool(text) and not ends_sentence(text))
    kind = kind_of_headline(draft.headline)
    return Teaser(
        id=teaser_id(intake.outlet, draft.headline, text),
        headline=draft.headline,
        text=text,
        truncated=is_cut,
        published=moment,
        date_precision=date.date.precision if date and moment else None,
        date_basis=("inferred" if date.is_mention else "text") if date and moment else "none",
        kind=(draft.kicker or kind) if kind == "news" else kind,
        language=language_of(f"{draft.headline}. {text}"),
        sources=(
            SourceRef(outlet=intake.outlet, file=intake.source, item=number, position=number),
        ),
    )
