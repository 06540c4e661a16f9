#!/usr/bin/env python3
"""Draw the teasers whose genre people label: a sample of an archive, by a committed seed.

    python scripts/genre_sample.py --data DIR
    python scripts/genre_sample.py --data DIR --print 1 100
    python scripts/genre_sample.py --data DIR --again

Prints how many teasers each way of drawing gave; or some of them to read, without their labels; or
a hundred that a second reader is to label. DIR holds archive/ and weeks/. What each way of drawing
is for: labeled/README.md.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from classify.records import Kind
from scripts import LABELED
from scripts.weeks import DEVELOPMENT, headlines_of

LABELS = LABELED / "genres" / "labels.jsonl"
SEED = "genres-1"
HELD_OUT = "held-out"
SPREAD = "spread"
N_HELD_OUT = 150  # of each kind of file
N_SPREAD = 800
N_PER_CUE = 48
N_AGAIN = 50  # of what is held out, and of the rest
MAX_PRINTED = 200
MANY_OUTLETS = "many-outlets-"

CUES: dict[str, str] = {
    "argument": r"^opinion\b|\bcolumn|\beditorial|^letters?\b|\bshould\b|\bmust\b|\bdear\b",
    "review": r"\breview\b|\brating\b|\bcritic",
    "reading": r"\bwhat (?:it|this|that) means|^why\b|\banalysis\b|\btakeaways\b"
    r"|winners and losers",
    "conversation": r"\binterview|\bspeaks (?:with|to)\b|\btalks (?:with|to)\b|\bq&a\b|\basks\b",
    "newsletter": r"\. and, |\bbriefing\b|\bnewsletter\b|\bthis week in\b|\bweekly\b|\bmorning\b",
    "live": r"\blive updates?\b|^live\b|\blive\s*[:|]|\bas it happened\b|\bupdates:",
    "inquiry": r"\binvestigation (?:finds|found|reveals|shows)|\bwe found\b|\bundercover\b"
    r"|\bdocuments show\b|\bbbc (?:verify|eye)\b|\binvestigates\b"
    r"|\breveal(?:s|ed)?\b.*\banalysis\b",
    "announcement": r"\bpress release\b|\bwe(?:'|’)re (?:launching|excited|introducing)"
    r"|\bintroducing\b|\bwe are (?:pleased|proud)",
    "story": r"^greetings from|^inside\b|\bthe story of\b|^meet\b|\bgrew up\b|\bmy\b"
    r"|^how (?:a|an|one)\b",
    "question": r"^(?:what|who|how|why|where|when|is|are|can|does|do)\b.*\?",
    "to know": r"\bwhat to know\b|\bwhat we know\b|\bexplain(?:ed|s|er)\b|\bfact.?check"
    r"|\btimeline\b|here(?:'|’)s (?:what|why|how)",
    "papers": r"\bfront pages?\b|\bpapers\b|\bheadlines\b|\bnewspapers?\b",
    "list": r"\bkey events\b|\branked\b|\branking|^(?:the )?(?:\d+|five|ten|seven) |\brumou?rs?\b"
    r"|\bgossip\b|\bbest\b|\bfull list\b",
    "market": r"\b(?:stocks|futures|dollar|gold|oil|yen|euro|wall street|treasury yields)\b.*"
    r"\b(?:rises?|falls?|slips?|gains?|steady|edges?|slides?|climbs?|drops?|mixed|rall(?:y|ies))\b",
    "use": r"\bhow to\b|\bteam news\b|\bstart time\b|\bdeals?\b|\btips\b|\brecipe|\bhoroscope"
    r"|\bforecast\b|\bodds\b|\bpicks\b|\bguide\b|\bhow much\b",
    "preview": r"\bpreview\b|\bprediction|\bline-?ups\b|\bhow to watch\b|\b(?:vs|v)\.? .*[:–-]",
    "game": r"\bwordle\b|\bcrossword|\bquiz\b|\bconnections\b.*\b(?:hints?|answers?)\b|\bstrands\b"
    r"|\bsudoku|\bpuzzles?\b",
    "footage": r"^(?:watch|video|listen)\b|\bin pictures\b|\bphotos?\b|\bpodcast|^moment\b"
    r"|\bfootage\b|\bgallery\b|\bvideo\b",
    "death": r"\bdies\b|\bdead at\b|\bobituary\b|\btributes?\b|\bremember(?:ing|ed)\b|\bhas died\b",
}
OWN_VOICE = re.compile(
    r"newswire|prnews|businesswire|\.gov$|\.mil$|^blog\.|^about\.|newsroom|\.edu$|nvidia"
    r"|apple\.com$|\bwho\.int$|esa\.int$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A teaser of the archive, and which way of drawing gave it."""

    headline: str
    text: str
    outlet: str
    section: str
    draw: str
    """`HELD_OUT`, `SPREAD`, the name of a cue, "own voice" or "doubtful"."""

    @property
    def sha256(self) -> str:
        """Hash of headline and text, joined by a line break: what a label is kept under."""
        return hashlib.sha256(f"{self.headline}\n{self.text}".encode()).hexdigest()


def draw_sample(data: Path) -> list[Drawn]:
    """Draw the sample, in an order that tells nothing of how an item was drawn.

    The held-out teasers are drawn first and at random, as many of both kinds of file. The rest are
    spread over the outlets, each with the weight of one over the root of its number of teasers, or
    have a cue of a rare genre in their headline.
    """
    pools = read_archive(data)
    taken: dict[str, Drawn] = {}
    for pool in pools:
        _take(taken, sorted(pool, key=_chance), N_HELD_OUT, HELD_OUT)
    whole = [item for pool in pools for item in pool]
    counts = Counter(item.outlet for item in whole)
    # of weighted chances the greatest are a sample with these weights (Efraimidis, Spirakis 2006)
    spread = sorted(whole, key=lambda item: -(_chance(item) ** (counts[item.outlet] ** 0.5)))
    _take(taken, spread, N_SPREAD, SPREAD)
    for name, pattern in CUES.items():
        cue = re.compile(pattern, re.IGNORECASE)
        _take(taken, spread, N_PER_CUE, name, _in_headline(cue))
    _take(
        taken, spread, 2 * N_PER_CUE, "own voice", lambda item: bool(OWN_VOICE.search(item.outlet))
    )
    return sorted(taken.values(), key=lambda item: item.sha256)


def read_labelled(data: Path) -> list[tuple[Drawn, Kind]]:
    """Return all labelled teasers that the archive holds, by hash, each with its label."""
    known = {item.sha256: item for pool in read_archive(data) for item in pool}
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [
        (dataclasses.replace(known[row["sha256"]], draw=row["draw"]), row["kind"])
        for row in rows
        if row["sha256"] in known
    ]


def draw_again(labelled: Sequence[Drawn]) -> list[Drawn]:
    """Draw what a second reader is to label, half of it from what is held out."""

    def chance(item: Drawn) -> str:
        return hashlib.sha256(f"{SEED}, again\n{item.sha256}".encode()).hexdigest()

    held: list[Drawn] = []
    rest: list[Drawn] = []
    for item in sorted(labelled, key=chance):
        (held if item.draw == HELD_OUT else rest).append(item)
    return sorted([*held[:N_AGAIN], *rest[:N_AGAIN]], key=lambda item: chance(item)[::-1])


def read_archive(data: Path) -> tuple[list[Drawn], list[Drawn]]:
    """Read both kinds of file, without what stands in development weeks, each headline once."""
    left_out = headlines_of(data, *DEVELOPMENT)
    few: list[Drawn] = []
    many: list[Drawn] = []
    for path in sorted((data / "archive").glob("*.jsonl")):
        pool = many if path.name.startswith(MANY_OUTLETS) else few
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["headline"] in left_out:
                continue
            left_out.add(row["headline"])
            pool.append(
                Drawn(
                    headline=row["headline"],
                    text=row["text"] or "",
                    outlet=row["outlet"] or "",
                    section=row.get("section") or "",
                    draw="",
                )
            )
    return few, many


def _chance(item: Drawn) -> float:
    """Give a number between 0 and 1 that the seed and the text decide."""
    drawn = hashlib.sha256(f"{SEED}\n{item.sha256}".encode()).digest()
    return int.from_bytes(drawn[:7]) / 2**56


def _in_headline(cue: re.Pattern[str]) -> Callable[[Drawn], bool]:
    return lambda item: bool(cue.search(item.headline))


def _take(
    taken: dict[str, Drawn],
    pool: Iterable[Drawn],
    number: int,
    draw: str,
    holds: Callable[[Drawn], bool] = lambda item: True,
) -> None:
    """Take the first teasers of a pool for which something holds, none twice."""
    new = (item for item in pool if item.sha256 not in taken and holds(item))
    for item in itertools.islice(new, number):
        taken[item.sha256] = dataclasses.replace(item, draw=draw)


def main() -> None:
    """Count or print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--print", type=int, nargs=2, metavar=("FIRST", "LAST"))
    parser.add_argument("--again", action="store_true")
    arguments = parser.parse_args()
    if arguments.again:
        sample = draw_again([item for item, _ in read_labelled(arguments.data)])
        first, last = 1, len(sample)
    else:
        sample = draw_sample(arguments.data)
        first, last = arguments.print or (1, 0)
    if not last:
        for name, number in Counter(item.draw for item in sample).most_common():
            print(f"{number:5} {name}")
    for number, item in enumerate(sample[first - 1 : last], first):
        where = " ".join(filter(None, (item.outlet, item.section)))
        text = " ".join(item.text.split())[:MAX_PRINTED]
        print(f"{number} [{where}] {item.headline} ~ {text}")


if __name__ == "__main__":
    main()
