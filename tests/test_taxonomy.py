import json

import pytest

from classify.errors import TaxonomyError, UnknownNameError
from classify.taxonomy import Taxonomy

TWO = """
version = "7"
[[topic]]
key = "ports"
name = "Ports and shipping"
definition = "Harbours, ships and cargo."
iptc = ["medtop:1"]
[[topic]]
name = "bees"
"""


@pytest.fixture
def topic_file(tmp_path):
    def write(content):
        path = tmp_path / "topics.toml"
        path.write_text(content, encoding="utf-8")
        return path

    return write


def test_reads_topics_in_order(topic_file):
    taxonomy = Taxonomy.from_toml(topic_file(TWO))
    assert taxonomy.keys == ("ports", "bees")
    assert taxonomy["ports"].iptc == ("medtop:1",)
    assert taxonomy.name("bees") == "bees"
    assert taxonomy.name(None) == "Other"
    assert taxonomy.version == "7"


def test_survives_json(topic_file):
    taxonomy = Taxonomy.from_toml(topic_file(TWO))
    assert Taxonomy.from_dict(json.loads(json.dumps(taxonomy.to_dict()))) == taxonomy


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "defines no topics"),
        ("topic = 3", "defines no topics"),
        ("[[topic", "is no TOML"),
        ("[[topic]]\ndefinition = 'x'", "topic 1: has neither key nor name"),
        ("[[topic]]\nkey = 'a'\n[[topic]]\nkey = 'a'", "defines a more than once"),
        ("[[topic]]\nkey = 'a'\ncolour = 'red'", "topic 1: unknown entry colour"),
        ("[[topic]]\nkey = 'a'\niptc = 'x'", "topic 1: iptc is no list of codes"),
        ("[[topic]]\nkey = 'a'\nname = 3", "topic 1: name is no text"),
    ],
    ids=["empty", "no table", "no toml", "nameless", "twice", "unknown entry", "iptc", "name"],
)
def test_a_wrong_file_is_explained(topic_file, content, reason):
    path = topic_file(content)
    with pytest.raises(TaxonomyError, match=reason) as caught:
        Taxonomy.from_toml(path)
    assert str(caught.value).startswith(str(path))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TaxonomyError, match="cannot be read"):
        Taxonomy.from_toml(tmp_path / "none.toml")


def test_an_unknown_topic_lists_the_known(topic_file):
    taxonomy = Taxonomy.from_toml(topic_file(TWO))
    with pytest.raises(UnknownNameError, match="Did you mean 'ports'"):
        taxonomy["port"]
