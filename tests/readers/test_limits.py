import io
import json

import pytest

from classify.errors import ReadError
from classify.readers import read_teasers
from classify.readers.language_detection import _identifier
from classify.readers.limits import MAX_LETTERS, MAX_LISTING
from classify.readers.markup.nesting import is_too_deep


def read(content: str, faults: list | None = None):
    found = [] if faults is None else faults
    return read_teasers(io.BytesIO(content.encode()), on_error=found.append, on_note=found.append)


def test_a_text_longer_than_any_teaser_is_cut_and_named():
    faults: list = []
    row = json.dumps({"headline": "Ferry turns back", "text": "a " * MAX_LETTERS})
    (teaser,) = read(row, faults)
    assert teaser.truncated and len(teaser.text) <= MAX_LETTERS
    assert "text has 400,000 characters; cut off after 200,000" in str(faults[0])


def test_a_headline_longer_than_any_is_refused():
    rows = [{"headline": "a" * (MAX_LETTERS + 1)}, {"headline": "Ferry turns back"}]
    faults: list = []
    (teaser,) = read("\n".join(map(json.dumps, rows)), faults)
    assert teaser.headline == "Ferry turns back"
    assert "line 1: has a headline of 200,001 characters" in str(faults[0])


def test_a_listing_has_a_limit():
    with pytest.raises(ReadError, match=r"is a listing of .* at most 5,000,000 are read"):
        read("Ferry turns back at sea\n" * (MAX_LISTING // 20))


@pytest.mark.parametrize(
    "page",
    ["<html><body>" + "<div>" * 20_000, "<html><body>" + "<b/>" * 20_000],
    ids=["open", "closed as in XML"],
)
def test_a_page_without_end_of_depth_is_refused(page: str):
    with pytest.raises(ReadError, match="nested more than 15,000 deep"):
        read(page)


def test_long_pages_are_not_deep():
    assert not is_too_deep("<div><p>Ferry<br>turns<li>x</div>" * 20_000)
    assert not is_too_deep("<svg><path d='1'/></svg>" * 20_000)


def test_the_language_model_scores_as_its_library_does():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    ours = _identifier()
    theirs = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    theirs.set_languages(list(dict.fromkeys(ours.nb_classes)))
    for text in (
        "Паром вернулся в порт из-за шторма",
        "Der Hafen ist wegen Sturm gesperrt",
        "a",
        "",
        "1234",
        "Порт зачинено через негоду, рейси скасовано.",
        "LE PORT EST FERMÉ",
        "港は嵐のため閉鎖された",
    ):
        language, probability = ours.classify(text)
        expected, as_expected = theirs.classify(text)
        assert language == expected
        assert probability == pytest.approx(as_expected, abs=1e-5)


def test_parts_without_end_are_no_crash():
    parts = "".join(
        f"Content-Type: multipart/mixed; boundary=b{one}\nFrom: a\n\n--b{one}\n"
        for one in range(1_000)
    )
    with pytest.raises(ReadError):
        read(parts)


def test_a_message_about_columns_is_short():
    with pytest.raises(ReadError) as caught:
        read_teasers(io.BytesIO(b"\x01\x02\x03abcdefgh" * 200 + b"," * 20), input_format="csv")
    assert len(str(caught.value)) < 300
