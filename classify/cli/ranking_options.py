"""Options of what stands on top of a digest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from classify.digests import RankingSettings

RankBy = Annotated[
    Literal["consequence", "reports"],
    typer.Option(
        "--rank-by",
        help="Order of stories: by learned consequence (what editors put on top), or by the number "
        "of independent reports alone.",
    ),
]
Boost = Annotated[
    str,
    typer.Option(
        "--boost",
        metavar="NAME=FACTOR,...",
        help="Topics and places to raise or lower, such as sanctions=3,Belarus=2,sport=0.2: the "
        "factor is of the odds that a story stands on top.",
    ),
]
Watch = Annotated[
    Path | None,
    typer.Option(
        "--watch",
        metavar="FILE",
        help="Names to watch (people, companies, ships), one a line, other spellings after bars: "
        "their stories are marked and raised.",
        show_default=False,
    ),
]


def ranking_of(rank_by: str, boost: str, watch: Path | None) -> RankingSettings:
    """Return what a reader wants on top.

    Raises
    ------
    ReadError
        If the names to watch cannot be read.
    typer.BadParameter
        If a boost is none.
    """
    from classify.digests import RankingSettings, read_boosts
    from classify.readers import read_watchlist

    names = read_watchlist(watch) if watch else ()
    try:
        return RankingSettings(
            learned=rank_by == "consequence", boosts=read_boosts(boost), watchlist=names
        )
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--boost") from error
