"""Words of pages and newsletters that are no news: advertisements, greetings, calls, small print.

News speaks of advertisements, sponsors and privacy too: so a word alone counts only if it is all
that is said, and a phrase only at the beginning.
"""

from __future__ import annotations

import re

_WHOLE = re.compile(
    r"(?:paid )?(?:advert(?:isement|ising|orial)?|sponsor(?:ed|s)?(?: content| post)?|promoted)"
    r"|(?:paid |in )?partner(?:s|ship)?(?: content)?|anzeige|werbung|реклама|publicidad|publicité"
    r"|(?:more|also) (?:to explore|in news|news|stories)|most (?:read|watched|popular|viewed)"
    r"|related (?:stories|articles|news|topics)|trending(?: now)?|latest|top stories"
    r"|privacy(?: policy| notice| settings)?|cookies?(?: policy| settings| notice)?"
    r"|terms (?:of (?:use|service|sale).{0,40}|(?:and|&) conditions.{0,40})|(?:about|contact) us"
    r"|help cent(?:er|re)|(?:our )?newsletters?|follow us.{0,20}|share this.{0,20}"
    r"|(?:hello|hi|hey|dear|good (?:morning|afternoon|evening))\b.{0,25}"
    r"|(?:in )?today['’]s (?:edition|issue|newsletter)|until (?:next time|tomorrow).{0,10}",
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    r"(?:sponsored|presented|powered|brought to you) by\b|in partnership with\b"
    r"|a (?:message|word) from (?:our |the )?(?:sponsor|partner|advertiser)s?\b|together with\b"
    r"|(?:sign up|subscribe) (?:to|for|now|here|today|and)\b|register (?:now|here|today)\b"
    r"|join (?:us|the|our) (?!battle|fight|war|ranks|race)|log in\b|sign in\b|want to advertise\b"
    r"|(?:download|get) (?:our|the) (?:app|newsletter)\b|refer (?:a friend|your friends)\b"
    r"|copyright (?:©|\(c\)|\d{4})|©|follow (?:us|bbc) on\b",
    re.IGNORECASE,
)
_END_OF_MAIL = re.compile(
    r"\bunsubscribe\b|\bno longer (?:want|wish) to receive|\byou(?:['’]re| are) receiving this"
    r"|\b(?:manage|update|change|edit) (?:your |my )?(?:e-?mail )?(?:preferences|subscription)"
    r"|\byou re?ceived? this\b|\bthis (?:e-?mail|message) was sent (?:to|by)"
    r"|\ball rights reserved\b|\bmailing address is\b|\babbestellen\b|\babmelden\b|отписаться"
    r"|\bse désabonner\b|\bdarse de baja\b|\bwypisz",
    re.IGNORECASE,
)
_MAX_LETTERS_AT_END = 400


def is_no_news(words: str) -> bool:
    """Tell what a page says of itself, or for money, from a headline or text."""
    return (
        _BEGINNING.match(words) is not None or _WHOLE.fullmatch(words.strip(" .:!>»→")) is not None
    )


def ends_newsletter(words: str) -> bool:
    """Tell the small print of a newsletter, as on how to leave its list."""
    return len(words) <= _MAX_LETTERS_AT_END and _END_OF_MAIL.search(words) is not None
