import logging
from collections.abc import Sequence
from io import BytesIO

import pytest
from python_calamine import CalamineWorkbook

from classify.errors import ReportError
from classify.reports import render_workbook, workbooks


def sheet(*rows: dict) -> Sequence[Sequence[object]]:
    """Render as a workbook and read its cells back."""
    book = CalamineWorkbook.from_filelike(BytesIO(render_workbook(rows)))
    return book.get_sheet_by_index(0).to_python()


def test_texts_come_back_word_for_word():
    texts = ["=HYPERLINK(1)", "'quoted'", "-1", "https://a.example", "one\ntwo", "_x000D_", "ä€😀"]
    assert sheet(*({"text": text} for text in texts)) == [["text"], *[[text] for text in texts]]


def test_numbers_and_truth_stay_what_they_are():
    rows = sheet({"n": 3, "share": 0.25, "is": True, "no": None, "topics": ["a", "b"]})
    assert rows == [["n", "share", "is", "no", "topics"], [3.0, 0.25, True, "", "a;b"]]


def test_nothing_is_a_formula_or_a_link():
    content = render_workbook([{"text": "=1+1", "url": "https://a.example"}])
    import zipfile

    with zipfile.ZipFile(BytesIO(content)) as book:
        written = "".join(book.read(name).decode() for name in book.namelist())
    assert "<f>" not in written
    assert "hyperlink" not in written
    assert 'quotePrefix="1"' in written


@pytest.mark.parametrize(("text", "n_left"), [("x" * 40_000, 32_767), ("😀" * 20_000, 16_383)])
def test_a_text_that_excel_has_no_room_for_is_cut_and_told_of(text, n_left, caplog):
    caplog.set_level(logging.WARNING)
    ((_,), (cell,)) = sheet({"text": text})
    assert cell == text[:n_left]
    assert "1 cells are cut at 32767 characters" in caplog.text


def test_the_same_rows_give_the_same_bytes():
    assert render_workbook([{"a": 1}]) == render_workbook([{"a": 1}])


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(workbooks, "_MAX_ROWS", 3)
    assert len(sheet({"a": 1}, {"a": 2})) == 3
    with pytest.raises(ReportError, match=r"room for 2 rows .* take csv"):
        render_workbook([{"a": 1}] * 3)


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        render_workbook([{"a": float("nan")}])
