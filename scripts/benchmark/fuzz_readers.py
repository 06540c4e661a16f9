"""Feed every reader with broken and hostile bytes; print how many cases, and the slowest.

    python scripts/benchmark/fuzz_readers.py [--cases 40] [--large]

Samples of each format are cut, overwritten, put into wrong encodings and packed; random bytes,
nested structures and bombs come on top. Each case must give teasers or a ReadError with a message
under 300 characters, within five seconds of processor time. `--large` adds single lines of 100 MB.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import resource
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime

from classify.errors import ReadError
from classify.readers import FORMATS, read_teasers

MAX_SECONDS = 5.0
MAX_MESSAGE = 300
AS_OF = datetime(2026, 1, 31, tzinfo=UTC)
N_LARGE = 100_000_000
SAMPLES = {
    "jsonl": b'{"headline": "Ferry turns back", "text": "A storm.", "date": "2026-01-20"}\n'
    * 3,
    "csv": b'headline;text;date\n"Ferry turns back";"A storm; kept it out.";20.01.2026\n' * 2,
    "feed": b'<?xml version="1.0"?><rss version="2.0"><channel><title>Example</title><item><title>'
    b"Ferry turns back</title><description>&lt;p&gt;A storm&lt;/p&gt;</description><pubDate>Tue, "
    b"20 Jan 2026 10:00:00 GMT</pubDate></item></channel></rss>",
    "html": b'<!doctype html><html><body><main>'
    + b'<article><h2><a href="/a">Ferry turns back to port</a></h2><p>A storm kept it out.</p>'
    b"<time datetime='2026-01-20'>20 January</time></article>" * 4
    + b"</main></body></html>",
    "mail": b"From: News <a@example.org>\nTo: b@example.org\nSubject: Today\nDate: Tue, 20 Jan "
    b"2026 10:00:00 +0100\nContent-Type: text/html\n\n<h2>Ferry turns back to port</h2>"
    b"<p>A storm kept the ferry out of the port on Tuesday.</p>\n",
    "listing": b"Ferry turns back to port\nA storm kept the ferry out of it.\n20 January 2026\n\n"
    * 4,
}  # fmt: skip


def main() -> None:
    """Run all cases."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cases", type=int, default=40, help="of each mutation and sample")
    parser.add_argument("--large", action="store_true")
    arguments = parser.parse_args()
    n_cases, faults, slowest = 0, 0, (0.0, "")
    generated = [*mutants(random.Random(7), arguments.cases), *nested(), *bombs()]
    for name, content in [*generated, *(large() if arguments.large else ())]:
        for forced in (None, *FORMATS) if len(content) < 1_000_000 else (None,):
            n_cases += 1
            begin = time.process_time()
            problem = problem_of(content, forced)
            seconds = time.process_time() - begin
            slowest = max(slowest, (seconds, f"{name} as {forced or 'detected'}"))
            if problem or seconds > MAX_SECONDS:
                faults += 1
                print(f"FAULT {name} as {forced}: {problem or f'{seconds:.1f} s'}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{n_cases:,} cases, {faults} faults; slowest {slowest[0]:.2f} s ({slowest[1]}); ", end=""
    )
    print(f"peak memory {memory:,.0f} MB")


def problem_of(content: bytes, forced: str | None) -> str:
    """Say what came out that should not; empty for teasers or a fair refusal."""
    try:
        read_teasers(
            io.BytesIO(content), input_format=forced, as_of=AS_OF, on_error=ignore, on_note=ignore
        )
    except ReadError as error:
        return f"message of {len(str(error))} characters" if len(str(error)) > MAX_MESSAGE else ""
    except Exception as error:  # what the script is there to find
        return f"{type(error).__name__}: {str(error)[:80]}"
    return ""


def ignore(_: object) -> None:
    """Take a word about an item."""


def mutants(draw: random.Random, n: int) -> Iterator[tuple[str, bytes]]:
    """Cut, overwrite, recode and pack the samples; add random bytes."""
    for kind, sample in SAMPLES.items():
        for number in range(n):
            yield f"{kind}, cut", sample[: draw.randrange(len(sample))]
            broken = bytearray(sample)
            for _ in range(draw.randint(1, 12)):
                broken[draw.randrange(len(broken))] = draw.randrange(256)
            yield f"{kind}, overwritten", bytes(broken)
            begin, end = sorted(draw.choices(range(len(sample)), k=2))
            yield f"{kind}, repeated", sample[:end] + sample[begin:end] * 20 + sample[end:]
            packed = gzip.compress(sample)
            yield f"{kind}, packed and cut", packed[: draw.randrange(len(packed))]
            yield f"random after {kind}", sample[:number] + draw.randbytes(400)
        for encoding in ("utf-16", "utf-16-le", "utf-32", "cp037", "utf-7"):
            yield f"{kind}, {encoding}", sample.decode().encode(encoding)


def nested(depth: int = 10_000) -> Iterator[tuple[str, bytes]]:
    """Give deep structures of each format."""
    yield "JSON lists", b'[{"headline": ' + b"[" * depth
    yield "JSON objects", b'{"a":' * depth + b"1" + b"}" * depth
    yield "a number", b'{"headline": "x", "id": ' + b"9" * depth + b"}"
    for tag in (b"div", b"b", b"a", b"table", b"font", b"section"):
        yield f"HTML {tag.decode()}", b"<html><body>" + b"<%b>" % tag * depth + b"Ferry turns back"
        yield (
            f"feed with {tag.decode()}",
            SAMPLES["feed"].replace(b"A storm", b"&lt;%b&gt;" % tag * depth),
        )
    yield "XML elements", b"<rss><channel>" + b"<item>" * depth
    yield "CSV quotes", b"headline,text\n" + b'"' * depth * 10
    yield (
        "mail parts",
        b"".join(
            b"Content-Type: multipart/mixed; boundary=b%d\nFrom: a\n\n--b%d\n" % (one, one)
            for one in range(1_000)
        ),
    )
    for sign in (
        b"<",
        b"&",
        b"[",
        b"\n",
        b" ",
        b".",
        b"Read more ",
        b"12 January 2026\n",
        b"Word\n",
    ):
        yield f"only {sign!r}", sign * (500_000 // len(sign))


def bombs() -> Iterator[tuple[str, bytes]]:
    """Give what unfolds to very much more."""
    lines = b"".join(
        b'<!ENTITY a%d "%b">' % (one, b"&a%d;" % (one - 1) * 10) for one in range(1, 10)
    )
    yield (
        "entities",
        b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a0 "ha">'
        + lines
        + b"]>"
        + (b"<rss><channel><item><title>&a9;</title></item></channel></rss>"),
    )
    yield "gzip", gzip.compress(b" " * 200_000_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", b" " * 200_000_000)
    yield "zip", stream.getvalue()


def large() -> Iterator[tuple[str, bytes]]:
    """Give single lines of 100 MB."""
    words = b"Storm hits the coast of Spain, officials said. " * (N_LARGE // 47)
    row = {"headline": "Storm hits coast"}
    yield "100 MB of text", words
    yield "100 MB of line ends", b"\n" * N_LARGE + b"x"
    yield "100 MB in JSON", json.dumps(row).encode() + b'\n{"headline": "' + words + b'"}'
    yield "100 MB in CSV", b'headline,text\nStorm,"' + words + b'"'
    yield "100 MB in a page", b"<html><body><article><p>" + words
    yield "100 MB in a feed", SAMPLES["feed"].replace(b"A storm", words)
    yield "100 MB in a mail", SAMPLES["mail"] + words


if __name__ == "__main__":
    main()
