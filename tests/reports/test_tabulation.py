from classify.reports import render_table
from classify.reports.tabulation import tabulate

ROW = {
    "teaser_id": "t1",
    "headline": "Storm hits the coast and many houses near the old harbour were damaged",
    "text": "Roofs flew off.",
    "probabilities": {"economy": 0.5},
    "status": "none",
    "extra": {"Region": "North", "Status": "open", "Updated": "x", "extra.a": "1", "labels": "a;b"},
}


def test_columns_of_the_user_come_last_under_their_own_names():
    table = tabulate([ROW, {**ROW, "extra": {"Desk": "B"}}, {"teaser_id": "t2"}])
    assert table.columns == (
        *("teaser_id", "headline", "text", "probabilities.economy", "status"),
        # ours in another case, a name that is read as a date, one with the prefix
        *("Region", "extra.Status", "extra.Updated", "extra.extra.a", "labels", "Desk"),
    )
    assert table.rows[0]["extra.Status"] == "open"
    assert table.rows[1]["Desk"] == "B"
    assert "Desk" not in table.rows[2]


def test_a_table_fits_its_terminal():
    lines = render_table([ROW, ROW], 60).splitlines()
    assert max(map(len, lines[:3])) <= 60
    assert lines[0].split()[:2] == ["headline", "status"]
    assert lines[1].startswith("Storm hits")
    assert "…" in lines[1]
    assert lines[-1].startswith("not shown: ")
    assert "probabilities.*" in lines[-1]


def test_without_a_terminal_all_columns_are_shown_but_probabilities():
    lines = render_table([ROW]).splitlines()
    assert set(lines[0].split()) == {
        *("headline", "status", "Region", "extra.Status", "extra.Updated", "extra.extra.a"),
        *("labels", "text", "teaser_id"),
    }
    assert lines[-1] == "not shown: probabilities.* (csv and xlsx have all columns)"


def test_a_cell_is_one_line_without_markup_or_control():
    text = render_table([{"headline": "[red]a[/red]\n\x1b[31mb\u202e", "漢字": "漢字漢字"}])
    assert text.splitlines()[1] == "[red]a[/red] b  漢字漢字"
    assert render_table([]) == ""
