import json

import numpy as np
import pytest

from scripts.benchmark import probes
from scripts.encoder_training.corpus import StoryTexts


@pytest.fixture
def encode():
    """Counts of four letters, so that a text's class can be read off it."""

    def run(texts):
        counts = np.array([[text.count(letter) for letter in "abcd"] for text in texts], float)
        return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1)

    return run


@pytest.fixture
def news(tmp_path):
    (tmp_path / "agnews").mkdir()
    for part, n in (("train", 70), ("test", 10)):
        rows = [
            {"title": None, "text": letter * (3 + number), "labels": [letter]}
            for letter in "abcd"
            for number in range(n)
        ]
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / "agnews" / f"{part}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def test_what_can_be_read_off_is_found_with_few_shots(encode, news):
    figures = probes.few_shot_accuracy(encode, *probes.agnews(news))
    assert [figure.value for figure in figures] == [1, 1, 1, 1]
    assert {figure.n for figure in figures} == {40}


def test_what_says_nothing_is_found_by_chance(news):
    figures = probes.few_shot_accuracy(lambda texts: np.ones((len(texts), 2)), *probes.agnews(news))
    assert all(figure.value == pytest.approx(0.25) for figure in figures)


def test_story_pairs_are_ranked_by_cosine(encode):
    stories = [StoryTexts(texts=("aab", "aaab"), key="1"), StoryTexts(texts=("cd", "ccd"), key="2")]
    assert probes.story_pairs(encode, "made", stories).value == 1
    assert probes.story_pairs(encode, "made", stories).n == 6


def test_disputed_cells_are_left_out_of_the_topics(encode):
    texts = tuple(letter * 4 for letter in "abcd" * 15)
    truth = np.array([[letter == "a"] for letter in "abcd" * 15])
    counted = np.ones_like(truth)
    wrong = truth.copy()
    wrong[::7], counted[::7] = ~truth[::7], False
    train = probes.Texts(texts=texts, truth=truth, counted=np.ones_like(truth))
    test = probes.Texts(texts=texts, truth=wrong, counted=counted)
    precision, f1 = probes.topic_quality(encode, train, {"made": test})
    assert precision.value == 1
    assert f1.value == 1
