import pytest

from classify.errors import ReadError
from tests.readers.sources import from_bytes, packed_as, workbook

HEAD = ["Title", "Summary", "Date", "id"]


def test_sheets():
    content = workbook(
        About=[["Made on Monday"]],
        News=[
            ["Report of Monday"],
            [""],
            HEAD,
            ["Ferry turns back", "All are safe.", "2025-01-20", 7],
            ["", "", ""],
            ["Bridge reopens", "Cars crossed.", "2025-01-21", 8],
        ],
    )
    teasers = from_bytes(content)
    assert [(one.headline, one.text, one.id) for one in teasers] == [
        ("Ferry turns back", "All are safe.", "7"),
        ("Bridge reopens", "Cars crossed.", "8"),
    ]
    assert [one.sources[0].item for one in teasers] == [4, 6]
    assert all(one.published for one in teasers)


def test_several_sheets_are_told_apart():
    content = workbook(
        Monday=[HEAD, ["Ferry turns back", "", "", "a"]],
        Tuesday=[HEAD, ["Bridge reopens", "", "", "b"]],
    )
    places = [one.sources[0].file for one in from_bytes(content)]
    assert places == ["<stream>, sheet Monday", "<stream>, sheet Tuesday"]


def test_a_row_without_a_headline_is_named():
    with pytest.raises(ReadError, match="row 2: has no headline"):
        from_bytes(workbook(News=[HEAD, ["", "All are safe.", ""]]))


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        ("columns are 'name', 'body'", workbook(News=[["name", "body"], ["x", "y"]])),
        ("no column 'headline'", workbook(News=[])),
        (
            "no readable spreadsheet",
            packed_as({"[Content_Types].xml": "<", "xl/workbook.xml": "<"}),
        ),
        ("damaged", workbook(News=[HEAD])[:200]),
        ("too large", packed_as({"xl/workbook.xml": b"0" * 60_000_000})),
        ("office document", packed_as({"[Content_Types].xml": "", "word/document.xml": "x"})),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused(reason: str, content: bytes):
    with pytest.raises(ReadError, match=reason):
        from_bytes(content)
