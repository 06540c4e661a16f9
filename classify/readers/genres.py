"""What form of piece a teaser announces, as its source states it.

A source states a genre by the words before a headline ("Opinion:"), by a standing form of headline
("List of key events, day 1,299"), by its own label above the item or in its feed, and by where the
piece stands on its site ("/opinion/"). All else is "news" here: what only the wording shows is
judged by `classify.topics.genres`, which learned it from what people labelled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from classify.records import Kind, SourceRef

_NAMES: dict[Kind, str] = {
    "opinion": "opinion, opinions, op-ed, op-eds, oped, editorial, editorials, comment, commentary,"
    "column, columns, columnists, letter, letters, letters to the editor, view, views, viewpoint,"
    "perspective, perspectives, guest essay, review, reviews, film review, book review",
    "analysis": "analysis, news analysis, takeaways",
    "explainer": "explainer, explainers, explained, explains, fact check, fact-check, factcheck,"
    "fact checks, timeline, what to know",
    "interview": "interview, interviews, exclusive interview, q&a, q & a",
    "live": "live, live updates, live update, live blog, live-blog, liveblog, live results,"
    "live coverage, live score, watch live",
    "investigation": "investigation, investigations, special report, special reports",
    "release": "press release, press releases, news release, news releases, media release,"
    "statement",
    "feature": "feature, features, profile, profiles, photo essay, long read, long reads,"
    "the long read, longform, reportage, the big read",
    "digest": "newsletter, newsletters, briefing, morning briefing, evening briefing,"
    "daily briefing, digest, week in review, the week in review",
    "roundup": "roundup, round-up, news roundup, rankings, power rankings, gossip, rumours, rumors,"
    "market report, markets wrap, market wrap",
    "press_review": "press review, the papers, newspaper headlines, what the papers say,"
    "front pages, revue de presse",
    "service": "how-to, how to, recipe, recipes, horoscope, horoscopes, deals, shopping, coupons,"
    "team news, preview, match preview, odds, fantasy football, tv guide, lottery",
    "puzzle": "quiz, quizzes, puzzle, puzzles, crossword, crosswords, sudoku, wordle, trivia",
    "media": "video, videos, watch, listen, audio, podcast, podcasts, photos, pictures,"
    "in pictures, in photos, photo gallery, gallery, galleries, slideshow",
    "obituary": "obituary, obituaries, obit, obits",
}
_LABELS: dict[str, Kind] = {
    name.strip(): kind for kind, names in _NAMES.items() for name in names.split(",")
}
# The label and what parts it from the headline: "Opinion: ...", "Analysis | ...", "LIVE — ...".
_PREFIX = re.compile(r"^\[?(?P<label>[^:|–—\]]{2,40}?)\]?\s*(?::|\||\s[–—-])\s+\S")
_DIGEST_LABEL = re.compile(
    r"(?:\b(?:weekly|daily|digest|briefing|newsletter|roundup|round-up)|\bthis week)$"
)
_BETS = r"(?:predictions?|odds|picks?|best bets)"
_HOUSES = "ap|bbc|cnn|dw|guardian|npr|post|propublica|reuters|times"
_GAMES = "wordle|strands|connections|quordle|crossword|puzzle|spelling bee"
# Standing forms of headline, the more particular first; letter case is folded.
_FORMS: dict[Kind, tuple[str, ...]] = {
    "puzzle": (
        rf"\b(?:{_GAMES})\b.*\b(?:hints?|answers?|clues?)\b",
        r"^(?:the )?(?:daily |weekly )?(?:quiz|crossword|sudoku)\b(?! (?:show|host|team|app))",
        r"\bquiz(?:[!?:]|$| [–-])|\b(?:news|trivia|weekly|daily) quiz\b",
        r"\btake (?:our|the|this)\b.*\bquiz\b",
    ),
    "live": (
        r"(?<!\bis )(?<!\bgoes )(?<!\bnow )"
        r"\blive(?:[ -](?:updates?|results?|blog|scores?|coverage))?\s*[:|]",
        r"^live (?:updates|results)\b|^watch live\b",
        r"\blive updates?(?: and\b|,|$| [–-]|\))|\blive (?:results|scores?) and\b",
        r"(?:[–—-]\s*(?:live|as it happened)|\(live\)|\bas it happened)$",
        r"^[^:.?]{0,40}\b(?:trial|war|election|storm|flooding|ukraine|shooting) updates:",
        r"\b(?:game|open|half) thread\b",
    ),
    "press_review": (r"^(?:the papers|what the papers say|newspaper headlines)\b|\bfront pages\b",),
    "digest": (
        r"^(?:this|the|last) week in\b|^(?:weekly|daily|morning) (?:digest|brief)",
        r"[.?!] and, [^.]+$",
        r"\bmore top headlines$|^the morning after:",
    ),
    "service": (
        r"\b(?:how|where) to (?:watch|stream)\b",
        r"\bteam news\b.*\blineups?\b|\bconfirmed lineups?\b",
        r"\bstart(?: time)?(?:,| and)? (?:team )?lineups?\b",
        rf"\b{_BETS}\b.*\b{_BETS}\b|\bwaiver wire\b",
        r"\bfantasy (?:football|baseball|basketball)\b",
        r"\bhoroscopes?\b|\bzodiac signs?\b|\bwinning numbers\b",
        r"^dear (?:abby|annie|doctor|prudence)\b|^carolyn hax\b",
        r"\bprime day\b.*\bdeals?\b|\bdeals?\b.*\bprime day\b|\bbest\b.*\bdeals\b",
    ),
    "roundup": (
        r"\bkey events\b.*\bday [\d,]+|\bwar briefing:",
        r"^stock market today:|^dow jones (?:today|futures)\b|\bgains and losses today\b",
        r"^u\.?s\.? (?:stock )?futures\b|\bstock futures (?:rise|fall|slip|hold)",
        r"\bmock draft\b|\bpower rankings\b|, ranked$|\btransfer (?:rumou?rs|gossip)\b",
    ),
    "media": (r"(?:,| [–-]) (?:in pictures|in photos|video|photos)$|\bin (?:pictures|photos)$",),
    "obituary": (r"\bobituary$",),
    "interview": (r"\bexclusive interview\b|\binterview\]$",),
    "investigation": (
        rf"\b(?:an?|the) (?:{_HOUSES})\b[^.]*\binvestigation (?:finds?|found|reveals?|shows)\b",
        rf"^(?:{_HOUSES}) investigation (?:finds?|found|reveals?|shows)\b",
    ),
    "analysis": (r"\btakeaways? (?:from|on|after|as)\b|\bwinners (?:and|&) losers\b",),
    "explainer": (
        r"\bwhat (?:to|we|you need to|you should) know\b|\ball you need to know\b",
        r"\beverything (?:you need )?to know\b|(?:,|:) explained$",
    ),
}
_STANDING = [(kind, re.compile("|".join(forms))) for kind, forms in _FORMS.items()]

_WIRES_OF_RELEASES = frozenset({
    "accesswire.com", "businesswire.com", "einpresswire.com", "eurekalert.org",
    "globenewswire.com", "newswire.ca", "presseportal.de", "prnewswire.com",
})  # fmt: skip
_OWN_VOICE = re.compile(
    r"(?:^|\.)(?:gov|mil|gob|gouv)(?:\.[a-z]{2})?$|(?:^|\.)europa\.eu$"
    r"|^(?:newsroom|press|presse|investors?|ir)\.[^.]+\."
)
_IN_ADDRESSES: dict[str, Kind] = {
    **{name.replace(" ", "-"): kind for name, kind in _LABELS.items()},
    "commentisfree": "opinion",
    "av": "media",
    "newsfeed": "media",
    "photo-galleries": "media",
    "liveblogs": "live",
    "sport-quiz": "puzzle",
    "sports-quiz": "puzzle",
}
# what names other things in addresses and sections: replies of readers, concerts, mergers
_AMBIGUOUS = frozenset({
    "comment", "deals", "letter", "live", "odds", "shopping", "statement", "timeline", "view",
    "watch",
})  # fmt: skip
_LIVE_ADDRESS = re.compile(r"/(?:news|sports?|world)/live/|/live/20\d\d/|/live-(?:updates|news)/")


def stated_kind(headline: str, sources: Sequence[SourceRef] = ()) -> Kind:
    """Return the kind that a source states; "news" where it states none.

    The headline is heard before the sections, and these before the addresses: a quiz in the
    section "Opinion" is a quiz.

    Parameters
    ----------
    headline : str
    sources : sequence of SourceRef
        Where the piece stands: sections, address, or an outlet that is named by its host.
    """
    kind = kind_of_headline(headline)
    if kind != "news":
        return kind
    labels = [label for place in sources for label in place.sections]
    known = [found for label in labels if (found := _kind_of_section(label))]
    known += [found for place in sources if (found := kind_of_place(place))]
    return known[0] if known else "news"


def kind_of_headline(headline: str) -> Kind:
    """Kind that a headline states; "news" where it states none."""
    folded = headline.casefold().replace("’", "'").strip()
    found = _PREFIX.match(folded)
    label = found["label"].strip() if found else ""
    stated = kind_of_label(label)
    if stated:
        return stated
    for kind, forms in _STANDING:
        if forms.search(folded):
            return kind
    return "digest" if _DIGEST_LABEL.search(label) else "news"


def kind_of_label(label: str) -> Kind | None:
    """Kind that a section label or kicker stands for, such as "Opinion" above a headline."""
    return _LABELS.get(label.strip().casefold())


def _kind_of_section(label: str) -> Kind | None:
    return None if label.strip().casefold() in _AMBIGUOUS else kind_of_label(label)


def kind_of_place(place: SourceRef) -> Kind | None:
    """Kind that all pieces at a place have: an address under "/opinion/", a wire of releases."""
    try:
        address = urlsplit(place.url or "")
    except ValueError:  # no address, such as an unclosed bracket
        address = urlsplit("")
    host = (address.hostname or place.outlet or "").casefold().removeprefix("www.")
    if host in _WIRES_OF_RELEASES or _OWN_VOICE.search(host):
        return "release"
    path = address.path.casefold()
    if _LIVE_ADDRESS.search(path):
        return "live"
    # the last part names the piece itself
    for part in path.strip("/").split("/")[:-1]:
        if part in _IN_ADDRESSES and part not in _AMBIGUOUS:
            return _IN_ADDRESSES[part]
    return None
