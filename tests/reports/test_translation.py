"""The words of each language: all of them, and each in its right form."""

import re
from datetime import UTC, datetime

import pytest

from classify.errors import UnknownNameError
from classify.reports.translation import ENGLISH, filled, label_languages, read_catalogue
from scripts import catalogues

TRANSLATED = ["be", "de", "ru"]


def places(text):
    return sorted(re.findall(r"\{(\w+)\}", text))


def test_the_languages_are_the_catalogues():
    assert list(label_languages()) == sorted([*TRANSLATED, "en"])


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_has_every_message_and_no_other(language):
    assert catalogues.compare(language) == (set(), set())


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_keep_the_places_of_values(language):
    for message in catalogues.read_catalogue(language):
        if not message.id:
            continue
        source = message.id if isinstance(message.id, str) else message.id[0]
        forms = [message.string] if isinstance(message.string, str) else message.string
        for form in forms:
            assert places(form) == places(source), source
            assert form == form.strip()


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_lies_as_the_script_writes_it(language, tmp_path, monkeypatch):
    path = tmp_path / f"{language}.po"
    path.write_bytes((catalogues.CATALOGUES / path.name).read_bytes())
    before = path.read_text(encoding="utf-8")
    monkeypatch.setattr(catalogues, "CATALOGUES", tmp_path)
    catalogues.update(language)
    assert path.read_text(encoding="utf-8") == before


def test_messages_are_found_wherever_they_are_said():
    found = {message.id for message in catalogues.gather() if message.id}
    assert "Gap" in found  # in an f-string
    assert "Skip to the briefs" in found  # in a template
    assert "Elections" in found  # in the topics
    assert ("{n} killed", "{n} killed") in found  # by what is counted


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["0 stories", "1 story", "2 stories", "5 stories", "21 stories", "1,214 stories"]),
        ("ru", ["0 сюжетов", "1 сюжет", "2 сюжета", "5 сюжетов", "21 сюжет", "1\u00a0214 сюжетов"]),
        ("be", ["0 сюжэтаў", "1 сюжэт", "2 сюжэты", "5 сюжэтаў", "21 сюжэт", "1\u00a0214 сюжэтаў"]),
        ("de", ["0 Storys", "1 Story", "2 Storys", "5 Storys", "21 Storys", "1.214 Storys"]),
    ],
)
def test_a_number_asks_for_its_form(language, words):
    catalogue = read_catalogue(language)
    numbers = (0, 1, 2, 5, 21, 1214)
    assert [catalogue.count(n, "{n} story", "{n} stories") for n in numbers] == words


@pytest.mark.parametrize("language", ["ru", "be"])
def test_eleven_to_fourteen_are_many(language):
    catalogue = read_catalogue(language)
    many = {catalogue.count(n, "story", "stories") for n in (5, 11, 12, 13, 14, 111, 112)}
    assert len(many) == 1


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "3 May 2025", "May 2025"),
        ("ru", "3 мая 2025", "май 2025"),
        ("be", "3 мая 2025", "май 2025"),
        ("de", "3. Mai 2025", "Mai 2025"),
    ],
)
def test_days_and_months(language, day, month):
    catalogue = read_catalogue(language)
    moment = datetime(2025, 5, 3, tzinfo=UTC)
    assert (catalogue.day(moment), catalogue.month(moment)) == (day, month)


def test_twelve_months_each():
    for language in label_languages():
        catalogue = read_catalogue(language)
        assert len(set(catalogue.months)) == len(set(catalogue.months_alone)) == 12


@pytest.mark.parametrize(
    ("language", "share", "number"),
    [
        ("en", "87%", "+1,234.5"),
        ("ru", "87\u00a0%", "+1\u00a0234,5"),
        ("be", "87\u00a0%", "+1\u00a0234,5"),
        ("de", "87\u00a0%", "+1.234,5"),
    ],
)
def test_numbers_have_the_signs_of_the_language(language, share, number):
    catalogue = read_catalogue(language)
    assert catalogue.number(0.87, ".0%") == share
    assert catalogue.number(1234.5, "+,.1f") == number


def test_a_name_that_is_not_known_stays():
    russian = read_catalogue("ru")
    assert russian.name("topic", "Elections") == "Выборы"
    assert russian.name("topic", "Beekeeping") == "Beekeeping"
    assert russian.say("Beekeeping") == "Beekeeping"


def test_values_are_put_in_once_and_followed_nowhere():
    assert filled("{a} of {b}", {"a": "{b}", "b": 2}) == "{b} of 2"
    assert filled("{a.real} {c} {", {"a": 1}) == "{a.real} {c} {"


def test_an_unknown_language_lists_the_known():
    with pytest.raises(UnknownNameError) as caught:
        read_catalogue("rus")
    assert str(caught.value) == (
        "unknown language of labels 'rus'. Did you mean 'ru'? Known: be, de, en, ru."
    )


def test_english_is_the_code_itself():
    assert read_catalogue("en") is ENGLISH
    assert ENGLISH.say("Bottom line") == "Bottom line"
