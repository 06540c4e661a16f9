"""What an audit says in words, the same in Markdown and on the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from classify.records import Audit, AuditedTeaser, Finding, TopicHealth
from classify.reports.escaping import file_name
from classify.reports.phrases import ENGLISH_PHRASES
from classify.reports.tables import percent, three

_number_of = ENGLISH_PHRASES.number_of


class Kind(NamedTuple):
    """How a kind of finding is headed and explained."""

    title: str
    short: str
    one: str
    many: str
    meaning: str


KINDS = {
    "leak": Kind(
        "Leaks between splits",
        "leaks",
        "near copy in another split",
        "near copies in another split",
        "Near copies in different splits: what a model learned by heart is scored as if new. Put "
        "both into one split.",
    ),
    "contradiction": Kind(
        "Contradicting near copies",
        "contradictions",
        "pair of near copies with other labels",
        "pairs of near copies with other labels",
        "Near copies with different labels. One of the two is probably wrong, unless the "
        "difference in wording makes the difference in topic.",
    ),
    "copy": Kind(
        "Copies",
        "copies",
        "copy",
        "copies",
        "The same words twice: they count double in training and in scores.",
    ),
    "label too much": Kind(
        "Labels that are probably too much",
        "labels too much",
        "label probably too much",
        "labels probably too much",
        "A model that did not see the teaser gives the topic no more than it gives to teasers "
        "without the topic.",
    ),
    "label missing": Kind(
        "Labels that are probably missing",
        "labels missing",
        "label probably missing",
        "labels probably missing",
        "A model that did not see the teaser gives the topic as much as it gives to teasers with "
        "the topic.",
    ),
}
HOW_TO_READ = (
    "A finding is a question, not a verdict. The model errs too, above all on unusual teasers: "
    "look at each, decide by your labelling guide, and change no label because a model says so.",
    "The model's probabilities are out of fold: for each teaser they come from a model that saw "
    "neither it nor its near copies. The rule for doubtful labels is that of confident learning "
    "(Northcutt et al., 2021), for each topic by itself; disputed labels are left out, and so are "
    "topics that are too small.",
    "Near copies share at least four in ten of their pairs of neighbouring words.",
    "Alpha is Krippendorff's: 1 is full agreement of the annotators, 0 agreement by chance. It is "
    "counted from the labels that both gave and those that one gave. Above .8 is commonly called "
    "reliable, below .67 not.",
)


def in_short(found: Audit) -> list[str]:
    """Say the main things in sentences."""
    counts = {kind: sum(one.kind == kind for one in found.findings) for kind in KINDS}
    n = found.n_teasers
    listed = [
        _number_of(count, KINDS[kind].one, KINDS[kind].many)
        for kind, count in counts.items()
        if count
    ]
    said = [f"In {_number_of(n, 'teaser')}: {', '.join(listed) or 'nothing that looks wrong'}."]
    if found.unreadable:
        said.append(f"{_number_of(len(found.unreadable), 'item')} could not be read.")
    small = [one.topic for one in found.topics if one.too_small]
    if small:
        said.append(f"Too small to learn (under 20 teasers): {', '.join(small)}.")
    if found.alpha is None:
        said.append(
            "No label is marked as disputed: the agreement of annotators cannot be counted."
        )
    else:
        said.append(
            f"Annotators agree with an alpha of {three(found.alpha)}; "
            f"{_number_of(found.n_disputed, 'label is', 'labels are')} disputed."
        )
    if found.n_in_no_split:
        said.append(f"{_number_of(found.n_in_no_split, 'teaser is', 'teasers are')} in no split.")
    if found.n_taught:
        share = percent(found.n_taught / n)
        said.append(
            f"Beware: the encoder has learned the labels of {found.n_taught:,} of these teasers "
            f"({share}), so it finds fewer of their errors than there are. Audit them with an "
            "encoder that has not, such as the folder of a Sentence Transformers model (--encoder)."
        )
    return said


def finding_words(finding: Finding, names: Mapping[str, str]) -> str:
    """Say what is in doubt."""
    if finding.other and finding.resemblance is not None:
        one, other = finding.teaser, finding.other
        return (
            f"{percent(finding.resemblance)} of the wording shared; "
            f"labelled {_listed(one.labels, names)}{_in(one)}; "
            f"{other.id} labelled {_listed(other.labels, names)}{_in(other)}"
        )
    if finding.topic is None or finding.probability is None:
        raise ValueError("a finding has a near copy, or else a topic and its probability")
    topic = names.get(finding.topic, finding.topic)
    words = f"{topic}: {percent(finding.probability)} probable; labelled "
    words += _listed(finding.teaser.labels, names)
    if finding.teaser.disputed:
        words += f"; disputed {_listed(finding.teaser.disputed, names)}"
    return words


def where(teaser: AuditedTeaser) -> str:
    """Say which teaser it is, and where it stands."""
    name = file_name(teaser.place)
    return f"{teaser.id}, {name}" if name else teaser.id


def split_names(topics: Sequence[TopicHealth]) -> list[str]:
    """List the splits that topics have teasers in, the usual ones in their usual order."""
    usual = ["train", "development", "test"]
    found = {split for one in topics for split in one.splits}
    return [*(name for name in usual if name in found), *sorted(found - set(usual))]


def _listed(topics: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(topic, topic) for topic in topics) or "none"


def _in(teaser: AuditedTeaser) -> str:
    return f" ({teaser.split})" if teaser.split else ""
