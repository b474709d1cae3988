"""The losses of learning without labels, each with its formula, and the figures that betray a collapse.

Letters: N embeddings, E their size, B images, K pairs an image. Embeddings are normalised where a cosine is meant.
"""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from training import parallel


def nt_xent(first: Tensor, second: Tensor, temperature: float, queue: Tensor | None = None) -> Tensor:
    """NT-Xent (Chen et al., arXiv 2002.05709, equation 1): each view finds its partner among all other views.

    -log exp(z_i . z_j / t) / sum_{k != i} exp(z_i . z_k / t), the mean over both views of all images. `queue` holds
    embeddings of earlier batches that repel, too (cross-batch memory, Wang et al., arXiv 1912.06798).

    Shapes: (B, E) twice; `queue` (N, E). A scalar, this process's part of the mean.
    """
    own, count = torch.cat([first, second]), len(first)
    start = parallel.offset(count, first.device)
    everyone = torch.cat([parallel.gather(first), parallel.gather(second)])  # (2 B', E), B' of all processes
    logits = own @ everyone.T / temperature
    row = torch.arange(count, device=first.device) + start
    half = len(everyone) // 2
    itself, partner = torch.cat([row, row + half]), torch.cat([row + half, row])
    logits = logits.scatter(1, itself[:, None], -torch.inf)  # nobody is compared to itself
    if queue is not None and len(queue):
        logits = torch.cat([logits, own @ queue.T / temperature], dim=1)
    loss = F.cross_entropy(logits.float(), partner, reduction="sum")
    return parallel.mean(loss, torch.tensor(2 * count, device=first.device))


def local_nt_xent(first: Tensor, second: Tensor, image: Tensor, cell: Tensor, temperature: float) -> Tensor:
    """InfoNCE over cells: a cell finds the cell of the other view that shows the same ink among all chosen ones.

    Cells beside the partner in the same picture show nearly the same ink: they neither attract nor repel.

    Shapes: (N, E) twice, row i of both shows the same ink; `image` (N,), and `cell` (N, 2, 2): row and column in each
    view. A scalar, this process's part of the mean over both directions.
    """
    start = parallel.offset(len(first), first.device)
    images = parallel.gather((image + 100_000 * parallel.rank())[:, None].float())[:, 0]
    target = torch.arange(len(first), device=first.device) + start
    sides = []
    for here, there, view in ((first, second, 1), (second, first, 0)):
        cells = parallel.gather(cell[:, view].float())  # (N', 2)
        near = (cells[target, None] - cells[None]).abs().amax(2) <= 1
        near &= images[target, None] == images[None]
        near = near.scatter(1, target[:, None], False)
        logits = (here @ parallel.gather(there).T / temperature).masked_fill(near, -torch.inf)
        sides.append(F.cross_entropy(logits.float(), target, reduction="sum"))
    return parallel.mean(torch.stack(sides).sum() / 2, torch.tensor(len(first), device=first.device))


def byol(prediction: Tensor, target: Tensor) -> Tensor:
    """BYOL (Grill et al., arXiv 2006.07733, equation 2): 2 - 2 cos, the mean over images. Shapes: (B, E) twice."""
    loss = (2 - 2 * F.cosine_similarity(prediction.float(), target.float())).sum()
    return parallel.mean(loss, torch.tensor(len(target), device=target.device))


def barlow_twins(first: Tensor, second: Tensor, redundancy: float) -> Tensor:
    """Barlow Twins (Zbontar et al., arXiv 2103.03230, equation 1): the views' cross-correlation becomes the identity.

    sum_i (1 - C_ii)^2 + redundancy * sum_{i != j} C_ij^2, over embeddings standardised along the batch, divided by
    their size. Shapes: (B, E) twice.
    """
    one, other = (_standardised(parallel.gather(side.float())) for side in (first, second))
    correlation = one.T @ other / len(one)  # (E, E)
    diagonal = correlation.diagonal()
    off = correlation.square().sum() - diagonal.square().sum()
    return ((1 - diagonal).square().sum() + redundancy * off) / len(correlation)


def _standardised(x: Tensor) -> Tensor:
    return (x - x.mean(0)) / (x.var(0, unbiased=False) + 1e-5).sqrt()


def reconstruction(drawn: Tensor, raster: Tensor, hidden: Tensor) -> Tensor:
    """Masked reconstruction (SimMIM, Xie et al., arXiv 2111.09886): mean absolute error over hidden pixels.

    A line is a few pixels among many: inked pixels count as much as all the others together.

    Shapes: `drawn`, `raster` (B, 4, P, Q); `hidden` (B, 1, P, Q), 1 where the network saw nothing.
    """
    error = (drawn.float() - raster).abs().mean(1, keepdim=True) * hidden  # (B, 1, P, Q)
    inked = (raster[:, :1] > 0.1).float() * hidden
    both = [parallel.mean((error * part).sum(), part.sum()) for part in (inked, hidden - inked)]
    return torch.stack(both).mean()


def health(first: Tensor, second: Tensor) -> dict[str, float]:
    """Signs of collapse, of embeddings (B, E) of two views of the same images.

    `deviation`: of a normalised coordinate, times sqrt(E): 1 is spread evenly, 0 is one point. `alignment`: mean square
    distance of partners; `uniformity`: log mean exp(-2 d^2) over pairs of images (Wang and Isola, arXiv 2005.10242).
    `effective_rank`: exp of the entropy of the singular values (Roy and Vetterli 2007). `retrieval`: share of images
    whose second view is the nearest to the first one. Of a single image nothing can be said.
    """
    if len(first) < 2:
        return {}
    one, other = (F.normalize(side.detach().float(), dim=1) for side in (first, second))
    values = torch.linalg.svdvals(one - one.mean(0))
    spread = values / values.sum().clamp(min=1e-9)
    nearest = (one @ other.T).argmax(1)
    return {
        "deviation": float(one.std(0, unbiased=False).mean() * one.shape[1] ** 0.5),
        "alignment": float((one - other).square().sum(1).mean()),
        "uniformity": float(torch.pdist(one).square().mul(-2).exp().mean().clamp(min=1e-9).log()),
        "effective_rank": float(torch.special.entr(spread).sum().exp()),
        "retrieval": float((nearest == torch.arange(len(one), device=one.device)).float().mean()),
    }
