"""Measure own topics: from definitions alone, from a few examples, and from many.

    python scripts/benchmark/few_shot.py --data DIR [--reuters] [--setfit MODEL] [--skip-agnews]

DIR/agnews holds AG News (Zhang, Zhao & LeCun 2015): 5,000 training texts and the official test set,
four classes; DIR/reuters21578 Reuters-21578 in the ModApte split, 90 topics. No bundled model has
learned from either. AG News is scored by the accuracy of the most probable topic: from four
one-sentence definitions, with the training texts unlabelled beside them, with 8 to 64 examples a
class (ten draws, mean and standard deviation), and with all. With --reuters, micro- and macro-F1 of
the assigned topics with 95 % bootstrap intervals, beside tf-idf with a linear SVM and fastText in
the same run (scikit-learn's and fastText's defaults, but for what is said in peers below). With
--setfit, SetFit on a sentence-transformers model (name or folder), where the package is installed:
AG News with 8 examples a class (three of the draws) at its defaults, and Reuters one-vs-rest, for a
set number of steps.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from classify import LabelledTeaser, Taxonomy, Teaser, TeaserPipeline
from classify.cli.cache import user_cache
from classify.datasets import prediction_arrays
from classify.encoders import EmbeddingCache
from classify.evaluation import estimate
from classify.taxonomy import Topic
from scripts.benchmark.scores import counts, written

N_DRAWS = 10
N_PEER_DRAWS = 3  # its fine-tuning takes minutes each on a processor
SHOTS = (8, 16, 64)
N_RESAMPLES = 1000
SETFIT_STEPS = 100  # of 16 pairs of texts
QUIET: dict[str, Any] = {"report_to": "none", "show_progress_bar": False}
DEFINITIONS = {
    "Business": "Companies, markets, the economy and finance: profits, shares, deals, jobs, oil "
    "prices and central banks.",
    "Sci/Tech": "Science and technology: software, the internet, computers, gadgets, research and "
    "space.",
    "Sports": "Sports: matches, tournaments, players, coaches, teams and results.",
    "World": "World news: politics, governments, wars, diplomacy, elections and disasters around "
    "the globe.",
}

Cells = NDArray[np.bool_]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reuters", action="store_true", help="Reuters too: some ten minutes")
    parser.add_argument("--setfit", metavar="MODEL", help="compare with SetFit on this model")
    parser.add_argument("--skip-agnews", action="store_true")
    arguments = parser.parse_args()
    cache = user_cache(no_cache=False)
    if not arguments.skip_agnews:
        agnews(arguments.data, cache, arguments.setfit)
    if arguments.reuters:
        reuters(arguments.data, cache, arguments.setfit)


def read(path: Path) -> list[LabelledTeaser]:
    """Read texts with labels; the title, where there is one, is the headline."""
    items = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        title, text = row["title"] or row["text"], row["text"] if row["title"] else ""
        teaser = Teaser(id=row["id"], headline=title, text=text, language="en")
        items.append(LabelledTeaser(teaser=teaser, labels=tuple(row["labels"])))
    return items


def agnews(data: Path, cache: EmbeddingCache | None, peer: str | None) -> None:
    """Print accuracy with none, a few and all examples."""
    train, test = (read(data / "agnews" / f"{part}.jsonl") for part in ("train", "test"))
    taxonomy = Taxonomy(
        topics=tuple(Topic(key=key, name=key, definition=text) for key, text in DEFINITIONS.items())
    )

    def accuracy(labelled: Sequence[LabelledTeaser], **options: object) -> tuple[float, float]:
        start = time.perf_counter()
        pipeline = TeaserPipeline.train(labelled, taxonomy=taxonomy, cache=cache, **options)  # type: ignore[arg-type]
        seconds = time.perf_counter() - start
        predictions = pipeline.predict([item.teaser for item in test])
        chosen = [max(one.probabilities, key=one.probabilities.__getitem__) for one in predictions]
        right = [one == item.labels[0] for one, item in zip(chosen, test, strict=True)]
        return float(np.mean(right)), seconds

    accuracy(())  # vectors of the test texts are kept from here on
    print(f"AG News, {len(test):,} test texts\n")
    print("| learned from | accuracy (sd over draws) | training, s |\n| --- | ---: | ---: |")
    print("| four definitions | {:.3f} | {:.1f} |".format(*accuracy(())), flush=True)
    pile = [item.teaser for item in train]
    found = accuracy((), unlabelled=pile)
    print(f"| definitions, {len(pile):,} unlabelled texts | {found[0]:.3f} | {found[1]:.1f} |")
    for shots in SHOTS:
        draws = [accuracy(draw(train, shots, seed)) for seed in range(N_DRAWS)]
        show_draws(f"{shots} examples a class", draws)
    if peer:
        shots = SHOTS[0]
        draws = [
            setfit_accuracy(peer, draw(train, shots, seed), test, seed)
            for seed in range(N_PEER_DRAWS)
        ]
        show_draws(f"SetFit, {shots} examples a class, {N_PEER_DRAWS} draws", draws)
    found = accuracy(train)
    print(f"| all {len(train):,} | {found[0]:.3f} | {found[1]:.1f} |", flush=True)


def show_draws(name: str, draws: Sequence[tuple[float, float]]) -> None:
    """Print mean and deviation of accuracy, and the median of seconds."""
    right, seconds = np.array(draws).T
    row = f"| {name} | {right.mean():.3f} ({right.std():.3f}) | {np.median(seconds):.1f} |"
    print(row, flush=True)


def setfit_accuracy(
    name: str, labelled: Sequence[LabelledTeaser], test: Sequence[LabelledTeaser], seed: int
) -> tuple[float, float]:
    """Accuracy of SetFit at its defaults, and seconds of training."""
    from setfit import SetFitModel, Trainer, TrainingArguments

    keys = sorted({item.labels[0] for item in labelled})
    start = time.perf_counter()
    model = SetFitModel.from_pretrained(name, device="cpu")
    with tempfile.TemporaryDirectory() as scratch:
        settings = TrainingArguments(output_dir=scratch, seed=seed, save_strategy="no", **QUIET)
        labels = [keys.index(item.labels[0]) for item in labelled]
        Trainer(model=model, args=settings, train_dataset=dataset(labelled, labels)).train()
    seconds = time.perf_counter() - start
    found = model.predict([item.teaser.passage for item in test], as_numpy=True)
    right = [keys[int(one)] == item.labels[0] for one, item in zip(found, test, strict=True)]
    return float(np.mean(right)), seconds


def setfit(
    name: str, train: Sequence[LabelledTeaser], test: Sequence[LabelledTeaser], truth: Cells
) -> Cells:
    """SetFit, one-vs-rest. All pairs of so many texts would take days: a set number of steps."""
    from setfit import SetFitModel, Trainer, TrainingArguments

    seen = np.flatnonzero(truth.any(axis=0))  # its logistic regression needs both answers
    model = SetFitModel.from_pretrained(name, multi_target_strategy="one-vs-rest", device="cpu")
    with tempfile.TemporaryDirectory() as scratch:
        settings = TrainingArguments(
            output_dir=scratch, max_steps=SETFIT_STEPS, save_strategy="no", **QUIET
        )
        labels = truth[:, seen].astype(int).tolist()
        Trainer(model=model, args=settings, train_dataset=dataset(train, labels)).train()
    decided = np.zeros((len(test), truth.shape[1]), dtype=bool)
    found = model.predict([item.teaser.passage for item in test], as_numpy=True)
    decided[:, seen] = np.asarray(found).astype(bool)
    return decided


def dataset(items: Sequence[LabelledTeaser], labels: Sequence[object]) -> Any:
    """Texts with labels, as SetFit takes them."""
    from datasets import Dataset

    return Dataset.from_dict({"text": [item.teaser.passage for item in items], "label": labels})


def draw(items: Sequence[LabelledTeaser], shots: int, seed: int) -> list[LabelledTeaser]:
    """Draw so many examples of each class."""
    random = np.random.default_rng(seed)
    labels = np.array([item.labels[0] for item in items])
    rows = [
        random.choice(np.flatnonzero(labels == one), shots, replace=False)
        for one in np.unique(labels)
    ]
    return [items[row] for row in np.concatenate(rows)]


def reuters(data: Path, cache: EmbeddingCache | None, peer: str | None) -> None:
    """Print micro- and macro-F1 beside peers."""
    train, test = (read(data / "reuters21578" / f"{part}.jsonl") for part in ("train", "test"))
    keys = sorted({label for item in (*train, *test) for label in item.labels})
    taxonomy = Taxonomy.from_keys(keys)
    column = {key: position for position, key in enumerate(keys)}
    truth = cells(test, column)
    sizes = f"{len(train):,} training and {len(test):,} test texts, {len(keys)} topics"
    print(f"\nReuters-21578, {sizes}\n")
    print("| | micro-F1 | macro-F1 | training, s |\n| --- | --- | --- | ---: |")
    methods: dict[str, Callable[[], Cells]] = {
        "classify": lambda: ours(train, test, taxonomy, cache),
        "tf-idf, linear SVM": lambda: svm(train, test, cells(train, column)),
        "fastText": lambda: fasttext(train, test, keys),
    }
    if peer:
        methods[f"SetFit, {SETFIT_STEPS} steps"] = lambda: setfit(
            peer, train, test, cells(train, column)
        )
    for name, method in methods.items():
        start = time.perf_counter()
        try:
            decided = method()
        except ImportError as error:
            print(f"left out: {name} ({error})", file=sys.stderr)
            continue
        seconds = time.perf_counter() - start
        found = counts(truth, decided, n_resamples=N_RESAMPLES)
        micro, macro = (written(estimate(one)) for one in (found.micro_f1, found.macro_f1))
        print(f"| {name} | {micro} | {macro} | {seconds:.0f} |", flush=True)


def ours(
    train: list[LabelledTeaser],
    test: list[LabelledTeaser],
    taxonomy: Taxonomy,
    cache: EmbeddingCache | None,
) -> Cells:
    """Train as `classify train` does; what abstains gets its topics all the same."""
    pipeline = TeaserPipeline.train(train, taxonomy=taxonomy, cache=cache)
    predictions = pipeline.predict([item.teaser for item in test])
    probabilities, _ = prediction_arrays(predictions, taxonomy)
    return probabilities >= pipeline.classifier.head.topics.thresholds


def svm(train: list[LabelledTeaser], test: list[LabelledTeaser], truth: Cells) -> Cells:
    """One linear SVM a topic on sublinear tf-idf of words."""
    from sklearn.dummy import DummyClassifier
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.svm import LinearSVC

    vectorizer = TfidfVectorizer(sublinear_tf=True)
    X = vectorizer.fit_transform(item.teaser.passage for item in train)
    found = vectorizer.transform(item.teaser.passage for item in test)
    columns = []
    for topic in truth.T:
        learner = LinearSVC() if topic.any() else DummyClassifier(strategy="constant", constant=0)
        columns.append(learner.fit(X, topic).predict(found).astype(bool))
    return np.stack(columns, axis=1)


def fasttext(train: list[LabelledTeaser], test: list[LabelledTeaser], keys: list[str]) -> Cells:
    """One-against-all, 25 passes, rate 0.5, word pairs: its tutorial's settings; half decides."""
    import fasttext as library

    def line(item: LabelledTeaser) -> str:
        return " ".join(item.teaser.passage.lower().split())

    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "train.txt"
        file.write_text(
            "".join(
                " ".join(f"__label__{keys.index(label)}" for label in item.labels)
                + f" {line(item)}\n"
                for item in train
            ),
            encoding="utf-8",
        )
        model = library.train_supervised(
            str(file), loss="ova", epoch=25, lr=0.5, wordNgrams=2, thread=2, verbose=0
        )
    decided = np.zeros((len(test), len(keys)), dtype=bool)
    for row, item in enumerate(test):
        # not its own predict(), which NumPy 2 refuses
        found = model.f.predict(f"{line(item)}\n", -1, 0.5, "strict")
        decided[row, [int(label.removeprefix("__label__")) for _, label in found]] = True
    return decided


def cells(items: Sequence[LabelledTeaser], column: dict[str, int]) -> Cells:
    """Return the labels as an array of shape (n_texts, n_topics)."""
    truth = np.zeros((len(items), len(column)), dtype=bool)
    for row, item in enumerate(items):
        truth[row, [column[label] for label in item.labels]] = True
    return truth


if __name__ == "__main__":
    main()
