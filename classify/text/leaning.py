"""Sentences that lean on one before them, by their first words: "He said", "The move", "Это"."""

from __future__ import annotations

import re

from classify.text.quotations import OPENERS, begins_quoted

_PERIODS = (
    r"(?:week|month|year|morning|afternoon|evening|summer|autumn|fall|winter|spring|weekend"
    r"|century|decade)"
)
# "Among those seeking", "Some of those who": the words behind say who
_MEMBERS = r"(?:who|whose|in|on|at|from|with|\w+ed|\w+ing|killed|hurt|held)\b"
# What a headline right above explains as well as a sentence before.
_DEFINITES = (
    r"(?:The|This|That|These|Those) (?:move|moves|decision|announcement|attack|incident|statement"
    r"|news|comments?|remarks|bill|agreement|measures?|plan|deal|vote|ruling|case|blast|strike|step"
    r"|change|report|document|suspects?|victims?|dead|accused|defendants?)\b"
    r"|The (?:former|latest)\b"
)
_COMMON = (
    r"(?:He|She)\b(?! [A-Z])|(?:It|They|Him|Them|His|Her|Hers|Its|Their|Theirs)\b"
    r"|(?:The|This|That|These|Those) (?:man|woman|men|women|boy|girl|teenager|couple|company|firm"
    r"|group|pair|two|three|trio|four|same)\b"
    r"|The (?:latter|others?)\b"
    r"|(?:Он|Она|Они|Оно|Его|Её|Ее|Их|Ему|Ей|Им|Ён|Яна|Яны|Яго|Яе|Іх|Він|Вона|Вони|Його|Її)\b"
    r"|(?:These|Those|That|Such|Both|Neither|But|And|Yet|So|However|Instead|Nevertheless"
    r"|Nonetheless|Moreover|Furthermore|Also|Then|Still|Thus|Therefore|Hence|Meanwhile|Otherwise|Likewise"
    r"|Similarly|Earlier|Later|Afterwards?|Others|Because)\b(?!-)"
    r"|Here\b(?! (?:are|is)\b|['’]s\b)"
    rf"|This(?! {_PERIODS}\b)\b"
    r"|(?:Many|Some|Several|Most|Few|Dozens|Hundreds|Thousands|All|None|Two|Three|Four|Five|Six"
    r"|Seven|Eight|Nine|Ten|One|Another|Each|Either|Among|Of) (?:(?:more|others?|(?:of )?(?:them"
    rf"|whom))\b|(?:of )?(?:those|these)\b(?! {_MEMBERS}))"
    r"|(?:While|When|After|Before|If|Although|Though|As|Once|Since|Until|Like|Despite|With"
    r"|Without|In|On|At|For|From|By) (?:it|that|this|these|those|them|him)\b"
    rf"(?! {_PERIODS}\b| {_MEMBERS})"
    r"|(?:In addition|As a result|At the (?:same )?time|For (?:his|her|its|their) part|In response"
    r"|By contrast|In contrast|In turn|On the other hand|For example|For instance"
    r"|Among other things|Another (?:man|woman|person|of)|(?:On|At|In) the same (?:day|time"
    r"|month))\b"
    r"|(?:Это|Этот|Эта|Эти|Этого|Этому|При этом|Кроме того|Однако|Но|Также|Поэтому|Затем|Потом|Там"
    r"|Тогда|Такое|Такой|Ранее|Позже|Гэта|Гэты|Гэтыя|Аднак|Але|Таксама|Потым|Раней|Це|Цей|Ця|Ці"
    r"|Однак|Також|Проте|Потім|Раніше)\b"
)
_OWN = {
    "de": r"(?:Er|Sie|Ihn|Ihm|Ihr|Ihre|Sein|Seine|Dies|Diese|Dieser|Dieses|Aber|Doch|Jedoch|Auch"
    r"|Danach|Dann|Daraufhin|Dabei|Dadurch|Damit|Dazu|Deshalb|Daher|Zudem|Außerdem|Beide|Dort"
    r"|Zuvor|Später)\b",
    "fr": r"(?:Il|Elle|Ils|Elles|Celui-ci|Celle-ci|Ceux-ci|Cela|Ce dernier|Cette dernière|Mais"
    r"|Cependant|Toutefois|Pourtant|Ensuite|Puis|Ainsi|En outre|De plus|Son|Sa|Ses|Leurs?)\b"
    r"(?! y a| s'agit| faut)",
    "es": r"(?:Él|Ella|Ellos|Ellas|Esto|Este último|Esta última|Pero|Sin embargo|Además|También"
    r"|Después|Luego|Así|Por eso|Sus?)\b",
    "pl": r"(?:On|Ona|Oni|One|Jego|Jej|Ich|To|Ten|Ta|Te|Ci|Ale|Jednak|Także|Potem|Następnie)\b",
}
_LEANING_ON_HEADLINE = re.compile(_DEFINITES)
_LEANING = re.compile(_COMMON)
_OWN_PATTERNS = {language: re.compile(pattern) for language, pattern in _OWN.items()}
# "As he prepared to speak, President Trump said" names what it leans on.
_PRONOUN = re.compile(r"(?:he|she|it|they|his|her|its|their|there)\b")
_NAMED_LATER = re.compile(
    r"(?:While|When|After|Before|If|Although|Though|As|Once|Because|Since|Despite|With|In|For) "
    r"(?:he|she|it|they|his|her|its|their)\b"
)


def leans(text: str, language: str = "en") -> bool:
    """Tell whether a sentence leans on one before it: "He said", "The move", "It comes after".

    Such a sentence is misread when it stands alone. By its first words, so that a "He" explained in
    the same sentence ("He who...") is held against it too. What begins inside a quotation leans as
    well.

    Parameters
    ----------
    text : str
        One sentence.
    language : str
        ISO 639-1 code; words of English, Russian, Belarusian and Ukrainian count in any language.
    """
    return goes_on(text, language) or _LEANING_ON_HEADLINE.match(_bare(text)) is not None


def goes_on(text: str, language: str = "en") -> bool:
    """Tell whether a sentence leans on one before it, and no headline can stand for that.

    "He", "The company", "But", "Many more"; not "The ruling" under the headline that tells of it.
    """
    bare = _bare(text)
    own = _OWN_PATTERNS.get(language)
    is_definite = _LEANING_ON_HEADLINE.match(bare) is not None
    return (
        (is_definite and bare != text)
        or (not is_definite and _LEANING.match(bare) is not None)
        or (own is not None and own.match(bare) is not None)
        or _leans_within(bare)
        or begins_quoted(text)
    )


def _bare(text: str) -> str:
    return text.lstrip(OPENERS + "… \t\n")


def _leans_within(text: str) -> bool:
    """Whether a sentence opens with "While it" and names nobody after the comma."""
    if not _NAMED_LATER.match(text):
        return False
    clause = text.partition(",")[2].strip()
    return not clause or _PRONOUN.match(clause) is not None
