import numpy as np
import pytest

from classify.compute import array_to_text
from classify.datasets import Labels
from classify.errors import LabelError
from classify.pipeline import TeaserPipeline
from classify.taxonomy import Taxonomy, Topic
from classify.text import WordFeatures
from classify.topics import TopicHead
from classify.topics.training_set import TrainingSet, definition_set, joined, self_taught_labels
from tests.builders import WordEncoder, labelled, teaser

PORTS = Topic(key="ports", name="Ports", definition="Ships, harbours and cargo.")
BEES = Topic(key="bees", name="Bees", definition="Hives, swarms and beekeepers.")
TAXONOMY = Taxonomy(topics=(PORTS, BEES))
PILE = [
    teaser(headline)
    for number in range(30)
    for headline in (
        f"Cargo ships wait, harbours fill on day {number}",
        f"Beekeepers count hives after swarms of day {number}",
        f"Lorries queue at the mill, run {number}",
        f"Town council {number} sits late again",
    )
]
SHIP, HIVE = teaser("Harbours empty as ships sail"), teaser("Swarms leave their hives")


class Fast(WordEncoder):
    name, sha256, n_dims = "fast-words", "1" * 64, 32


def train(labelled_teasers=(), **options):
    return TeaserPipeline.train(
        labelled_teasers, taxonomy=TAXONOMY, encoder=WordEncoder(), **options
    )


def test_definitions_alone_are_enough():
    pipeline = train(unlabelled=PILE)
    ship, hive = pipeline.predict([SHIP, HIVE])
    assert ship.probabilities["ports"] > 3 * ship.probabilities["bees"]
    assert hive.probabilities["bees"] > 3 * hive.probabilities["ports"]
    # of the 120 teasers of the pile a quarter is of each topic
    n_assigned = sum(bool(one.topics) for one in pipeline.predict(PILE))
    assert 10 <= n_assigned <= 90


def test_the_bundled_model_knows_what_news_looks_like():
    pipeline = TeaserPipeline.train((), taxonomy=TAXONOMY)
    ship, hive = pipeline.predict([SHIP, HIVE])
    assert ship.probabilities["ports"] > 5 * ship.probabilities["bees"]
    assert hive.probabilities["bees"] > 5 * hive.probabilities["ports"]


def test_without_labels_another_encoder_needs_unlabelled_teasers():
    with pytest.raises(LabelError, match="give unlabelled teasers as well"):
        train()


def test_nothing_to_learn_from():
    with pytest.raises(LabelError, match="there is nothing to learn from"):
        TeaserPipeline.train((), taxonomy=Taxonomy.from_keys(["ports"]), encoder=WordEncoder())


def test_with_many_examples_the_data_win():
    # the definitions are swapped: 60 examples say otherwise
    swapped = Taxonomy(
        topics=(
            Topic(key="ports", name="Ports", definition=BEES.definition),
            Topic(key="bees", name="Bees", definition=PORTS.definition),
        )
    )
    items = [
        labelled(one.headline, "ports" if one.headline.startswith("Cargo") else "bees")
        for one in PILE
        if one.headline.startswith(("Cargo", "Beekeepers"))
    ]
    pipeline = TeaserPipeline.train(items, taxonomy=swapped, encoder=WordEncoder())
    assert pipeline.predict([teaser("Cargo ships wait, harbours fill again")])[0].topics == (
        "ports",
    )


def test_unlabelled_teasers_spread_a_few_labels():
    items = [labelled(PILE[0].headline, "ports"), labelled(PILE[1].headline, "bees")]
    plain = Taxonomy.from_keys(["ports", "bees"])
    few, more = (
        TeaserPipeline.train(items, taxonomy=plain, encoder=WordEncoder(), unlabelled=pile)
        for pile in ((), PILE)
    )
    # "after" stands in no label, only in teasers that the first decisions are sure of
    after = WordEncoder().encode(["after swarms"])
    assert few.classifier.head.topics.coef.shape == more.classifier.head.topics.coef.shape
    gained = more.classifier.head.topics.coef @ after[0]
    assert gained[1] > gained[0]


def test_a_model_trained_on_labels_has_a_first_look(tmp_path):
    items = [
        labelled(one.headline, "ports" if "ships" in one.headline else "bees")
        for one in PILE
        if "ships" in one.headline or "hives" in one.headline
    ]
    pipeline = train(items)
    assert pipeline.classifier.first_look.encoder.name == "teaser-static"
    pipeline.save(tmp_path / "model")
    again = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder())
    assert again.predict([SHIP, HIVE]) == pipeline.predict([SHIP, HIVE])
    assert again.predict([SHIP], fast=True, accurate_share=0)[0].topics == ("ports",)


def test_the_first_look_learns_words_and_pairs_of_words_apart():
    items = [
        labelled(one.headline, "ports" if "ships" in one.headline else "bees")
        for one in (*PILE, *PILE)
    ]
    head = train(items).classifier.first_look.head
    arrays = head.to_arrays()
    words, pairs = (array_to_text(arrays[f"{block}.vocabulary"]) for block in ("words", "pairs"))
    assert "ships" in words
    assert "cargo ships" in pairs
    assert not set(words) & set(pairs)
    # models of earlier versions keep words and pairs in one block
    old = {name: array for name, array in arrays.items() if not name.startswith("pairs.")}
    both = WordFeatures(
        [*words, *pairs], np.concatenate([arrays["words.idf"], arrays["pairs.idf"]])
    )
    old |= {f"words.{name}": array for name, array in both.to_arrays().items()}
    restored = TopicHead.from_arrays(old, taxonomy=head.taxonomy, settings=head.settings)
    n_dims = head.topics.coef.shape[1] - len(words) - len(pairs)
    vectors = np.zeros((1, n_dims), dtype=np.float32)
    assert restored.log_odds(["Cargo ships wait"], vectors).shape == (1, 2)


def test_min_precision_makes_topics_rarer(tmp_path):
    rng = np.random.default_rng(0)
    items = [  # a third of the ports is labelled wrongly
        labelled(
            one.headline, "ports" if ("ships" in one.headline) ^ (rng.random() < 0.3) else "bees"
        )
        for one in PILE
    ]
    pipeline = train(items)
    strict = pipeline.with_min_precision(0.95)
    n_usual, n_strict = (
        sum(bool(one.topics) for one in each.predict(PILE)) for each in (pipeline, strict)
    )
    assert n_strict < n_usual
    assert pipeline.classifier.head.topics.thresholds.max() < 1
    pipeline.save(tmp_path / "model")
    again = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder())
    assert again.with_min_precision(0.95).predict(PILE) == strict.predict(PILE)


def test_sure_decisions_are_labels_and_doubtful_ones_count_nothing():
    labels = self_taught_labels(np.array([[0.9, 0.01], [0.3, 0.4]]), np.array([0.5, 0.5]))
    assert labels.truth.tolist() == [[True, False], [False, False]]
    assert (labels.weight > 0).tolist() == [[True, True], [False, False]]


def test_a_definition_teaches_its_own_topic_and_no_other():
    taxonomy = Taxonomy(topics=(PORTS, Topic(key="x", name="X", definition=""), BEES))
    training_set = definition_set(taxonomy, np.eye(2, 3, dtype=np.float32), weight=2)
    assert training_set.passages == [PORTS.description, BEES.description]
    assert training_set.labels.truth.tolist() == [[True, False, False], [False, False, True]]
    assert (training_set.labels.weight == 2).all()
    assert training_set.vectors.tolist() == [[1, 0, 0], [0, 1, 0]]


def test_groups_of_different_lessons_stay_apart():
    def training_set(n, groups=None):
        labels = Labels.unknown(n, 1)
        return TrainingSet(
            passages=["x"] * n, vectors=np.zeros((n, 2), np.float32), labels=labels, groups=groups
        )

    both = joined(training_set(3, np.array([0, 1, 0])), training_set(2), training_set(0))
    assert both.groups.tolist() == [0, 1, 0, 2, 3]
    assert len(both) == 5
