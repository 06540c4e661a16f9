"""The verb that writes a digest: brief."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from classify.cli.cache import user_cache
from classify.cli.inputs import read_decisions, read_earlier, read_inputs
from classify.cli.options import (
    AsOf,
    Codes,
    Columns,
    Corrections,
    CorrectionsOf,
    DateOrder,
    InputFormat,
    Inputs,
    Model,
    NoCache,
    Outlet,
    Strict,
    Title,
)
from classify.cli.ranking_options import Boost, RankBy, Watch, ranking_of
from classify.cli.terminal import progress, put, say
from classify.records import BriefLength

if TYPE_CHECKING:
    from classify.pipeline import TeaserPipeline
    from classify.records import Digest
    from classify.taxonomy import Taxonomy

_Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        metavar="FOLDER",
        help="Write digest.md, digest.html and digest.json here, or as --format says; without it "
        "Markdown goes to standard output.",
        show_default=False,
    ),
]
_Since = Annotated[
    Path | None,
    typer.Option(
        "--since",
        metavar="DIGEST",
        help="The previous digest (its digest.json or its folder): stories are then new, "
        "updated or continuing, and the digest says what changed.",
        show_default=False,
    ),
]
_Explain = Annotated[
    bool,
    typer.Option(
        "--explain/--no-explain",
        show_default=False,
        help="Explain, in HTML and JSON, the topics of each story's lead teaser; takes about "
        "0.2 s a story.",
    ),
]


_Formats = Annotated[
    str,
    typer.Option(
        "--format",
        metavar="FORMATS",
        help="Output formats, separated by commas: md, html, txt, json, eml (an e-mail draft). "
        "Without --out the first goes to standard output.",
    ),
]
_Template = Annotated[
    Path | None,
    typer.Option(
        "--template",
        metavar="FILE",
        help="A Jinja2 template: its output is written to --out, in a file named as the template "
        "without .j2; without --out it goes to standard output.",
        show_default=False,
    ),
]


def _known_language(code: str) -> str:
    """Refuse a language of labels that there is not."""
    from classify.reports import check_language

    check_language(code)
    return code


_Language = Annotated[
    str,
    typer.Option(
        "--language",
        metavar="LANGUAGE",
        parser=_known_language,
        help="Language of headings, labels, dates and remarks: en, ru, be or de. Text from sources "
        "is not translated.",
    ),
]
_GroupBy = Annotated[
    Literal["topic", "day", "week", "country", "outlet", "none"],
    typer.Option("--group-by", help="How stories are grouped into sections."),
]
_Topics = Annotated[
    str,
    typer.Option(
        "--topics",
        metavar="TOPICS",
        help="Include only stories of these topics, separated by commas, such as "
        "elections,repression.",
    ),
]
_MaxWords = Annotated[
    int | None,
    typer.Option(
        "--max-words",
        metavar="N",
        min=1,
        help="Maximum number of words in the headlines and sentences of all briefs: the most "
        "important stories that fit are included, none is cut.",
        show_default=False,
    ),
]


def _parse_length(text: str) -> BriefLength:
    try:
        return BriefLength.parse(text)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error


_Length = Annotated[
    BriefLength | None,
    typer.Option(
        "--brief-length",
        metavar="LENGTH",
        parser=_parse_length,
        help="Maximum length of each brief, without its headline: words, sentences, characters, or "
        'several of them, such as "2 sentences, 280 characters". As the model has it if not given '
        "(the bundled one: 70 words, 3 sentences).",
        show_default=False,
    ),
]


def brief(
    inputs: Inputs,
    out: _Out = None,
    title: Title = "News digest",
    model: Model = "default",
    input_format: InputFormat = None,
    as_of: AsOf = None,
    outlet: Outlet = None,
    columns: Columns = None,
    date_format: DateOrder = None,
    strict: Strict = False,
    no_cache: NoCache = False,
    codes: Codes = "topics",
    corrections: Corrections = None,
    corrections_of: CorrectionsOf = None,
    since: _Since = None,
    explain: _Explain = False,
    format: _Formats = "md,html,json",
    group_by: _GroupBy = "topic",
    topics: _Topics = "",
    max_words: _MaxWords = None,
    brief_length: _Length = None,
    rank_by: RankBy = "consequence",
    boost: Boost = "",
    watch: Watch = None,
    template: _Template = None,
    language: _Language = "en",
) -> None:
    """Condense teasers into a digest of cited briefs.

    Example: classify brief listing.txt --as-of 2025-01-20 --out briefs/

    Example: classify brief listing.txt --topics elections --brief-length "2 sentences, 40 words"

    Example: classify brief tuesday.txt --since briefs/monday/ --max-words 400 --out briefs/tuesday/

    Example: classify brief feeds/ --watch names.txt --boost sanctions=3,sport=0.2 --out briefs/

    Example: classify brief listing.txt --explain --codes iptc --language ru --out briefs/
    """
    from classify.digests import DigestLayout
    from classify.reports import digest_in_codes

    formats, ranking = _formats(format, template, out), ranking_of(rank_by, boost, watch)
    told: dict[str, Any] = {"outlet": outlet, "columns": columns, "date_format": date_format}
    told |= {"input_format": input_format, "as_of": as_of}
    teasers, faults = read_inputs(inputs, **told, strict=strict, skip_failing=True)
    earlier, decisions = read_earlier(since), read_decisions(corrections, corrections_of, teasers)
    pipeline = _load(model, brief_length, no_cache=no_cache)
    with progress("Reading teasers", len(teasers)) as advance:
        digest = pipeline.digest(
            teasers,
            as_of=as_of,
            title=title,
            unreadable=faults,
            corrections=decisions,
            since=earlier,
            layout=DigestLayout(
                group_by=group_by, topics=_split(topics), max_words=max_words, ranking=ranking
            ),
            explain=explain,
            on_progress=advance,
        )
    _deliver(*digest_in_codes(digest, pipeline.taxonomy, codes), out, formats, template, language)


def _load(model: str, length: BriefLength | None, *, no_cache: bool) -> TeaserPipeline:
    """Load a model, for briefs of the length asked for."""
    from classify.pipeline import TeaserPipeline

    pipeline = TeaserPipeline.load(model, cache=user_cache(no_cache=no_cache))
    return pipeline.with_brief_length(length) if length else pipeline


def _deliver(
    digest: Digest,
    taxonomy: Taxonomy,
    out: Path | None,
    formats: tuple[str, ...],
    template: Path | None,
    language: str,
) -> None:
    """Write files; or the template, or the first format, to standard output."""
    from classify.reports import render_by_template, render_digest, write_digest

    if out:
        for path in write_digest(digest, taxonomy, out, formats, template, language=language):
            say(f"wrote {path}")
    elif template:
        put(render_by_template(digest, taxonomy, template, language=language), None)
    else:
        put(render_digest(digest, taxonomy, formats[0], language=language), None)


def _formats(listed: str, template: Path | None, out: Path | None) -> tuple[str, ...]:
    """Split formats, Markdown if there is none; refuse what can never be written."""
    from classify.reports import check_formats, check_own_template

    formats = _split(listed) or ("md",)
    check_formats(formats)
    if template:
        check_own_template(template, beside_digest=out is not None)
    return formats


def _split(listed: str) -> tuple[str, ...]:
    """Split what stands between commas."""
    return tuple(one for part in listed.split(",") if (one := part.strip()))
