"""An audit of labelled data to a page, to Markdown, JSON, and a spreadsheet to work through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from classify.records import Audit, AuditedTeaser, Finding, TopicHealth, to_json_dict
from classify.reports import tables as figures
from classify.reports.audits import phrases as audit_words
from classify.reports.escaping import escape_markdown
from classify.reports.pages import head, render_as, render_json, render_page
from classify.reports.rows import render_rows

AUDIT_FORMATS = ("md", "html", "json", "csv")
N_SHOWN = 40
"""Findings of one kind in Markdown and on the page; JSON and CSV have all."""

_PAGE = "audit.html.j2"


def render_audit(
    found: Audit,
    *,
    names: Mapping[str, str],
    title: str,
    facts: Mapping[str, str],
    format: str,
) -> str:
    """Render an audit.

    Parameters
    ----------
    found : Audit
    names : mapping of topic key to name, in taxonomy order
    title : str
    facts : mapping of str to str
        What was looked at, and with what.
    format : str
        "md", "html" (one page, no network), "json" or "csv" (a row a finding).

    Raises
    ------
    UnknownNameError
        If there is no such format.
    """
    kinds = _by_kind(found.findings)
    content = {
        "found": found,
        "kinds": kinds,
        "names": names,
        "title": title,
        "facts": facts,
        "n_shown": N_SHOWN,
        "figures": figures,
        "words": audit_words,
    }
    renderers = {
        "md": lambda: _markdown(found, kinds, names, title, facts),
        "html": lambda: render_page(_PAGE, content),
        "json": lambda: render_json(to_json_dict(found), title, facts),
        "csv": lambda: render_rows([_row(finding) for finding in found.findings], "csv"),
    }
    return render_as(format, renderers)


def _by_kind(findings: Sequence[Finding]) -> dict[str, list[Finding]]:
    return {
        kind: [finding for finding in findings if finding.kind == kind]
        for kind in audit_words.KINDS
    }


def _markdown(
    found: Audit,
    kinds: Mapping[str, Sequence[Finding]],
    names: Mapping[str, str],
    title: str,
    facts: Mapping[str, str],
) -> str:
    lines = [
        *head(title, facts),
        *(f"{escape_markdown(line)}\n" for line in audit_words.in_short(found)),
        *_topics(found.topics, names),
    ]
    for kind, findings in kinds.items():
        lines += [f"## {audit_words.KINDS[kind].title} ({len(findings):,})", ""]
        lines += [audit_words.KINDS[kind].meaning, ""] if findings else ["None found.", ""]
        for finding in findings[:N_SHOWN]:
            lines.append(f"- {_teaser(finding.teaser)}")
            lines.append(f"  {escape_markdown(audit_words.finding_words(finding, names))}")
            if finding.other:
                lines.append(f"  Near copy: {_teaser(finding.other)}")
        if len(findings) > N_SHOWN:
            lines.append(f"- and {len(findings) - N_SHOWN:,} more, in audit.csv")
        lines += [""] if findings else []
    if found.unreadable:
        lines += ["## Left out", "", *(f"- {escape_markdown(one)}" for one in found.unreadable)]
        lines.append("")
    lines += ["## How to read this", "", *(f"- {line}" for line in audit_words.HOW_TO_READ)]
    return "\n".join(lines) + "\n"


def _topics(topics: Sequence[TopicHealth], names: Mapping[str, str]) -> list[str]:
    splits = audit_words.split_names(topics)
    headings = [
        "topic",
        "teasers",
        "first",
        "disputed",
        *splits,
        "label too much",
        "label missing",
        "alpha",
        "",
    ]
    lines = [
        "## Topics",
        "",
        f"| {' | '.join(figures.cell(heading) for heading in headings)} |",
        f"| --- |{' ---: |' * (len(headings) - 2)} --- |",
    ]
    for one in topics:
        alpha = figures.interval(one.alpha, missing="not known")
        cells = [
            figures.topic_name(one, names),
            *map(str, (one.n_positive, one.n_primary, one.n_disputed)),
            *(str(one.splits.get(split, 0)) for split in splits),
            *map(str, (one.n_too_much, one.n_missing)),
            alpha,
            "too small" if one.too_small else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return [*lines, ""]


def _teaser(teaser: AuditedTeaser) -> str:
    headline = f"**{escape_markdown(teaser.headline)}** " if teaser.headline else ""
    where = escape_markdown(audit_words.where(teaser))
    return f"{headline}{escape_markdown(teaser.text)} ({where})"


def _row(finding: Finding) -> dict[str, Any]:
    """One line of the spreadsheet, with an empty column for the person who decides."""
    teaser, other = finding.teaser, finding.other
    return {
        "finding": finding.kind,
        "id": teaser.id,
        "place": teaser.place,
        "topic": finding.topic,
        "probability": finding.probability,
        "decision": None,
        "headline": teaser.headline,
        "text": teaser.text,
        "labels": teaser.labels,
        "disputed": teaser.disputed,
        "split": teaser.split,
        "resemblance": finding.resemblance,
        "other_id": other and other.id,
        "other_place": other and other.place,
        "other_headline": other and other.headline,
        "other_text": other and other.text,
        "other_labels": other.labels if other else (),
        "other_split": other and other.split,
    }
