"""English words that deny a figure, doubt it, or make it one of an event that did not happen."""

from __future__ import annotations

import re

from classify.text.numbers import NUMBER

_BEARERS = (
    r"(?:reports?|claims?|rumou?rs?|allegations?|accusations?|suggestions?|statements?|figures?|"
    r"assertions?|accounts?|posts?|messages?|videos?|footage|counts?|tolls?|numbers?|lists?|"
    r"stor(?:y|ies)|news|speculation|estimates?|theor(?:y|ies)|narratives?|disinformation|"
    r"misinformation|information|notions?|ideas?|articles?|tallies|tally)"
)
"""What carries a claim."""

_DENY = (
    r"(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:e|es|ed|ing)|"
    r"disput(?:e|es|ed|ing)|debunk(?:s|ed|ing)?|contradict(?:s|ed|ing)?|rebut(?:s|ted|ting)?|"
    r"discredit(?:s|ed|ing)?|retract(?:s|ed|ing)?|disprov(?:e|es|ed|ing)|"
    r"delete[sd]?|deleting|withdr(?:ew|aws|awing)|"
    r"apologi[sz](?:es|ed|ing)|rul(?:e|es|ed|ing) out|call(?:s|ed|ing)? into question|"
    r"play(?:s|ed|ing)? down)"
)
_DENIED = (
    r"(?:denied|rejected|dismissed|refuted|disputed|debunked|contradicted|discredited|retracted|"
    r"disproved|disproven|called into question|withdrawn)"
)
_FALSE = (
    r"(?:false(?:hoods?)?|untrue|an? invention|fakes?|faked|fabricat\w+|baseless|unfounded|"
    r"groundless|incorrect|"
    r"wrong|inaccurate|exaggerat\w+|inflated|invented|made up|lies?|nonsense|hoax(?:es)?|"
    r"propaganda|misinformation|disinformation|fictions?|fictional|fictitious|myths?|bogus|"
    r"misleading|erroneous|rubbish|satire|staged|unsubstantiated|provocation)"
)
_IS = (
    r"(?:is|are|was|were|be|been|being|as|remains?|remained|proved|proves|called|calls|calling|"
    r"turned out|turns out|branded|branding|labelled|described)"
)
_NOT = r"(?:not|n[’']t|never)"
_VERIFIED = r"(?:verif\w+|confirm\w+|corroborat\w+|substantiat\w+|authenticat\w+)"

_EXERCISE = (
    r"(?:rescue|evacuation|emergency|safety|fire|earthquake|disaster|civil defen[cs]e)\s+"
    r"(?:drills?|exercises?)"
)

ASIDE = re.compile(
    r",\s(?:as\s)?[^,;]{2,50}\b(?:said|says|say|told\s\w+|added|reports?|reported|claims?)\b"
    r"[^,;]{0,25},",
    re.IGNORECASE,
)
"""The speaker, between commas; the words that govern a figure are around it."""

FICTION = re.compile(
    r"^\W*(?:correction|clarification|retraction|debunked)\b|\btrailers?\b|\bearlier version of\b|"
    rf"\b{_EXERCISE}\b|"
    r"\b(?:(?:film|movie|novel|thriller|drama|sitcom|video game|"
    r"(?:tv|television) (?:series|drama|show|play)|fictional|"
    r"simulat\w+|scenarios?|re-?enactments?|parody|satire)"
    r"(?!\s+(?:studio|festival|set|theat|crew|school|fan|industry|maker))"
    r"|(?:drill|exercise)s?\s+(?:in which|where|with|simulat\w+|assume[sd]?|assuming)"
    r"|mock[- ]\w+|war ?game|tabletop exercise|april fool\w*|hypothetical\w*|fictional|fictitious|"
    r"dystopia\w*|computer model\w*|modell?ing|practi[sc](?:e|es|ed|ing)|rehears\w+|envisag\w+|"
    r"imagine[sd]?|imagining|depict\w*|portray\w*|deepfakes?|ai-generated|doctored|"
    r"staged\s+(?:attack|bombing|explosion|blast|scene|video|footage|provocation|photo|crash|"
    r"incident|shooting|massacre|killing|death)\w*)\b",
    re.IGNORECASE,
)
"""Words before a figure of something fictional."""

_BOUNDARY = (
    r"(?P<boundary>;|\s[–—-]\s|\bbut\b|\b(?:after|when|because|before|until|although|though|"
    r"despite|amid|following|during|once|why|how|where|in which|at which)\b|"
    rf"\bas\b(?!\s+(?:{_FALSE}|many|much|few|if|an?\b|part|alleged|reported))|\bwhile\b|"
    r"\b(?:that|which|who)\s+(?:(?:has|had|have|also)\s+)?(?:left|leaves|saw|resulted|led|caused|"
    r"cost|claimed|brought)\b|\b(?:that|which|who)\s+(?:has|had|have)\s*$|"
    r",\s+(?:with|leaving|bringing|raising|taking|pushing)\b)"
)
"""Beginnings of a clause that reports what happened, whatever was denied before it."""

_PAUSE = r"(?P<pause>\band\b|[,:])"

_ASSERTION = (
    r"(?P<assertion>\b(?:said|says|say|saying|told|tells|confirm(?:s|ed|ing)?|announc(?:es|ed|ing)|"
    r"report(?:s|ed|ing)?(?!\s+of\b)|according to|added|adding|counted|recorded|"
    r"acknowledg(?:es|ed|ing)|admit(?:s|ted|ting)?|stated|declared|wrote|show(?:s|ed|ing)?|found|noted|reveal(?:s|ed)|emerged|learn(?:ed|t|s)|"
    r"inform(?:s|ed)|determined|established|stress(?:es|ed)|testified|know(?:s|n)?|knew)\b)"
)

_DENIAL = rf"(?P<denial>\b{_DENY}\b)"

_DOUBT = (
    r"(?P<doubt>\b(?:"
    r"if|unless|whether|suppos(?:e|ing)|imagine[sd]?|imagining|assume[sd]?|assuming|in case|lest|"
    r"provided that|no evidence|no proof|no sign|no indication|no confirmation|no truth|"
    r"nothing to (?:suggest|show|support)|nothing (?:suggests|shows|indicates)|"
    rf"(?:is|was|are|were)(?:\s+{_NOT}|n[’']t)\s+(?:true|the case|correct|certain|clear|confirmed|"
    r"known)|unclear|"
    rf"{_NOT}\s+(?:\w+\s+)?(?:{_VERIFIED}|say|said|report|believe)|"
    r"unverified|unconfirmed|unsubstantiated|unproven|unfounded|baseless|groundless|false(?:ly)?|"
    r"wrongly|mistakenly|erroneous(?:ly)?|untrue|fake[ds]?|fabricat\w+|bogus|invented|hoax\w*|"
    r"deepfake\w*|ai-generated|doctored|satir\w+|propaganda|disinformation|misinformation|"
    r"conspiracy|fact[- ]?check\w*|viral (?:post|claim|message|video|image)s?|lies?|lied|lying|"
    r"myths?|fiction|pretend\w*|rumou?r\w*|speculat\w+|hearsay|gossip|"
    r"claim(?:s|ed|ing)?(?!\s+(?:responsib|credit|victory|the lives|"
    r"(?:(?:at least|more than|over|about)\s+)?[\w,-]+\s+lives))|"
    r"alleg(?:e|es|ing|edly|ations?)|alleged(?=\s+(?:that|to|in|by|on)\b|\s*$)|"
    r"accus\w+|accusations?|suspect(?:s|ed)?\s+(?:that|of|him|her|them)|suspicions?|"
    r"charged with|guilty|convicted|acquitted|cleared of|wanted for|on trial|"
    r"purport\w*|supposed(?:ly)?|reportedly|hypothe(?:s|t)\w+|reports?\s+of|"
    rf"(?<!confirmed )(?<!confirms )(?:(?:^|\b(?:of|the|an?|any|by|on|with|about|from|"
    rf"are|were|is|was|to|some|conflicting|early|initial|{_DENY})\s+))reports?\s+that|"
    r"suggest(?:s|ed|ing|ions?)?|insinuat\w+|hint(?:s|ed)?|"
    r"warn\w*\s+(?:\w+\s+){0,3}?(?:that|of|about)|"
    r"(?:plan|threat|vow|pledg|promise|intend|intent|conspir|scheme)\w*\s+(?:[\w’'-]+\s+){0,5}?"
    r"(?:to|that)"
    r")\b)"
)
_WEAK = (
    r"(?P<weak>\b(?:(?-i:may)|would|could|might|should|will|shall|must|can|cannot|not|never|no|"
    r"nobody|none|without|nor|neither|nothing|fail(?:s|ed|ing)? to|refus\w+|declin\w+|yet to|"
    r"unable|(?:nearly|almost)(?=\s*$)|want(?:s|ed|ing)?|wish\w*|"
    r"to (?:leave|have|see|get|make)|social media|"
    r"possibly|potentially|probably|perhaps|maybe|likely|fear(?:s|ed|ing)?|believ\w+|thinks?|"
    r"thought|guess\w*|estimat\w+|presum\w+|expect\w*|predict\w*|forecast\w*|"
    r"project(?:ed|ions?)|risk(?:s|ed|ing)?|"
    r"(?:attempt|sought|seek|hop|urg|demand|prepar|order|aim|tr(?:y|ie))\w*\s+(?:[\w’'-]+\s+){0,5}?(?:to|that)|"
    r"plot(?:s|ted|ting)?)\b|n[’']t\b)"
)

GOVERNORS = re.compile(
    "|".join((_BOUNDARY, _DENIAL, _DOUBT, _ASSERTION, _WEAK, _PAUSE)), re.IGNORECASE
)
"""Words that govern a figure after them; the group that matched says how.

boundary: it happened; denial: it did not, where the figure is its object; doubt: nobody confirms
it; assertion: somebody says it; weak: a doubt that does not extend over a pause.
"""

COMPLEMENT = re.compile(r"(?<!\bnow )\bthat\s+(?:the|some|all)?\s*$", re.IGNORECASE)
"""What makes a figure part of what somebody thinks, writes, spreads."""

RESULT = re.compile(
    r"\b(?:so|such|traged\w+|tragic|horr\w+|terribl\w+|sad|shame\w*|certain|clear|sure|evident|"
    r"fact|the day|the night)\b",
    re.IGNORECASE,
)
"""Words before a "that" that introduces a result, or something that is deplored."""

BEARER = re.compile(rf"\b(?:that|{_BEARERS})\b", re.IGNORECASE)
"""What makes a denial one of the figure behind it."""

OBJECT = re.compile(
    r"(?:any|all|the|its|their|his|her|having|ever|been|being|it|they|he|she|had|has|on|"
    r"\w+day|an?|alleged|reported|flatly|outright)",
    re.IGNORECASE,
)
"""A word that may stand between a denial and the figure that it denies."""

NOT_ASSERTED_BY = re.compile(
    rf"\b(?:stor(?:y|ies)|tales?|headlines?|no(?:body| one| official\w*| source\w*)|"
    rf"{_NOT}|cannot|falsely|wrongly|mistakenly|"
    r"rumou?rs?|claims|unverified|unconfirmed|posts?|hoax|fake|viral|propaganda|social media|"
    r"false|conflicting|declin\w+|refus\w+|fail\w*|yet to|unable|whether|if|would|could|might|"
    r"allegations?|"
    r"unnamed|anonymous|deepfakes?|ai|forged|doctored|film|movie|novel|satir\w+|prophe\w+|bloggers?|"
    r"telegram)\b|n[’']t\b",
    re.IGNORECASE,
)
"""Words before "said" that leave nobody who confirms the statement."""

ASSERTED_BY = re.compile(r"\b(?:and|but)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""Words that separate "said" from a denial before it: "denied it and said"."""

NEXT_CLAUSE = re.compile(
    r";|\s[–—]\s|,?\s+\b(?:but|while|although|though|whereas)\b|,?\s+\band\b(?!\s+(?:at least|"
    rf"about|more than|over|some|{NUMBER}))",
    re.IGNORECASE,
)
"""Where, after a figure, the sentence turns to something else."""

_IT = (
    rf"(?:it|this|that|them|(?:the|this|that|these|those|such|any such|its|their|his)\s+"
    rf"(?:[\w’'-]+\s+)?{_BEARERS})"
)
_STOP = r"(?=\s*(?:$|[^\w\s-]|(?:as|on|in|and|at|by|when|after|late|early|yesterday|today)\b))"

_VOID = (
    rf"\b{_IS}\s+(?:[\w’'-]+\s+){{0,2}}?(?:{_DENIED}|{_FALSE}|{_NOT}\s+(?:true|correct|"
    rf"the case))\b|"
    r"\b(?:reports?|claims?|stor(?:y|ies)|rumou?rs?|videos?)\s+(?:false|fakes?|untrue|denied|debunked|"
    r"a hoax)(?=\s*(?:[,.]|$))|"
    rf"\bhas been\s+(?:\w+\s+)?{_DENIED}\b|\bis(?:n[’']t| not) true\b|\bno truth\b"
)

_NEVER = (
    r"\bnever (?:happened|took place|existed)\b|"
    r"\b(?:did not|didn[’']t) (?:happen|take place|exist)\b"
)

DENIED_AFTER = re.compile(
    rf"{_VOID}|\b{_DENIED}\s+by\b|\b{_DENY}\s+{_IT}{_STOP}|\b(?!dispute\b){_DENY}\s*(?:[,.”\"’')]|$)|"
    rf"\bsays?\s+no\b|\bno such\b|{_NEVER}",
    re.IGNORECASE,
)
"""Words after a figure that is denied."""

DOUBTED_AFTER = re.compile(
    rf"\b(?:{_NOT}|cannot|could(?:n[’']t| not)|yet to)\s+(?:be|been|have been)?\s*(?:[\w’'-]+\s+)"
    rf"{{0,2}}?{_VERIFIED}|\bnot (?:\w+ )?{_VERIFIED}|\bwithout (?:\w+ )?(?:proof|evidence|"
    r"confirmation|verification|substantiation|providing)|"
    r"\bif\b[^,;]{0,40}\b(?:confirmed|true|verified|correct|accurate|right|believed|trusted)\b|\b(?:unverified|unconfirmed|unsubstantiated|uncorroborated|unproven)\b|"
    r"\bin (?:an? |the |this |his |her |their |its )?(?:[\w’'-]+ ){0,2}?(?:film|movie|novel|"
    r"simulat\w+|scenarios?|drama|thriller|video game|mock[- ]\w+|war ?game|tabletop exercise|"
    rf"{_EXERCISE})\b(?!\s+(?:studio|festival|set|theat|crew|school))|"
    r"\b(?:claim(?:s|ed)?|alleges?|alleged)(?=\s*(?:$|[,.]|without\b))|\bclaimed (?:on|in)\b|"
    r"\b(?:the|this|our|an?)\s+(?:\w+\s+){0,2}(?:simulation|scenario)\b|"
    r"(?:,|\bby|\bas|\bon)\s+(?:[\w’'-]+\s+)?(?:rumou?rs?|hearsay|rumou?red)\b|"
    r"\brumou?rs?\s+(?:say|said|ha[sd]|went|claim)|\bfact[- ]?check\w*|"
    r"\b(?:says?|said|in) an? viral\b|[,(]\s*allegedly\b|\bor so\b|"
    r":[^.]*\b(?:hoax|rumou?rs?|fake news|disinformation)\b|"
    r"\baccording to (?:[\w’'-]+ ){0,3}?(?:claims?|rumou?rs?|posts?|social media|telegram|"
    r"anonymous|a hoax)\b|\b(?:feared|presumed|supposedly|purportedly)\b(?=\s*(?:$|[,.]))",
    re.IGNORECASE,
)
"""Words after a figure that nobody confirms."""

TAKEN_BACK = re.compile(
    rf"\b{_DENY}\s+{_IT}{_STOP}|"
    rf"\b(?:the|this|that|these|those|such|all|both)\s+(?:[\w’'-]+\s+)?{_BEARERS}\s+"
    rf"(?:[\w’'-]+\s+){{0,2}}?(?:{_VOID}|(?:could|can|cannot|has|have|had)\s*(?:not|n[’']t)?\s+be\w*\s+"
    rf"(?:\w+\s+)?{_VERIFIED}|{_IS}\s+(?:unconfirmed|unverified|{_NOT}\s+{_VERIFIED}))|"
    rf"^\W*(?:but\s+|yet\s+)?(?:this|that|it|none of (?:it|this|that))\s+(?:{_VOID})|"
    rf"^\W*(?:{_FALSE}|not true|not so|no,)(?:[,:]|\s+(?:say|says|said)\b|$)|"
    rf"\b(?:call|brand|label|describe|dismiss)\w*\s+{_IT}\s+(?:as\s+)?(?:an?\s+)?(?:\w+\s+)?{_FALSE}\b|"
    rf"\bsa(?:id|ys?)\s+{_IT}\s+(?:{_VOID})|{_NEVER}",
    re.IGNORECASE,
)
"""A sentence that denies, or cannot confirm, the previous one."""
