"""The length of briefs, through the Python API and back."""

import json
from datetime import UTC, datetime

import pytest

from classify import TeaserPipeline, read_teasers
from classify.records import BriefLength

AS_OF = datetime(2025, 1, 20, tzinfo=UTC)


@pytest.fixture(scope="module")
def pipeline():
    return TeaserPipeline.load()


def briefs(digest):
    """Chosen sentences of each brief of a digest in JSON."""
    return [
        [sentence["text"] for sentence in brief["sentences"]]
        for section in digest["sections"]
        for brief in section["briefs"]
    ]


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ("1 sentence", {"max_sentences": 1}),
        ("12 words", {"max_words": 12}),
        ("70 characters", {"max_characters": 70}),
        (
            "2 sentences, 90 characters, 40 words",
            {"max_sentences": 2, "max_characters": 90, "max_words": 40},
        ),
    ],
)
def test_every_brief_obeys_each_limit(classify, listing, pipeline, said, limits):
    common = ("brief", listing, "--as-of", "2025-01-20", "--format", "json")
    result = classify(*common, "--brief-length", said)
    assert result.returncode == 0, result.stderr
    found = json.loads(result.stdout)
    chosen = briefs(found)
    assert any(chosen)
    for texts in chosen:
        assert len(texts) <= limits.get("max_sentences", 3)
        assert len(" ".join(texts).split()) <= limits.get("max_words", 70)
        assert len(" ".join(texts)) <= limits.get("max_characters", 1000)
    unlimited = pipeline.digest(read_teasers(listing, as_of=AS_OF), as_of=AS_OF)
    before = [[one.text for one in brief.sentences] for brief in unlimited.briefs]
    assert chosen != before

    shorter = pipeline.with_brief_length(BriefLength(**limits))
    digest = shorter.digest(read_teasers(listing, as_of=AS_OF), as_of=AS_OF)
    assert chosen == [[one.text for one in brief.sentences] for brief in digest.briefs]
    assert found["provenance"]["config_sha256"] == digest.provenance.config_sha256
    assert digest.provenance.config_sha256 != unlimited.provenance.config_sha256


def test_where_no_sentence_fits_the_headline_speaks(classify, listing):
    common = ("brief", listing, "--as-of", "2025-01-20", "--format", "json")
    result = classify(*common, "--brief-length", "9 characters")
    assert result.returncode == 0, result.stderr
    assert briefs(json.loads(result.stdout)) == [[], []]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("forty words", "'forty words' is no number with its unit."),
        ("0 words", "'0 words': the number goes from 1 to 999999."),
        ("3 lines", "unknown unit 'lines' in '3 lines'."),
        ("1 word, 2 words", "'1 word, 2 words' limits words more than once."),
    ],
)
def test_what_is_no_length_is_wrong_usage(classify, tmp_path, said, reason):
    result = classify("brief", tmp_path / "none.txt", "--brief-length", said)
    assert result.returncode == 2
    shown = " ".join(result.stderr.replace("│", " ").split())
    assert f"Invalid value for '--brief-length': {reason} Say words, sentences" in shown


def test_help_says_how_long_briefs_are_without_it(classify, pipeline):
    shown = " ".join(classify("brief", "--help").stdout.replace("│", " ").split())
    limits = pipeline.settings.condensing
    told = f"the bundled one: {limits.max_words} words, {limits.max_sentences} sentences"
    assert told in " ".join(shown.split())
    assert 'classify brief listing.txt --topics elections --brief-length "2' in " ".join(
        shown.split()
    )
