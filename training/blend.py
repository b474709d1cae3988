"""Blend: a fine-tuned model drawn back towards the one it began with, by a weighted mean of their weights.

`python -m training blend --model NEW --start OLD --share 0.9 --out FILE`. What fine-tuning taught stays for the most
part, and some of what it made the network forget comes back (Wortsman et al., arXiv 2109.01903). What belongs to a
token is found by its name; tokens that the old model did not know stay as they are in the new one.
"""

from __future__ import annotations

from pathlib import Path

from mathnet.checkpoint import load_model, read_card, save_model
from mathnet.model import Model
from training.transfer import digest, initialise_whole


def blend_models(model: Path, start: Path, share: float, out: Path) -> int:
    """Writes `share` of `model` and the rest of `start` to `out`; the card is that of `model`, with both digests.

    Returns 0. Raises `ValueError` for a share outside 0 to 1 and for models of different networks.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not {share}")
    trained, vocabulary = load_model(model)
    before = Model(trained.config, len(vocabulary))
    before.load_state_dict(trained.state_dict())  # for what is new in it
    initialise_whole(before, vocabulary, start, new_as_they_are=True)
    weights = before.state_dict()
    for name, value in trained.state_dict().items():
        if value.is_floating_point():
            weights[name] = weights[name].lerp(value, share)
    trained.load_state_dict(weights)
    blended = {"share": share, "model": digest(model), "start": digest(start)}
    save_model(trained, vocabulary, out.with_suffix(""), {**read_card(model)["training"], "blended": blended})
    print(f"{share:.0%} of {model} and {1 - share:.0%} of {start} written to {out.with_suffix('.safetensors')}")
    return 0
