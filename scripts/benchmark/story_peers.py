"""Other ways to group teasers: what the stories of a pair model are compared with."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scripts.story_piles import Pile

Numbers = NDArray[np.int64]
Score = Callable[[Numbers], float]


def best_words_linkage(pile: Pile, score: Score) -> Numbers:
    """Average linkage on cosine distance of tf-idf, at the threshold that is best on this pile."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    X = TfidfVectorizer(sublinear_tf=True).fit_transform(one.passage for one in pile.teasers)
    return _best_linkage((X @ X.T).toarray(), score)


def best_vectors_linkage(pile: Pile, score: Score) -> Numbers:
    """Average linkage on the encoder's vectors, at the threshold that is best on this pile."""
    return _best_linkage((pile.vectors @ pile.vectors.T).astype(np.float64), score)


def _best_linkage(similarity: NDArray[np.float64], score: Score) -> Numbers:
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    distance = np.clip(1 - similarity, 0, None)
    np.fill_diagonal(distance, 0)
    tree = linkage(squareform(distance, checks=False), "average")
    cuts: list[Numbers] = [
        fcluster(tree, bound, "distance").astype(np.int64) for bound in np.linspace(0.05, 0.99, 48)
    ]
    return max(cuts, key=score)


def by_density(pile: Pile) -> Numbers:
    """HDBSCAN of scikit-learn on the vectors; what it calls noise stands alone."""
    from sklearn.cluster import HDBSCAN

    return _noise_alone(HDBSCAN(copy=True).fit_predict(pile.vectors))


def by_agglomeration(pile: Pile) -> Numbers:
    """Agglomerative clustering of scikit-learn on the vectors: at its defaults two clusters."""
    from sklearn.cluster import AgglomerativeClustering

    return np.asarray(AgglomerativeClustering().fit_predict(pile.vectors), dtype=np.int64)


def by_bertopic(pile: Pile) -> Numbers:
    """BERTopic on the vectors, seeded; what it calls noise stands alone."""
    from bertopic import BERTopic
    from umap import UMAP

    # its own default, but for the seed: without one, every run gives other topics
    plane = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
    model = BERTopic(umap_model=plane)
    labels, _ = model.fit_transform([one.passage for one in pile.teasers], pile.vectors)
    return _noise_alone(np.asarray(labels))


def _noise_alone(labels: Numbers) -> Numbers:
    """Give each teaser that is in no cluster a number of its own."""
    numbers = labels.astype(np.int64)
    alone = numbers < 0
    numbers[alone] = numbers.max() + 1 + np.arange(alone.sum())
    return numbers
