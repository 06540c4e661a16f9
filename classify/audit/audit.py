"""Labelled data to an Audit: probable errors, and topics with too few examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from classify.audit.agreement import Agreement, agreement
from classify.audit.label_issues import MIN_POSITIVE, doubtful_labels
from classify.audit.near_duplicates import NearCopies, find_near_copies
from classify.compute import connected_components
from classify.datasets import LabelledSet, label_arrays
from classify.encoders import DEFAULT_ENCODER, EncoderLike, checked, load_encoder
from classify.records import (
    Audit,
    AuditedTeaser,
    Finding,
    FindingKind,
    LabelledTeaser,
    TopicHealth,
)
from classify.storage import asset_path

if TYPE_CHECKING:
    from classify.encoders import EmbeddingCache

TAUGHT_ENCODERS = ("teaser-encoder", "teaser-static")
"""Bundled encoders that have learned the labels of labeled/ train."""


def audit_labels(
    labelled: LabelledSet,
    *,
    encoder: EncoderLike | str | Path | None = None,
    cache: EmbeddingCache | None = None,
    unreadable: Sequence[str] = (),
    on_progress: Callable[[int], None] | None = None,
) -> Audit:
    """Look for what is probably wrong in labelled data.

    Parameters
    ----------
    labelled : LabelledSet
        Of all splits.
    encoder : EncoderLike, str or path, optional
        Encoder of the model that finds doubtful labels; the bundled one if not given.
    cache : EmbeddingCache, optional
    unreadable : sequence of str
        Messages about items that could not be read, to be passed on.
    on_progress : callable, optional
        Called with the number of teasers embedded since the last call.
    """
    items = labelled.teasers
    copies = find_near_copies([item.teaser.passage for item in items])
    ready = _encoder(encoder or DEFAULT_ENCODER, cache)
    vectors = ready.encode([item.teaser.passage for item in items], on_progress=on_progress)
    probabilities = _unseen_probabilities(labelled, vectors, _joined(labelled.groups, copies))
    findings = (*_copy_findings(labelled, copies), *_label_findings(labelled, probabilities))
    agreed = _agreement(labelled)
    in_splits = Counter(split for split in labelled.splits if split)
    return Audit(
        n_teasers=len(items),
        n_without_label=sum(not item.labels for item in items),
        n_disputed=sum(len(item.disputed) for item in items),
        splits=dict(sorted(in_splits.items())),
        n_in_no_split=labelled.splits.count(None) if in_splits else 0,
        alpha=agreed.overall if agreed else None,
        n_taught=_n_taught(items, ready.name),
        topics=_health(labelled, findings, agreed),
        findings=findings,
        unreadable=tuple(unreadable),
    )


def _encoder(encoder: EncoderLike | str | Path, cache: EmbeddingCache | None) -> EncoderLike:
    """Load an encoder, and put it in front of the cache, if there is one."""
    ready = load_encoder(encoder) if isinstance(encoder, (str, Path)) else checked(encoder)
    if cache is None:
        return ready
    from classify.encoders import CachedEncoder

    return CachedEncoder(ready, cache)


def _unseen_probabilities(
    labelled: LabelledSet, vectors: NDArray[np.float32], groups: Sequence[int]
) -> NDArray[np.float64]:
    """Probabilities of each teaser by a model that saw neither it nor anything of its group.

    A whole pipeline would be more accurate; but its fast encoder was trained on the labels of
    labeled/, whatever the other encoder is.
    """
    from classify.topics import TopicEstimator

    labels = label_arrays(labelled.teasers, labelled.taxonomy)
    estimator = TopicEstimator().fit(
        vectors, labels.truth, cell_weight=labels.weight, groups=np.asarray(groups)
    )
    return estimator.unseen_probabilities_


def _joined(groups: Sequence[int], copies: Sequence[NearCopies]) -> list[int]:
    """Join the groups of near copies: a copy in another fold would vouch for a wrong label."""
    n_groups = max(groups) + 1
    first = np.array([groups[pair.first] for pair in copies], dtype=np.int64)
    second = np.array([groups[pair.second] for pair in copies], dtype=np.int64)
    member_of = connected_components(n_groups, first, second)
    return [int(member_of[group]) for group in groups]


def _copy_findings(labelled: LabelledSet, copies: Sequence[NearCopies]) -> list[Finding]:
    """Sort near copies into leaks, contradictions and plain copies; most are none of these."""
    found: dict[FindingKind, list[Finding]] = {"leak": [], "contradiction": [], "copy": []}
    for pair in copies:
        first, second = (_audited(labelled, row) for row in (pair.first, pair.second))
        kinds: list[FindingKind] = []
        if first.split and second.split and first.split != second.split:
            kinds.append("leak")
        if _contradict(first, second):
            kinds.append("contradiction")
        elif pair.resemblance == 1:
            kinds.append("copy")
        for kind in kinds:
            found[kind].append(
                Finding(kind=kind, teaser=first, other=second, resemblance=pair.resemblance)
            )
    return [finding for findings in found.values() for finding in findings]


def _contradict(first: AuditedTeaser, second: AuditedTeaser) -> bool:
    """Whether two have different labels that nobody disputes."""
    differing = set(first.labels) ^ set(second.labels)
    return bool(differing - set(first.disputed) - set(second.disputed))


def _label_findings(labelled: LabelledSet, probabilities: NDArray[np.float64]) -> list[Finding]:
    labels = label_arrays(labelled.teasers, labelled.taxonomy)
    return [
        Finding(
            kind="label too much" if doubt.given else "label missing",
            teaser=_audited(labelled, doubt.row),
            topic=labelled.taxonomy.keys[doubt.column],
            probability=doubt.probability,
        )
        for doubt in doubtful_labels(labels.truth, probabilities, labels.counted)
    ]


def _audited(labelled: LabelledSet, row: int) -> AuditedTeaser:
    item = labelled.teasers[row]
    return AuditedTeaser(
        id=item.teaser.id,
        headline=item.teaser.headline,
        text=item.teaser.text,
        labels=item.labels,
        disputed=item.disputed,
        split=labelled.splits[row],
        place=", ".join(f"{ref.file}, line {ref.item}" for ref in item.teaser.sources),
    )


def _agreement(labelled: LabelledSet) -> Agreement | None:
    """Agreement of two annotators; None where the data have no second one."""
    labels = label_arrays(labelled.teasers, labelled.taxonomy)
    return None if labels.counted.all() else agreement(labels.truth, ~labels.counted)


def _health(
    labelled: LabelledSet, findings: Sequence[Finding], agreed: Agreement | None
) -> tuple[TopicHealth, ...]:
    doubts = Counter((finding.kind, finding.topic) for finding in findings)
    rows = list(zip(labelled.teasers, labelled.splits, strict=True))
    health = []
    for column, topic in enumerate(labelled.taxonomy.keys):
        having = [(item, split) for item, split in rows if topic in item.labels]
        health.append(
            TopicHealth(
                topic=topic,
                n_positive=len(having),
                n_primary=sum(item.labels[0] == topic for item, _ in having),
                n_disputed=sum(topic in item.disputed for item, _ in rows),
                splits=dict(sorted(Counter(split for _, split in having if split).items())),
                n_too_much=doubts["label too much", topic],
                n_missing=doubts["label missing", topic],
                alpha=agreed.topics[column] if agreed else None,
                too_small=len(having) < MIN_POSITIVE,
            )
        )
    return tuple(health)


def _n_taught(items: Sequence[LabelledTeaser], encoder: str) -> int:
    """Count the teasers that a bundled encoder has learned the labels of."""
    if encoder not in TAUGHT_ENCODERS:
        return 0
    learned = LabelledSet.read(asset_path("labeled"), split="train").teasers
    passages = {item.teaser.passage for item in learned}
    return sum(item.teaser.passage in passages for item in items)
