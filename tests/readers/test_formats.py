import pytest

from classify.errors import ReadError
from classify.readers import detect_format
from classify.readers.delimiters import find_delimiter


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("jsonl", '{"headline": "a"}\n{"headline": "b"}'),
        ("jsonl", '\ufeff\n{"headline": "a"}'),
        ("jsonl", '[{"headline": "a"}]'),
        ("jsonl", "{broken"),
        ("csv", "headline,text\na,b"),
        ("csv", "Title;Summary;Date\na;b;c"),
        ("csv", "id\theadline\n1\ta"),
        ("csv", '"headline"\n"a"'),
        ("csv", "name,body\nx,y"),
        ("listing", "Envoys meet, talk, part\n\nBoth sides were content."),
        ("listing", "Minsk, Homel\nThe trains run again, it was said."),
        ("listing", "[Live] Envoys meet in Abu Dhabi"),
        ("listing", "Title fight postponed\nThe boxer is ill."),
    ],
)
def test_formats(expected: str, text: str):
    assert detect_format(text.encode(), "f") == expected


@pytest.mark.parametrize("markup", ["<!DOCTYPE html><p>x", "<?xml version='1.0'?><rss/>", "<html>"])
def test_markup_is_refused(markup: str):
    with pytest.raises(ReadError, match="web page or feed in markup"):
        detect_format(markup.encode(), "f")


@pytest.mark.parametrize(
    ("delimiter", "head"), [(",", "id,url"), (";", "id;url"), ("\t", "id\turl")]
)
def test_delimiters(delimiter: str, head: str):
    assert find_delimiter(head + "\n") == delimiter
