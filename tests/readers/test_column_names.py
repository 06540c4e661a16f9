"""Names of columns in the languages of newsrooms, and those that a user gives."""

from io import BytesIO

import pytest

from classify.errors import ReadError
from classify.readers import read_columns, read_teasers
from classify.readers.column_names import canonical_name, is_known_name


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
    assert notes == ["<stream>: not used: 'stories_id'"]


def test_a_user_names_columns():
    content = "Vorzeile;Lauftext;Titel\nDockers end strike;Ships sailed.;Politik\n"
    (teaser,) = read_teasers(
        BytesIO(content.encode()), columns="headline=vorzeile, text=Lauftext", on_note=print
    )
    assert (teaser.headline, teaser.text) == ("Dockers end strike", "Ships sailed.")


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
