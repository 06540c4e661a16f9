"""Measure the readers: speed beside feedparser, shares of the work, items of pages, memory.

    python scripts/benchmark/readers.py [--rounds 5] [--memory]

All texts are made here. Speed is of processor time, medians of several rounds with their range;
memory is the peak of a process of its own for each size. Items of ten listing pages, written in the
shapes of real ones, are counted beside the links that newspaper4k and the text that trafilatura
find, where these are installed.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any
from unittest import mock

from classify.errors import ReadError
from classify.readers import deduplication, read_teasers, rows, stream_teasers, teasers
from classify.readers.language_detection import language_of
from scripts.benchmark.listing_pages import N_ITEMS, headlines, pages

AS_OF = datetime(2026, 1, 31, tzinfo=UTC)
N_ROWS = 4_000
SIZES = (50_000, 100_000, 200_000)
WORDS = {
    "en": "The {0} of {1} said on Monday that the port would stay closed until the storm was over",
    "ru": "Власти {1} сообщили в понедельник, что {0} останется закрытым до окончания шторма",
    "de": "Der {0} von {1} teilte am Montag mit, dass der Hafen bis zum Ende des Sturms schließt",
}
NOUNS = ("mayor", "harbour", "council", "station", "ministry", "порт", "совет", "Senat", "Zoll")
PLACES = ("Narva", "Gdynia", "Kaunas", "Odesa", "Брест", "Одесса", "Kiel", "Turku", "Cádiz")


def main() -> None:
    """Print each table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="measure memory too: some minutes")
    parser.add_argument("--peak-of", nargs=2, metavar=("WAY", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.peak_of:
        print(peak_of(*arguments.peak_of))
        return
    show_feeds(arguments.rounds)
    show_tables(arguments.rounds)
    show_pages()
    if arguments.memory:
        show_memory()


def made_rows(n: int, languages: str = "en en en en en en ru de") -> list[dict[str, str]]:
    """Make rows of mostly English teasers, all different."""
    order = languages.split()
    made = []
    for number in range(n):
        noun, place = NOUNS[number % 9], PLACES[number // 9 % 9]
        words = WORDS[order[number % len(order)]].format(noun, place)
        text = (
            f"{words}. Item {number} of {noun} & {place} – “by all” – is to follow in the evening."
        )
        date = f"2026-01-{number % 28 + 1:02}T10:00:00Z"
        row = {"headline": f"{words} {number}", "text": text, "published": date}
        made.append({**row, "url": f"https://example.org/{number}", "outlet": "Example Times"})
    return made


def seconds(work: Callable[[], Any], rounds: int) -> list[float]:
    """Return the processor time of each round, after one that warms up."""
    work()
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        work()
        times.append(time.process_time() - begin)
    return sorted(times)


def read(content: bytes) -> list[Any]:
    """Read what was made here."""
    return read_teasers(io.BytesIO(content), as_of=AS_OF, on_error=ignore, on_note=ignore)


def ignore(_: object) -> None:
    """Take a word about an item."""


def show_feeds(rounds: int) -> None:
    """Compare the reading of feeds with their parsing by feedparser at its defaults."""
    import feedparser

    print("| feed | items | feedparser, items/CPU-s | classify, items/CPU-s | ratio |")
    print("| --- | ---: | ---: | --- | ---: |")
    for name, languages in (("English", "en"), ("mixed", "en en ru de"), ("Russian", "ru")):
        content = feed_of(made_rows(400, languages))
        theirs = seconds(lambda made=content: feedparser.parse(io.BytesIO(made)), rounds)  # type: ignore[misc]
        ours = seconds(lambda made=content: read(made), rounds)  # type: ignore[misc]
        ratio = median(theirs) / median(ours)
        print(f"| {name} | 400 | {400 / median(theirs):,.0f} | {rate(400, ours)} | {ratio:.2f} |")


def feed_of(made: list[dict[str, str]]) -> bytes:
    """Write rows as RSS with descriptions in HTML."""
    from html import escape

    items = "".join(
        f"<item><title>{escape(row['headline'])}</title><link>{row['url']}</link><guid>{row['url']}"
        f"</guid><pubDate>Tue, 20 Jan 2026 10:00:00 +0000</pubDate><description>"
        + escape(f"<p>{escape(row['text'])} <a href='{row['url']}'>Example</a></p>")
        + "</description><category>World</category></item>"
        for row in made
    )
    head = '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Example Times'
    return f"{head}</title><link>https://example.org</link>{items}</channel></rss>".encode()


def rate(n: int, times: list[float]) -> str:
    """Write items per second: median, and range."""
    return f"{n / median(times):,.0f} ({n / times[-1]:,.0f} to {n / times[0]:,.0f})"


def show_tables(rounds: int) -> None:
    """Print the speed of tables, and what cleaning, language and folding take of it."""
    made = made_rows(N_ROWS)
    stream = io.StringIO()
    writer = csv.DictWriter(stream, list(made[0]))
    writer.writeheader()
    writer.writerows(made)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made)
    print("\n| format | items | items/CPU-s | cleaning | language | folding |")
    print("| --- | ---: | --- | ---: | ---: | ---: |")
    for name, content in (("CSV", stream.getvalue().encode()), ("JSON Lines", lines.encode())):
        times = seconds(lambda made=content: read(made), rounds)  # type: ignore[misc]
        shares = " | ".join(f"{share:.0%}" for share in shares_of(content))
        print(f"| {name} | {N_ROWS:,} | {rate(N_ROWS, times)} | {shares} |")


def shares_of(content: bytes) -> list[float]:
    """Return the shares of cleaning, language and folding, by a clock around each."""
    spent = {"cleaning": 0.0, "language": 0.0, "folding": 0.0}

    def clocked(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            begin = time.perf_counter()
            try:
                return function(*arguments, **options)
            finally:
                spent[name] += time.perf_counter() - begin

        return call

    folded = clocked("folding", deduplication.merge_copies)
    with (
        mock.patch.object(rows, "_headline", clocked("cleaning", rows._headline)),
        mock.patch.object(rows, "_text", clocked("cleaning", rows._text)),
        mock.patch.object(rows, "language_of", clocked("language", language_of)),
        mock.patch.object(teasers, "merge_copies", lambda read, **to: folded(list(read), **to)),
    ):
        begin = time.perf_counter()
        read(content)
        whole = time.perf_counter() - begin
    return [spent[name] / whole for name in spent]


def show_pages() -> None:
    """Count the headlines of ten listing pages that each tool finds."""
    print("\n| page | items | classify | trafilatura | newspaper4k |")
    print("| --- | ---: | ---: | ---: | ---: |")
    totals: list[int | None] = [0, 0, 0]
    for name, page in pages().items():
        found = [
            n_found(headlines_read(page), exact=True),
            found_by_trafilatura(page),
            found_by_newspaper(page),
        ]
        totals = [None if a is None or b is None else a + b for a, b in zip(totals, found)]  # noqa: B905
        print(f"| {name} | {N_ITEMS} | {' | '.join(map(shown, found))} |")
    print(f"| all | {N_ITEMS * len(pages())} | {' | '.join(map(shown, totals))} |")


def shown(n: int | None) -> str:
    """Write a count; a dash for a tool that is not installed."""
    return "–" if n is None else str(n)


def headlines_read(page: str) -> list[str]:
    """Return the headlines that are read from a page; none where it is refused."""
    with suppress(ReadError):
        return [teaser.headline for teaser in read(page.encode())]
    return []


def n_found(texts: list[str], *, exact: bool) -> int:
    """Count the headlines of a page among texts, or in them."""
    if exact:
        return len(set(headlines()) & set(texts))
    return sum(any(headline in text for text in texts) for headline in headlines())


def found_by_trafilatura(page: str) -> int | None:
    """Count the headlines that stand in its text on a line of their own."""
    try:
        import trafilatura
    except ImportError:
        return None
    text = trafilatura.extract(page, favor_recall=True) or ""
    return n_found([line.strip(" -|#") for line in text.split("\n")], exact=True)


def found_by_newspaper(page: str) -> int | None:
    """Count the items whose address it finds."""
    try:
        import newspaper
    except ImportError:
        return None
    source = newspaper.Source("https://example.org", memorize_articles=False)
    source.html = page
    source.doc = newspaper.parsers.fromstring(page)
    source.categories = [newspaper.source.Category("https://example.org", page, source.doc)]
    source.generate_articles(only_homepage=True)
    addresses = {article.url.rsplit("/", 1)[-1] for article in source.articles}
    return sum(f"ferry-story-{number}" in addresses for number in range(N_ITEMS))


def show_memory() -> None:
    """Print the peak memory by size, and its slope."""
    print("\n| teasers | folded, MB | streamed, MB |\n| ---: | ---: | ---: |")
    peaks: list[tuple[int, float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            path = Path(folder) / f"{size}.jsonl"
            with path.open("w", encoding="utf-8") as stream:
                stream.writelines(f"{json.dumps(row)}\n" for row in made_rows(size))
            command = [sys.executable, "-m", "scripts.benchmark.readers", "--peak-of"]
            folded, streamed = (
                float(subprocess.check_output([*command, way, str(path)], text=True))
                for way in ("folded", "streamed")
            )
            peaks.append((size, folded, streamed))
            print(f"| {size:,} | {folded:,.0f} | {streamed:,.0f} |", flush=True)
    for before, after in pairwise(peaks):
        n = (after[0] - before[0]) / 1e6
        slopes = [(after[column] - before[column]) / n for column in (1, 2)]
        print(f"from {before[0]:,} to {after[0]:,}: {slopes[0]:,.0f} MB a million folded, "
              f"{slopes[1]:,.0f} streamed")  # fmt: skip


def peak_of(way: str, file: str) -> float:
    """Read a file, folded or streamed, and return the peak memory in MB."""
    if way == "folded":
        read_teasers(file, as_of=AS_OF)
    else:
        for _ in stream_teasers(file, as_of=AS_OF):
            pass
    status = Path("/proc/self/status")
    if status.exists():  # of this program alone: ru_maxrss remembers the process that started it
        kb = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(kb.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
