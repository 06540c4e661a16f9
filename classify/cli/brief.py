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
    LabelLanguage,
    Model,
    NoCache,
    Outlet,
    Selectors,
    Strict,
    Title,
)
from classify.cli.ranking_options import Boost, RankBy, Watch, ranking_of
from classify.cli.terminal import progress, put, say
from classify.records import BriefLength

if TYPE_CHECKING:
    from classify.digests import DigestLayout
    from classify.pipeline import TeaserPipeline
    from classify.records import Digest, Teaser
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


_GroupBy = Annotated[
    Literal["topic", "day", "week", "country", "outlet", "none"],
    typer.Option(
        "--group-by", help="How the stories that are not told in full are grouped into sections."
    ),
]
_Topics = Annotated[
    str,
    typer.Option(
        "--topics",
        metavar="TOPICS",
        help="Include only stories of these topics, separated by commas, such as "
        "elections,repression: keys, or names in any language of labels (classify topics).",
    ),
]
_MaxBriefs = Annotated[
    int,
    typer.Option(
        "--max-briefs",
        metavar="N",
        min=1,
        help="Number of stories told in full; further ones are told in a line, the rest counted.",
    ),
]
_All = Annotated[
    bool,
    typer.Option("--all/--no-all", show_default=False, help="Tell all stories in full."),
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
    selectors: Selectors = None,
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
    max_briefs: _MaxBriefs = 10,
    tell_all: _All = False,
    max_words: _MaxWords = None,
    brief_length: _Length = None,
    rank_by: RankBy = "consequence",
    boost: Boost = "",
    watch: Watch = None,
    template: _Template = None,
    language: LabelLanguage = "en",
) -> None:
    """Condense teasers into a digest of cited briefs.

    Example: classify brief listing.txt --as-of 2025-01-20 --out briefs/

    Example: classify brief listing.txt --topics elections --brief-length "2 sentences, 40 words"

    Example: classify brief tuesday.txt --since briefs/monday/ --max-words 400 --out briefs/tuesday/

    Example: classify brief feeds/ --watch names.txt --boost sanctions=3,sport=0.2 --out briefs/

    Example: classify brief listing.txt --explain --codes iptc --language ru --out briefs/
    """
    from classify.reports import digest_in_codes

    formats, ranking = _formats(format, template, out), ranking_of(rank_by, boost, watch)
    told: dict[str, Any] = {"outlet": outlet, "columns": columns, "date_format": date_format}
    told |= {"input_format": input_format, "as_of": as_of, "selectors": selectors, "strict": strict}
    teasers, material = _material(inputs, told, corrections, corrections_of)
    earlier, pipeline = read_earlier(since), _load(model, brief_length, no_cache=no_cache)
    limits = {"max_briefs": None if tell_all else max_briefs, "max_words": max_words}
    layout = _layout(pipeline, topics, group_by=group_by, ranking=ranking, **limits)
    options: dict[str, Any] = {"as_of": as_of, "title": title, "since": earlier, "explain": explain}
    with progress("Reading teasers", len(teasers)) as advance:
        digest = pipeline.digest(teasers, **material, **options, layout=layout, on_progress=advance)
    _deliver(*digest_in_codes(digest, pipeline.taxonomy, codes), out, formats, template, language)


def _material(
    inputs: list[str],
    told: dict[str, Any],
    corrections: Path | None,
    corrections_of: Path | None,
) -> tuple[list[Teaser], dict[str, Any]]:
    """Read what a digest is made of; return the teasers, and what is to be said about them."""
    doubts: list[str] = []
    teasers, faults = read_inputs(inputs, **told, skip_failing=True, doubts=doubts, current=True)
    decisions = read_decisions(corrections, corrections_of, teasers)
    return teasers, {"unreadable": faults, "doubts": doubts, "corrections": decisions}


def _layout(pipeline: TeaserPipeline, topics: str, **wishes: Any) -> DigestLayout:
    """Say what is told, in which order and at which length."""
    from classify.digests import DigestLayout
    from classify.reports import TopicNames

    return DigestLayout(topics=TopicNames(pipeline.taxonomy).keys(topics), **wishes)


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
