import pytest

from classify.evaluation import evaluate_topics
from classify.evaluation.topics import MIN_COUNTRY
from classify.taxonomy import Taxonomy
from tests.builders import labelled, prediction

TAXONOMY = Taxonomy.from_keys(["ports", "bees"])
LABELLED = [
    labelled("Ship enters harbour", "ports", text="Cargo.", kind="opinion", country="GR"),
    labelled("Hive swarms", "bees"),
    labelled("Ferry and hive", "ports", disputed=("bees",), text="word " * 20, truncated=True),
    labelled("Horoscope for Monday", text="word " * 90),
]
PREDICTIONS = [
    prediction(LABELLED[0].teaser, ports=0.9, bees=0.1),
    prediction(LABELLED[1].teaser, ports=0.7, bees=0.2),
    prediction(LABELLED[2].teaser, ports=0.8, bees=0.6),
    prediction(LABELLED[3].teaser, ports=0.1, bees=0.1),
]


def evaluate(items=LABELLED, predictions=PREDICTIONS, **options):
    return evaluate_topics(items, predictions, taxonomy=TAXONOMY, n_resamples=20, **options)


def parts(facet, found=None):
    return {part.name: part.n_teasers for part in (found or evaluate()).slices[facet]}


def test_names_what_is_wrong_and_by_how_much():
    found = evaluate()
    (wrong,) = found.misjudged
    assert wrong.teaser_id == LABELLED[1].teaser.id
    assert (wrong.missed, wrong.given) == ({"bees": 0.2}, {"ports": 0.7})
    (confused,) = found.confusions
    assert (confused.missed, confused.given) == ("bees", "ports")
    assert confused.teaser_ids == (wrong.teaser_id,)


def test_a_disputed_topic_is_no_mistake():
    assert LABELLED[2].teaser.id not in {one.teaser_id for one in evaluate().misjudged}


def test_counts_statuses_and_covers():
    found = evaluate()
    assert found.statuses == {"assigned": 3, "none": 1}
    assert found.operating_point.coverage.value == 0.75
    assert found.operating_point.micro_precision.value == pytest.approx(2 / 3)


def test_parts_teasers_by_what_is_known_of_them():
    assert parts("length") == {
        "headline only": 1,
        "up to 15 words": 1,
        "16 to 30 words": 1,
        "over 75 words": 1,
    }
    assert parts("end of the text") == {"whole": 3, "cut off": 1}
    assert parts("annotators") == {"agree": 3, "disagree on a topic": 1}
    assert parts("kind") == {"news": 3, "opinion": 1}
    assert parts("country") == {"others": 1, "not stated": 3}


def test_frequent_countries_stand_alone():
    many = [labelled(f"Ship {n}", "ports", country="GR") for n in range(MIN_COUNTRY)]
    found = evaluate(many, [prediction(one.teaser, ports=0.9, bees=0.1) for one in many])
    assert parts("country", found) == {"GR": MIN_COUNTRY}


def test_novelty_needs_teasers_of_both_sorts():
    assert evaluate().novelty is not None
    assert evaluate(LABELLED[:3], PREDICTIONS[:3]).novelty is None


def test_compares_with_another_model():
    better = [PREDICTIONS[0], prediction(LABELLED[1].teaser, ports=0.1, bees=0.9), *PREDICTIONS[2:]]
    comparison = evaluate(against=better).comparison
    assert comparison.differences["macro_f1"].value < 0
    assert comparison.only_second == (1,)
    assert evaluate().comparison is None
