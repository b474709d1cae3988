"""Ink and tiny untrained networks for tests of the raster, the network and the search."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from mathnet.config import ModelConfig, tiny
from mathnet.ink import Ink
from mathnet.model import Model
from mathnet.raster import rasterize

CROSS = ([(0, 0), (40, 40)], [(40, 0), (0, 40)])
WIDE = (*CROSS, [(60, 20), (100, 20)], [(80, 0), (80, 40)], [(130, 0), (130, 40)], [(150, 5), (190, 30)])
TALL = (*CROSS, [(0, 60), (40, 60)], [(20, 80), (20, 120)])


def raster_of(strokes: object) -> Tensor:
    """Shapes: (1, 4, P, Q)."""
    return torch.from_numpy(rasterize(Ink.of(strokes))[0])[None]


def padded(rasters: list[Tensor]) -> tuple[Tensor, Tensor]:
    """Rasters as one batch, and where it is no padding: (B, 4, P, Q) and (B, 1, P/16, Q/16)."""
    height, width = (max(raster.shape[axis] for raster in rasters) for axis in (2, 3))
    batch, valid = torch.zeros(len(rasters), 4, height, width), torch.zeros(len(rasters), 1, height // 16, width // 16)
    for row, raster in enumerate(rasters):
        batch[row, :, : raster.shape[2], : raster.shape[3]] = raster
        valid[row, :, : raster.shape[2] // 16, : raster.shape[3] // 16] = 1
    return batch, valid


def untrained(vocabulary: int, seed: int = 0, config: ModelConfig | None = None, spread: float = 1.0) -> Model:
    """A tiny network of random weights whose batch norms are not the identity; `spread` sharpens what it predicts."""
    torch.manual_seed(seed)
    model = Model(config or tiny(), vocabulary)
    for module in model.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            for values, low, high in ((module.running_mean, -0.3, 0.3), (module.running_var, 0.5, 2.0)):
                values.uniform_(low, high)
            torch.nn.init.uniform_(module.weight, 0.5, 1.5)
            torch.nn.init.uniform_(module.bias, -0.2, 0.2)
    with torch.no_grad():
        model.decoder.out.weight.mul_(spread)
    return model.eval()


def wavy(points: int, turns: float = 2.0) -> np.ndarray:
    """A smooth curve, sampled by so many points. Shapes: (N, 2)."""
    along = np.linspace(0, 1, points)
    return np.stack([100 * along, 30 * np.sin(2 * np.pi * turns * along)], axis=1)
