"""What kind of piece a teaser announces, from the words that editors put before a headline.

Kept modest on purpose: only labels that outlets set themselves ("Opinion:", "Belarus Weekly:"),
never a judgement of the wording.
"""

from __future__ import annotations

import re

from classify.records import Kind

_LABELS: dict[str, Kind] = {
    "opinion": "opinion",
    "opinions": "opinion",
    "op-ed": "opinion",
    "oped": "opinion",
    "editorial": "opinion",
    "comment": "opinion",
    "commentary": "opinion",
    "column": "opinion",
    "letter": "opinion",
    "letters": "opinion",
    "view": "opinion",
    "analysis": "analysis",
    "explainer": "analysis",
    "explained": "analysis",
    "explains": "analysis",
    "fact check": "analysis",
    "interview": "interview",
    "q&a": "interview",
    "live": "live",
    "live updates": "live",
    "live blog": "live",
    "liveblog": "live",
    "watch live": "live",
    "investigation": "investigation",
    "investigations": "investigation",
    "special report": "investigation",
    "press release": "release",
    "statement": "release",
    "feature": "feature",
    "features": "feature",
    "profile": "feature",
    "photo essay": "feature",
    "photos": "feature",
    "in pictures": "feature",
    "in photos": "feature",
    "long read": "feature",
    "the long read": "feature",
    "newsletter": "digest",
    "briefing": "digest",
    "morning briefing": "digest",
    "evening briefing": "digest",
    "daily briefing": "digest",
    "digest": "digest",
    "roundup": "digest",
    "week in review": "digest",
}
# The label and what parts it from the headline: "Opinion: ...", "Analysis | ...", "LIVE — ...".
_PREFIX = re.compile(r"^(?P<label>[^:|–—]{2,40}?)\s*(?::|\||\s[–—-])\s+\S")
_DIGEST_LABEL = re.compile(
    r"(?:\b(?:weekly|daily|digest|briefing|newsletter|roundup|round-up)|\bthis week)$"
)
_DIGEST_START = re.compile(
    r"^(?:this|the|last) week in\b|^(?:weekly|daily|morning) (?:digest|brief)"
)
_LIVE_END = re.compile(r"(?:[–—-]\s*(?:live|as it happened|live updates)|\(live\))$")


def kind_of_headline(headline: str) -> Kind:
    """Kind that a headline states; "news" where it states none."""
    folded = headline.casefold()
    found = _PREFIX.match(folded)
    if found:
        label = found["label"].strip()
        kind = kind_of_label(label)
        if kind:
            return kind
        if _DIGEST_LABEL.search(label):
            return "digest"
    if _DIGEST_START.search(folded):
        return "digest"
    return "live" if _LIVE_END.search(folded) else "news"


def kind_of_label(label: str) -> Kind | None:
    """Kind that a section label or kicker stands for, such as "Opinion" above a headline."""
    return _LABELS.get(label.strip().casefold())
