import pytest

from classify.errors import UnknownNameError
from classify.reports import TopicNames, rows_of_topics
from classify.reports.translation import label_languages, read_catalogue
from classify.storage import asset_path
from classify.taxonomy import Taxonomy

BUNDLED = Taxonomy.from_toml(asset_path("labeled") / "topics.toml")
NAMES = TopicNames(BUNDLED)


@pytest.mark.parametrize("language", label_languages())
def test_each_topic_is_found_by_its_name_in_each_language(language):
    catalogue = read_catalogue(language)
    for topic in BUNDLED:
        name = catalogue.name("topic", topic.name)
        assert NAMES.key(name) == NAMES.key(f" {name.upper()} ") == topic.key


def test_keys_are_found_in_any_case_and_spelling():
    own = Taxonomy.from_keys(["rule_of_law", "Sport"])
    for written in ("rule_of_law", "Rule of law", "RULE-OF-LAW"):
        assert own.key_of(written) == "rule_of_law"
    assert own.key_of("sport") == "Sport"


def test_names_with_commas_are_found_in_a_list():
    listed = "Protest, opposition and civil society, Выборы,repression,elections"
    assert NAMES.keys(listed) == ("protest", "elections", "repression")
    assert NAMES.keys(" ,") == ()


@pytest.mark.parametrize("listed", ["weather", "elections,weather"])
def test_what_is_no_topic_is_named(listed):
    with pytest.raises(UnknownNameError, match="unknown topic 'weather'"):
        NAMES.keys(listed)


def test_a_name_that_two_topics_have_is_refused():
    own = Taxonomy.from_dict({"topic": [{"key": "a", "name": "X"}, {"key": "b", "name": "x"}]})
    with pytest.raises(UnknownNameError):
        TopicNames(own).key("X")


def test_rows_of_topics():
    first = rows_of_topics(BUNDLED, "de")[0]
    assert (first["key"], first["name"]) == ("elections", "Wahlen")
    assert first["definition"].startswith("Elections and referendums")
