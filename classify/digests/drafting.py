"""Stories to drafts of their briefs: figures, independent reports, sentences, reasons."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from classify.corroboration import find_clashes, independent_reports, with_current_lead
from classify.digests.changes import Standing
from classify.digests.drafts import BriefDraft
from classify.encoders import EncoderLike
from classify.records import Explanation, Teaser
from classify.summarization import ConceptModel, CondensingSettings, condense


def draft(
    standings: Sequence[Standing],
    topics: Sequence[Mapping[str, float]],
    encoder: EncoderLike,
    settings: CondensingSettings,
    *,
    concept_model: ConceptModel | None = None,
    explain: Callable[[Teaser], Explanation] | None = None,
) -> list[BriefDraft]:
    """Check the figures and the reports of each story, and choose its sentences.

    Parameters
    ----------
    standings : sequence of Standing
        Stories, and how they stand to the digest before.
    topics : for each story the probabilities of its topics
    encoder : EncoderLike
        Embeds sentences.
    settings : CondensingSettings
    concept_model : ConceptModel, optional
        What was learned of concepts on vectors of this encoder.
    explain : callable, optional
        Says why the lead teaser of a story has its topics; no draft tells without it.

    Returns
    -------
    one draft a story, in the same order
    """
    notes = [find_clashes(one.story.teasers) for one in standings]
    stories = [with_current_lead(one.story, own) for one, own in zip(standings, notes, strict=True)]
    condensed = condense(
        stories,
        encoder,
        settings,
        concept_model=concept_model,
        fresh=[one.fresh for one in standings],
        notes=notes,
    )
    return [
        BriefDraft(
            story=story,
            probabilities=topics[row],
            sentences=condensed[row],
            explanation=explain(story.lead_teaser) if explain else None,
            status=standings[row].status,
            fresh=standings[row].fresh,
            n_independent=independent_reports(story),
            notes=notes[row],
        )
        for row, story in enumerate(stories)
    ]
