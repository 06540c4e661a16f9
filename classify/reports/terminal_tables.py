"""Rows as a table of text, to look at: one line a row, and "…" where a cell is too wide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from typing import Any

from classify.reports.escaping import plain
from classify.reports.tabulation import EXTRA, tabulate, written

_FIRST = ("key", "name", "story_headline", "headline", "topics", "status", "primary", "outlet")
_NEXT = ("published", "n_teasers", "outlets", "first_reported", "last_reported", "definition")
_LAST = ("text", "url", "item", "file", "kind", "language", "country", "truncated")
_UNSHOWN = ("probabilities.", "links.", "sources", "novelty", "cohesion", "date_basis")
_WIDEST = {
    "headline": 60,
    "source": 48,
    "why bad": 60,
    "story_headline": 40,
    "text": 40,
    "url": 40,
    "definition": 80,
}
_USUAL_WIDTH, _LEAST_WIDTH, _GAP = 24, 8, 2


def render_table(
    rows: Iterable[Mapping[str, Any]], width: int | None = None, *, wraps: bool = False
) -> str:
    """Render rows as a table of text.

    Parameters
    ----------
    rows : iterable of mappings
    width : int, optional
        Cells of the terminal. Columns for which it has no room are named below the table; without
        it only probabilities and the like are left out.
    wraps : bool
        Whether what is wider than its column goes on below, rather than being cut.

    Returns
    -------
    str
        Lines of text; "" without rows.
    """
    rows = list(rows)
    table = tabulate(rows)
    own = tabulate([{key: row[key] for key in row if key != EXTRA} for row in rows]).columns
    cells = {name: [plain(written(row.get(name))) for row in table.rows] for name in table.columns}
    filled = [name for name in _ranked(table.columns, own) if any(cells[name])]
    widths = _widths({name: _natural(name, cells[name]) for name in filled}, width)
    if not widths:
        return ""
    left = [name for name in table.columns if any(cells[name]) and name not in widths]
    shown = {plain(name): cells[name] for name in widths}
    lines = _drawn(shown, list(widths.values()), wraps=wraps)
    if left:
        names = ", ".join(dict.fromkeys(_family(plain(name)) for name in left))
        lines += f"not shown: {names} (csv and xlsx have all columns)\n"
    return lines


def _ranked(columns: Sequence[str], own: Sequence[str]) -> list[str]:
    """Put columns into the order in which they are shown: the user's own before our minor ones."""
    users = [name for name in columns if name not in own]
    ours = [name for name in own if not name.startswith(_UNSHOWN)]
    others = [name for name in ours if name not in (*_FIRST, *_NEXT, *_LAST)]
    first = [name for name in (*_FIRST, *_NEXT) if name in ours]
    return [*first, *users, *[name for name in _LAST if name in ours], *others]


def _natural(name: str, cells: Sequence[str]) -> int:
    """Return the width that a column would have if there were room."""
    from rich.cells import cell_len

    widest = max(map(cell_len, (name, *cells)))
    return min(widest, max(_WIDEST.get(name, _USUAL_WIDTH), min(len(name), _USUAL_WIDTH)))


def _widths(natural: Mapping[str, int], width: int | None) -> dict[str, int]:
    """Share the width of a terminal among as many columns as it has room for."""
    if width is None:
        return dict(natural)
    widths: dict[str, int] = {}
    room = width + _GAP
    for name, wanted in natural.items():
        least = min(wanted, _LEAST_WIDTH)
        if least + _GAP > room:
            break
        widths[name] = least
        room -= least + _GAP
    for name in widths:
        more = min(natural[name] - widths[name], room)
        widths[name] += more
        room -= more
    return widths


def _family(name: str) -> str:
    """Name columns of one kind by what they share."""
    kind = name.partition(".")[0]
    return f"{kind}.*" if kind in ("probabilities", "links", "sources") and "." in name else name


def _drawn(cells: Mapping[str, Sequence[str]], widths: Sequence[int], *, wraps: bool) -> str:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, padding=(0, _GAP, 0, 0), pad_edge=False, header_style="")
    for name, own in zip(cells, widths, strict=True):
        drawn.add_column(Text(name), width=own, no_wrap=not wraps, overflow="ellipsis")
    for row in zip(*cells.values(), strict=True):
        drawn.add_row(*map(Text, row))
    stream = StringIO()
    total = sum(widths) + _GAP * len(widths)
    Console(file=stream, width=total, color_system=None, legacy_windows=False).print(drawn)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())
