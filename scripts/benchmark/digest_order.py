"""Score the order of a digest against editors: nDCG@10 (A = 3, B = 1), and what never leads.

    python scripts/benchmark/digest_order.py --data DIR

Piles: real weeks of eight outlets with what two editors would lead with (DIR/weeks/*.picks.jsonl),
on the program's stories and on the annotators'. The model of consequence learns from all training
weeks but the one that is scored; development weeks are scored by the model of all training weeks.
Peers: order by independent reports, by publishers, by teasers, by recency, and by LexRank (Erkan
and Radev 2004): centrality of a story's lead among the leads. Intervals: weeks drawn anew.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify import TeaserPipeline, read_teasers
from classify.cli.cache import user_cache
from classify.corroboration import weigh_evidence
from classify.digests import ConsequenceModel, DigestLayout, RankingSettings, StoryRanker
from classify.text import publisher
from scripts.consequence_training import (
    Directions,
    JudgedWeek,
    as_annotated,
    judged_week,
    learn,
    learn_directions,
    week_features,
)
from scripts.editors import editors_of
from scripts.weeks import DEVELOPMENT, TRAINING

LEXRANK_BOUND = 0.5  # cosine of vectors; the paper's .1 is of tf-idf
LEXRANK_DAMPING = 0.15
N_STEPS = 100
N_RESAMPLES = 2_000

Scores = NDArray[np.float64]
Order = Callable[[JudgedWeek], Scores]


def main() -> None:
    """Print a row a week, for both kinds of stories, and calibration."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    arguments = parser.parse_args()
    pipeline = TeaserPipeline.load(cache=user_cache(no_cache=False))
    weeks = [judged_week(arguments.data, name, pipeline) for name in (*TRAINING, *DEVELOPMENT)]
    directions = learn_directions(arguments.data, pipeline.encoder, pipeline.classifier)
    for title, piles in (
        ("the program's stories", weeks),
        ("the annotators' stories", [as_annotated(one) for one in weeks]),
    ):
        models = _models(directions, piles)
        print(f"\nnDCG@10 / X among the first five, on {title}\n")
        _print_orders(piles, {"consequence": _learned(models), **PEERS})
        _print_calibration(piles, models)
        if piles is weeks:
            _print_digests(arguments.data, pipeline, models)


def _models(directions: Directions, piles: Sequence[JudgedWeek]) -> Mapping[str, ConsequenceModel]:
    """Of each week the model that knows nothing of it."""
    training = [one for one in piles if one.name in TRAINING]
    whole = learn(directions, training)
    return {
        one.name: learn(directions, [other for other in training if other is not one])
        if one.name in TRAINING
        else whole
        for one in piles
    }


def _learned(models: Mapping[str, ConsequenceModel]) -> Order:
    return lambda judged: models[judged.name].log_odds(week_features(judged, models[judged.name]))


def _print_orders(piles: Sequence[JudgedWeek], orders: Mapping[str, Order]) -> None:
    print("| week | stories | " + " | ".join(orders) + " |")
    print("| --- | ---: |" + " --- |" * len(orders))
    found: dict[str, dict[str, float]] = {name: {} for name in orders}
    for judged in piles:
        cells = []
        for name, order in orders.items():
            scores = order(judged)
            ranked = np.lexsort((np.array(judged.leads), -scores))
            value, never = judged.editors.score([judged.leads[row] for row in ranked])
            found[name][judged.name] = value
            cells.append(f"{value:.3f} / {never}")
        print(f"| {judged.name} | {len(judged.stories)} | " + " | ".join(cells) + " |", flush=True)
    for title, names in (("training, left out in turn", TRAINING), ("development", DEVELOPMENT)):
        cells = [_mean([values[name] for name in names]) for values in found.values()]
        print(f"| mean, {title} | | " + " | ".join(cells) + " |")


def _mean(values: Sequence[float]) -> str:
    """Mean, its interval, and the lowest."""
    random = np.random.default_rng(0)
    means = random.choice(values, (N_RESAMPLES, len(values))).mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return f"{np.mean(values):.3f} ({low:.3f} to {high:.3f}), lowest {min(values):.3f}"


def _print_digests(
    data: Path, pipeline: TeaserPipeline, models: Mapping[str, ConsequenceModel]
) -> None:
    """Score the digests as they are printed: news before comments, what is no news at the end."""
    print("\n| week | nDCG@10 of the digest / X | rank by reports |")
    print("| --- | --- | --- |")
    found: list[list[float]] = []
    for name, model in models.items():
        editors, cells = editors_of(data, name), []
        own = TeaserPipeline(
            pipeline.classifier,
            story_finder=pipeline.story_finder,
            summarizer=pipeline.summarizer,
            genres=pipeline.genres,
            ranker=StoryRanker(pipeline.encoder, model=model),
        )
        teasers = read_teasers(data / "weeks" / f"{name}.jsonl")
        as_of = max(one.published for one in teasers if one.published) + timedelta(days=1)
        for learned in (True, False):
            layout = DigestLayout(ranking=RankingSettings(learned=learned))
            digest = own.digest(teasers, as_of=as_of, layout=layout)
            ids = {source.number: source.teaser_id for source in digest.sources}
            order = [ids[one.headline_citation] for part in digest.sections for one in part.briefs]
            cells.append(editors.score(order))
        found.append([value for value, _ in cells])
        shown = " | ".join(f"{value:.3f} / {never}" for value, never in cells)
        print(f"| {name} | {shown} |", flush=True)
    for title, names in (("training, left out in turn", TRAINING), ("development", DEVELOPMENT)):
        rows = [row for name, row in zip(models, found, strict=True) if name in names]
        print(f"| mean, {title} | " + " | ".join(map(_mean, zip(*rows, strict=True))) + " |")


def _print_calibration(piles: Sequence[JudgedWeek], models: Mapping[str, ConsequenceModel]) -> None:
    """Compare probabilities with the share of editors that keep a story in the upper part."""
    chances, shares = [], []
    for judged in piles:
        model = models[judged.name]
        chances.append(model.probabilities(model.log_odds(week_features(judged, model))))
        shares.append([judged.editors.upper_share(lead) for lead in judged.leads])
    chance, share = np.concatenate(chances), np.concatenate(shares)
    print("\n| probability of the upper part | stories | mean probability | share of editors |")
    print("| --- | ---: | ---: | ---: |")
    error = 0.0
    edges = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)
    for low, high in pairwise(edges):
        rows = (chance >= low) & (chance < high)
        if rows.any():
            error += rows.mean() * abs(chance[rows].mean() - share[rows].mean())
            figures = f"{chance[rows].mean():.3f} | {share[rows].mean():.3f}"
            print(f"| {low:.2f} to {high:.2f} | {rows.sum()} | {figures} |")
    print(f"\nexpected calibration error {error:.3f}")


def _reports(judged: JudgedWeek) -> Scores:
    found = [weigh_evidence(story).n_independent for story in judged.stories]
    return np.array(found) + _sizes(judged) / 1e3


def _publishers(judged: JudgedWeek) -> Scores:
    named = [{publisher(one) for one in story.outlets} for story in judged.stories]
    return np.array([len(names) for names in named]) + _sizes(judged) / 1e3


def _sizes(judged: JudgedWeek) -> Scores:
    return np.array([float(len(story.teasers)) for story in judged.stories])


def _recency(judged: JudgedWeek) -> Scores:
    newest = [
        max((one.published.timestamp() for one in story.teasers if one.published), default=0.0)
        for story in judged.stories
    ]
    return np.array(newest)


def _lexrank(judged: JudgedWeek) -> Scores:
    place = {teaser.id: row for row, teaser in enumerate(judged.teasers)}
    vectors = judged.vectors[[place[lead] for lead in judged.leads]]
    near = (vectors @ vectors.T >= LEXRANK_BOUND).astype(np.float64)
    steps = near / near.sum(axis=1, keepdims=True)
    rank = np.full(len(near), 1 / len(near))
    for _ in range(N_STEPS):
        rank = LEXRANK_DAMPING / len(near) + (1 - LEXRANK_DAMPING) * rank @ steps
    return rank


PEERS: Mapping[str, Order] = {
    "independent reports": _reports,
    "publishers": _publishers,
    "teasers": _sizes,
    "recency": _recency,
    "LexRank": _lexrank,
}

if __name__ == "__main__":
    main()
