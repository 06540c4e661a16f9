"""The context of a figure (places, kind of event), and whether two figures may be of one event.

A missing comparison is better than a wrong one: "Killed: 12, earlier 3" of two places is false,
while two figures without a note are only not explained.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from classify.text import NameReader, Names, without

_EVENTS = (
    "blast blasts explosion explosions exploded bomb bombs bombing bombings detonated fire "
    "fires blaze blazes burned burnt arson grenade",
    "attack attacks strike strikes airstrike airstrikes drone drones missile missiles shelling "
    "shelled bombardment rocket rockets bomb bombs bombing bombings blast blasts explosion "
    "explosions raid raids shooting shootings gunman gunmen shot gunfire stabbing stabbed knife "
    "stabbings war clash clashes crackdown ambush terror offensive assault assaults operation "
    "ceasefire truce jihadists militants protest protests",
    "crash crashes crashed collision collided derail derailed overturned train trains "
    "bus buses lorry truck van car cars plane jet helicopter airliner collapse collapses "
    "collapsed crane accident accidents bridge",
    "boat boats ferry ship ships vessel capsized capsizes capsize sank sinks shipwreck drowned",
    "flood floods flooding flooded storm storms rain rains winds wind hurricane typhoon cyclone "
    "tornado landslide landslides mudslide mudslides avalanche snow cold heat heatwave "
    "hypothermia monsoon dam weather collapse collapses collapsed",
    "quake quakes earthquake earthquakes tremor tremors aftershock aftershocks tsunami collapse "
    "collapses collapsed",
    "protest protests rally rallies demonstration demonstrations march marches riot riots "
    "unrest crackdown clashes activists protesters demonstrators",
    "outbreak virus cholera ebola measles disease infection infections flu epidemic poisoning "
    "poisoned",
)
_KINDS_OF = {
    word: frozenset(kind for kind, words in enumerate(_EVENTS) if word in words.split())
    for words in _EVENTS
    for word in words.split()
}
_WORD = re.compile(r"[a-z]+")
_ONE_OR_MANY = re.compile(
    r"\b(?:(?P<many>attacks|(?:air ?)?strikes|bombings|shootings|raids|blasts|explosions|crashes)|"
    r"attack|(?:air ?)?strike|bombing|shooting|raid|blast|explosion|crash)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?-i:new|fresh|[Aa]nother|Fresh|second|third)\s(?:(?!of\b)[\w-]+\s){0,2}?"
    r"(?:attack|(?:air ?)?strike|raid|blast|explosion|shooting|bombing|shelling|crash|quake)s?\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The context of a figure."""

    names: Names
    """Of its sentences, or of the teaser where they have none."""
    all_names: frozenset[str]
    """Of the whole teaser."""
    events: frozenset[int]
    """Kinds of events that the teaser speaks of."""
    spread: frozenset[bool]
    """Whether its sentences speak of several attacks, of one, or of both."""
    is_another: bool
    """Whether they set it apart from an event before it: "another strike"."""


def read_scene(passage: str, whole: str, reader: NameReader) -> Scene:
    """Read the context of a figure.

    Parameters
    ----------
    passage : str
        The sentences that give it.
    whole : str
        Headline and text of the teaser.
    reader : NameReader
        Of all teasers of the story.
    """
    of_passage, of_whole = reader.read(passage), reader.read(whole)
    kinds = [_KINDS_OF[word] for word in _WORD.findall(whole.casefold()) if word in _KINDS_OF]
    return Scene(
        names=of_passage if of_passage.all else of_whole,
        all_names=of_whole.all,
        events=frozenset().union(*kinds),
        spread=frozenset(found["many"] is not None for found in _ONE_OR_MANY.finditer(passage)),
        is_another=_AGAIN.search(passage) is not None,
    )


def may_be_one(one: Scene, other: Scene) -> bool:
    """Return whether two figures may be of one event in one place.

    They are not where each names a place that the other's teaser lacks, where neither names a place
    and their names differ, where the kinds of events differ, where one sums up several attacks and
    the other is about one, or where one is about a further attack.
    """
    if one.events and other.events and not one.events & other.events:
        return False
    if len(one.spread) == len(other.spread) == 1 and one.spread != other.spread:
        return False
    if one.is_another != other.is_another:
        return False
    own = without(one.names.all, other.all_names)
    others = without(other.names.all, one.all_names)
    if own & one.names.places and others & other.names.places:
        return False
    if one.names.places or other.names.places:
        return True
    return not own or not others or _share(one.names.all, other.names.all)


def _share(names: frozenset[str], others: frozenset[str]) -> bool:
    return len(without(names, others)) < len(names)
