"""Stories to drafts of their briefs: figures, independent reports, sentences, reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from classify.corroboration import weigh_evidence
from classify.digests.changes import Standing
from classify.digests.drafts import BriefDraft
from classify.records import Explanation, Teaser
from classify.summarization import StorySummarizer


def draft(
    standings: Sequence[Standing],
    topics: Sequence[Mapping[str, float]],
    summarizer: StorySummarizer,
    *,
    explain: Callable[[Teaser], Explanation] | None = None,
) -> list[BriefDraft]:
    """Check the figures and the reports of each story, and choose its sentences.

    Parameters
    ----------
    standings : sequence of Standing
        Stories, and how they stand to the digest before.
    topics : for each story the probabilities of its topics
    summarizer : StorySummarizer
    explain : callable, optional
        Says why the lead teaser of a story has its topics; no draft tells without it.

    Returns
    -------
    one draft a story, in the same order
    """
    evidence = [weigh_evidence(one.story) for one in standings]
    sentences = summarizer.summarize(
        [one.sure for one in evidence],
        fresh=[one.fresh for one in standings],
        notes=[one.notes for one in evidence],
    )
    return [
        BriefDraft(
            story=found.story,
            probabilities=topics[row],
            sentences=sentences[row],
            explanation=explain(found.story.lead_teaser) if explain else None,
            status=standings[row].status,
            fresh=standings[row].fresh,
            n_independent=found.n_independent,
            notes=found.notes,
            possible=found.possible,
        )
        for row, found in enumerate(evidence)
    ]
