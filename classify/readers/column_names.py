"""Names of keys and columns -> fields of a teaser, in the languages that newsrooms here write in.

Compared without case, accents and the signs between words: "publishedAt", "Published At" and
"published_at" are one. Of several names of one field in a row the field's own is taken, else the
one that stands first here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping
from dataclasses import fields
from functools import lru_cache

from classify.records import SourceRef, Teaser

_OWN = frozenset(field.name for record in (Teaser, SourceRef) for field in fields(record)) - {
    "extra"
}
# English (with what APIs and exports write); German, French, Spanish; Polish; Cyrillic.
_NAMES = {
    "headline": """
        title heading head headline_text article_title news_title story_title item_title
        titel überschrift ueberschrift schlagzeile titelzeile titre gros_titre titulo
        titular encabezado cabecera tytul naglowek
        заголовок название загаловак назва назва_новини
    """,
    "text": """
        summary description teaser teaser_text deck dek standfirst lead lede lead_text abstract
        excerpt snippet blurb subtitle subheadline subhead intro synopsis short_description
        article_description body content article_text full_text content_text
        beschreibung zusammenfassung anreißer anreisser vorspann teasertext kurztext unterzeile
        inhalt resume chapo chapeau texte extrait accroche contenu descripcion resumen entradilla
        sumario bajada extracto texto contenido opis zajawka streszczenie tekst tresc
        описание анонс текст лид аннотация краткое_содержание содержание опис лід
        короткий_опис зміст
        тэкст апісанне змест
    """,
    "published": """
        published_at published_on published_date published_time publish_date publish_time
        publication_date publication_time published_utc publishing_date pub_date pubdate
        date_published date_publish date_of_publication datepublished first_published release_date
        released posted posted_at date_posted date date_time datetime time timestamp created_at
        created creation_date date_created issued dc_date updated updated_at modified date_modified
        last_modified pub_time time_published time_of_publication clock
        datum veröffentlicht veröffentlicht_am veröffentlichungsdatum erscheinungsdatum erschienen
        erschienen_am publikationsdatum zeitpunkt zeitstempel uhrzeit zeit
        date_de_publication date_publication publie publie_le paru_le date_parution
        date_de_parution heure heure_de_publication fecha fecha_de_publicacion
        fecha_publicacion publicado publicado_el fecha_hora hora
        hora_de_publicacion data data_publikacji opublikowano
        data_dodania godzina czas
        дата дата_публикации опубликовано дата_и_время дата_выхода время дата_публікації
        опубліковано дата_і_час час дата_публікацыі апублікавана
        время_публикации час_публікації час_публікацыі гадзіна
    """,
    "url": """
        link permalink href web_url article_url story_url page_url canonical_url news_url item_url
        address uri enlace vinculo direccion lien adresse webadresse adres adres_url odnosnik
        ссылка адрес адрес_страницы посилання адреса спасылка адрас
    """,
    "outlet": """
        source source_name source_title media_name media media_outlet publisher publisher_name
        publication publication_name newspaper news_source newsroom news_outlet provider
        provider_name site site_name website feed feed_title channel domain source_domain
        quelle medium zeitung herausgeber redaktion fuente medio periodico diario journal
        editeur zrodlo gazeta wydawca serwis
        источник издание сми медиа джерело видання змі медіа крыніца выданне смі медыя
    """,
    "id": "teaser_id",
    "language": "lang language_code sprache langue idioma jezyk язык мова",
    "sections": """
        section section_name section_title section_label article_section news_section
        category categories category_name category_label news_category rubric rubrics
        ressort rubrik kategorie kategorien sparte rubrique rubriques categorie seccion
        secciones categoria categorias rubro dzial sekcja rubryka kategoria
        рубрика рубрики раздел категория рубріка розділ категорія рубрыка раздзел катэгорыя
    """,
    "country": "country_code land pays pais kraj страна країна краіна",
}
EXTRA = "extra"
"""The key under which JSON has all columns that stand for no field."""
EXTRA_PREFIX = f"{EXTRA}."
"""Before names of a user's columns that are also names of ours."""
_CHOOSABLE = (
    *("headline", "text", "published", "url", "outlet"),
    *("id", "language", "country", "kind", "truncated", "sections"),
)
_WORD_BREAK = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SIGNS = re.compile(r"[\s_.:/-]+")
_LETTERS = str.maketrans({"ł": "l"})


def _folded(name: str) -> str:
    """Return a name in small letters without accents, its words parted by "_"."""
    words = _SIGNS.sub("_", _WORD_BREAK.sub("_", name.strip().strip("\ufeff").strip()))
    decomposed = unicodedata.normalize("NFKD", words.casefold().translate(_LETTERS))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).strip("_")


_FIELD_OF = {
    _folded(name): (field, rank)
    for field, names in _NAMES.items()
    for rank, name in enumerate(names.split(), 1)
}
# Names that a table may begin with; "Media, Culture" may be the first line of a copied listing.
_SILENT = frozenset({"position", "sections"})  # which begin copied listings as well
_TELLING = frozenset({"summary", "description", "teaser", "date", "link"})


@lru_cache(maxsize=4096)
def field_of(name: str) -> tuple[str, int]:
    """Return the field that a name stands for, and its rank among the names of the field.

    Returns
    -------
    tuple of str and int
        The folded name itself if it stands for none; 0 for the field's own name.
    """
    folded = _folded(name)
    return (folded, 0) if folded in _OWN else _FIELD_OF.get(folded, (folded, 0))


def canonical_name(name: str) -> str:
    """Give a key or column name as the field's name: "Title" is "headline"."""
    return field_of(name)[0]


def field_in(name: str, columns: Mapping[str, str]) -> tuple[str, int]:
    """Return the field of a name and its rank, where a user has named columns.

    Parameters
    ----------
    name : str
    columns : mapping
        Folded names to fields, as of `read_columns`; they go before all others.
    """
    if columns and (field := columns.get(_folded(name))):
        return field, -1
    return field_of(name)


def read_columns(written: str) -> dict[str, str]:
    """Read what a user says of columns: "headline=Titel,text=Beschreibung".

    Returns
    -------
    dict
        Folded name of each column to its field.

    Raises
    ------
    ValueError
        If a part is no such pair, or names no field.
    """
    columns = {}
    for pair in written.split(","):
        left, equals, name = pair.partition("=")
        field = canonical_name(left)
        if not equals or not name.strip():
            raise ValueError(f"{pair.strip()!r} is no pair such as headline=Titel")
        if field not in _CHOOSABLE:
            known = ", ".join(_CHOOSABLE)
            raise ValueError(f"there is no field {left.strip()!r}; fields: {known}")
        columns[_folded(name)] = field
    return columns


def distinct_names(names: Iterable[str]) -> list[str]:
    """Name the columns of a table so that none hides another: "Region", "Region (2)", "column 3".

    Columns without a name are called by their place; those that are empty cost nothing.
    """
    distinct: dict[str, None] = {}
    numbers: dict[str, int] = {}  # of each name the last: a name of a thousand columns is no square
    for place, given in enumerate(names, 1):
        name = given if given.strip() else f"column {place}"
        number = numbers.get(given, 1)
        while name in distinct:
            number += 1
            name = f"{given} ({number})"
        numbers[given] = number
        distinct[name] = None
    return list(distinct)


def names_all(cells: Iterable[str], columns: Mapping[str, str]) -> bool:
    """Tell whether all columns that a user names are among the cells of a line."""
    return bool(columns) and set(columns) <= set(map(_folded, cells))


def is_field(name: str) -> bool:
    """Tell whether a folded name is that of a field."""
    return name in _OWN


def is_of_extra(name: str) -> bool:
    """Tell whether a key or column holds what `Teaser.extra` holds, or one column of that."""
    return name == EXTRA or name.startswith(EXTRA_PREFIX)


def without_prefix(name: str) -> str:
    """Give the name that a column had in the table of its user."""
    return name.removeprefix(EXTRA_PREFIX)


def with_prefix(name: str, taken: Container[str] = ()) -> str:
    """Give the name of an extra column beside columns of ours.

    Parameters
    ----------
    name : str
    taken : container of str, optional
        Names of our columns.

    Returns
    -------
    str
        The name itself; behind `EXTRA_PREFIX` where it is taken, or would be read as a field.
    """
    clashes = name in taken or is_of_extra(name) or is_field(canonical_name(name))
    return f"{EXTRA_PREFIX}{name}" if clashes else name


def is_known_name(name: str) -> bool:
    """Tell whether a name shows by itself that it heads a column."""
    folded = _folded(name)
    is_own = folded in _OWN and folded not in _SILENT
    return is_own or folded in _TELLING or _FIELD_OF.get(folded, ("", 0))[0] == "headline"
