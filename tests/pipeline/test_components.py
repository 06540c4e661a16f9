"""A pipeline put together of components that were made one by one."""

import pytest

from classify import StoryFinder, StorySummarizer, TeaserPipeline, TopicClassifier
from classify.errors import EncoderError
from classify.pipeline import PipelineSettings
from classify.records import BriefLength
from classify.stories import StorySettings
from tests.builders import WordEncoder
from tests.harbour import AS_OF, LABELLED, PILE, TAXONOMY


class OtherEncoder(WordEncoder):
    name, sha256 = "others", "1" * 64


@pytest.fixture(scope="module")
def classifier():
    return TopicClassifier.train(LABELLED, taxonomy=TAXONOMY, encoder=WordEncoder())


def test_components_put_together_do_what_a_trained_pipeline_does(classifier, pipeline):
    made = TeaserPipeline(
        classifier,
        story_finder=StoryFinder(classifier.encoder),
        summarizer=StorySummarizer(classifier.encoder),
    )
    assert made.digest(PILE, as_of=AS_OF) == pipeline.digest(PILE, as_of=AS_OF)
    assert made.predict(PILE) == classifier.predict(PILE)


def test_stories_are_those_of_the_finder_with_topics(classifier):
    pipeline = TeaserPipeline(classifier)
    alone, topical = pipeline.story_finder.find(PILE), pipeline.stories(PILE)
    assert [one.id for one in alone] == [one.id for one in topical]
    assert {one.topics for one in topical} != {()} == {one.topics for one in alone}


def test_settings_are_those_of_the_components(classifier):
    settings = StorySettings(window_days=2.0)
    pipeline = TeaserPipeline(
        classifier, story_finder=StoryFinder(classifier.encoder, settings=settings)
    )
    assert pipeline.settings.stories == settings
    assert pipeline.with_brief_length(BriefLength(max_words=9)).settings.condensing.max_words == 9


@pytest.mark.parametrize("part", ["story_finder", "summarizer"])
def test_components_of_another_encoder_are_refused(classifier, part):
    made = {"story_finder": StoryFinder, "summarizer": StorySummarizer}[part](OtherEncoder())
    with pytest.raises(EncoderError) as caught:
        TeaserPipeline(classifier, **{part: made})
    assert str(caught.value) == (
        "encoder 'others' is not the classifier's, 'words': give all components of a pipeline the "
        "same one"
    )


def test_a_classifier_is_restored_from_plain_arrays(classifier):
    again = TopicClassifier.from_arrays(
        classifier.to_arrays(), classifier.manifest(), encoder=WordEncoder()
    )
    assert again.predict(PILE) == classifier.predict(PILE)
    assert again.explain(PILE[0]) == classifier.explain(PILE[0])


def test_a_summarizer_is_restored_from_plain_arrays():
    bundled = StorySummarizer()
    again = StorySummarizer.from_arrays(bundled.to_arrays(), encoder=bundled.encoder)
    stories = StoryFinder(bundled.encoder).find(PILE)
    assert again.summarize(stories) == bundled.summarize(stories)
    assert bundled.concept_model_sha256 != again.concept_model_sha256 != ""


def test_genres_can_be_turned_off_and_stay_so(classifier, tmp_path):
    pipeline = TeaserPipeline(classifier)
    assert pipeline.settings.genres
    off = pipeline.with_genres(is_on=False)
    assert not off.settings.genres
    off.save(tmp_path / "off")
    assert not TeaserPipeline.load(tmp_path / "off", encoder=classifier.encoder).settings.genres


def test_settings_of_a_model_from_before_genres_tell_them():
    values = PipelineSettings().to_dict()
    del values["genres"]
    assert PipelineSettings.from_dict(values) == PipelineSettings()
