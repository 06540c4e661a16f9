"""Rows whose topics are named by IPTC Media Topics, for systems that speak those."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from classify.errors import TaxonomyError
from classify.records import (
    Brief,
    Digest,
    Example,
    Explanation,
    Prediction,
    Section,
    TopicChange,
)
from classify.taxonomy import Taxonomy

OWN_KEYS, IPTC = "topics", "iptc"


def in_codes(row: Mapping[str, Any], taxonomy: Taxonomy, codes: str) -> dict[str, Any]:
    """Name the topics of a row as wished.

    A topic may cover several Media Topics: `topics` then lists all of them, in order and each once;
    `primary` and the keys of `probabilities` are the first of them.

    Parameters
    ----------
    row : mapping
        A record turned into plain values, with `topics` and perhaps `primary` and `probabilities`.
    taxonomy : Taxonomy
    codes : str
        "topics" leaves the row as it is; "iptc" takes Media Topics, such as "medtop:20000574".

    Raises
    ------
    TaxonomyError
        If a topic covers no Media Topic.
    """
    if codes == OWN_KEYS:
        return dict(row)
    found = _codes(taxonomy)
    named = dict(row)
    if "topics" in row:
        named["topics"] = list(dict.fromkeys(code for key in row["topics"] for code in found[key]))
    if row.get("primary"):
        named["primary"] = found[row["primary"]][0]
    if "probabilities" in row:
        named["probabilities"] = {
            found[key][0]: value for key, value in row["probabilities"].items()
        }
    return named


def digest_in_codes(digest: Digest, taxonomy: Taxonomy, codes: str) -> tuple[Digest, Taxonomy]:
    """Name the topics of a digest as wished; return the taxonomy of these names beside it.

    With "iptc" each topic goes by the first Media Topic that it covers, shown behind its name.

    Raises
    ------
    TaxonomyError
        If a topic covers no Media Topic, or two have the same first one.
    """
    if codes == OWN_KEYS:
        return digest, taxonomy
    code = {key: covered[0] for key, covered in _codes(taxonomy).items()}
    shared = sorted({one for one in code.values() if list(code.values()).count(one) > 1})
    if shared:
        raise TaxonomyError(
            "topics",
            f"{', '.join(shared)} comes first in more than one topic's iptc; "
            "a digest names each topic by its first code",
        )
    topics = tuple(
        dataclasses.replace(topic, key=code[topic.key], name=f"{topic.name} ({code[topic.key]})")
        for topic in taxonomy
    )
    named = dataclasses.replace(taxonomy, topics=topics)
    sections = tuple(_section(section, code, named) for section in digest.sections)
    doubtful = tuple(
        dataclasses.replace(
            item, nearest_topic=code[item.nearest_topic] if item.nearest_topic else None
        )
        for item in digest.low_confidence
    )
    changes = digest.changes and dataclasses.replace(
        digest.changes,
        topics=tuple(_topic_change(one, code, named) for one in digest.changes.topics),
    )
    digest = dataclasses.replace(
        digest, sections=sections, low_confidence=doubtful, changes=changes
    )
    return digest, named


def _section(section: Section, code: Mapping[str, str], named: Taxonomy) -> Section:
    briefs = tuple(_brief(brief, code) for brief in section.briefs)
    if section.topic is None:
        return dataclasses.replace(section, briefs=briefs)
    topic = code[section.topic]
    return dataclasses.replace(
        section,
        key=f"{section.key.removesuffix(section.topic)}{topic}",
        topic=topic,
        name=named.name(topic),
        briefs=briefs,
    )


def _topic_change(change: TopicChange, code: Mapping[str, str], named: Taxonomy) -> TopicChange:
    if (
        change.topic is None or change.topic not in code
    ):  # none, or one that only the digest before had
        return change
    topic = code[change.topic]
    return dataclasses.replace(change, topic=topic, name=named.name(topic))


def _brief(brief: Brief, code: Mapping[str, str]) -> Brief:
    return dataclasses.replace(
        brief,
        topics=tuple(code[key] for key in brief.topics),
        probabilities={code[key]: value for key, value in brief.probabilities.items()},
        explanation=_explanation(brief.explanation, code) if brief.explanation else None,
    )


def _explanation(found: Explanation, code: Mapping[str, str]) -> Explanation:
    return dataclasses.replace(
        found,
        prediction=_prediction(found.prediction, code),
        reasons=tuple(
            dataclasses.replace(reason, topic=code[reason.topic]) for reason in found.reasons
        ),
        examples=tuple(_example(example, code) for example in found.examples),
    )


def _prediction(prediction: Prediction, code: Mapping[str, str]) -> Prediction:
    return dataclasses.replace(
        prediction,
        probabilities={code[key]: value for key, value in prediction.probabilities.items()},
        topics=tuple(code[key] for key in prediction.topics),
        primary=code[prediction.primary] if prediction.primary else None,
    )


def _example(example: Example, code: Mapping[str, str]) -> Example:
    return dataclasses.replace(example, labels=tuple(code[key] for key in example.labels))


def _codes(taxonomy: Taxonomy) -> dict[str, tuple[str, ...]]:
    """Media Topics of each topic; each has one at least."""
    found = {topic.key: topic.iptc for topic in taxonomy}
    missing = [key for key, covered in found.items() if not covered]
    if missing:
        raise TaxonomyError(
            "topics", f"no IPTC code is given for {', '.join(missing)}; add iptc = [...] to each"
        )
    return found
