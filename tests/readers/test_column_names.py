"""Names of columns in the languages of newsrooms, and those that a user gives."""

import json
from io import BytesIO

import pytest

from classify.errors import ReadError
from classify.readers import read_columns, read_teasers
from classify.readers.column_names import canonical_name, distinct_names, is_known_name
from tests.readers.sources import from_bytes, workbook


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("headline", "Title Titel TITRE Título Tytuł Заголовок Загаловак titulo news_title"),
        (
            "text",
            "Summary Beschreibung Résumé Descripción Opis Описание Опис Апісанне Zusammenfassung",
        ),
        ("published", "publishedAt pubDate publish_date Datum Fecha Data Дата Veröffentlicht_am"),
        (
            "outlet",
            "media_name source.name Quelle Fuente Źródło Источник Джерело Крыніца Publisher",
        ),
        ("url", "Link Lien Enlace Ссылка Посилання Спасылка Permalink webUrl"),
        ("language", "Lang Sprache Langue Idioma Język Язык Мова"),
    ],
)
def test_names_are_known_in_eight_languages(field, names):
    for name in names.split():
        assert canonical_name(name) == field, name


def test_words_are_parted_by_any_sign():
    for name in ("Publication Date", "publication-date", "publicationDate", " PUBLICATION_DATE "):
        assert canonical_name(name) == "published"


def test_a_word_of_menus_heads_no_table():
    assert not any(map(is_known_name, ["Media", "Culture", "Text und Ton", "Source", "Time"]))
    assert all(map(is_known_name, ["Titel", "headline", "text", "Заголовок"]))


def test_other_columns_are_named_once():
    content = (
        "stories_id,publish_date,title,media_name\n91,2025-01-19 00:00:00,Dockers end strike,Post\n"
    )
    notes = []
    (teaser,) = read_teasers(BytesIO(content.encode()), on_note=notes.append)
    assert (teaser.headline, teaser.outlets) == ("Dockers end strike", ("Post",))
    assert teaser.published is not None
    assert notes == ["<stream>: not known, kept as they are: 'stories_id'"]


def test_a_user_names_columns():
    content = "Vorzeile;Lauftext;Titel\nDockers end strike;Ships sailed.;Politik\n"
    (teaser,) = read_teasers(
        BytesIO(content.encode()), columns="headline=vorzeile, text=Lauftext", on_note=print
    )
    assert (teaser.headline, teaser.text) == ("Dockers end strike", "Ships sailed.")


@pytest.mark.parametrize(
    "content",
    [
        "Bericht vom Montag\n\nVorzeile;Lauftext;Titel\nDockers end strike;Ships sailed.;Politik\n",
        "Lauftext|Vorzeile\nShips sailed.|Dockers end strike\n",
        "sep=^\nVorzeile^Lauftext\nDockers end strike^Ships sailed.\n",
        '{"data": {"rows": [{"Vorzeile": "Dockers end strike", "Lauftext": "Ships sailed."}]}}',
        '{"Vorzeile": ["Dockers end strike"], "Lauftext": ["Ships sailed."]}',
        workbook(
            Tag=[["Montag"], ["Lauftext", "Vorzeile"], ["Ships sailed.", "Dockers end strike"]]
        ),
    ],
    ids=["preamble", "bars", "sep", "nested", "columns", "spreadsheet"],
)
def test_columns_that_a_user_names_are_found_in_every_kind_of_table(content):
    (teaser,) = from_bytes(content, columns="headline=Vorzeile,text=Lauftext")
    assert (teaser.headline, teaser.text) == ("Dockers end strike", "Ships sailed.")


def test_a_preamble_in_any_language():
    content = "Bericht vom Montag\n\nTitel;Beschreibung\nDockers end strike;Ships sailed.\n"
    (teaser,) = from_bytes(content)
    assert (teaser.headline, teaser.text) == ("Dockers end strike", "Ships sailed.")


def test_values_inside_an_object_are_told_only_by_its_name():
    item = {"title": "Dockers end strike", "author": {"id": 7, "mood": {}}, "meta": {"n": 1}}
    notes = []
    from_bytes(json.dumps({"articles": [item]}), on_note=notes.append)
    assert notes == ["<stream>: not known, kept as they are: 'author', 'meta'"]


def test_a_nested_source_gives_the_outlet_and_a_list_gives_nothing():
    content = (
        b'{"title": "Dockers end strike", "source": {"id": null, "name": "Post"}, "media": []}'
    )
    (teaser,) = read_teasers(BytesIO(content))
    assert teaser.outlets == ("Post",)


@pytest.mark.parametrize("written", ["headline", "headline=", "gist=Titel", ""])
def test_what_names_no_column_is_refused(written):
    with pytest.raises(
        ValueError, match=r"no pair such as|there is no field 'gist'; fields: headline"
    ):
        read_columns(written)
    if written:
        with pytest.raises(ReadError, match="columns"):
            read_teasers(BytesIO(b"{}"), columns=written)


def test_a_name_of_many_columns_is_numbered_past_names_that_are_given():
    names = distinct_names(["a", "a", "a (2)", "a", ""])
    assert names == ["a", "a (2)", "a (2) (2)", "a (3)", "column 5"]
