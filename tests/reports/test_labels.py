"""A digest whose own words are of another language."""

import dataclasses
import re
import subprocess
import sys
from email import message_from_string
from email.policy import default
from html import unescape

import pytest

from classify.errors import UnknownNameError
from classify.records import Figure, FigureNote
from classify.reports import (
    DIGEST_FORMATS,
    digest_in_codes,
    render_by_template,
    render_digest,
    write_digest,
)
from classify.reports.digests.words import digest_words
from classify.reports.phrases import Phrases
from classify.reports.translation import read_catalogue

from .builders import TAXONOMY, at, empty_digest, item, small_digest
from .full_sample import BUNDLED, full_digest
from .sample import rich_digest

TRANSLATED = ["be", "de", "ru"]
SHOWN = ["md", "html", "txt", "eml"]


def whole(text, format):
    """All that a format shows, on one line."""
    if format == "eml":
        message = message_from_string(text, policy=default)
        shown = [part.get_content() for part in message.iter_parts()]
        text = " ".join([message["Subject"], *shown])
    if format in ("html", "eml"):
        text = re.sub(r"<(style|script)>.*?</\1>", "", text, flags=re.DOTALL)
    return " ".join(unescape(text).split())


def foreign(digest):
    """All that stands in a digest as it does in its sources."""
    for source in digest.sources:
        yield source.headline
        yield from source.outlets
        for place in source.places:
            yield from (place.url or "", (place.file or "").rpartition("/")[2])
    for brief in digest.briefs:
        yield from (sentence.text for sentence in brief.sentences)
    yield from digest.coverage.outlets
    yield from dataclasses.astuple(digest.provenance)
    # whom figures count is in the words of the sources
    yield from (
        "soldiers",
        "Hask",
        "topics-en (3f9a3f9a3f9a)",
        "UTC",
        "ICD 203",
        "classify",
        "digest.json",
    )
    yield from ("same: A B", "different: ", "A B")  # lines of a file of corrections


def left_in_latin(text, digest):
    """Words in Latin letters that are neither quoted nor markup."""
    said = re.compile(r'(?:aria-label|title|data-tip|data-found)="([^"]*)"')
    text = re.sub(r"<(?!https?:)[^>]*?>", lambda tag: " ".join(said.findall(tag[0])), text)
    for words in sorted(filter(None, foreign(digest)), key=len, reverse=True):
        text = text.replace(" ".join(words.split()), " ")
    return re.findall(r"[A-Za-z]{2,}", text)


@pytest.mark.parametrize("format", SHOWN)
@pytest.mark.parametrize("language", ["ru", "be"])
def test_no_english_is_left(language, format):
    digest = full_digest()
    text = whole(render_digest(digest, BUNDLED, format, language=language), format)
    assert left_in_latin(text, digest) == []
    english = whole(render_digest(digest, BUNDLED, format), format)
    assert len(left_in_latin(english, digest)) > 300  # it would have been seen


@pytest.mark.parametrize("build", [empty_digest, lambda: small_digest(item(1, "Ш", outlets=()))])
@pytest.mark.parametrize("format", SHOWN)
def test_no_english_is_left_where_there_is_little(format, build):
    digest = dataclasses.replace(build(), title="")
    text = whole(render_digest(digest, TAXONOMY, format, language="ru"), format)
    assert set(left_in_latin(text, digest)) <= {"Armed", "conflict", "listing", "txt"}


@pytest.mark.parametrize("format", SHOWN)
@pytest.mark.parametrize("language", TRANSLATED)
def test_what_sources_say_stays_as_it_is(language, format):
    digest = full_digest()
    text = whole(render_digest(digest, BUNDLED, format, language=language), format)
    for brief in digest.briefs_of("lead", "more"):
        assert brief.headline in text
    for brief in digest.briefs_of("lead"):
        for sentence in brief.sentences:
            assert sentence.text in text


@pytest.mark.parametrize("language", TRANSLATED)
def test_json_is_the_same_in_every_language(language):
    digest = full_digest()
    assert render_digest(digest, BUNDLED, "json", language=language) == render_digest(
        digest, BUNDLED, "json"
    )


@pytest.mark.parametrize("language", ["en", *TRANSLATED])
def test_pages_name_their_language(language):
    page = render_digest(full_digest(), BUNDLED, "html", language=language)
    assert page.startswith(f'<!doctype html>\n<html lang="{language}">')
    mail = render_digest(full_digest(), BUNDLED, "eml", language=language)
    assert f'<html lang="{language}">' in whole(mail, "eml")


def test_german_nouns_keep_their_capitals():
    page = render_digest(full_digest(), BUNDLED, "html", language="de")
    assert "In einer Sprache, die das Modell nicht liest" in page
    assert "Datum erschlossen" in page
    assert "Zuletzt gemeldet: 15. Januar 2025" in page


def test_a_german_day_is_not_escaped_in_markdown():
    assert "\n17. Januar 2025 bis" in render_digest(full_digest(), BUNDLED, "md", language="de")


@pytest.mark.parametrize(
    ("grouped_by", "key", "name", "shown"),
    [
        ("week", "week:2025, week 03", "2025, week 03", "2025, неделя 03"),
        ("week", "other", "Undated", "Без даты"),
        ("day", "day:2025-01-18", "2025-01-18", "18 января 2025"),
        ("country", "other", "Country not stated", "Страна не указана"),
        ("country", "country:BY", "BY", "BY"),
        ("outlet", "outlet:Other", "Other", "Other"),
        ("outlet", "other", "Outlet not named", "Издание не указано"),
        ("outlet", "other", "Other", "Другое"),
        ("none", "other", "All stories", "Все сюжеты"),
        ("topic", "comment", "Opinion and analysis", "Мнения и анализ"),
    ],
)
def test_sections_of_all_kinds_are_named(grouped_by, key, name, shown):
    digest = small_digest(item(1, "Storm"), item(2, "Flood"), grouped_by=grouped_by)
    first, second = (
        dataclasses.replace(
            digest.sections[0], key=f"more:{key}", part="more", name=name, briefs=(brief,)
        )
        for key, name, brief in zip((key, "other:"), (name, "x"), digest.briefs, strict=True)
    )
    digest = dataclasses.replace(digest, sections=(first, second))
    assert f"\n### {shown}\n" in render_digest(digest, TAXONOMY, "md", language="ru")


def test_days_are_dates_in_english_too():
    digest = small_digest(item(1, "Storm"), grouped_by="day")
    section = dataclasses.replace(
        digest.sections[0], key="rest:day:2025-01-18", part="rest", name="2025-01-18"
    )
    digest = dataclasses.replace(digest, sections=(section,))
    for format in ("md", "html", "txt"):
        assert "18 Jan 2025 1" in render_digest(digest, TAXONOMY, format).replace(
            '</bdi> <span class="count">', " "
        )


def test_topics_by_code_are_named_too():
    named, taxonomy = digest_in_codes(full_digest(), BUNDLED, "iptc")
    text = render_digest(named, taxonomy, "md", language="ru")
    assert "### Армия и вооружённые конфликты (medtop:16000000)\n" in text


def test_topics_of_ones_own_stay_as_they_are():
    assert "### Armed conflict" in render_digest(rich_digest(), TAXONOMY, "md", language="ru")


def note(kind, who, *figures):
    return FigureNote(
        what="killed",
        who=who,
        kind=kind,
        figures=tuple(
            Figure(count=count, at_least=at_least, citations=(place,))
            for place, (count, at_least) in enumerate(figures, 1)
        ),
    )


@pytest.mark.parametrize(
    ("language", "one", "line"),
    [
        ("ru", note("differ", "people", (1, False), (12, True)),
         "Данные расходятся: 1 погибший [1], минимум 12 погибших [2]."),
        ("be", note("differ", "people", (2, False), (21, False)),
         "Даныя разыходзяцца: 2 загінулыя [1], 21 загінулы [2]."),
        ("de", note("differ", "people", (1, False), (3, True)),
         "Angaben weichen ab: 1 Toter [1], mindestens 3 Tote [2]."),
        ("ru", note("differ", "Tarn soldiers", (1, False), (2, False)),
         "Данные расходятся — погибшие («Tarn soldiers»): 1 [1], 2 [2]."),
        ("ru", note("updated", "people", (1200, True), (3, False)),
         "Погибшие: минимум 1\u00a0200 [1], ранее 3 [2]."),
    ],
)  # fmt: skip
def test_figures_in_words(language, one, line):
    assert digest_words(read_catalogue(language)).figure_notes.note_line(one) == line


@pytest.mark.parametrize(
    ("language", "second", "month", "sure"),
    [
        ("ru", "18 января 2025, 14:05 UTC", "январь 2025", "весьма вероятно, 87\u00a0%"),
        ("be", "18 студзеня 2025, 14:05 UTC", "студзень 2025", "вельмі верагодна, 87\u00a0%"),
        ("de", "18. Januar 2025, 14:05 UTC", "Januar 2025", "sehr wahrscheinlich, 87\u00a0%"),
    ],
)
def test_dates_and_likelihoods(language, second, month, sure):
    phrases = Phrases(read_catalogue(language))
    assert phrases.date_words(at(18, 14, 5), "second") == second
    assert phrases.date_words(at(18), "month") == month
    assert phrases.likelihood(0.87) == sure


def test_a_title_of_ones_own_stays():
    russian = Phrases(read_catalogue("ru"))
    assert russian.title_words("News digest") == "Дайджест новостей"
    assert russian.title_words("News of the day") == "News of the day"


@pytest.mark.parametrize("format", DIGEST_FORMATS)
def test_an_unknown_language_is_named(format):
    with pytest.raises(UnknownNameError, match=r"unknown language of labels 'xx'\. Known: be, de"):
        render_digest(empty_digest(), TAXONOMY, format, language="xx")


def test_files_and_templates_are_in_the_language(tmp_path):
    path = tmp_path / "desk.txt.j2"
    path.write_text(
        '{{ say("Sources") }} {{ count(2, "{n} story", "{n} stories") }} {{ language }} '
        '{{ wording.number_of(5, "story", "stories") }} {{ remarks.gaps(digest) | first }} '
        '{{ wording.date_words(digest.as_of, "day") }} {{ number(1234) }}',
        encoding="utf-8",
    )
    digest = full_digest()
    text = render_by_template(digest, BUNDLED, path, language="ru")
    assert text.startswith("Источники 2 сюжета ru 5 сюжетов 36\u00a0% анонсов (395) обрезаны")
    assert text.endswith("20 января 2025 1\u00a0234")
    written = write_digest(digest, BUNDLED, tmp_path / "out", ("md",), path, language="ru")
    assert "## Главное" in written[0].read_text(encoding="utf-8")
    assert written[1].read_text(encoding="utf-8") == text


def test_a_template_cannot_reach_out_through_a_message(tmp_path):
    path = tmp_path / "desk.html.j2"
    path.write_text('{{ say("{a.__class__} {a}", a=digest.title) }}', encoding="utf-8")
    digest = dataclasses.replace(full_digest(), title="<b>")
    assert render_by_template(digest, BUNDLED, path) == "{a.__class__} &lt;b&gt;"


def test_markup_of_a_template_may_stand_in_a_message_but_none_of_sources(tmp_path):
    path = tmp_path / "desk.html.j2"
    path.write_text(
        "{% macro strong(text) %}<b>{{ text }}</b>{% endmacro %}"
        '{{ say("{topic} {now} (was {before})", topic=strong(digest.title), now=1,'
        " before=digest.title) }}",
        encoding="utf-8",
    )
    digest = dataclasses.replace(full_digest(), title="<i>\u202e")
    text = render_by_template(digest, BUNDLED, path, language="ru")
    assert text == "<b>&lt;i&gt;</b> 1 (было &lt;i&gt;)"


def test_english_needs_no_babel():
    code = (
        "import sys\nfrom tests.reports.sample import rich_digest\n"
        "from tests.reports.builders import TAXONOMY\nfrom classify.reports import render_digest\n"
        "render_digest(rich_digest(), TAXONOMY, 'html')\nprint('babel' in sys.modules)"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout == "False\n", result.stderr
