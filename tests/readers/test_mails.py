from email.message import EmailMessage

import pytest

from classify.errors import ReadError
from classify.readers import raise_fault
from classify.readers.mails.reading import without_addresses
from tests.readers.sources import from_bytes

TEXT_A = "The captain turned round an hour after the ship had left, the line said on Monday."
TEXT_B = "Cars crossed the river again after two years, and the mayor thanked the workers."
FOOTER = "<p>You receive this as r@example.org. <a href='u'>Unsubscribe</a></p>"
HEADINGS = (
    "<p>Dear readers,</p><p>" + "Here is what we read this week. " * 4 + "</p>"
    f"<h2>Ferry turns back in heavy swell</h2><p>{TEXT_A}</p><p>Write to jane.doe@example.org.</p>"
    f"<h2><a href='https://p.example/bridge'>Bridge reopens</a></h2><p>{TEXT_B}</p>"
    "<h2>Work with us</h2><p>Join the teams that write this letter for you every week.</p>"
    "<p>Thoughts? Please write to <a href='mailto:post@example.org'>us, the editors of it</a>.</p>"
    "<h2>Sponsored by Acme</h2><p>Buy our boats, they are the best boats of all boats.</p>" + FOOTER
)
BOLD = (
    "<div style='display:none'>Preview of what is inside</div><table>"
    "<tr><td><a href='https://p.example/v'>View in browser</a></td></tr>"
    f"<tr><td><b>Ferry turns back in heavy swell</b></td></tr><tr><td>{TEXT_A}</td></tr>"
    f"<tr><td><span style='font-weight:700'><a href='https://p.example/bridge'>Bridge reopens"
    f"</a></span></td></tr><tr><td>{TEXT_B} "
    "<a href='https://p.example/bridge'>Read more</a></td></tr>"
    f"<tr><td>{FOOTER}</td></tr></table>"
)
TITLED = BOLD.replace("<table>", "<h1>The Harbour Post Daily</h1><table>")
PLAIN = (
    "Ferry turns back in heavy swell\n"
    f"{TEXT_A} <https://p.example/ferry>\n\n---\n\nBridge reopens after two years of work\n"
    f"{TEXT_B}\n\n"
    "Submit a tip about boats (mailto:news@example.org?subject=Tip)\n"
    "Join the teams that write this letter for you every week.\n\n"
    "To unsubscribe, write to list@example.org\n"
)


def mail(html: str = "", plain: str = "", charset: str = "utf-8", **headers: str) -> bytes:
    message = EmailMessage()
    message["From"] = headers.get("sender", '"The Harbour Post" <news@example.org>')
    message["To"] = "Jane Doe <reader@example.org>"
    message["Subject"] = headers.get("subject", "News of the week")
    message["Date"] = headers.get("date", "Mon, 20 Jan 2025 14:05:00 +0200")
    if plain:
        message.set_content(plain, charset=charset)
    if html and plain:
        message.add_alternative(html, subtype="html", charset=charset)
    elif html:
        message.set_content(html, subtype="html", charset=charset)
    return message.as_bytes()


@pytest.mark.parametrize(
    "content",
    [
        mail(HEADINGS),
        mail(HEADINGS, "See the web."),
        mail(BOLD),
        mail(BOLD, charset="iso-8859-1"),
        mail(TITLED),
    ],
    ids=["headings", "alternative", "bold cells", "Latin 1", "bold under a title"],
)
def test_a_story_is_an_item(content: bytes):
    first, second = from_bytes(content)
    assert [first.headline, second.headline] == [
        "Ferry turns back in heavy swell",
        "Bridge reopens",
    ]
    assert first.text.startswith(TEXT_A)
    assert second.text.startswith(TEXT_B)
    assert second.sources[0].url == "https://p.example/bridge"
    assert {one.outlets for one in (first, second)} == {("The Harbour Post",)}
    assert first.published is not None
    assert first.published.isoformat() == "2025-01-20T12:05:00+00:00"
    assert not any("@" in one.headline + one.text for one in (first, second))


def test_stories_under_links():
    stories = (
        ("Ferry turns back in heavy swell", TEXT_A),
        ("Bridge over the river reopens today", TEXT_B),
        ("Court frees the editor of a paper", "The editor left prison after eleven months."),
    )
    cells = "".join(
        f"<div class='t'><a href='https://p.example/{n}'>{headline}</a></div><div>{text}</div>"
        for n, (headline, text) in enumerate(stories)
    )
    teasers = from_bytes(mail(f"<p>Hello,</p>{cells}{FOOTER}"))
    assert tuple((one.headline, one.text) for one in teasers) == stories


def test_a_plain_newsletter():
    first, second = from_bytes(mail(plain=PLAIN))
    assert (first.headline, first.text) == ("Ferry turns back in heavy swell", TEXT_A)
    assert (second.headline, second.text) == ("Bridge reopens after two years of work", TEXT_B)


def test_an_alert_is_one_story_under_its_subject():
    (teaser,) = from_bytes(mail(plain="All aboard are safe.", subject="Паром вернулся в порт"))
    assert (teaser.headline, teaser.text) == ("Паром вернулся в порт", "All aboard are safe.")


def test_a_box_of_mails():
    line = b"From news@example.org Mon Jan 20 14:05:00 2025\n"
    quoted = mail(plain=PLAIN.replace("Bridge reopens", ">From now on bridge reopens"))
    faults: list[ReadError] = []
    empty = mail(plain="\n", subject="Nothing", sender="news@example.org")
    box = line + mail(HEADINGS) + b"\n" + line + empty + b"\n" + line + quoted
    teasers = from_bytes(box, on_error=faults.append)
    assert [one.sources[0].item for one in teasers if one.headline.startswith("From")] == [4]
    assert [fault.item for fault in faults] == ["mail 2"]


def test_the_sender_is_a_host_where_there_is_no_name():
    teasers = from_bytes(mail(HEADINGS, sender="jane.doe@post.example.org"))
    assert teasers[0].outlets == ("post.example.org",)
    teasers = from_bytes(mail(HEADINGS, sender='"jane.doe@x.example" <jane.doe@x.example>'))
    assert teasers[0].outlets == ("x.example",)


def test_attachments_are_no_news():
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "x"
    message.set_content(HEADINGS, subtype="html")
    message.add_attachment("Secret plans\nNobody may read them.", filename="x.txt")
    assert len(from_bytes(message.as_bytes())) == 2


def test_a_date_that_is_none_leaves_stories_undated():
    content = mail(HEADINGS).replace(b"Mon, 20 Jan 2025 14:05:00 +0200", b"soon")
    notes: list[str] = []
    teasers = from_bytes(content, on_error=raise_fault, on_note=notes.append)
    assert [one.published for one in teasers] == [None, None]
    assert notes == ["<stream>: is dated 'soon', which is no date; its stories are left undated"]
    with pytest.raises(ReadError, match="is no date"):
        from_bytes(content)


def test_a_wrong_encoding_is_refused():
    content = mail(HEADINGS.replace("Ferry", "Fähre"), charset="iso-8859-1")
    wrong = content.replace(b"iso-8859-1", b"utf-8").replace(b"quoted-printable", b"8bit")
    raw = wrong.replace(b"=E4", b"\xe4")
    with pytest.raises(ReadError, match="not in the encoding that it states"):
        from_bytes(raw)


@pytest.mark.parametrize("charset", [b"klingon", b"utf\\0-8", b"hex"])
def test_an_encoding_that_is_none_is_taken_for_utf8(charset: bytes):
    content = mail(HEADINGS).replace(b"utf-8", charset.replace(b"\\0", b"\0"))
    assert len(from_bytes(content)) == 2


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("Write to  today", "Write to <jane.doe+news@mail.example.org> today"),
        ("Write to ", "Write to [mailto:jane@example.org]"),
        ("5 @ 3 and @handle", "5 @ 3 and @handle"),
    ],
)
def test_addresses(shown: str, text: str):
    assert without_addresses(text) == shown
