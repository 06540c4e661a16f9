"""Probes: how well a linear head, or a cosine, does on frozen vectors. Used by encoders.py.

Data under DIR, by public origin: AG News (agnews/; Zhang et al. 2015), Reuters-21578 in the ModApte
split (reuters21578/), NeuS (neus/; Lee et al. 2022), ECB+ (ecbplus/), and news events of
Wikipedia's Current events portal and NeuS teasers labelled with the 21 topics (labelled/).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from classify.taxonomy import Taxonomy
from scripts.benchmark.scores import counts
from scripts.encoder_training import corpus

SHOTS = (8, 16, 64)
N_DRAWS = 10
N_AGNEWS_TEST = 2000  # a fixed sample of the official 7,600: the draws spread wider than it does
REUTERS_WORDS = 60  # a teaser's length
N_RESAMPLES = 200
MIN_REUTERS_EXAMPLES = 5
C = 10.0  # of scikit-learn's LogisticRegression, for all encoders and probes alike

Encode = Callable[[Sequence[str]], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One measured number and its spread."""

    probe: str
    value: float
    spread: float
    """Standard deviation over draws of examples, or over bootstrap samples of the test texts."""
    n: int
    """Test texts, or pairs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """Texts with one column of truth a class, and how much each cell counts."""

    texts: tuple[str, ...]
    truth: NDArray[np.bool_]
    counted: NDArray[np.bool_]


def agnews(data: Path) -> tuple[Texts, Texts]:
    """Four classes; headline and text joined, as the training file has them."""
    train, test = (_rows(data / "agnews" / f"{part}.jsonl") for part in ("train", "test"))
    chosen = np.random.default_rng(0).permutation(len(test))[:N_AGNEWS_TEST]
    return _single_label(train), _single_label([test[row] for row in sorted(chosen)])


def reuters(data: Path) -> tuple[Texts, Texts]:
    """Topics with enough training examples; title and first words."""
    train, test = (_rows(data / "reuters21578" / f"{part}.jsonl") for part in ("train", "test"))
    counts: dict[str, int] = {}
    for row in train:
        for label in row["labels"]:
            counts[label] = counts.get(label, 0) + 1
    classes = sorted(label for label, n in counts.items() if n >= MIN_REUTERS_EXAMPLES)
    return _multi_label(train, classes), _multi_label(test, classes)


def topics(labeled: Path, data: Path) -> tuple[Texts, dict[str, Texts]]:
    """The 21 topics: all training texts, and the two development splits."""
    taxonomy = Taxonomy.from_toml(labeled / "topics.toml")
    train = corpus.own_texts(labeled, taxonomy) + corpus.real_texts(data, taxonomy)
    return _counted(train), {
        "labeled": _counted(corpus.own_texts(labeled, taxonomy, "development")),
        "real": _counted(corpus.real_texts(data, taxonomy, "dev")),
    }


def few_shot_accuracy(encode: Encode, train: Texts, test: Texts) -> list[Figure]:
    """Accuracy with a few examples a class, over draws, and with all."""
    train_vectors, test_vectors = encode(train.texts), encode(test.texts)
    classes, wanted = train.truth.argmax(axis=1), test.truth.argmax(axis=1)
    figures = []
    for shots in SHOTS:
        found = []
        for seed in range(N_DRAWS):
            random = np.random.default_rng(seed)
            rows = np.concatenate(
                [
                    random.choice(np.flatnonzero(classes == one), shots, replace=False)
                    for one in np.unique(classes)
                ]
            )
            head = _head().fit(train_vectors[rows], classes[rows])
            found.append((head.predict(test_vectors) == wanted).mean())
        value, spread = float(np.mean(found)), float(np.std(found))
        figures.append(
            Figure(probe=f"AG News, {shots} shots", value=value, spread=spread, n=len(wanted))
        )
    right = _head().fit(train_vectors, classes).predict(test_vectors) == wanted
    spread = float(right.std() / len(right) ** 0.5)
    return [
        *figures,
        Figure(probe="AG News, full", value=float(right.mean()), spread=spread, n=len(right)),
    ]


def multi_label_f1(encode: Encode, train: Texts, test: Texts) -> Figure:
    """Micro-F1 of independent heads at one half."""
    train_vectors, test_vectors = encode(train.texts), encode(test.texts)
    scores = _scores(train_vectors, train, test_vectors)
    decided = scores >= 0.5
    f1 = counts(test.truth, decided, test.counted, n_resamples=N_RESAMPLES).micro_f1
    return Figure(
        probe="Reuters, full",
        value=float(f1[0]),
        spread=float(np.nanstd(f1[1:])),
        n=len(decided),
    )


def topic_quality(encode: Encode, train: Texts, tests: dict[str, Texts]) -> list[Figure]:
    """Mean average precision and macro-F1 of the 21 topics on each development split.

    Thresholds are fitted on one random half of a split and used on the other, both ways, since an
    encoder may have learned from the training labels; cells in dispute are left out.
    """
    train_vectors = encode(train.texts)
    figures = []
    for name, test in tests.items():
        scores = _scores(train_vectors, train, encode(test.texts))
        precision = [
            average_precision_score(test.truth[used, column], scores[used, column])
            for column, used in enumerate(test.counted.T)
            if test.truth[used, column].any()
        ]
        f1 = [_cross_fitted_f1(scores, test, seed) for seed in range(N_DRAWS)]
        # at a fixed threshold: for the spread alone
        resampled = counts(test.truth, scores >= 0.35, test.counted, n_resamples=N_RESAMPLES)
        figures += [
            Figure(
                probe=f"topics, {name}, mean AP",
                value=float(np.mean(precision)),
                spread=float("nan"),
                n=len(scores),
            ),
            Figure(
                probe=f"topics, {name}, macro-F1",
                value=float(np.mean(f1)),
                spread=float(np.nanstd(resampled.macro_f1[1:])),
                n=len(scores),
            ),
        ]
    return figures


def story_pairs(encode: Encode, name: str, stories: Sequence[corpus.StoryTexts]) -> Figure:
    """Average precision of the cosine over all pairs: does it rank pairs of one story first?"""
    vectors = np.asarray(encode([text for story in stories for text in story.texts]))
    story = np.repeat(np.arange(len(stories)), [len(one.texts) for one in stories])
    first, second = np.triu_indices(len(story), 1)
    similarity = (vectors @ vectors.T)[first, second]
    same = story[first] == story[second]
    return Figure(
        probe=f"story pairs, {name}, AP",
        value=float(average_precision_score(same, similarity)),
        spread=float("nan"),
        n=len(same),
    )


def _head() -> LogisticRegression:
    return LogisticRegression(C=C, max_iter=1000)


def _scores(train_vectors: Any, train: Texts, test_vectors: Any) -> NDArray[np.float64]:
    """Probabilities of independent heads, shape (n_test, n_classes)."""
    columns = []
    for column, used in enumerate(train.counted.T):
        head = LogisticRegression(C=C, solver="liblinear", intercept_scaling=5.0)
        head.fit(train_vectors[used], train.truth[used, column])
        columns.append(head.predict_proba(test_vectors)[:, 1])
    return np.stack(columns, axis=1)


def _cross_fitted_f1(scores: NDArray[np.float64], test: Texts, seed: int) -> float:
    half = np.random.default_rng(seed).random(len(scores)) < 0.5
    decided = np.zeros_like(test.truth)
    for fitted, used in ((half, ~half), (~half, half)):
        for column in range(scores.shape[1]):
            known = fitted & test.counted[:, column]
            bound = _best_threshold(scores[known, column], test.truth[known, column])
            decided[used, column] = scores[used, column] >= bound
    return float(counts(test.truth, decided, test.counted).macro_f1[0])


def _best_threshold(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Return the score with the highest F1; one half where there is little to learn from."""
    if truth.sum() < 8:
        return 0.5
    order = np.argsort(-scores, kind="stable")
    ranked, hits = scores[order], np.cumsum(truth[order])
    f1 = 2 * hits / (np.arange(1, len(ranked) + 1) + hits[-1])
    f1[:-1][ranked[:-1] == ranked[1:]] = -1.0  # equal scores can only be taken together
    last = len(f1) - 1 - int(np.argmax(f1[::-1]))
    below = ranked[last + 1] if last + 1 < len(ranked) else 0.0
    return float((ranked[last] + below) / 2)


def _counted(labelled: corpus.LabelledTexts) -> Texts:
    return Texts(texts=labelled.texts, truth=labelled.targets > 0, counted=labelled.weights > 0)


def _single_label(rows: Sequence[dict[str, Any]]) -> Texts:
    return _multi_label(rows, sorted({label for row in rows for label in row["labels"]}))


def _multi_label(rows: Sequence[dict[str, Any]], classes: Sequence[str]) -> Texts:
    column = {label: position for position, label in enumerate(classes)}
    truth = np.zeros((len(rows), len(classes)), dtype=bool)
    for row, item in enumerate(rows):
        truth[row, [column[label] for label in item["labels"] if label in column]] = True
    texts = tuple(
        " ".join([item["title"] or "", *item["text"].split()[:REUTERS_WORDS]]).strip()
        for item in rows
    )
    return Texts(texts=texts, truth=truth, counted=np.ones_like(truth))


def _rows(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
