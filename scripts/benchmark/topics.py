"""Score the topics of a model, on labeled/ and on real news events.

    python scripts/benchmark/topics.py [--model default] [--split development]
        [--data DIR] [--plot FILE]

Of each development split the half is scored that the bundled model was not calibrated on; with
--data also those of labelled real news (see held_out.py). Prints macro-F1, micro-F1 and mean
average precision with 95 % bootstrap intervals, and the share of teasers by status. With --plot
(and the `plots` extra) F1 of every topic
is drawn into FILE, an SVG or PNG.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from held_out import components, development_halves

from classify import LabelledTeaser, Taxonomy, TeaserPipeline
from classify.evaluation import TopicScores
from classify.labelled_set import LabelledSet

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> None:
    """Print a row for each set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="default")
    parser.add_argument("--split", default="development")
    parser.add_argument("--labeled", type=Path, default=ROOT / "labeled")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--plot", type=Path)
    arguments = parser.parse_args()
    pipeline = TeaserPipeline.load(arguments.model)
    print(f"model {pipeline.name} {pipeline.sha256[:12]}\n")
    print("| set | n | macro-F1 | micro-F1 | mean AP | assigned, none, abstained |")
    print("| --- | ---: | --- | --- | --- | --- |")
    if arguments.split == "development":
        _, sets = development_halves(arguments.labeled, arguments.data, pipeline.taxonomy)
    else:
        own = LabelledSet.read(arguments.labeled, taxonomy=pipeline.taxonomy, split=arguments.split)
        sets = {"labeled": list(own.teasers)}
    for name, items in sets.items():
        scores = show(f"{name}, {arguments.split}", pipeline, items)
        if arguments.plot and name == "labeled":
            plot(scores, pipeline.taxonomy, arguments.plot)


def show(name: str, pipeline: TeaserPipeline, items: list[LabelledTeaser]) -> TopicScores:
    """Print one row; return its scores."""
    scores = pipeline.evaluate(items, groups=components(ROOT / "labeled", items)).scores
    statuses = Counter(one.status for one in pipeline.predict([item.teaser for item in items]))
    figures = " | ".join(
        f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"
        for one in (scores.macro_f1, scores.micro_f1, scores.mean_average_precision)
    )
    shares = ", ".join(
        f"{statuses[status] / len(items):.1%}" for status in ("assigned", "none", "abstained")
    )
    print(f"| {name} | {len(items)} | {figures} | {shares} |", flush=True)
    return scores


def plot(scores: TopicScores, taxonomy: Taxonomy, path: Path) -> None:
    """Draw F1 of every topic with its interval, the best on top."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    drawn = [(topic.f1, topic) for topic in scores.topics if topic.f1]
    drawn.sort(key=lambda pair: pair[0].value)
    figure = Figure(figsize=(7, 6), layout="constrained")
    axes = figure.subplots()
    for row, (f1, _) in enumerate(drawn):
        axes.plot([f1.low, f1.high], [row, row], color="#9db4cc", linewidth=4)
        axes.plot(f1.value, row, "o", color="#1f4e79")
    names = [f"{taxonomy.name(topic.topic)} ({topic.n_positive})" for _, topic in drawn]
    axes.set_yticks(range(len(drawn)), names)
    axes.set_xlim(0, 1)
    axes.set_xlabel("F1 with 95 % interval; number of examples in brackets")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    # letters stay letters, and the same scores give the same bytes
    with rc_context({"svg.fonttype": "none", "svg.hashsalt": "topics"}):
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)


if __name__ == "__main__":
    main()
