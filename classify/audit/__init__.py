"""How sound labelled data are: doubtful labels, near copies, agreement of annotators."""

from classify.audit.agreement import Agreement, agreement
from classify.audit.audit import audit_labels
from classify.audit.label_issues import MIN_POSITIVE, Doubt, doubtful_labels
from classify.audit.near_duplicates import MIN_RESEMBLANCE, NearCopies, find_near_copies

__all__ = [
    "MIN_POSITIVE",
    "MIN_RESEMBLANCE",
    "Agreement",
    "Doubt",
    "NearCopies",
    "agreement",
    "audit_labels",
    "doubtful_labels",
    "find_near_copies",
]
