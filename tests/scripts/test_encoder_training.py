"""The parts of training that a slip in would not show: batches, losses, what is handed over."""

import json

import numpy as np
import pytest

torch = pytest.importorskip("torch")


@pytest.fixture
def labelled():
    from scripts.encoder_training.corpus import LabelledTexts

    targets = np.tile(np.eye(2, dtype=np.float32), (20, 1))
    return LabelledTexts(
        texts=tuple(f"text {number}" for number in range(40)),
        headlines=("",) * 40,
        targets=targets,
        weights=np.ones_like(targets),
    )


@pytest.fixture
def student():
    from scripts.encoder_training.static import StaticModel, StaticRecipe

    torch.manual_seed(0)
    recipe = StaticRecipe(
        n_inner=6,
        n_hidden=10,
        n_passes=30,
        batch_size=8,
        token_dropout=0.0,
        table_rate=0.05,
        network_rate=0.02,
    )
    table = np.random.default_rng(0).normal(size=(50, 6)).astype(np.float32)
    return StaticModel(table, recipe, n_dims=4, n_topics=2), recipe


def test_the_student_is_what_the_package_computes(student):
    from classify.encoders.static import StaticNetwork
    from scripts.build_static_encoder import MAX_TOKENS
    from scripts.encoder_training.model import SHARPNESS

    model, _ = student
    ids = [[1, 2, 3], [7], [], [4, 4, 9, 49]]
    network = StaticNetwork(
        table=model.table.weight.detach().numpy(),
        hidden=model.hidden.weight.detach().numpy().T,
        hidden_bias=model.hidden.bias.detach().numpy(),
        out=model.out.weight.detach().numpy().T,
        out_bias=model.out.bias.detach().numpy(),
        direct=model.direct.weight.detach().numpy().T,
        sharpness=SHARPNESS,
    )
    np.testing.assert_allclose(network.vectors(ids), model.embed(ids).detach().numpy(), atol=1e-5)
    assert MAX_TOKENS > 0


def test_distilling_moves_the_student_to_its_teacher(student, labelled):
    from scripts.encoder_training.static import distil

    model, recipe = student
    token_ids = [[number % 2, 2 + number] for number in range(40)]
    wanted = np.tile(np.eye(4, dtype=np.float32)[:2], (20, 1))
    before = (model.embed(token_ids).detach().numpy() * wanted).sum(axis=1).mean()
    lines = []
    distil(model, token_ids, wanted, labelled, recipe, log=lines.append)
    after = (model.embed(token_ids).detach().numpy() * wanted).sum(axis=1).mean()
    assert after > max(0.9, before)
    assert len(lines) == recipe.n_passes


def test_length_batches_show_every_text_once():
    from scripts.encoder_training.model import length_batches

    token_ids = [[0] * (1 + number * 7 % 23) for number in range(101)]
    for order in (None, np.random.default_rng(0).permutation(101).tolist()):
        batches = list(length_batches(token_ids, 8, order=order))
        assert sorted(row for batch in batches for row in batch) == list(range(101))
        assert max(map(len, batches)) == 8


def test_a_disputed_cell_and_an_unlabelled_text_teach_nothing_wrong(labelled):
    import dataclasses

    from scripts.encoder_training.training import Lessons, topic_loss

    class Model:
        def embed(self, token_ids):
            return torch.zeros(len(token_ids), 3)

        def logits(self, vectors):
            return torch.tensor([[3.0, -3.0]]).repeat(len(vectors), 1)

    right = Lessons(labelled=labelled)
    disputed = labelled.weights.copy()
    disputed[1] = 0  # the second text is labelled the other way round
    masked = Lessons(labelled=dataclasses.replace(labelled, weights=disputed))
    whole = topic_loss(Model(), [[0], [0]], [0, 1], right, 0.5)
    part = topic_loss(Model(), [[0], [0]], [0, 1], masked, 0.5)
    assert part < whole / 10
    opinions = np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (40, 1))
    taught = Lessons(labelled=masked.labelled, opinions=opinions)
    assert topic_loss(Model(), [[0]], [1], taught, 0.5) == pytest.approx(0.097, abs=0.01)


def test_pairs_of_one_story_lower_the_story_loss():
    from scripts.encoder_training.corpus import StoryTexts
    from scripts.encoder_training.training import story_loss

    class Model:
        def tokenize(self, texts):
            return [[int(text)] for text in texts]

        def embed(self, token_ids):
            return torch.eye(4)[[row[0] for row in token_ids]]

    apart = [StoryTexts(texts=("0", "1"), key="a"), StoryTexts(texts=("2", "3"), key="b")]
    together = [StoryTexts(texts=("0", "0"), key="a"), StoryTexts(texts=("2", "2"), key="b")]
    near, far = (story_loss(Model(), stories, 0.05) for stories in (together, apart))
    assert near < 0.01 < far


def test_stories_of_held_out_texts_are_left_out(tmp_path):
    from scripts.encoder_training.corpus import neus_stories

    (tmp_path / "neus").mkdir()
    rows = [
        {"title": f"Title {group} {item}", "text": "Text.", "group": group}
        for group in ("a", "b")
        for item in range(3)
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "neus" / "train.items.jsonl").write_text(lines, encoding="utf-8")
    assert [story.key for story in neus_stories(tmp_path)] == ["a", "b"]
    kept = neus_stories(tmp_path, without=["TITLE a 1. Text."])
    assert [story.key for story in kept] == ["b"]
