"""audit: how sound labelled data are."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from classify.cli.cache import user_cache
from classify.cli.options import LabelledData, NoCache
from classify.cli.terminal import progress, put_reports, say
from classify.errors import ClassifyError

_Topics = Annotated[
    Path | None,
    typer.Option(
        "--topics",
        metavar="FILE",
        help="Topic file (TOML). If not given, topics.toml beside the data, or else the labels "
        "themselves.",
        show_default=False,
    ),
]
_Encoder = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="ENCODER",
        help="What the model that doubts labels rests on, as for train. The bundled one has "
        "learned the labels of labeled/: for those take another.",
        show_default=False,
    ),
]


def audit(
    data: LabelledData,
    topics: _Topics = None,
    encoder: _Encoder = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FOLDER",
            help="Write audit.html, audit.md, audit.json and audit.csv here; without it audit.md "
            "goes to standard output.",
            show_default=False,
        ),
    ] = None,
    no_cache: NoCache = False,
) -> None:
    """Look for what is probably wrong in labelled data; change nothing.

    Example: classify audit my-labels.csv --out audit/
    """
    from classify.audit import audit_labels
    from classify.datasets import LabelledSet
    from classify.encoders import DEFAULT_ENCODER
    from classify.reports import AUDIT_FORMATS, render_audit, topic_keys

    faults: list[str] = []

    def on_error(error: ClassifyError) -> None:
        faults.append(str(error))
        say(f"left out: {error}")

    labelled = LabelledSet.read(data, topics=topics, names_of=topic_keys, on_error=on_error)
    with progress("Reading teasers", len(labelled.teasers)) as advance:
        found = audit_labels(
            labelled,
            encoder=encoder,
            cache=user_cache(no_cache=no_cache),
            unreadable=faults,
            on_progress=advance,
        )
    reports = {
        kind: render_audit(
            found,
            names={topic.key: topic.name for topic in labelled.taxonomy},
            title=f"How sound {data.name or data} is",
            facts={"Data": str(data), "Encoder": encoder or DEFAULT_ENCODER},
            format=kind,
        )
        for kind in (AUDIT_FORMATS if out else ("md",))
    }
    put_reports(reports, "audit", out)
