"""Stories to drafts of their briefs: figures, independent reports, sentences, reasons."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from classify.corroboration import weigh_evidence
from classify.digests.changes import Standing
from classify.digests.drafts import BriefDraft
from classify.digests.kinds import part_kinds
from classify.readers import as_compared, spans_by_id
from classify.records import Explanation, Story, Teaser
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
    own = [teaser for one in standings for teaser in one.story.teasers]
    texts = {teaser.id: teaser for teaser in own}
    compared = {teaser.id: teaser for teaser in as_compared(own)}
    parted = [part_kinds(one.story) for one in standings]
    # boilerplate is ground neither for a reprint nor for a topic
    evidence = [weigh_evidence(_with_texts(told, compared)) for told, _ in parted]
    stories = [
        dataclasses.replace(one.story, lead=found.story.lead)
        for one, found in zip(standings, evidence, strict=True)
    ]
    sentences = summarizer.summarize(
        [_with_texts(one.sure, texts) for one in evidence],
        fresh=[one.fresh for one in standings],
        known={id: said for one in standings for id, said in one.known.items()},
        notes=[one.notes for one in evidence],
        shared=spans_by_id(own),
    )
    return [
        BriefDraft(
            story=stories[row],
            probabilities=topics[row],
            sentences=sentences[row],
            explanation=explain(compared[stories[row].lead]) if explain else None,
            status=standings[row].status,
            fresh=standings[row].fresh,
            known=standings[row].known,
            n_independent=found.n_independent,
            notes=found.notes,
            possible=found.possible,
            background=parted[row][1],
        )
        for row, found in enumerate(evidence)
    ]


def _with_texts(story: Story, teasers: Mapping[str, Teaser]) -> Story:
    return dataclasses.replace(story, teasers=tuple(teasers[one.id] for one in story.teasers))
