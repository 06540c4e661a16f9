"""Signs of a genre in the wording of a headline and of a text.

Each cue says whether a pattern is there; what it speaks for is learned (`classify.topics.genres`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

IN_HEADLINE: dict[str, str] = {
    "question": r"\?\s*$|\?['\"’”]?\s",
    "question end": r"\?['\"’”]?$",
    "why": r"^(?:here's )?why\b",
    "why inside": r".\bwhy\b",
    "how": r"^(?:here's )?how\b",
    "how inside": r".\bhow\b",
    "how to": r"\bhow to\b",
    "how a": r"^how (?:a|an|one|the)\b",
    "what": r"^what\b",
    "what is": r"^what(?:'s| is| are| was| does| did| do)\b",
    "who is": r"^who\b",
    "when where": r"^(?:when|where|which)\b",
    "yes no": r"^(?:is|are|can|could|will|would|should|does|do|did|has|have|was|were)\b.*\?",
    "here is": r"\bhere(?:'s| is| are)\b",
    "explain": r"\bexplain",
    "know": r"\bto know\b|\bwe know\b",
    "means": r"\bmeans?\b",
    "takeaway": r"\btakeaways?\b|\blessons?\b|\bthings we learned\b",
    "number start": r"^(?:the |top |our )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve)\b",
    "number list": r"^(?:the |top |our )?(?:\d+|three|four|five|six|seven|eight|nine|ten|eleven"
    r"|twelve) (?:of |best |big|most |more |things|ways|reasons|tips|foods|signs"
    r"|games|deals|questions|thoughts|players|predictions)",
    "best": r"\bbest\b",
    "ranked": r"\brank(?:ed|ing|ings)\b",
    "favorite": r"\bfavou?rites?\b|\bmust-",
    "vs": r"\bvs?\.? ",
    "score": r"\b\d+-\d+\b",
    "colon": r"^[^:]{2,30}:\s",
    "colon inside": r":\s",
    "bar": r"\|",
    "dash": r"\s[-–—]\s",
    "comma list": r",.*,.*\band\b|;",
    "quote start": r"^['\"‘“]",
    "quote": r"[\"“]|(?:^|\s)['‘]\w",
    "quote whole": r"^['\"‘“][^'\"’”]*['\"’”]$",
    "says": r"\b(?:says?|said|tells?|told|warns?|claims?|reveals?|admits?|confirms?"
    r"|announces?|calls?)\b",
    "report": r"\b(?:reportedly|report|reports|sources?)\b",
    "i": r"\bi(?:'m|'ve|'d|'ll)?\b",
    "my": r"\b(?:my|me|our|we|us|we're)\b",
    "you": r"\b(?:you|your|you're|yourself)\b",
    "they say own": r"\bi (?:tried|was|used|spent|got|took|thought|came)\b",
    "should": r"\bshould(?:n't)?\b|\bmust\b|\bneeds? to\b|\bdeserves?\b|\bdon't\b|\bit's time\b",
    "not": r"\b(?:isn't|aren't|doesn't|won't|not|never|no one)\b",
    "sup": r"\b(?:worst|greatest|huge|terrible|brilliant|absurd|wrong|mistake|perfect|finally)\b",
    "review": r"\breview(?:s|ed)?\b",
    "rev end": r"\breview(?:$|:)",
    "impressions": r"\bhands[- ]on\b|\bimpressions\b|\brecap\b|\bgrades?\b|\bratings?\b",
    "interview": r"\binterviews?\b|\bq&a\b|\bspeaks? (?:to|with)\b|\btalks? (?:to|with|about)?\b"
    r"|\bopens up\b|\bunpacks?\b|\bbreaks? down\b",
    "inside": r"^inside\b",
    "meet": r"^meet\b",
    "greetings": r"^greetings\b|\bpostcard\b",
    "story": r"\bstory\b|\bjourney\b|\blife\b|\byears\b",
    "watch": r"^watch\b",
    "watch inside": r".\bwatch\b",
    "video": r"\bvideos?\b|\bfootage\b|\bclip\b",
    "photos": r"\bphotos?\b|\bpictures?\b|\bimages?\b|\bgallery\b",
    "moment": r"^(?:moment|the moment|see|look)\b",
    "listen": r"\blisten\b|\bpodcast\b|\bepisode\b",
    "live": r"\blive\b",
    "updates": r"\bupdates?\b|\blatest\b",
    "tracker": r"\btracker\b|\bthread\b|\bleaderboard\b",
    "dies": r"\b(?:dies|dead|died|passes away|passed away|death of)\b",
    "aged": r"\b(?:aged|age|at) \d{2,3}\b",
    "killed": r"\bkill(?:ed|s)?\b|\bshot\b|\bcrash\b|\bstab\w*|\bmurder\w*|\battack\w*"
    r"|\bstrike\b|\bafter\b",
    "tribute": r"\btributes?\b|\bremember\w*|\blegacy\b|\bobituary\b|\bfarewell\b",
    "deal": r"\bdeals?\b|\bsales?\b|\bdiscounts?\b|\b\d+% off\b|\$\d+ off\b|\bsave\b"
    r"|\bprime day\b|\bbuy(?:ing)?\b|\bcheap",
    "price": r"\$\d",
    "tips": r"\btips?\b|\bways to\b|\badvice\b|\bguide\b|\brecipes?\b|\bhacks?\b|\bmistakes?\b"
    r"|\btricks?\b",
    "odds": r"\bodds\b|\bpicks?\b|\bbets?\b|\bpredict\w*|\bfantasy\b|\bprops?\b|\bexpert\b",
    "when tonight": r"\btonight\b|\btoday\b|\btomorrow\b|\bthis week(?:end)?\b|\bdaily\b"
    r"|\bweekly\b",
    "start time": r"\bstart time\b|\btv channel\b|\bstream\b|\bschedule\b|\bdates?\b|\bteam news\b"
    r"|\blineups?\b|\btickets?\b|\bpreview\b",
    "horoscope": r"\bhoroscop\w*|\bzodiac\b|\btarot\b",
    "health advice": r"\bhealth(?:y|iest|ier)?\b|\bdiet\w*|\bworkouts?\b|\bexercises?\b|\bfoods?\b"
    r"|\bdoctors?\b|\bsymptoms?\b|\bsleep\b|\bvitamin\b",
    "market": r"\b(?:stocks?|futures|dow jones|s&p|nasdaq|wall street|dollar|euro|yen|pound"
    r"|gold|oil|crude|bitcoin|shares|bonds?|yields?|markets?)\b",
    "moves": r"\b(?:rises?|falls?|fell|rose|slips?|gains?|steady|edges?|slides?|climbs?"
    r"|drops?|mixed|rall(?:y|ies)|jumps?|surges?|tumbles?|sinks?)\b",
    "key events": r"\bkey events\b|\bday \d",
    "briefing": r"\bbriefing\b|\bnewsletter\b|\bdigest\b|\broundup\b|\bround-up\b|\bheadlines\b"
    r"|\bnews and notes\b|\bmore\b",
    "and next": r"[.?!;] (?:and|plus)\b",
    "papers": r"\bfront pages?\b|\bpapers?\b|\bnewspapers?\b|\bmedia\b|\breacts?\b"
    r"|\breactions?\b",
    "investigation": r"\binvestigat\w*|\bundercover\b|\bexclusive\b|\bexposed\b|\brevealed\b"
    r"|\bsecret\b|\bdocuments\b",
    "study": r"\bstudy\b|\bscientists?\b|\bresearch\w*|\bdiscover\w*|\bfinds?\b|\bfound\b",
    "launch": r"\b(?:announces?|launch(?:es|ed)?|introduc(?:es|ing)|unveils?|releases?"
    r"|welcomes?|celebrates?|joins?|expands?|names?|appoints?|proposes?|statement"
    r"|proclamation|fact sheet|letter)\b",
    "quiz": r"\bquiz\w*|\btrivia\b|\bpuzzles?\b|\bwordle\b|\bcrosswords?\b|\bhints?\b"
    r"|\banswers?\b",
    "ellipsis": r"…|\.\.\.",
    "exclaim": r"!",
    "caps word": r"(?-i:\b[A-Z]{4,}\b)",
    "year": r"\b20\d\d\b",
    "trump": r"\btrump\b",
    "can": r"\bcan\b|\bcould\b|\bmight\b|\bmay\b",
    "will": r"\bwill\b|\bset to\b|\bto (?:be|face|meet|visit|hold)\b",
    "the": r"^the\b",
    "is": r"\b(?:is|are)\b",
    "sport": r"\b(?:nfl|nba|mlb|nhl|game|match|coach|season|draft|vs)\b",
    "season ep": r"\bseason \d|\bepisode \d|\bfinale\b|\bending\b|\btrailer\b",
}
"""Name of a cue in a headline -> pattern; letter case does not count."""
IN_TEXT: dict[str, str] = {
    "empty": r"^\s*$",
    "question": r"\?",
    "i": r"\bi(?:'m|'ve|'d|'ll)?\b",
    "we": r"\b(?:my|me|our|we|us)\b",
    "you": r"\b(?:you|your|you're)\b",
    "said": r"\b(?:said|says|told|announced|according to|confirmed|authorities|officials"
    r"|police)\b",
    "weekday": r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    "quote": r"[\"“]",
    "here": r"\bhere(?:'s| is| are)\b|\bwhat you need\b|\bto know\b|\bfind out\b|\blearn\b"
    r"|\bread our\b|\bsee\b|\bcheck out\b|\bfollow\b",
    "explain": r"\bexplain\w*|\bexamin\w*|\bexplore\w*|\blooks? at\b|\bbreaks? down\b"
    r"|\bdiscuss\w*|\bwhy\b|\bhow\b|\bwhat\b",
    "writes": r"\bwrites\b|\bargues?\b|\bcolumnist\b|\beditor\b",
    "speaks": r"\b(?:speaks?|talks?|chats?) (?:to|with)\b|\basks\b|\binterview\w*|\btells\b"
    r"|\bdiscuss\w*|\bexclusive\b",
    "npr": r"\bnpr's\b|\bhost\b",
    "aj report": r"\b(?:al jazeera|bbc)'s\b",
    "dietitian": r"\b(?:dietitians?|doctors?|experts?|nutrition\w*|trainer|cardiologist"
    r"|therapist|coach|chiropractor)\b",
    "deals": r"\bdeals?\b|\bsave\b|\bdiscount\w*|\bsales?\b|\bshop\b|\boff\b|\bprice",
    "odds": r"\bodds\b|\bpicks?\b|\bpredictions?\b|\bbetting\b|\bfantasy\b",
    "best": r"\bbest\b|\bfavou?rite\b|\bfinest\b|\bworst\b",
    "study": r"\bstudy\b|\bresearchers\b|\bscientists\b|\bpublished in\b|\bfindings\b",
    "market": r"\bstocks?\b|\bfutures\b|\binvestors\b|\bindex\b|\bshares\b",
    "today announced": r"\btoday announced\b"
    r"|\(nasdaq|\(nyse|/prnewswire/|\(globe newswire\)|\btoday (?:issued|the)\b"
    r"|\btoday\b",
    "born": r"\bdied\b|\bdeath\b|\bbest known for\b|\bwas \d{2}\b|\bbeloved\b|\bfamed\b"
    r"|\blegend\w*|\bfamily\b",
    "source blurb": r"\byour best source\b|\bthe latest\b",
    "live": r"\blive\b|\blatest updates\b|\breal-time\b",
    "year ago": r"\b(?:decades|years ago|century|once|ago)\b",
    "will": r"\bwill\b|\bis set to\b|\bexpected to\b",
    "may": r"\b(?:may|might|could|can)\b",
    "past": r"\b\w+ed\b",
    "has": r"\b(?:has|have) \w+ed\b|\bhas been\b",
    "number": r"\b\d+\b",
    "money": r"\$\d|£\d|€\d",
    "markets tag": r"\bmarkets$|\bfree lunch$",
    "big read": r"\bthe big read$",
    "ellipsis": r"\.\.\.$|…$",
    "no stop": r"[^.?!…\"”']$",
    "but": r"^but\b|\bbut\b",
    "plus": r"\bplus\b",
    "watch": r"\bwatch\b|\bvideo\b|\bfootage\b|\bphotos?\b|\bdrone\b",
    "the show": r"\bon the show\b|\bpodcast\b|\bepisode\b",
    "hint": r"\bhints?\b|\banswers?\b|\bquiz\b|\btest\b|\bpuzzle\b",
    "tonight": r"\btonight\b|\bhow to watch\b|\bschedule\b|\bstream\b|\btv\b",
    "movie": r"\b(?:film|movie|series|album|game|performance)\b",
    "seems": r"\bseems?\b|\bperhaps\b|\bindeed\b|\btruth\b|\breal(?:ly)?\b|\bsimply\b",
}
"""Name of a cue in a text -> pattern; letter case does not count."""
LENGTHS = (
    "headline, words",
    "headline of four words or fewer",
    "headline of seven words or fewer",
    "headline of sixteen words or more",
    "text, words",
    "text of one to six words",
    "text of one to twelve words",
    "headline, share of words with a capital",
)
CUES = (
    *(f"headline: {name}" for name in IN_HEADLINE),
    *(f"text: {name}" for name in IN_TEXT),
    *LENGTHS,
)
"""All that `cue_matrix` looks for, in the order of its columns."""

_HEADLINE = [re.compile(pattern, re.IGNORECASE) for pattern in IN_HEADLINE.values()]
_TEXT = [re.compile(pattern, re.IGNORECASE) for pattern in IN_TEXT.values()]


def cue_matrix(headlines: Sequence[str], texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the cues of teasers, shape (n, len(CUES)).

    Parameters
    ----------
    headlines, texts : sequences of str, of one length
    """
    rows = [_cues(headline, text) for headline, text in zip(headlines, texts, strict=True)]
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(CUES))


def _cues(headline: str, text: str) -> list[float]:
    headline, text = headline.replace("’", "'"), text.replace("’", "'")
    words, n_text = headline.split(), len(text.split())
    n = len(words)
    return [
        *(float(bool(cue.search(headline))) for cue in _HEADLINE),
        *(float(bool(cue.search(text))) for cue in _TEXT),
        min(n, 25) / 10,
        float(n <= 4),
        float(n <= 7),
        float(n >= 16),
        min(n_text, 50) / 20,
        float(0 < n_text <= 6),
        float(0 < n_text <= 12),
        sum(word[0].isupper() for word in words) / max(n, 1),
    ]
