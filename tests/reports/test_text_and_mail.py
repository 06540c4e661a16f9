import dataclasses
import re
from email import message_from_string
from email.policy import default

from classify.records import Brief
from classify.reports import render_digest

from .builders import TAXONOMY, brief, item, small_digest
from .sample import rich_digest


def parts(digest):
    message = message_from_string(render_digest(digest, TAXONOMY, "eml"), policy=default)
    text, page = (part.get_content() for part in message.iter_parts())
    return message, text, page


def test_text_is_narrow_and_whole():
    digest = rich_digest()
    text = render_digest(digest, TAXONOMY, "txt")
    assert all(len(line) <= 78 or " " not in line.strip() for line in text.splitlines())
    joined = " ".join(text.split())
    for told in digest.briefs_of("lead", "more"):
        assert " ".join(told.headline.split()) in joined
    for told in digest.briefs_of("lead"):
        for sentence in told.sentences:
            assert " ".join(sentence.text.split()) in joined
        for number in told.sources:
            assert f"\n[{number}] " in text


def test_a_mail_is_a_draft_with_text_and_page():
    message, text, page = parts(rich_digest())
    assert message.get_content_type() == "multipart/alternative"
    assert message["X-Unsent"] == "1"
    assert message["From"] is None
    assert message["Subject"].strip().startswith(rich_digest().title)
    assert text.splitlines() == render_digest(rich_digest(), TAXONOMY, "txt").splitlines()
    assert "<style" not in page
    assert "<img" not in page
    assert 'style="' in page
    for told in rich_digest().briefs_of("lead", "more"):
        assert told.headline in page


def test_the_same_digest_gives_the_same_mail():
    assert render_digest(rich_digest(), TAXONOMY, "eml") == render_digest(
        rich_digest(), TAXONOMY, "eml"
    )


def test_other_scripts_and_long_titles_survive_in_headers():
    title = "Дайджест новостей о выборах, протестах и судах за третью неделю января" * 2
    message, _, _ = parts(dataclasses.replace(rich_digest(), title=title))
    assert message["Subject"].strip().startswith(title)


def test_text_that_is_not_latin_does_not_swell_the_mail():
    items = [item(n, f"Парламент принял закон {n} о портах", "Закон принят.") for n in range(1, 40)]
    latin = [
        item(n, f"Parliament passed bill {n} of ports", "It was passed.") for n in range(1, 40)
    ]
    long, short = (
        len(render_digest(small_digest(*each), TAXONOMY, "eml", language=language))
        for each, language in ((items, "ru"), (latin, "en"))
    )
    assert long < 2 * short


def test_the_page_of_a_mail_holds_its_width_by_tables():
    _, _, page = parts(rich_digest())
    tables = re.findall(r"<table [^>]*>", page)
    assert len(tables) >= 4
    assert all('role="presentation"' in table for table in tables)
    assert 'width="640"' in page
    assert not re.search(r"display:\s*(?:flex|grid)|position:|var\(|calc\(", page)


def test_right_to_left_is_said_of_each_paragraph():
    lead = item(1, "عاصفة تضرب الساحل", "انهارت أسطح.")
    _, _, page = parts(small_digest(lead, item(2, "Storm", "Roofs flew.")))
    assert re.search(r'<h3 dir="rtl" [^>]*>\s*<bdi>عاصفة', page)
    assert '<p dir="rtl"' in page
    assert re.search(r"<h3 style=[^>]*>\s*<bdi>Storm", page)


def test_a_mail_of_the_default_length_is_not_clipped():
    """Gmail cuts off what is over 102 kB."""
    items = [
        item(n, f"Headline number {n} of an ordinary length for news", "Word " * 69 + "end.")
        for n in range(1, 11)
    ]
    others = [item(n, f"Headline {n} of another teaser of some story") for n in range(11, 221)]
    digest = small_digest(*items, *others)
    told = tuple(
        dataclasses.replace(brief, sources=(place, *range(11 + 15 * (place - 1), 11 + 15 * place)))
        for place, brief in enumerate(digest.briefs[:10], 1)
    )
    lead, lines = digest.sections[0], digest.briefs[10:50]
    sections = (
        dataclasses.replace(lead, briefs=told),
        dataclasses.replace(lead, key="more:other", part="more", briefs=lines),
    )
    whole = render_digest(dataclasses.replace(digest, sections=sections), TAXONOMY, "eml")
    assert len(whole.encode()) < 100_000


def test_news_are_marked():
    lead = item(1, "Storm hits coast", "Roofs flew. Trees fell.")
    built: Brief = brief(
        lead, [(lead, lead.sentence("Roofs flew.")), (lead, lead.sentence("Trees fell."))]
    )
    digest = small_digest(lead)
    updated = dataclasses.replace(built, status="updated", news=(1,))
    section = dataclasses.replace(digest.sections[0], briefs=(updated,))
    digest = dataclasses.replace(digest, sections=(section,))
    assert "Roofs flew. [1] NEW: Trees fell. [1]" in render_digest(digest, TAXONOMY, "txt")
    _, _, page = parts(digest)
    assert "New:</strong> <bdi>Trees fell.</bdi>" in page
