"""What form of piece a teaser announces, as its source states it.

A source states a genre by the words before a headline ("Opinion:"), by a standing form of headline
("Wordle hints and answer", "List of key events, day 1,299"), by a label of its own above the item or
in its feed, and by where the piece stands on its site ("/opinion/"). All else is "news" here: what
only the wording shows is judged by `classify.topics.genres`, from what people labelled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from classify.records import Kind, SourceRef

_NAMES: dict[Kind, str] = {
    "opinion": "opinion, opinions, op-ed, op-eds, oped, editorial, editorials, comment, commentary, "
    "column, columns, columnists, letter, letters, letters to the editor, view, views, viewpoint, "
    "perspective, perspectives, guest essay, review, reviews, film review, book review",
    "analysis": "analysis, news analysis, takeaways, the takeaway",
    "explainer": "explainer, explainers, explained, explains, fact check, fact-check, factcheck, "
    "fact checks, timeline, what to know, q&a explainer",
    "interview": "interview, interviews, exclusive interview, q&a, q & a",
    "live": "live, live updates, live update, live blog, live-blog, liveblog, live results, "
    "live coverage, live score, watch live, updates live, live news",
    "investigation": "investigation, investigations, special report, special reports",
    "release": "press release, press releases, news release, news releases, media release, statement",
    "feature": "feature, features, profile, profiles, photo essay, long read, long reads, "
    "the long read, longform, reportage, first person, the big read",
    "digest": "newsletter, newsletters, briefing, morning briefing, evening briefing, daily briefing, "
    "digest, week in review, the week in review",
    "roundup": "roundup, round-up, news roundup, rankings, power rankings, gossip, rumours, rumors, "
    "market report, markets wrap, market wrap",
    "press_review": "press review, the papers, newspaper headlines, what the papers say, front pages, "
    "revue de presse",
    "service": "how-to, how to, recipe, recipes, horoscope, horoscopes, deals, shopping, coupons, "
    "team news, preview, match preview, odds, fantasy football, tv guide, lottery",
    "puzzle": "quiz, quizzes, puzzle, puzzles, crossword, crosswords, sudoku, wordle, trivia",
    "media": "video, videos, watch, listen, audio, podcast, podcasts, photos, pictures, in pictures, "
    "in photos, photo gallery, gallery, galleries, slideshow",
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

# Standing forms of headline, the more particular first; letter case is folded.
_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        # a piece that can be solved
        (
            "puzzle",
            r"\b(?:wordle|strands|connections|quordle|crossword|puzzle|spelling bee)\b.*"
            r"\b(?:hints?|answers?|clues?)\b|^(?:the )?(?:daily |weekly )?(?:quiz|crossword|sudoku)\b"
            r"|\bquiz(?:[!?:]|$| [–-])|\b(?:news|trivia|weekly|daily) quiz\b|\btake (?:our|the|this)\b.*\bquiz",
        ),
        # a page that is updated while things go on
        (
            "live",
            r"\blive(?:[ -](?:updates?|results?|blog|score|scores|coverage|reaction))?\s*[:|]"
            r"|^live (?:updates|results)\b|^watch live\b"
            r"|\blive updates?(?: and\b|,|$| [–-]|\))|\blive (?:results|scores?) and\b"
            r"|(?:[–—-]\s*(?:live|as it happened|live updates)|\(live\)|\bas it happened)$"
            r"|^[^:.?]{0,40}\b(?:trial|war|election|storm|flooding|ukraine|shooting) updates:"
            r"|\b(?:game|open|half) thread\b",
        ),
        ("press_review", r"^(?:the papers|what the papers say|newspaper headlines)\b|\bfront pages\b"),
        # one letter with unrelated events
        (
            "digest",
            r"^(?:this|the|last) week in\b|^(?:weekly|daily|morning) (?:digest|brief)"
            r"|[.?!] and, [^.]+$|\bmore top headlines$|^the morning after:",
        ),
        # what readers use
        (
            "service",
            r"\b(?:how|where) to (?:watch|stream)\b|\bteam news\b.*\blineups?\b|\bconfirmed lineups?\b"
            r"|\bstart(?: time)?(?:,| and)? (?:team )?lineups?\b|\bhow to watch\b"
            r"|\b(?:predictions?|odds|picks|best bets)\b.*\b(?:predictions?|odds|picks?|best bets)\b"
            r"|\bhoroscopes?\b|\bzodiac signs?\b|\bfantasy (?:football|baseball|basketball)\b"
            r"|\bwaiver wire\b|^dear (?:abby|doctor|annie|prudence)\b|^carolyn hax\b"
            r"|\bwinning numbers\b|\bprime day\b.*\bdeals?\b|\bbest\b.*\bdeals\b|\bdeals?\b.*\bprime day\b",
        ),
        # several things of one field
        (
            "roundup",
            r"\bkey events\b.*\bday [\d,]+|\bwar briefing:|^stock market today:"
            r"|^dow jones (?:today|futures)\b|^u\.?s\.? (?:stock )?futures\b|\bstock futures (?:rise|fall|slip|hold)"
            r"|\bgains and losses today\b|\bmock draft\b|\bpower rankings\b|, ranked$|\btransfer (?:rumou?rs|gossip)\b",
        ),
        ("media", r"(?:,| [–-]) (?:in pictures|in photos|video|photos)$|\bin pictures$|\bin photos$"),
        ("obituary", r"\bobituary$"),
        ("interview", r"\bexclusive interview\b|\binterview\]$"),
        (
            "investigation",
            r"\b(?:an?|the) (?:ap|bbc|npr|cnn|reuters|guardian|times|post|propublica|dw)\b[^.]*"
            r"\binvestigation (?:finds?|found|reveals?|shows)\b"
            r"|^(?:bbc|ap|npr|reuters|guardian) investigation (?:finds?|found|reveals?|shows)\b",
        ),
        ("analysis", r"\btakeaways? (?:from|on|after|as)\b|\bwinners (?:and|&) losers\b"),
        (
            "explainer",
            r"\bwhat (?:to|we|you need to|you should) know\b|\bwhat you need to know\b"
            r"|(?:,|:) explained$|\ball you need to know\b|\beverything (?:you need )?to know\b",
        ),
    )
)

_WIRES_OF_RELEASES = frozenset(
    "prnewswire.com businesswire.com globenewswire.com newswire.ca accesswire.com eurekalert.org "
    "einpresswire.com presseportal.de".split()
)
_OWN_VOICE = re.compile(r"(?:^|\.)(?:gov|mil|gob|gouv|gov\.[a-z]{2}|mil\.[a-z]{2}|europa\.eu)$")
_OWN_VOICE_START = re.compile(r"^(?:newsroom|press|presse|investors?|ir)\.")
_IN_ADDRESSES: dict[str, Kind] = {
    **{name.replace(" ", "-").replace("&", "and"): kind for name, kind in _LABELS.items()},
    "commentisfree": "opinion",
    "av": "media",
    "newsfeed": "media",
    "video-news": "media",
    "photo-galleries": "media",
    "liveblogs": "live",
    "liveblog": "live",
    "sports-quiz": "puzzle",
    "sport-quiz": "puzzle",
    "games-puzzles": "puzzle",
}
# Parts of addresses that name more than a genre: a view of a page, a shop's or a publisher's start.
_NO_GENRE = frozenset({"comment", "comments", "view", "live", "watch", "letter", "shopping", "statement"})
_LIVE_ADDRESS = re.compile(r"/(?:news|sports?|world)/live(?:/|$)|/live/20\d\d/|/live-(?:updates|news)/")


def stated_kind(
    headline: str, sources: Iterable[SourceRef] = (), labels: Iterable[str] = ()
) -> Kind:
    """Return the kind that a source states; "news" where it states none.

    The headline is heard before the labels, and these before the addresses: a quiz in the section
    "Opinion" is a quiz.

    Parameters
    ----------
    headline : str
    sources : iterable of SourceRef
        Where the piece stands: its address, or an outlet that is named by its host.
    labels : iterable of str
        What the source calls it: sections, categories.
    """
    kind = kind_of_headline(headline)
    if kind != "news":
        return kind
    known = [found for label in labels if (found := kind_of_label(label))]
    known += [found for place in sources if (found := kind_of_place(place))]
    return known[0] if known else "news"


def kind_of_headline(headline: str) -> Kind:
    """Kind that a headline states; "news" where it states none."""
    folded = headline.casefold().replace("’", "'").strip()
    found = _PREFIX.match(folded)
    label = found["label"].strip() if found else ""
    kind = kind_of_label(label)
    if kind:
        return kind
    for kind, form in _FORMS:
        if form.search(folded):
            return kind
    return "digest" if _DIGEST_LABEL.search(label) else "news"


def kind_of_label(label: str) -> Kind | None:
    """Kind that a section label or kicker stands for, such as "Opinion" above a headline."""
    return _LABELS.get(label.strip().casefold())


def kind_of_place(place: SourceRef) -> Kind | None:
    """Kind that all pieces at a place have: an address under "/opinion/", a wire of releases."""
    address = urlsplit(place.url or "")
    host = (address.hostname or place.outlet or "").casefold().removeprefix("www.")
    if host in _WIRES_OF_RELEASES or _OWN_VOICE.search(host) or _OWN_VOICE_START.match(host):
        return "release"
    path = address.path.casefold()
    if _LIVE_ADDRESS.search(path):
        return "live"
    # the last part names the piece itself
    for part in path.strip("/").split("/")[:-1]:
        if part in _IN_ADDRESSES and part not in _NO_GENRE:
            return _IN_ADDRESSES[part]
    return None
