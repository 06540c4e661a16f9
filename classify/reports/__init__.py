"""Records in, text out: digests as Markdown, HTML and JSON, rows as JSON Lines and CSV."""

from classify.reports.cards import render_card
from classify.reports.digests import DIGEST_FORMATS, render_digest, write_digest
from classify.reports.evaluation import render_topic_scores
from classify.reports.rows import ROW_FORMATS, render_rows
from classify.reports.verification import verify_digest

__all__ = [
    "DIGEST_FORMATS",
    "ROW_FORMATS",
    "render_card",
    "render_digest",
    "render_rows",
    "render_topic_scores",
    "verify_digest",
    "write_digest",
]
