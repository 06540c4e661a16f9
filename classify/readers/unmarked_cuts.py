"""Texts that their source cut without a mark: a column of 200 characters, a lost last word.

A text without a stop at its end is cut where its form says so ("...the harm to th" is not seen, but
"...on key votes and" and "Georgia Gov." are), where an earlier sentence of it has a stop, where its
length is a limit that others of its pile share, or where its outlet closes nearly all texts with a
stop. Outlets that set no stop behind descriptions are taken as they are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from classify.readers.cleaning import ends_sentence
from classify.records import Teaser

_MIN_TEXTS = 5
"""Texts of an outlet that show how it closes them."""
_MOST, _SOME = 0.8, 0.5
_MIN_SHARING = 3  # texts that end at one length: a limit, and no chance
# Where tables, feeds and databases cut; one less where the cut fell on a space.
_USUAL_LIMITS = frozenset(
    {100, 120, 128, 140, 150, 155, 160, 180, 200, 240, 250, 255, 256, 280, 300, 320, 350, 400}
    | {450, 500, 512, 600, 700, 800, 1000, 1024, 2000}
)
_STOP = re.compile(r"(?:[.!?…。！？؟۔।]|\.\.\.)[\"'”’»)\]“]*\s*$")
_INNER_STOP = re.compile(r"[^\W\d_]{3}[.!?][\"'”’»)\]]*\s+[\"'“‘«(]?[^\W\d_a-zа-яёіў]")
_OPEN = re.compile(
    r"(?:[,;(\[/&«“„–—-]"
    r"|(?<!\S)(?:an?|the|of|to|in|on|at|by|for|from|with|and|or|but|as|than|that|which|who|whose"
    r"|whom"
    r"|his|her|its|their|our|your|my|is|are|was|were|be|been|has|have|had|will|would|could"
    r"|should|may"
    r"|might|can|into|over|under|after|before|between|against|about|through|because|while|if|when"
    r"|where|not|said|says|der|die|das|dem|den|des|ein|eine|einen|und|oder|von|mit|für|auf|zu|im|am"
    r"|le|la|les|un|une|de|du|et|ou|à|dans|pour|que|qui|el|los|las|y|en|con|para|и|в|во|на|с|со"
    r"|о|об"
    r"|по|из|к|у|за|от|до|для|что|как|не|но|а|или|у|і|з|да|пра|што|ад|для|й|та|що|від|про))$"
)
_CUT_AT_TITLE = re.compile(
    r"(?<!\w)(?:Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Maj|Capt|Adm|Mr|Mrs|Ms|Dr|Prof|Rev|St|Ft|Mt|vs"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z]\. [A-Z])\.$"
)


def mark_cuts(teasers: Sequence[Teaser]) -> list[Teaser]:
    """Mark the teasers of a pile whose source cut their text without a mark.

    Parameters
    ----------
    teasers : sequence of Teaser
        The whole pile; what ends as others of it do not is told from all of them, not from their
        order.

    Returns
    -------
    list of Teaser
        In the same order; only `truncated` differs.
    """
    cut = are_cut([one.text for one in teasers], [", ".join(one.outlets) for one in teasers])
    return [
        replace(one, truncated=True) if found and not one.truncated else one
        for one, found in zip(teasers, cut, strict=True)
    ]


def are_cut(texts: Sequence[str], outlets: Sequence[str]) -> list[bool]:
    """Tell of each text of a pile whether its source cut it off; an empty outlet names none."""
    limits = _limits(texts)
    closings: defaultdict[str, list[bool]] = defaultdict(list)
    for text, outlet in zip(texts, outlets, strict=True):
        if text:
            closings[outlet].append(_has_stop(text))
    return [
        bool(text) and _is_cut(text, closings[outlet], limits)
        for text, outlet in zip(texts, outlets, strict=True)
    ]


def _is_cut(text: str, closings: Sequence[bool], limits: frozenset[int]) -> bool:
    if _has_stop(text):
        return _CUT_AT_TITLE.search(text) is not None
    if len(text) in limits or _OPEN.search(text):
        return True
    known = len(closings) >= _MIN_TEXTS
    share = sum(closings) / len(closings)
    if known and share < _SOME:
        return False
    usual = len(text) in _USUAL_LIMITS or len(text) + 1 in _USUAL_LIMITS
    return usual or (known and share >= _MOST) or _INNER_STOP.search(text) is not None


def _has_stop(text: str) -> bool:
    return ends_sentence(text) or _STOP.search(text) is not None


def _limits(texts: Sequence[str]) -> frozenset[int]:
    """Find the length at which a pile is cut; one less where the cut fell on a space."""
    lengths = Counter(len(text) for text in texts if text and not _has_stop(text))
    longest = max(map(len, texts), default=0)
    shared = lengths[longest] + lengths[longest - 1] >= _MIN_SHARING
    return frozenset((longest, longest - 1)) if shared else frozenset()
