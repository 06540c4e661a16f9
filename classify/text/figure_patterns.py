"""English patterns of counts of people killed, injured, detained, and of words that exclude one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from classify.text.numbers import BOUND, NUMBER, SMALL_NUMBER

PASSIVE = {
    "killed": "killed|dead|died|perished|lost their lives|slain",
    "injured": "injured|wounded|hurt",
    "missing": "missing|unaccounted for",
    "detained": "detained|arrested|in custody",
    "jailed": "jailed|imprisoned|sentenced",
    "charged": "charged|indicted",
    "evacuated": "evacuated",
    "displaced": "displaced",
    "rescued": "rescued",
    "freed": "freed|released",
    "abducted": "abducted|kidnapped",
    "trapped": "trapped",
    "hospitalised": "hospitali[sz]ed|in hospital|taken to hospital|(?:admitted|sent) to hospital",
    "expelled": "expelled",
    "executed": "executed",
}
"""What is counted -> what is said of those counted: "12 people were ..."."""

ACTIVE = {
    "killed": "kill(?:s|ed|ing)?",
    "injured": "injur(?:e|es|ed|ing)|wound(?:s|ed|ing)?|hurt(?:s|ing)?",
    "detained": "arrest(?:s|ed|ing)?|detain(?:s|ed|ing)?",
    "jailed": "jail(?:s|ed|ing)?|imprison(?:s|ed|ing)?|sentenc(?:es|ed|ing)",
    "charged": "charg(?:es|ed|ing)|indict(?:s|ed|ing)?",
    "evacuated": "evacuat(?:e|es|ed|ing)",
    "displaced": "displac(?:e|es|ed|ing)",
    "rescued": "rescu(?:e|es|ed|ing)",
    "freed": "free(?:s|d|ing)?|releas(?:e|es|ed|ing)",
    "abducted": "abduct(?:s|ed|ing)?|kidnap(?:s|ped|ping)?",
    "trapped": "trap(?:s|ped|ping)",
    "expelled": "expel(?:s|led|ling)?",
    "executed": "execut(?:es|ed|ing)",
}
"""What is counted -> what somebody or something does: "... 12 people"."""

NOUNS = {
    "killed": "deaths|fatalities",
    "injured": "injuries",
    "detained": "arrests|detentions",
}
"""What is counted -> what stands behind the number: "12 ..."."""

TOLLS = {
    "killed": "death toll|number of (?:the )?(?:dead|deaths|fatalities|people killed|those killed)|"
    "(?:put|puts) the dead",
    "injured": "number of (?:the )?(?:injured|wounded|injuries|people injured)",
    "missing": "number of (?:the )?(?:missing|people missing)",
    "detained": "number of (?:the )?(?:detained|arrested|detainees|arrests)",
    "displaced": "number of (?:the )?(?:displaced|displaced people)",
}
"""What is counted -> what rises to, stands at or passes a number."""

_HINTS = (
    "kill dead died perish lost slain death fatal lives injur wound hurt missing unaccounted "
    "detain arrest custody detention jail prison sentenc charg indict evacuat displac rescu free "
    "releas abduct kidnap trap hospital expel execut"
)
HINTS = tuple(_HINTS.split())
"""One of these stands in whatever the words above match."""

# Those who are counted: the nouns of people that news count, with at most three words before them.
_PEOPLE = (
    "people|persons?|victims?|individuals|others|m[ae]n|wom[ae]n|child|children|boys?|girls?|"
    "babies|infants?|teenagers?|adults|civilians?|soldiers?|troops|servicemen|fighters?|"
    "militants?|gunm[ae]n|rebels?|insurgents|terrorists|jihadists|attackers?|officers?|"
    "policem[ae]n|police|guards?|passengers?|migrants?|refugees?|journalists?|reporters?|"
    "activists?|protesters?|protestors?|demonstrators?|dissidents?|opponents|supporters|prisoners?|"
    "hostages?|detainees?|inmates?|convicts?|suspects?|students?|pupils?|schoolchildren|"
    "schoolgirls|workers?|miners?|villagers?|residents?|locals|tourists?|travellers|pilgrims?|"
    "worshippers?|mourners|patients?|firefighters?|rescuers?|medics?|doctors?|nurses?|paramedics?|"
    "staff|employees?|crew|crewm[ae]n|sailors?|seafarers?|pilots?|fisherm[ae]n|farmers?|"
    "farmhands?|teachers?|lawyers?|politicians?|lawmakers?|deputies|officials?|diplomats?|"
    "mercenaries|conscripts?|recruits?|reservists?|marines?|commandos?|peacekeepers?|volunteers?|"
    "drivers?|athletes?|fans|spectators|holidaymakers|households|families|members|citizens?|"
    "nationals?|foreigners?|bystanders?|gendarmes?|monks?|nuns?|priests?|nationalists|"
    "(?:russ|ukrain|belarus|palestin|iran|syr|ind)ians?|americans?|afghans?|israelis?|kurds?"
)
_NO_MODIFIER = (
    "and|or|of|in|into|to|the|a|an|for|with|from|at|on|by|as|per|out|than|after|before|near|more|"
    "additional|further|extra|new|years?|months?|days?|hours?|weeks?|minutes?|seconds?|percent|"
    "per cent|km|kilomet\\w+|miles?|met(?:er|re)s?|times?|who|that|which|was|were|is|are|had|has|"
    "have|be|been|dozens?|hundreds?|thousands?|millions?|billions?|points?|dollars?|euros?|"
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    f"{SMALL_NUMBER}|cases?|counts?|charges?|homes?|houses?|vehicles?|cars?|buildings?|villages?|towns?"
)
_WHO = rf"(?P<who>(?:(?!(?:{_NO_MODIFIER})\b)[^\W\d_][\w’'-]*\s+){{0,3}}?(?:{_PEOPLE}))\b"

_WAS = (
    r"(?:(?:were|was|are|is|have|has|had|been|being|now|also|already|still|officially|"
    r"confirmed|reported|found|listed as|declared|left|remain|remains|remained|shot)\s+)"
    r"{0,4}"
)
_ASIDE = (
    r"(?:,\s(?:including|among them|many of them|most of them|some of them|all of them|"
    r"\w+ of them|mostly|mainly)\b[^,;.]{0,60},)?"
)
_COUNT = rf"(?P<bound>{BOUND})(?P<number>{NUMBER})"

# What may follow: no noun, else "12 dead whales" would be twelve dead.
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_END = (
    r"(?=\s*(?:[^\w\s-]|$)|\s+[–—-]|\s+(?:and|but|in|for|after|as|at|on|near|by|when|where|while|"
    r"with|following|so|from|outside|inside|across|amid|during|including|there|to|over|because|"
    r"overnight|early|late|yesterday|today|when|before|under|within|among|along|against|according|"
    rf"says?|said|this|last|around|{_DAYS})\b)"
)

# "12 dead and missing" counts both at once.
_NO_SECOND = r"(?!\s+(?:and|or)\s+(?:killed|dead|injured|wounded|hurt|missing)\b)"

NO_COUNT_BEFORE = re.compile(
    r"(?:\b(?:(?<!total )(?<!toll )(?<!lives )(?<!deaths )of(?: the| its| their| those| these)?|"
    r"out of|another|an additional|a further|aged?|between|including|only|the other|"
    rf"{NUMBER}\s+(?:to|or)|between\s+{NUMBER}\s+and|jan\.?|feb\.?|mar\.?|apr\.?|aug\.?|sept?\.?|oct\.?|nov\.?|"
    r"dec\.?|january|february|march|april|may|june|july|august|september|october|november|"
    r"december|no\.|not|nos\.))\s*$",
    re.IGNORECASE,
)
"""Words before a number that make it part of a whole, an increment, a range, an age or a date."""

NO_COUNT_WITHOUT_NOUN = re.compile(
    r"(?:\b(?:flight|boeing|airbus|unit|team|class|group|number|route|bus|train|section|article|"
    r"depot|block|building|hospital|school|level|grade|line|brigade|battalion|regiment|day|week|"
    r"at|by|until|since|in|than|covid|channel|page|chapter|season|episode|phase)|[-–/])\s*$",
    re.IGNORECASE,
)
"""Words before a bare number that make it a name or a time."""

NO_COUNT_VERB = re.compile(
    r"\b(?:could|would|may|might|should|will|can|must|shall|to|not|never|nearly|almost|who|which|"
    r"that|den(?:y|ies|ied|ying)|if|deny|without|plots?|plans?)(?:\s+have)?\s*$",
    re.IGNORECASE,
)
"""Words before a verb that negate it, or place it at another time."""

ANOTHER_SCOPE = re.compile(
    r"\b(?:since|so far this|this (?:year|month|week)|last (?:year|month|week|winter|summer)|"
    r"(?:in|of) (?:early |late |mid-)?(?:19|20)\d\d|(?:over|in|during|for) the (?:past|last)|"
    r"(?:years?|months?|weeks?|decades?) (?:ago|earlier|before|later)|anniversary|previous(?:ly)?|"
    r"earlier this|every|per|each|annual(?:ly)?|daily|a (?:day|week|month|year)|in total|in all|"
    r"overall|altogether|alone|average|at the (?:site|scene)|"
    r"on (?:this|that|our|either|both) sides?|"
    r"(?:in|two|three|four|five|several) separate|"
    r"(?:in|over|within|for) (?:[\w-]+ )?(?:days|weeks|months|years|decades))\b",
    re.IGNORECASE,
)
"""A sentence with these is about another time than that of its event, or a longer one."""

SUPERLATIVE = re.compile(
    r"\b(?:worst|deadliest|bloodiest|biggest|largest|heaviest|gravest|fiercest|strongest|first)"
    r"\s+(?:[\w-]+\s+){0,5}?(?:in|for|since|over)\s+[^,;]{0,40}",
    re.IGNORECASE,
)
"""Words that compare the event of a sentence with other times, and give no figure of these."""

_RISES = (
    r"(?:rises?|rose|risen|rising|climbs?|climbed|climbing|grows?|grew|grown|jumps?|jumped|reaches|"
    r"reached|reach|hits?|stands?|stood|is|was|are|were|has|had|now|also|further)"
)
_PASSES = r"(?:passes|passed|tops|topped|exceeds|exceeded|past|surpasses|surpassed)"


def _any(words: Mapping[str, str]) -> str:
    """Match the words of any kind; the group that matched is named like it."""
    return "|".join(rf"(?P<{what}>{pattern})" for what, pattern in words.items())


@cache
def compiled_forms() -> tuple[re.Pattern[str], ...]:
    """Compile the patterns, once and only where they are needed: that takes a while.

    Groups: bound, number, who (where it may stand), one named like what is counted; verb (empty,
    before it) of an active form; toll (empty), of a toll, and passes, where it is over a number.
    """
    forms = (
        rf"{_COUNT}(?:\s+{_WHO})?{_ASIDE}\s+{_WAS}(?:{_any(PASSIVE)}){_NO_SECOND}{_END}",
        rf"(?P<verb>\b)(?:{_any(ACTIVE)})\s+{_COUNT}(?:\s+{_WHO})?{_END}",
        rf"{_COUNT}\s+(?:(?:confirmed|reported)\s+)?(?:{_any(NOUNS)}){_END}",
        rf"(?P<toll>\b)(?:{_any(TOLLS)})\b(?:\s+(?:in|from|of|after|at)\s(?:[\w’'-]+\s){{1,5}}?|\s+)"
        rf"(?:{_RISES}\s+){{0,3}}(?P<passes>{_PASSES}\s+)?(?:from\s+{NUMBER}\s+)?"
        rf"(?:(?:to|at)\s+)?{_COUNT}(?:\s+{_WHO})?{_END}",
        rf"\bclaim(?:s|ed|ing)\s+(?P<killed>the\s+lives\s+of)\s+{_COUNT}(?:\s+{_WHO})?{_END}",
        rf"\bclaim(?:s|ed|ing)\s+{_COUNT}\s+(?P<killed>lives)\b",
    )
    return tuple(re.compile(form, re.IGNORECASE) for form in forms)
