"""Addresses and other ids: what of them tells an article, and what only how it was reached."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_PLAIN = re.compile(r"https://(?!www\.)([a-z0-9.-]+(?:/[^/?#\s]+)+)")
_DEFAULT_PORT = re.compile(r":(?:80|443)$")
# Parameters that say by which way a reader came; what may name the article (id, p, page) stays.
_WAY = re.compile(
    r"(?:utm|at|ns|pk|mtm|piwik|matomo|wt|trk|_hs)_\w+|_hs(?:enc|mi)|wt\.\w+"
    r"|fbclid|gclid|gad_source|gbraid|wbraid|dclid|msclkid|yclid|ysclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_[ce]id|mkt_tok|s_cid|cmp(?:id)?|ocid|icid"
    r"|ncid|smid|smtyp|ftag|ito|xtor|mod|srnd|sref|sr_share|soc_(?:src|trk)|taid|linkid|wpsrc"
    r"|spm|guccounter|__twitter_impression|ref(?:_?src|_?url|err?er)?|source|src|traffic_source"
    r"|campaign|campaign_?id|share|shared|rss|feed|via|partner|cid_source|from_rss|amp",
    re.IGNORECASE,
)
# Last parts of a path that name a page which shows ever new articles.
_FRONT = re.compile(
    r"(?:index|home|default|main|start|feeds?|rss|atom|xml|news|latest|headlines|top|all|today|live"
    r"|world|international|politics|business|economy|finance|markets|sports?|culture|arts"
    r"|opinion|comment|society|science|health|tech|technology|europe|asia|africa|americas|uk|us"
    r"|local|national|regions?|en|de|ru|be|fr|es|archive|category|tag|blog|articles?|stories"
    r"|новости|наши-новости)(?:\.\w{2,5})?",
    re.IGNORECASE,
)
# An id of a system: letters and digits, or words joined by signs; no number, and no "N/A".
_OPAQUE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])\S{6,}|(?=\w+[-_/:.]\w)(?=.*[^\W\d_])\S{6,}")
_NO_ID = re.compile(
    r"(?:not?|un|null|none|missing)[-_ ]?(?:available|given|known|id|found|set)", re.I
)
_ARTICLE = re.compile(r"(?:\w+-){2,}\w+|\d{5}|(?:^|/)\d{4}/\d\d?/")


def canonical_address(id: str) -> str:
    """Return the part of an address that tells the article, to be compared and never shown.

    Left out are the scheme, "www.", the fragment, parameters of tracking, the order of the others,
    and the last slash. An id that is no address comes back as it is.

    Examples
    --------
    >>> canonical_address("http://www.News.example/ferry/?utm_source=rss&id=7#comments")
    'news.example/ferry?id=7'
    """
    if plain := _PLAIN.fullmatch(id):
        return plain[1]
    if not is_address(id):
        return id
    try:
        parts = urlsplit(id.strip())
    except ValueError:  # such as "https://[news/"
        return id
    host = _DEFAULT_PORT.sub("", parts.netloc.casefold()).removeprefix("www.")
    kept = sorted(
        one for one in parts.query.split("&") if one and not _WAY.fullmatch(one.partition("=")[0])
    )
    # a fragment that is a path leads to an article, as in pages that are one program
    inner = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    query = f"?{'&'.join(kept)}" if kept else ""
    return f"{host}{parts.path.rstrip('/')}{query}{inner}"


def is_address(id: str) -> bool:
    """Tell whether an id is an address of the web."""
    return _ADDRESS.match(id.lstrip()) is not None


def may_name_article(id: str) -> bool:
    """Tell whether an id can be that of one article, and is no number of a row or a front page."""
    if not is_address(id):
        return bool(_OPAQUE.fullmatch(id)) and not _NO_ID.fullmatch(id)
    address = canonical_address(id)
    path, _, query = address.partition("?")
    if query or "#" in path:
        return any(char.isdecimal() for char in query) or "#" in path
    _, _, inside = path.partition("/")
    return bool(inside) and not _FRONT.fullmatch(inside.rpartition("/")[2])


def surely_names_article(id: str) -> bool:
    """Tell whether an address has the looks of one article: a slug of words, a date, a number."""
    if not (may_name_article(id) and is_address(id)):
        return False
    return _ARTICLE.search(canonical_address(id).partition("/")[2]) is not None
