"""Addresses of sources as they are shown and linked: without what only says how one came there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit, urlunsplit

from classify.records import Source, SourceRef
from classify.reports.escaping import web_address

# Only what is sure to name no article: a link that leads elsewhere is worse than a long one.
_TRACKING = re.compile(
    r"(?:utm|at|ns|pk|mtm|piwik|matomo|wt)_\w+|_hs(?:enc|mi)|wt\.\w+|fbclid|gclid|gad_source"
    r"|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|igshid|li_fat_id|mc_[ce]id|mkt_tok"
    r"|s_cid|cmp(?:id)?|ocid|icid|ncid|smid|smtyp|ftag|ito|xtor|srnd|soc_(?:src|trk)|guccounter"
    r"|traffic_source|__twitter_impression",
    re.IGNORECASE,
)


def shown_address(url: str | None) -> str | None:
    """Return an address that a link may lead to, without parameters of tracking; None for none."""
    link = web_address(url)
    if link is None or "?" not in link:
        return link
    parts = urlsplit(link)
    kept = [one for one in parts.query.split("&") if not _TRACKING.fullmatch(one.split("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def first_address(places: Iterable[SourceRef]) -> str | None:
    """Return the first address among places that a link may lead to; None for none."""
    links = (shown_address(ref.url) for ref in places)
    return next((link for link in links if link), None)


def source_address(source: Source) -> str | None:
    """Return the first address of a source that a link may lead to; None for none."""
    return first_address(source.places)
