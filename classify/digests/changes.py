"""How stories stand to the digest before: new, updated or continuing; and what was dropped."""

from __future__ import annotations

import dataclasses
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from classify.readers import are_one_article, article_key, said_by
from classify.records import (
    BriefStatus,
    Changes,
    Digest,
    DroppedStory,
    EarlierDigest,
    RewrittenSource,
    Story,
    Teaser,
    TopicChange,
)
from classify.taxonomy import Taxonomy

_MAX_NAMESAKES = 20  # an id of more is a row's or a homepage's: only the same words are the same
_UNKNOWN: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A story, and how it stands to the digest before."""

    story: Story
    """Under the id of the story that it goes on with, if there is one."""
    status: BriefStatus = "new"
    fresh: frozenset[str] = frozenset()
    """Ids of the teasers that the digest before did not have, or had with another text; empty for
    new stories."""
    known: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Of those that were rewritten: hashes of what they said before."""


def reconciled(earlier: EarlierDigest, teasers: Sequence[Teaser]) -> EarlierDigest:
    """Return the digest before with the ids that its teasers have among these.

    An id is not a text: rows are numbered anew in each table. So a teaser of before that is a
    stranger to the one with its id here gets another id.
    """
    here: defaultdict[str, list[Teaser]] = defaultdict(list)
    for teaser in teasers:
        here[article_key(teaser.id)].append(teaser)
    ids = {one.id: one.id for one in earlier.teasers}
    before: defaultdict[str, list[Teaser]] = defaultdict(list)
    for old in earlier.teasers:
        before[article_key(old.id)].append(old)
    for key, olds in before.items():
        if key in here:
            ids |= _matched(olds, here[key], earlier.said)
    return dataclasses.replace(
        earlier,
        teasers=tuple(dataclasses.replace(one, id=ids[one.id]) for one in earlier.teasers),
        said={ids[id]: said for id, said in earlier.said.items()},
        stories=tuple(
            dataclasses.replace(one, teasers=tuple(ids[id] for id in one.teasers))
            for one in earlier.stories
        ),
    )


def _matched(
    olds: Sequence[Teaser], namesakes: Sequence[Teaser], said: Mapping[str, frozenset[str]]
) -> dict[str, str]:
    """Give teasers of before the ids of those here that are the same, in words or as versions."""
    by_words = {frozenset(said_by(one)): one.id for one in reversed(namesakes)}
    ids: dict[str, str] = {}
    for old in olds:
        same = by_words.get(said.get(old.id, _UNKNOWN))
        if same and same not in ids.values():
            ids[old.id] = same
    free = {one.id: one for one in namesakes if one.id not in ids.values()}
    for old in olds:
        if old.id in ids:
            continue
        candidates = list(free.values())[:_MAX_NAMESAKES]
        same = next((one.id for one in candidates if are_one_article(old, one)), None)
        ids[old.id] = same or f"{old.id}~earlier"
        free.pop(ids[old.id], None)
    return ids


def unseen(teasers: Sequence[Teaser], earlier: EarlierDigest) -> list[Teaser]:
    """Return the teasers of the digest before that are not among these."""
    here = {teaser.id for teaser in teasers}
    return [teaser for teaser in earlier.teasers if teaser.id not in here]


def stand(
    stories: Sequence[Story], joint: Sequence[Story], earlier: EarlierDigest
) -> list[Standing]:
    """Tell which stories go on with one of the digest before.

    A story goes on with the earlier one whose teasers it has, or is grouped with, most; where two
    would go on with one, the first of those with most does, and the other is new.

    Parameters
    ----------
    stories : sequence of Story
        Of the present teasers alone: these are briefed.
    joint : sequence of Story
        Of the present teasers and those of the digest before together.
    earlier : EarlierDigest
    """
    group_of = {teaser.id: row for row, story in enumerate(joint) for teaser in story.teasers}
    told = {id: one.id for one in earlier.stories for id in one.teasers}
    earlier_in: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for id, old in told.items():
        earlier_in[group_of[id]][old] += 1
    claims = []
    for row, story in enumerate(stories):
        votes: Counter[str] = Counter()
        for teaser in story.teasers:
            votes.update(earlier_in[group_of[teaser.id]])
            if teaser.id in told:
                votes[told[teaser.id]] += len(told)  # the same teaser outweighs any likeness
        claims += [(-count, row, old) for old, count in votes.items()]
    heir: dict[int, str] = {}
    for _, row, old in sorted(claims):
        if row not in heir and old not in heir.values():
            heir[row] = old
    seen = {teaser.id for teaser in earlier.teasers}
    return [
        _standing(story, heir.get(row), seen, earlier.said) for row, story in enumerate(stories)
    ]


def _standing(
    story: Story, old: str | None, seen: Set[str], said: Mapping[str, frozenset[str]]
) -> Standing:
    if old is None:
        return Standing(story=story)
    rewritten = {
        teaser.id: said[teaser.id]
        for teaser in story.teasers
        if _says_more(said_by(teaser), said.get(teaser.id, _UNKNOWN))
    }
    fresh = frozenset(one.id for one in story.teasers if one.id not in seen or one.id in rewritten)
    return Standing(
        story=dataclasses.replace(story, id=old),
        status="updated" if fresh else "continuing",
        fresh=fresh,
        known=rewritten,
    )


def _says_more(now: Iterable[str], before: frozenset[str]) -> bool:
    """Tell whether something is said that was not said before; no, if that is not known."""
    return bool(before) and not before.issuperset(now)


def _rewritten(digest: Digest, earlier: EarlierDigest) -> tuple[RewrittenSource, ...]:
    """List the sources that say more than they did, with the headlines that they had."""
    told = {number for brief in digest.briefs for number in brief.sources}
    headlines = {teaser.id: teaser.headline for teaser in earlier.teasers}
    return tuple(
        RewrittenSource(citation=source.number, headline=headlines[source.teaser_id])
        for source in digest.sources
        if source.number in told
        and source.teaser_id in headlines
        and _says_more(source.said, earlier.said.get(source.teaser_id, _UNKNOWN))
    )


def with_changes(digest: Digest, earlier: EarlierDigest, taxonomy: Taxonomy) -> Digest:
    """Say in a digest what changed since the one before, as `reconciled` gives it."""
    present = {brief.story_id for brief in digest.briefs}
    outlets = set(digest.coverage.outlets)
    changes = Changes(
        previous_title=earlier.title,
        previous_as_of=earlier.as_of,
        dropped=tuple(
            DroppedStory(
                story_id=one.id,
                headline=one.headline,
                last_reported=one.last_reported,
                silent=bool(one.outlets) and not outlets & set(one.outlets),
                in_full=one.in_full,
            )
            for one in earlier.stories
            if one.id not in present
        ),
        topics=_topic_changes(digest, earlier, taxonomy),
        silent_outlets=tuple(sorted(set(earlier.outlets) - outlets)),
        rewritten=_rewritten(digest, earlier),
    )
    return dataclasses.replace(digest, issue=earlier.issue + 1, changes=changes)


def _topic_changes(
    digest: Digest, earlier: EarlierDigest, taxonomy: Taxonomy
) -> tuple[TopicChange, ...]:
    """Count the stories of each primary topic whose number changed, the greatest change first."""
    now = Counter(next(iter(brief.topics), "") for brief in digest.briefs)
    of_code = {topic.iptc[0]: topic.key for topic in taxonomy if topic.iptc}
    before: Counter[str] = Counter()
    for key, number in earlier.topics.items():
        before[of_code.get(key, key)] += number  # it may go by codes of IPTC
    names = {topic.key: topic.name for topic in taxonomy}
    found = [
        TopicChange(
            topic=key or None,
            name=names.get(key, key) or "Other",
            now=now[key],
            before=before[key],
        )
        for key in dict.fromkeys([*now, *before])
    ]
    return tuple(
        sorted(
            (one for one in found if one.now != one.before),
            key=lambda one: (-abs(one.now - one.before), one.name),
        )
    )
