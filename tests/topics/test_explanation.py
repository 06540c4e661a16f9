import json
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from classify.pipeline import TeaserPipeline
from classify.reports import digest_in_codes, render_digest, render_explanation
from classify.taxonomy import Taxonomy, Topic
from classify.topics import Examples
from tests.builders import WordEncoder, teaser
from tests.harbour import LABELLED, TAXONOMY

ROOT = Path(__file__).parents[2]
SHIP = teaser("Ship leaves the harbour", "The captain and the long crew of the old vessel wave.")


@pytest.fixture(scope="module")
def pipeline():
    return TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


def test_shows_the_words_that_the_topic_hangs_on(pipeline):
    found = pipeline.explain(SHIP)
    (reason,) = found.reasons
    assert reason.topic == "ports"
    assert {word.text for word in reason.words[:2]} == {"Ship", "harbour"}
    for word in reason.words:
        for start, end in word.spans:
            assert found.passage[start:end].casefold() == word.text.casefold()
    effects = [abs(word.log_odds) for word in reason.words]
    assert effects == sorted(effects, reverse=True)
    (the,) = [word for word in reason.words if word.text == "the"]
    assert len(the.spans) == 4  # all its places at once


def test_a_change_is_what_leaving_the_word_out_costs(pipeline):
    found = pipeline.explain(SHIP)
    word = found.reasons[0].words[0]
    ((start, end),) = word.spans
    rest = (found.passage[:start] + found.passage[end:]).strip()
    left = pipeline.classifier.log_odds([rest])[0, 0]
    before = pipeline.classifier.log_odds([found.passage])[0, 0]
    assert word.log_odds == pytest.approx(before - left, abs=1e-5)
    probability = 1 / (1 + np.exp(-left))
    assert word.change == pytest.approx(found.reasons[0].probability - probability)


def test_shows_labelled_teasers_that_it_is_like(pipeline):
    examples = pipeline.explain(SHIP, n_examples=4).examples
    assert len(examples) == 4
    assert all(example.labels == ("ports",) for example in examples)
    similarities = [example.similarity for example in examples]
    assert similarities == sorted(similarities, reverse=True)


def test_without_a_topic_the_most_probable_one_is_explained(pipeline):
    found = pipeline.explain(teaser("Парламент принял закон о бюджете", language="ru"))
    assert found.prediction.status == "abstained"
    assert len(found.reasons) == 1


def test_the_same_again_and_after_saving(pipeline, tmp_path):
    found = pipeline.explain(SHIP)
    assert pipeline.explain(SHIP) == found
    pipeline.save(tmp_path / "model")
    loaded = TeaserPipeline.load(tmp_path / "model", encoder=WordEncoder())
    assert loaded.explain(SHIP) == found


@pytest.mark.parametrize("headline", ["Hi", "—", "Photos photos photos"])
def test_hardly_any_word(pipeline, headline):
    found = pipeline.explain(teaser(headline))
    assert render_explanation(found, TAXONOMY)


def test_what_is_not_kept_is_not_shown():
    plain = TeaserPipeline.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder(), examples=())
    assert len(plain.classifier.examples) == 0
    assert plain.explain(SHIP).examples == ()


def test_of_very_many_examples_some_are_kept(monkeypatch):
    monkeypatch.setattr("classify.topics.nearest_examples._N_KEPT", 7)
    many = Examples.of(LABELLED, np.eye(60, 8))
    assert len(many) == 7
    again = Examples.from_arrays(many.to_arrays())
    assert again.nearest(np.eye(8, dtype=np.float32)[0], 2)[0].headline.startswith("Ship 0")


def test_reads_well(pipeline):
    text = render_explanation(pipeline.explain(SHIP), TAXONOMY)
    assert text.startswith("Ship leaves the harbour")
    assert "Ports: " in text
    assert "(assigned from " in text
    assert "for: " in text
    assert "Labelled teasers that it is like:" in text
    abstained = pipeline.explain(teaser("Парламент принял закон о бюджете", language="ru"))
    assert "abstained: in a language" in render_explanation(abstained, TAXONOMY)


def test_a_digest_says_why_where_asked(pipeline):
    taxonomy = Taxonomy(
        topics=tuple(
            Topic(key=key, name=key.title(), definition="", iptc=(f"medtop:{key}",))
            for key in TAXONOMY.keys
        )
    )
    assert all(brief.explanation is None for brief in pipeline.digest([SHIP]).briefs)
    digest = pipeline.digest([SHIP], explain=True)
    (brief,) = digest.briefs
    assert brief.explanation == pipeline.explain(SHIP)
    page = render_digest(digest, taxonomy, "html")
    assert "Why this topic" in page
    assert "for: " in page
    assert "Ship (+" in page
    coded, names = digest_in_codes(digest, taxonomy, "iptc")
    (brief,) = coded.briefs
    assert brief.explanation.prediction.primary == "medtop:ports"
    assert brief.explanation.reasons[0].topic == "medtop:ports"
    assert {label for one in brief.explanation.examples for label in one.labels} == {"medtop:ports"}
    assert '"medtop:ports"' in render_digest(coded, names, "json")
    schema = json.loads((ROOT / "docs/digest.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(render_digest(digest, TAXONOMY, "json")), schema)
