import pytest

from classify.readers.delimiters import find_delimiter
from tests.readers.sources import from_bytes

ROWS = [
    ("headline", "text", "published"),
    ("Port workers end strike", "Dockers returned; ships sailed.", "2025-01-20"),
    ("Ferry crews walk out", "Crews will stop on Friday.", "2025-01-20"),
]


def table(delimiter: str, *, quoted: bool = False) -> str:
    mark = '"' if quoted else ""
    return "\n".join(delimiter.join(f"{mark}{cell}{mark}" for cell in row) for row in ROWS)


@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n", "Report of 21 January\n\nDesk, all\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|", "~"])
def test_tables_by_their_names_of_columns(delimiter: str, before: str):
    content = before + table(delimiter, quoted=delimiter == ";")
    teasers = from_bytes(content)
    assert [teaser.headline for teaser in teasers] == [row[0] for row in ROWS[1:]]
    assert teasers[0].text == "Dockers returned; ships sailed."
    n_above = before.count("\n")
    assert [one.sources[0].item for one in teasers] == [2 + n_above, 3 + n_above]


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("sep=;", ";"), ("SEP=,", ","), ('"sep=|"', "|"), ("sep=\t", "\t"), ("\ufeffsep=^", "^"),
     ("sep=\\t", "\t"), ("sep=;;;", ";")],
)  # fmt: skip
def test_a_file_may_say_what_parts_its_columns(line: str, delimiter: str):
    quoted = delimiter in ";,"
    teasers = from_bytes(f"{line}\r\n{table(delimiter, quoted=quoted)}\r\n")
    assert [teaser.text for teaser in teasers] == [row[1] for row in ROWS[1:]]
    assert all(teaser.published for teaser in teasers)


def test_rules_between_names_and_rows_are_no_rows():
    table = "| headline | text |\n|---|:--|\n| Ferry turns back | All are safe. |"
    assert [(one.headline, one.text) for one in from_bytes(table)] == [
        ("Ferry turns back", "All are safe.")
    ]


QUOTES = {
    "in the first cell": '"Ferry crews walk out,Crews will stop.,2025-01-20',
    "in the second cell": 'Ferry crews walk out,"Crews will stop.,2025-01-20',
    "in the last cell": 'Ferry crews walk out,Crews will stop.,"2025-01-20',
}
GOOD = [
    "Dockers end strike,Port workers returned.,2025-01-20",
    "Court frees editor,The editor left prison.,2025-01-21",
    "Bridge reopens,Cars crossed.,2025-01-22",
]
BEHIND = {
    "plain": [],
    "quoted": ['"Snow, ice","Lorries, cars.",2025-01-22'],
    "empty in quotes": ['Snow and ice,"",2025-01-22'],
    "inches": ['Pipe of 5" breaks,Water ran.,2025-01-22'],
    "ends in a quote": ['Editor free,He said "thanks",2025-01-22'],
}


@pytest.mark.parametrize("behind", BEHIND)
@pytest.mark.parametrize("quote", QUOTES)
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_quote_that_is_never_closed_costs_its_own_row(quote: str, behind: str, delimiter: str):
    lines = ["headline,text,published", GOOD[0], QUOTES[quote], *GOOD[1:], *BEHIND[behind]]
    if delimiter == "\t":
        lines = [line.replace(",", "\t") for line in lines]
    faults: list[str] = []
    teasers = from_bytes("\n".join(lines), on_error=lambda error: faults.append(str(error.item)))
    assert faults == ["line 3"]
    assert len(teasers) == len(lines) - 2
    assert [teaser.sources[0].item for teaser in teasers][:3] == [2, 4, 5]


def test_stray_quotes_and_cells_of_several_lines_are_read():
    teasers = from_bytes(
        'headline,text,published\n"Yes" he said,They left.,2025-01-20\n'
        '"Ferry, again","First, second, third.\nFourth.\n\nFifth.",2025-01-20\nSnow,Ice.,2025-01-21'
    )
    assert [(one.headline, one.text) for one in teasers] == [
        ("Yes he said", "They left."),
        ("Ferry, again", "First, second, third.\nFourth.\nFifth."),
        ("Snow", "Ice."),
    ]
    assert [one.sources[0].item for one in teasers] == [2, 3, 7]


@pytest.mark.parametrize(
    "odd", ["Publ. No.", "How relevant is this item to the desk?", "probabilities.economy", "“x”"]
)
def test_whatever_a_user_calls_a_column_is_borne_out_by_fields(odd):
    assert find_delimiter(f"title;{odd};date\nStorm;x;2025-01-20") == ";"
    assert find_delimiter(f"id,headline,text,{odd}\n1,Storm,") == ","
    assert find_delimiter(f"title;{odd};date\nStorm") is None
