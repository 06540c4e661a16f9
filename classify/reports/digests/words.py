"""All that a digest says in its own words, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from classify.reports.digests.figure_notes import FigureNotes
from classify.reports.digests.gaps import Gaps
from classify.reports.digests.remarks import Remarks
from classify.reports.explanations import ExplanationWords
from classify.reports.phrases import Phrases
from classify.reports.translation import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestWords:
    """The words of a digest, by what they are about; each part holds the same catalogue."""

    phrases: Phrases
    remarks: Remarks
    gaps: Gaps
    figure_notes: FigureNotes
    explanations: ExplanationWords


@cache
def digest_words(catalogue: Catalogue) -> DigestWords:
    """Make the words of a language."""
    phrases = Phrases(catalogue)
    return DigestWords(
        phrases=phrases,
        remarks=Remarks(phrases),
        gaps=Gaps(phrases),
        figure_notes=FigureNotes(phrases),
        explanations=ExplanationWords(phrases),
    )
