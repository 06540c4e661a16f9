"""Learn the concept model from stories and the summaries that people wrote of them."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from classify.condensing import story_sentences
from classify.encoders import CheckedEncoder
from classify.records import Story, Teaser
from classify.stories.shape import shape
from classify.summarizers import ConceptModel, StoryConcepts, read_concepts
from classify.summarizers.concept_model import with_rarity
from classify.summarizers.concepts import concepts_of
from classify.trees import BoostedTrees

KIND = "summary-concepts"
MIN_TEXTS = 3  # that hold a stem, for its rarity to be listed
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
    rarity, rarest = rarity_of(stories)
    features, truths, weights = [], [], []
    for one, own in zip(stories, concepts, strict=True):
        if not own.concepts:
            continue
        features.append(with_rarity(own, rarity, rarest))
        told = set(concepts_of(one.summary))
        truths.append(np.array([concept in told for concept in own.concepts]))
        weights.append(np.full(len(own.concepts), 1 / len(own.concepts)))
    weight = np.concatenate(weights)
    settings = {
        "max_iter": 200,
        "learning_rate": 0.06,
        "max_leaf_nodes": 15,
        "min_samples_leaf": 100,
        "l2_regularization": 1.0,
        "random_state": 0,
    } | changes
    trees = HistGradientBoostingClassifier(**settings).fit(
        np.vstack(features), np.concatenate(truths), sample_weight=weight / weight.mean()
    )
    return ConceptModel(trees=BoostedTrees.of(trees), rarity=rarity, rarest=rarest)


def rarity_of(stories: Sequence[SummarisedStory]) -> tuple[dict[str, float], float]:
    """How many teasers there are for one that holds a stem, as logarithms."""
    n_teasers = 0
    holding: Counter[str] = Counter()
    for one in stories:
        for teaser in one.story.teasers:
            n_teasers += 1
            holding.update({concept[0] for concept in concepts_of(teaser.passage)})
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
