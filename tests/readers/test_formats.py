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


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("html", "<!DOCTYPE html><p>x"),
        ("html", "<html>"),
        ("html", "<!-- saved from url=(0001)x -->\n<HTML><body>"),
        ("html", "\ufeff\n<!-- a --><!-- b > c -->\n<div class='x'><p>y</p></div>"),
        ("html", "<?xml version='1.0'?><!DOCTYPE html PUBLIC 'x'><html xmlns='y'>"),
        ("html", "<article><h2>Ferry</h2></article>"),
        ("html", "Home | News <b>x</b><p>y</p><a href='z'>w</a>"),
        ("html", "<!-- nothing else -->"),
        ("feed", "<?xml version='1.0'?><rss/>"),
        ("feed", "<?xml version='1.0'?>\n<?xml-stylesheet href='x'?>\n<!-- y --><feed xmlns='z'>"),
        ("feed", "<rdf:RDF xmlns='x'>"),
        ("feed", '{"version": "https://jsonfeed.org/version/1.1", "items": []}'),
        ("mail", "From: The Post <post@example.org>\nSubject: News\n\nFerry turns back"),
        ("mail", "From a@example.org Mon Jan 20 09:00:00 2025\nFrom: b\nTo: c\n\nx"),
        ("csv", "sep=;\nName;Inhalt\na;b"),
        ("csv", "headline|text\na|b"),
        ("csv", "Report of Monday\n\nTitle;Summary;Date\na;b;c"),
        ("csv", "Kopf|Fuss\nFerry turns back|x y\nBridge reopens|y\nSnow|z"),
        ("csv", "a,b,c\nFerry,1,2\nBridge,3,4\nSnow,5,6"),
        ("jsonl", '[["headline", "text"], ["a", "b"]]'),
        ("listing", "[1] Ferry turns back in heavy swell\nAll are safe, the line said."),
        ("listing", '["Live"] Ferry turns back in heavy swell'),
        ("listing", "<3 for the ferry\nAll are safe."),
        ("listing", "Subject: a painting\n\nThe museum bought it."),
        ("listing", "From: the archive\nFerry turns back in heavy swell"),
        ("listing", "World | 3 hours ago\nFerry turns back in heavy swell\nAll are safe, it said."),
        ("listing", "Ferry, train, bus\nCrews, drivers and ships stop, it was said.\nA, b, c d."),
    ],
)
def test_more_formats(expected: str, text: str):
    assert detect_format(text.encode(), "f") == expected


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("root is <urlset>", "<?xml version='1.0'?><urlset xmlns='x'><url/></urlset>"),
        ("list of values", '["Dockers end strike", "Ferry crews walk out"]'),
        ("list of values", "['Dockers end strike', 'Ferry crews walk out']"),
        ("list of values", "[1, 2, 3]"),
        ("list of values", "[null]"),
        ("a log", "2025-01-20 12:00:01 INFO up\n2025-01-20 12:00:02 WARN full\n" * 2),
        ("program", "import x\n\ndef f(a):\n    return a\n\ny = f(2)\n"),
        ("style sheet", "body { color: red; }\n.a { margin: 0 }\n"),
        ("inside a program", 'articles = [{"title": "Ferry turns back"}];'),
        ("inside a program", 'callback({"articles": [{"title": "Ferry turns back"}]});'),
        ("calendar", "BEGIN:VCALENDAR\nVERSION:2.0"),
        ("SQL dump", "-- dump\nCREATE TABLE news (headline text);"),
        ("RTF", "{\\rtf1\\ansi Ferry turns back}"),
        ("YAML", "- headline: Ferry turns back\n  text: All are safe."),
    ],
)
def test_what_is_in_no_format_is_refused_by_what_it_looks_like(reason: str, text: str):
    with pytest.raises(ReadError, match=reason):
        detect_format(text.encode(), "f")


def test_one_line_of_any_length_is_no_traceback():
    with pytest.raises(ReadError, match="list of values"):
        detect_format(("[" + "'Dockers end strike', " * 9000 + "]").encode(), "f")


def test_the_start_of_a_long_source_is_enough():
    rows = "Ferry turns back,Ærlig: größer\n" * 9000
    assert detect_format(("headline,text\n" + rows).encode(), "f") == "csv"
    one_line = "é" * 70_001
    assert detect_format(one_line.encode(), "f") == "listing"


@pytest.mark.parametrize(
    ("delimiter", "head"), [(",", "id,url"), (";", "id;url"), ("\t", "id\turl")]
)
def test_delimiters(delimiter: str, head: str):
    assert find_delimiter(head + "\n") == delimiter
