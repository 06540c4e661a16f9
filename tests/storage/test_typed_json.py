from dataclasses import dataclass

import pytest

from classify.storage import entry, settings_from_json


@dataclass
class Settings:
    words: bool = False
    weight: float = 1.0
    limit: int | None = None
    languages: tuple[str, ...] = ("en",)


@pytest.mark.parametrize(
    ("value", "kind"),
    [(3, int), (True, bool), ("x", str), (0.5, float), ([], list), ({}, dict)],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_an_entry_of_its_type(value, kind):
    assert entry({"it": value}, "it", kind) == value


def test_a_whole_number_is_a_number():
    assert isinstance(entry({"it": 2}, "it", float), float)


@pytest.mark.parametrize(
    ("values", "kind", "told"),
    [
        ({}, int, "look.it is missing"),
        ([], int, "look is no table"),
        (None, int, "look is no table"),
        ({"it": True}, int, "look.it is not a whole number"),
        ({"it": True}, float, "look.it is not a number"),
        ({"it": 10**400}, float, "look.it is not a number"),
        ({"it": float("nan")}, float, "look.it is not a number"),
        ({"it": float("inf")}, float, "look.it is not a number"),
        ({"it": 1}, str, "look.it is not a text"),
        ({"it": None}, dict, "look.it is not a table"),
        ({"it": "x"}, list, "look.it is not a list"),
        ({"it": 1}, bool, "look.it is not true or false"),
    ],
)
def test_another_entry_is_named(values, kind, told):
    with pytest.raises(ValueError) as raised:
        entry(values, "it", kind, place="look")
    assert str(raised.value) == told


def test_settings_keep_their_defaults():
    assert settings_from_json(Settings, {}, place="it") == Settings()
    given = {"words": True, "weight": 2, "limit": None, "languages": ["ru", "be"]}
    found = settings_from_json(Settings, given, place="it")
    assert found == Settings(words=True, weight=2.0, limit=None, languages=("ru", "be"))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([], "labelling is no table"),
        ({"wrods": True}, "labelling has an entry that is not known: wrods"),
        ({"words": 1}, "labelling.words is not true or false"),
        ({"limit": 0.5}, "labelling.limit is not a whole number or null"),
        ({"languages": "en"}, "labelling.languages is not a list of texts"),
        ({"languages": ["en", 1]}, "labelling.languages is not a list of texts"),
    ],
)
def test_settings_of_another_type_are_named(values, told):
    with pytest.raises(ValueError) as raised:
        settings_from_json(Settings, values, place="labelling")
    assert str(raised.value) == told
