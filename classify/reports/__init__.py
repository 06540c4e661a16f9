"""Records in, text out: digests as Markdown, HTML and JSON, rows as JSON Lines and CSV."""

from classify.reports.audits.render import AUDIT_FORMATS, render_audit
from classify.reports.digests.citations import verify_digest
from classify.reports.digests.index import render_index
from classify.reports.digests.render import (
    DIGEST_FORMATS,
    check_formats,
    check_language,
    check_own_template,
    render_by_template,
    render_digest,
    write_digest,
)
from classify.reports.escaping import escape_json, plain_lines
from classify.reports.evaluations.stories import STORY_FORMATS, render_story_scores
from classify.reports.evaluations.topics import EVALUATION_FORMATS, render_evaluation
from classify.reports.explanations import render_explanation
from classify.reports.iptc import digest_in_codes, in_codes
from classify.reports.model_card import render_card
from classify.reports.rows import ROW_FORMATS, render_rows
from classify.reports.stories.render import story_files, story_rows, write_stories
from classify.reports.teaser_rows import (
    place_cells,
    prediction_rows,
    rows_by_teaser,
    rows_of_teasers,
)
from classify.reports.terminal_tables import render_table
from classify.reports.topic_names import TopicNames, topic_keys
from classify.reports.topic_rows import rows_of_topics
from classify.reports.workbooks import render_workbook

__all__ = [
    "AUDIT_FORMATS",
    "DIGEST_FORMATS",
    "EVALUATION_FORMATS",
    "ROW_FORMATS",
    "STORY_FORMATS",
    "TopicNames",
    "check_formats",
    "check_language",
    "check_own_template",
    "digest_in_codes",
    "escape_json",
    "in_codes",
    "place_cells",
    "plain_lines",
    "prediction_rows",
    "render_audit",
    "render_by_template",
    "render_card",
    "render_digest",
    "render_evaluation",
    "render_explanation",
    "render_index",
    "render_rows",
    "render_story_scores",
    "render_table",
    "render_workbook",
    "rows_by_teaser",
    "rows_of_teasers",
    "rows_of_topics",
    "story_files",
    "story_rows",
    "topic_keys",
    "verify_digest",
    "write_digest",
    "write_stories",
]
