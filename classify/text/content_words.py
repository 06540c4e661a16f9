"""Content words of a text: stems without function words."""

from __future__ import annotations

import re
from collections.abc import Set

from classify.text.stemming import stem

_WORD = re.compile(r"\w+")
_SHORTEST = 4  # letters; shorter words are mostly articles, prepositions and pronouns
_EVERYWHERE = frozenset(
    # ruff: noqa: SIM905
    """
    about after again against also amid among and another are around because been before being
    between both but could does down during each even ever every first for from have having
    here into just last later like made make many more most much near next over only other
    said says same several since some still such than that their them then there these they this
    those through time today under until upon very want well were what when where which while
    whom whose will with within without would year years your
    для если есть была были было быть больше время всех чтобы также того этого этом этой после
    перед более когда которая которые который между может около однако очень своей своих сказал
    сообщил только того тоже через
    гэта гэтага каля калі каб паміж пасля перад пра таксама толькі які якая якія была былі было
    aber auch beim dass denn dies diese dieser doch durch eine einem einen einer eines etwa
    gegen haben hatte ihre ihrer kann mehr nach nicht noch ohne schon sein sich sind sollen
    sowie über vom wegen werden wird wurde wurden zwischen
    """.split()
)


def content_stems(text: str) -> frozenset[str]:
    """Return the stems of the content words of a text; numbers count, however short."""
    return frozenset(
        stem(word)
        for word in _WORD.findall(text.casefold())
        if (len(word) >= _SHORTEST and word not in _EVERYWHERE) or word.isdecimal()
    )


def overlap(one: Set[str], other: Set[str]) -> float:
    """Return the share (0..1) of the smaller set that the other one contains."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


def resemblance(one: Set[str], other: Set[str]) -> float:
    """Return the share (0..1) of the union that both sets contain (Jaccard)."""
    either = len(one | other)
    return len(one & other) / either if either else 0.0
