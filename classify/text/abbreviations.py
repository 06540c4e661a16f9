"""Stops that end no sentence: behind abbreviations, initials and the ordinals of many languages."""

from __future__ import annotations

import re

from classify.text.quotations import OPENERS

MONTHS = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|May|June"
    r"|July|August|September|October|November|December)"
)
_COMPANIES = re.compile(r"inc|co|corp|ltd|llc|plc|bros|etc|jr|sr")
# Never end a sentence: a name or a number follows. Cyrillic ones are no words of other languages.
_TITLES = re.compile(
    r"mr|mrs|ms|mx|dr|prof|rev|fr|hon|ste?|mt|ft|gen|lt|col|sgt|maj|capt|cpt|cmdr|cdr|cpl|pvt|adm"
    r"|brig|sens?|reps?|govs?|pres|amb|supt|insp|det|atty|asst|spc|pfc|msgr|messrs|vs|cf|approx|ca"
    r"|e\.g|i\.e"
    r"|ул|им|пр|просп|пл|обл|проф|акад|ген|св|см|ср|напр|тел|стр|корп|кв|тов|гр|инж|доц|пос|дер|оз"
    r"|зам|нач|ок|рис|изд|бул|вул|праф|вобл|т\.е|т\.к|т\.н|ім|буд"
)
_OWN_TITLES = {
    "de": re.compile(r"nr|abs|bzw|evtl|ggf|inkl|sog|zzgl|str|hl|z\.b|u\.a|d\.h|o\.ä|v\.chr|tel"),
    "fr": re.compile(r"m|mm|mmes?|mlles?|mgr|env|p\.ex|art|av|bd|chap"),
    "es": re.compile(r"sra?|srta|dra?|uds?|núm|art|pág|avda|gral|ee"),
    "it": re.compile(r"sig|dott|avv|ing|on|art|pag|mons"),
    "pl": re.compile(r"ul|im|św|np|tzw|godz|woj|ust|art|pł?k|ks|inż|ok|pl|al|dyw|poz"),
    "cs": re.compile(r"č|čl|odst|ing|mudr|judr|tzv|např|sv|ul|nám"),
}
# End a sentence ("The answer was No.") unless a number follows.
_NUMBERED = re.compile(r"nos?|arts?|figs?|paras?|vol|ch|sec|pp|ст|п|пп|разд|гл|ч|д|aufl|kap|tab")
_QUANTITIES = re.compile(r"mln|bln|trln|tn|bn|mn|mil|thou|mio|mrd|млн|млрд|трлн|тыс|tys|тис")
_CURRENCY = re.compile(
    r"(?:[A-Z]{3}|Br)\b|Euro?\b|Dollar\b|(?:руб|грн|чел|долл)"
    r"|\w+ (?:rubles?|roubles?|dollars?|euros?|hryvnias?|zlotys?|yuan|tonnes?)\b"
)
# Capitalised words that follow an abbreviation only where a new sentence begins. Prepositions count
# when the word after them is in lower case, else "U.S. In Talks" in title case would be torn.
_STARTER = re.compile(
    r"(?:The|An?|He|She|It|They|We|You|This|That|These|Those|But|However|Meanwhile|There|His|Its"
    r"|Their|Our|Он|Она|Они|Оно|Это|Этот|Также|Однако|Ён|Яна|Яны|Гэта|Він|Вона|Вони|Il|Elle|Ils)\b"
    r"|(?:And|Yet|So|Then|Her|In|On|At|After|Before|When|While|As|If|For|From|With|By|Since"
    r"|В|На|По|При|С|К|Но|А|И|У|За|До|После)\s+[^\W\d_A-ZА-ЯЁІЎ]"
)
_CLOCK_GOES_ON = re.compile(
    r"(?:[A-Z]{2,4}|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?|"
    + MONTHS
    + r"|[A-Z]\w+ (?:[Tt]ime|[Ss]tandard))\b"
)
# Languages that write ordinals with a stop: "der 20. Angriff", "dne 5. května".
_ORDINAL_LANGUAGES = frozenset(
    [
        "bs",
        "cs",
        "da",
        "de",
        "et",
        "eu",
        "fi",
        "fo",
        "hr",
        "hu",
        "is",
        "lb",
        "lt",
        "lv",
        "nb",
        "nn",
        "no",
        "pl",
        "sk",
        "sl",
        "sq",
        "sr",
        "sv",
        "tr",
    ]
)
_ORDINAL = re.compile(r"\d{1,3}|[IVX]{1,5}")
_BEFORE_ORDINAL = re.compile(
    r"\b(?:der|die|das|dem|den|des|am|im|zum|zur|vom|beim|seit|bis|ab|nach|jeder|dne|od|dnia"
    r"|den)\s+"
    r"\(?\d{1,3}\.$",
    re.IGNORECASE,
)
_FOREIGN_MONTHS = re.compile(
    r"(?:Januar|Jänner|Feber|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember|Jahrhunderts?|Weltkriegs?|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag"
    r"|Sonntag)\b"
)
# Words that begin a sentence and never follow an ordinal.
_AFTER_NUMBER = re.compile(
    r"(?:Der|Die|Das|Ein|Eine|Er|Sie|Es|Wir|Ich|Dies|Diese|Dieser|Dann|Danach|Aber|Doch|Auch|Und"
    r"|Im|In|Am|An|Auf|Bei|Nach|Mit|Von|Für|Zu|Zum|Zur|Wie|Wer|Was|Wenn|Als|Nun|Mehr|Damit|Dabei"
    r"|Den|Det|De|Han|Hun|Men|Og|Ale|On|Ona|To|Ten|Ta|Ti|W|Na|Po|Je|Se|V|A|Az|Ez|Bu|O|Ve)\b"
)


def abbreviates(word: str, before: str, after: str, language: str) -> bool:
    """Tell whether the stop behind a word marks an abbreviation inside a sentence.

    Parameters
    ----------
    word : str
        Without its stop.
    before : str
        The text up to and with the stop.
    after : str
        What follows, not empty.
    language : str
        ISO 639-1 code.
    """
    lower = word.casefold()
    if _ORDINAL.fullmatch(word):
        return _is_ordinal(word, before, after, language)
    own = _OWN_TITLES.get(language)
    if _TITLES.fullmatch(lower) or (own and own.fullmatch(lower)):
        return True
    if lower in ("a.m", "p.m"):
        return _CLOCK_GOES_ON.match(after) is not None
    if lower in ("т.д", "т.п", "н.э"):
        return False
    if _NUMBERED.fullmatch(lower) or re.fullmatch(MONTHS, word):
        return after[0].isdigit()
    if _QUANTITIES.fullmatch(lower):
        amount = before[: -len(word) - 1].rstrip()
        return amount[-1:].isdigit() and _CURRENCY.match(after) is not None
    letters = word.split(".")
    initials = all(len(letter) == 1 and letter.isalpha() for letter in letters)
    if initials or _COMPANIES.fullmatch(lower):
        return _STARTER.match(after.lstrip(OPENERS)) is None
    return False


def _is_ordinal(word: str, before: str, after: str, language: str) -> bool:
    """Whether a number with a stop counts what follows: "der 20. Angriff", "am 3. Mai"."""
    if word.isdigit() and _FOREIGN_MONTHS.match(after) and language not in ("en", "fr", "es", "ru"):
        return True
    spoken = language in _ORDINAL_LANGUAGES or (
        language not in ("en", "ru", "be", "uk") and _BEFORE_ORDINAL.search(before) is not None
    )
    return spoken and after[0].isalpha() and _AFTER_NUMBER.match(after) is None
