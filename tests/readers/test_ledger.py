from datetime import UTC, datetime
from io import BytesIO

import pytest

from classify.errors import ReadError
from classify.readers import Problem, ReadingLedger, read_teasers

MONDAY = "title,text,date\nStorm hits coast,Roofs flew off […],2025-01-20\nCalm,,someday\n,x,\n"
TUESDAY = "title,text,date\nStorm hits coast,Roofs flew off […],2025-01-21\nRain,,\n"


def write(folder, **files):
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    return [folder / f"{name}.csv" for name in files]


def test_each_source_has_its_account(tmp_path):
    monday, tuesday, empty = write(tmp_path, monday=MONDAY, tuesday=TUESDAY, empty="")
    ledger = ReadingLedger()
    teasers = read_teasers(
        monday,
        tuesday,
        empty,
        skip_failing=True,
        ledger=ledger,
        on_error=lambda error: None,
        on_note=lambda note: None,
    )
    first, second, third = ledger.summaries()
    assert (first.source, first.n_items, first.n_kept, first.n_folded) == (str(monday), 3, 2, 0)
    assert (first.n_truncated, first.n_undated, first.n_bad) == (1, 1, 1)
    assert first.newest == datetime(2025, 1, 20, tzinfo=UTC)
    assert (second.n_items, second.n_kept, second.n_folded) == (2, 1, 1)
    assert (third.n_items, third.reason) == (0, "is empty")
    assert len(teasers) == first.n_kept + second.n_kept
    assert [(one.file, one.item, one.kind) for one in ledger.problems] == [
        (str(monday), "line 3", "value"),
        (str(monday), "line 4", "left out"),
        (str(empty), "", "left out"),
    ]
    assert ledger.problems[1] == Problem(
        file=str(monday), item="line 4", kind="left out", reason="has no headline"
    )


def test_members_of_a_folder_are_sources(tmp_path):
    write(tmp_path, monday=MONDAY, tuesday=TUESDAY)
    ledger = ReadingLedger()
    teasers = read_teasers(
        tmp_path, ledger=ledger, on_error=lambda error: None, on_note=lambda note: None
    )
    assert sum(one.n_kept for one in ledger.summaries()) == len(teasers)
    assert len(ledger.summaries()) == 2


def test_the_account_of_a_strict_reading_ends_with_it():
    ledger = ReadingLedger()
    with pytest.raises(ReadError):
        read_teasers(BytesIO(MONDAY.encode()), strict=True, ledger=ledger)
