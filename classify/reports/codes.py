"""Rows whose topics are named by IPTC Media Topics, for systems that speak those."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from classify.errors import TaxonomyError
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
    found = {topic.key: topic.iptc for topic in taxonomy}
    missing = [key for key, covered in found.items() if not covered]
    if missing:
        raise TaxonomyError(
            "topics", f"no IPTC code is given for {', '.join(missing)}; add iptc = [...] to each"
        )
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
