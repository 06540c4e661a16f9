from datetime import UTC, datetime

import pytest

from classify.readers.listing.lines import LineKind, classify_line

AS_OF = datetime(2025, 1, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (LineKind.BLANK, ""),
        (LineKind.COUNT, "0"),
        (LineKind.COUNT, "1,204"),
        (LineKind.COUNT, "12 comments"),
        (LineKind.COUNT, "Comments (3)"),
        (LineKind.DATE, "Jan 18, 2025"),
        (LineKind.DATE, "World | 2 hours ago"),
        (LineKind.DATE, "By Jane Doe | 18 January 2025 | 3 min read"),
        (LineKind.FURNITURE, "By Jane Doe and John Roe in Kyiv"),
        (LineKind.FURNITURE, "Jane Doe | 3 min read"),
        (LineKind.FURNITURE, "Read more »"),
        (LineKind.FURNITURE, "Share on Facebook"),
        (LineKind.FURNITURE, "Photo: J. Doe"),
        (LineKind.FURNITURE, "Soldiers rest (J. Doe / AFP via Getty Images)"),
        (LineKind.FURNITURE, "© 2025 Vesna. All rights reserved."),
        (LineKind.FURNITURE, "1 2 3 … 10"),
        (LineKind.FURNITURE, "2:13"),
        (LineKind.LABEL, "US & Canada"),
        (LineKind.LABEL, "Jane Doe"),
        (LineKind.TITLE, "By noon the square had filled with tractors"),
        (LineKind.TITLE, "Analysis - Why the harbour matters to Minsk"),
        (LineKind.TITLE, "Who pays for the frozen border crossing?"),
        (LineKind.TITLE, "Minister says trade with the U.S."),
        (LineKind.TITLE, "Ferry turns back as swell grows ..."),
        (LineKind.TITLE, "2025 begins with frost in Vitebsk region"),
        (LineKind.PROSE, "The ferry turned back."),
        (LineKind.PROSE, "The ferry turned back when the swell […]"),
        (LineKind.PROSE, "“The ferry turned back.”"),
        (
            LineKind.PROSE,
            "The ferry turned back. " + "It had left at dawn with many people on " * 3,
        ),
    ],
    ids=str,
)
def test_kinds_of_lines(kind: LineKind, text: str):
    assert classify_line(text, AS_OF).kind is kind
