"""Score how well novelty tells what a model does not know from what it does.

    python scripts/benchmark/novelty.py --data DIR [--model default]
    python scripts/benchmark/novelty.py --data DIR --leave-out [--encoder NAME]

The ordinary teasers are the halves of the development splits that the bundled model was not
calibrated on (see held_out.py). Against them stand teasers that are no news and teasers in other
languages (labeled/unlike; the languages are recognised, not told; "by vectors" pretends that they
were not), and the development teasers without a topic. With --leave-out a model is trained for
each topic on what does not touch it, and has to know the teasers of that topic alone as novel; an
encoder that has learned from the labels of all topics flatters here: name one that has not, to see
by how much. Prints areas under the ROC curve with 95 % bootstrap intervals, and the shares of
teasers by status.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from classify import LabelledTeaser, Taxonomy, TeaserPipeline, read_teasers
from classify.cli.cache import user_cache
from classify.datasets import LabelledSet
from classify.evaluation import area_under_roc, draw_weights, estimate
from classify.records import UNDETERMINED_LANGUAGE, Estimate
from scripts import LABELED
from scripts.benchmark.scores import written
from scripts.held_out import development_halves, read_news

FEWEST = 5  # teasers of a topic alone: of fewer there is nothing to say

Scores = NDArray[np.float64]


def main() -> None:
    """Print a row for each kind of unknown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, help="folder with labelled/")
    parser.add_argument("--model", default="default")
    parser.add_argument("--leave-out", action="store_true", help="leave each topic out in turn")
    parser.add_argument("--encoder", default="teaser-encoder", help="of --leave-out")
    arguments = parser.parse_args()
    if arguments.leave_out:
        leave_out(arguments.data, arguments.encoder)
    else:
        unlike(arguments.data, arguments.model)


def unlike(data: Path | None, model: str) -> None:
    """Score non-news and other languages."""
    pipeline = TeaserPipeline.load(model, cache=user_cache(no_cache=False))
    _, halves = development_halves(LABELED, data, pipeline.taxonomy)
    reported = [item for items in halves.values() for item in items]
    ordinary = [item.teaser for item in reported if item.labels]
    without = [item.teaser for item in reported if not item.labels and not item.disputed]
    languages = read_teasers(str(LABELED / "unlike" / "languages.jsonl"))
    sets = {
        "no news": read_teasers(str(LABELED / "unlike" / "non-news.jsonl")),
        "other languages": languages,
        "other languages, by vectors": [
            replace(teaser, language=UNDETERMINED_LANGUAGE) for teaser in languages
        ],
        "development teasers without a topic": without,
    }
    print(f"model {pipeline.name} {pipeline.sha256[:12]}; {len(ordinary)} ordinary teasers\n")
    print("| against | n | area under the ROC curve | assigned, none, abstained |")
    print("| --- | ---: | --- | --- |")
    known = pipeline.predict(ordinary)
    for name, teasers in {"(ordinary)": ordinary, **sets}.items():
        found = pipeline.predict(teasers)
        statuses = [one.status for one in found]
        shares = " ".join(
            f"{statuses.count(status) / len(found):.2f}"
            for status in ("assigned", "none", "abstained")
        )
        area = auroc([one.novelty for one in known], [one.novelty for one in found])
        print(f"| {name} | {len(found)} | {written(area)} | {shares} |")


def leave_out(data: Path | None, encoder: str) -> None:
    """Train without each topic in turn; score its teasers as novel."""
    own = LabelledSet.read(LABELED, split="train")
    labelled = [*own.teasers, *(read_news(data, "train") if data else ())]
    calibrating, reported = (
        [item for items in half.values() for item in items]
        for half in development_halves(LABELED, data, own.taxonomy)
    )
    print(f"encoder {encoder}; {len(reported)} teasers\n\n| topic left out | n | area |")
    print("| --- | ---: | --- |")
    areas, n_alone = [], 0
    for topic in own.taxonomy.topics:
        alone = [
            item.teaser for item in reported if (item.labels, item.disputed) == ((topic.key,), ())
        ]
        if len(alone) < FEWEST:
            print(f"| {topic.key} | {len(alone)} | too few |")
            continue
        pipeline = TeaserPipeline.train(
            untouched(labelled, topic.key),
            taxonomy=Taxonomy(topics=tuple(t for t in own.taxonomy.topics if t != topic)),
            encoder=encoder,
            held_out=untouched(calibrating, topic.key),
            examples=(),
            cache=user_cache(no_cache=False),
        )
        ordinary = [item.teaser for item in untouched(reported, topic.key) if item.labels]
        novelty = [
            [one.novelty for one in pipeline.predict(teasers)] for teasers in (ordinary, alone)
        ]
        area = auroc(*novelty)
        areas.append(area.value)
        n_alone += len(alone)
        print(f"| {topic.key} | {len(alone)} | {written(area)} |", flush=True)
    mean = f"{np.mean(areas):.3f} (least {min(areas):.3f})"
    print(f"| mean of {len(areas)} topics | {n_alone} | {mean} |")


def untouched(items: Sequence[LabelledTeaser], topic: str) -> list[LabelledTeaser]:
    """Leave out what any annotator gave the topic."""
    return [item for item in items if topic not in (*item.labels, *item.disputed)]


def auroc(ordinary: Sequence[float], novel: Sequence[float]) -> Estimate:
    """Chance that something novel is more novel than something ordinary, with its interval."""
    scores: Scores = np.array([*ordinary, *novel])
    positive = np.arange(len(scores)) >= len(ordinary)
    weights = draw_weights(len(scores), n_resamples=1000, seed=0)
    found = estimate(area_under_roc(scores, positive, weights))
    assert found is not None  # both kinds are there
    return found


if __name__ == "__main__":
    main()
