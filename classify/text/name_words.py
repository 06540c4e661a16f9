"""Words that distinguish names from other capitalised words, and places from other names."""

from __future__ import annotations

import re

_NO_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december jan feb mar apr jun jul aug sep sept "
    "oct nov dec reuters tass interfax afp bbc cnn god christmas easter ramadan eid live "
    "breaking exclusive watch video photos updated update i i’m i've mr mrs ms dr president "
    "minister mayor governor general colonel judge king queen pope prince princess prosecutor "
    "chancellor secretary senator spokesman spokeswoman prime chief ministry government "
    "parliament police army court supreme council committee party guard guards navy force "
    "forces coast red cross one two three four five six seven eight nine ten eleven twelve "
    "thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty "
    "sixty seventy eighty ninety hundred thousand million dozen first second third fourth fifth "
    "twenty-one"
)
NO_NAMES = frozenset(_NO_NAMES.split())
"""Capitalised words that are no names, or no names of places."""

_GENERIC = (
    "new old north south east west northern southern eastern western central upper lower "
    "great big lake river mount mountain city town village port fort san santa saint los las "
    "el al de la le the united islamic republic democratic state states province region "
    "county district street road avenue square island islands sea gulf bay strait valley "
    "university hospital school station airport church mosque market hotel club bridge "
    "building"
)
GENERIC = frozenset(_GENERIC.split())
"""Parts of names that many names have."""

_OPENERS = (
    "human the a an one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand he she it they we you this that these those his her "
    "its their our my in on at near off after before when while as if for from with by since "
    "during amid over under between among about around against despite without into and but yet "
    "so then or nor not no what why how who whom whose which where there here more most many "
    "much some several all both each every few another other such same first last next least "
    "early late now today yesterday tonight also only even just still earlier later people man "
    "woman child baby girl boy family gunman bomb blast explosion fire blaze flood storm quake "
    "earthquake tsunami crash bus train boat ferry ship vessel lorry truck van car plane jet "
    "airliner strike attack raid protest rally march riot clash death toll dead landslide "
    "mudslide avalanche heatwave bridge mine market school hospital hotel factory church mosque "
    "building collapse drone missile shooting stabbing massive huge major deadly fatal powerful "
    "heavy suspect driver clinic channel state local national international mob crowd crane "
    "wall roof air sea winter summer hurricane typhoon cyclone tornado gas oil chemical nuclear "
    "outbreak disease cholera ebola football match stampede panic rescue search inquiry probe "
    "trial opposition government parliament migrant refugee passenger soldier officer teacher "
    "student worker miner pilot survivor witness victim take report reports part grief rain "
    "second third"
)
OPENERS = frozenset(_OPENERS.split())
"""Words that open sentences and headlines without being names."""

SPELLINGS = {
    "american": "america", "british": "britain", "briton": "britain", "english": "england",
    "french": "france", "dutch": "netherlands", "polish": "poland", "pole": "poland",
    "spanish": "spain", "swiss": "switzerland", "danish": "denmark", "swedish": "sweden",
    "finnish": "finland", "turkish": "turkey", "türkiye": "turkey", "irish": "ireland",
    "welsh": "wales", "scottish": "scotland", "iraqi": "iraq", "greek": "greece",
    "philippine": "philippines", "filipino": "philippines", "burmese": "myanmar", "kiev": "kyiv",
    "kharkov": "kharkiv", "lvov": "lviv", "odessa": "odesa", "peruvian": "peru", "thai": "thailand",
    "norwegian": "norway", "czech": "czechia", "congolese": "congo", "lebanese": "lebanon",
    "chinese": "china", "japanese": "japan", "vietnamese": "vietnam", "sudanese": "sudan",
    "portuguese": "portugal", "mexican": "mexico", "canadian": "canada", "moscow’s": "moscow",
}  # fmt: skip
"""Adjectives and other spellings of places without a regular ending -> the place."""

WHERE = re.compile(
    r"\b(?:(?:shelling|bombing|bombardment|storming|siege|invasion|battle|city|town|village) "
    r"(?:of|for)|in|at|near|off|on|outside|from|across|around|over|inside|beside|above|hits?|rocks?|"
    r"shakes?|batters?)\s+(?:(?:the|a|an|its|old|whole|of|and|coast|coastal|city|cities|town|"
    r"village|region|province|capital|port|island|district|state|country|area|suburb|outskirts|"
    r"border|shore|centre|center|central|(?:north|south|east|west)[\w-]*)\s+){0,5}$",
    re.IGNORECASE,
)
"""Words before the name of a place."""

_HAPPENS = (
    r"(?:attacks?|(?:air)?strikes?|shellings?|bombings?|bombardment|raids?|shootings?|stabbings?|"
    r"blasts?|explosions?|fires?|blaze|crash(?:es)?|derailment|collapse|floods?|flooding|storm|"
    r"quake|earthquake|landslide|avalanche|siege|battle|protests?|rall(?:y|ies)|march|riots?|"
    r"clashes|massacre|accident|disaster|outbreak|police|courts?|mayor|governor|residents|hospitals?|"
    r"markets?|schools?|mall|metro|port|mine|depot|factory|bridge|boat|ferry|bus|train|tram|toll)"
)

_NO_PART = (
    r"(?:the|an?|of|on|in|into|at|to|by|for|from|with|as|after|before|over|amid|and|or|says?)"
)
HAPPENS = re.compile(rf"\s+(?:(?!{_NO_PART}\b)[^\W\d_]+\s+){{0,2}}?{_HAPPENS}\b|:", re.IGNORECASE)
"""Words after the name of a place where something happens: "Hask market blast"."""

TITLES = re.compile(
    r"\b(?:mr|mrs|ms|dr|president|minister|mayor|governor|gov|general|gen|colonel|col|captain|capt|"
    r"judge|king|queen|pope|prince|princess|prosecutor|chancellor|secretary|senator|spokesman|"
    r"spokeswoman|spokesperson|chief|premier|leader|by|said|says)\.?\s+$",
    re.IGNORECASE,
)
"""Words before the name of a person."""

SAYS = re.compile(r"\s*,?\s+(?:said|says|told|added|warned|wrote|vowed)\b")
"""Words after the name of somebody who speaks."""
