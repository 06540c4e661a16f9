import dataclasses
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
    for told in digest.briefs:
        assert " ".join(told.headline.split()) in joined
        for sentence in told.sentences:
            assert " ".join(sentence.text.split()) in joined
    for source in digest.sources:
        assert f"[{source.number}] " in text


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
    for told in rich_digest().briefs:
        assert told.headline in page


def test_the_same_digest_gives_the_same_mail():
    assert render_digest(rich_digest(), TAXONOMY, "eml") == render_digest(
        rich_digest(), TAXONOMY, "eml"
    )


def test_other_scripts_and_long_titles_survive_in_headers():
    title = "Дайджест новостей о выборах, протестах и судах за третью неделю января" * 2
    message, _, _ = parts(dataclasses.replace(rich_digest(), title=title))
    assert message["Subject"].strip().startswith(title)


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
    assert "New:</strong> Trees fell." in page
