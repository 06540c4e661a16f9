"""Learn the concept model from stories and the summaries that people wrote of them."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

from classify.compute import BoostedTrees
from classify.encoders import CheckedEncoder
from classify.records import Story, Teaser
from classify.stories.groups import shape
from classify.summarization import ConceptModel, ConceptStatistics, StoryConcepts, read_concepts
from classify.summarization.concept_model import with_statistics
from classify.summarization.concepts import Concept, concepts_of, stems_of
from classify.summarization.summarizer import story_sentences

KIND = "summary-concepts"
MIN_TEXTS = 3  # that hold a stem, for its rarity to be listed
MIN_STORIES = 5  # that hold a concept, for the share that is kept to be listed
PRIOR_STORIES = 20  # that every concept is taken to have been seen in beside its own
N_FOLDS = 5
LABELED_REPEATS = 2  # beside the stories of NeuS: what a wire editor's brief holds counts as well


@dataclass(frozen=True, kw_only=True)
class SummarisedStory:
    """A story, and the summary that a person wrote of it."""

    story: Story
    summary: str


def neus_stories(data: Path, split: str) -> list[tuple[tuple[Teaser, ...], str]]:
    """Teasers and summary of each story of NeuS (Lee et al., NAACL 2022)."""
    found = []
    for line in (data / "neus" / f"{split}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        teasers = tuple(
            Teaser(id=f"{row['id']}-{n}", headline=one["title"], text=one["text"], language="en")
            for n, one in enumerate(row["documents"])
        )
        found.append((teasers, row["summaries"][0]))
    return found


def with_leads(
    pairs: Sequence[tuple[Sequence[Teaser], str]], encoder: CheckedEncoder
) -> list[SummarisedStory]:
    """Make stories of them, each with its lead teaser as the pipeline finds it."""
    vectors = encoder.encode([one.passage for teasers, _ in pairs for one in teasers])
    found, start = [], 0
    for teasers, summary in pairs:
        own = vectors[start : start + len(teasers)]
        start += len(teasers)
        lead = teasers[shape(range(len(teasers)), own).lead]
        story = Story(id=teasers[0].id, teasers=tuple(teasers), lead=lead.id)
        found.append(SummarisedStory(story=story, summary=summary))
    return found


def read_all(stories: Sequence[SummarisedStory], encoder: CheckedEncoder) -> list[StoryConcepts]:
    """Read the concepts of each story."""
    return list(map(read_concepts, story_sentences([one.story for one in stories], encoder)))


def learn(
    stories: Sequence[SummarisedStory], concepts: Sequence[StoryConcepts], **changes: Any
) -> ConceptModel:
    """Fit the trees; every story counts alike."""
    told = [set(concepts_of(one.summary)) for one in stories]
    truths = [
        np.array([concept in summary for concept in own.concepts], dtype=bool)
        for own, summary in zip(concepts, told, strict=True)
    ]
    statistics = statistics_of(stories, concepts, truths)
    weight = np.concatenate([np.full(len(own), 1 / max(1, len(own))) for own in concepts])
    settings = {
        "max_iter": 200,
        "learning_rate": 0.06,
        "max_leaf_nodes": 15,
        "min_samples_leaf": 100,
        "l2_regularization": 1.0,
        "random_state": 0,
    } | changes
    trees = HistGradientBoostingClassifier(**settings).fit(
        np.vstack(features_of_others(stories, concepts, truths, statistics)),
        np.concatenate(truths),
        sample_weight=weight / weight.mean(),
    )
    return ConceptModel(trees=BoostedTrees.of(trees), statistics=statistics)


def features_of_others(
    stories: Sequence[SummarisedStory],
    concepts: Sequence[StoryConcepts],
    truths: Sequence[NDArray[np.bool_]],
    statistics: ConceptStatistics,
) -> list[NDArray[np.float64]]:
    """Features of each story, with what is kept counted over other stories than its own fold's.

    Counted with its own summary, a rare word would give the answer away.
    """
    ids = {one.story.id: number for number, one in enumerate(stories)}  # a story may stand twice
    fold_of = np.random.default_rng(0).permutation(len(stories)) % N_FOLDS
    folds = np.array([fold_of[ids[one.story.id]] for one in stories])
    features: list[NDArray[np.float64]] = [np.empty(0)] * len(stories)
    for fold in range(N_FOLDS):
        others = np.flatnonzero(folds != fold).tolist()
        kept, usually = shares_kept(
            [concepts[row] for row in others], [truths[row] for row in others]
        )
        known = replace(statistics, kept=kept, usually_kept=usually)
        for row in np.flatnonzero(folds == fold).tolist():
            features[row] = with_statistics(concepts[row], known)
    return features


def statistics_of(
    stories: Sequence[SummarisedStory],
    concepts: Sequence[StoryConcepts],
    truths: Sequence[NDArray[np.bool_]],
) -> ConceptStatistics:
    """Count over all stories."""
    rarity, rarest = rarity_of(stories)
    kept, usually = shares_kept(concepts, truths)
    return ConceptStatistics(rarity=rarity, rarest=rarest, kept=kept, usually_kept=usually)


def shares_kept(
    concepts: Sequence[StoryConcepts], truths: Sequence[NDArray[np.bool_]]
) -> tuple[dict[Concept, float], float]:
    """How often summaries hold a concept that their story holds, smoothed towards the usual."""
    holding: Counter[Concept] = Counter()
    keeping: Counter[Concept] = Counter()
    for own, truth in zip(concepts, truths, strict=True):
        holding.update(own.concepts)
        keeping.update(one for one, told in zip(own.concepts, truth, strict=True) if told)
    usual = keeping.total() / max(1, holding.total())
    listed = sorted(one for one, n in holding.items() if n >= MIN_STORIES)
    return {
        one: (keeping[one] + PRIOR_STORIES * usual) / (holding[one] + PRIOR_STORIES)
        for one in listed
    }, usual


def rarity_of(stories: Sequence[SummarisedStory]) -> tuple[dict[str, float], float]:
    """How many teasers there are for one that holds a stem, as logarithms."""
    n_teasers = 0
    holding: Counter[str] = Counter()
    for one in stories:
        for teaser in one.story.teasers:
            n_teasers += 1
            holding.update(set(stems_of(teaser.passage)))
    kept = sorted(stem for stem, n in holding.items() if n >= MIN_TEXTS)
    rarity = {stem: math.log((1 + n_teasers) / (1 + holding[stem])) for stem in kept}
    return rarity, math.log(1 + n_teasers)


def describe(encoder: CheckedEncoder, n_stories: dict[str, int]) -> dict[str, Any]:
    """What the bundle's manifest says."""
    return {
        "kind": KIND,
        "encoder": {"name": encoder.name, "sha256": encoder.sha256},
        "stories": n_stories,
    }
