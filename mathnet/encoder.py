"""Encoder: a convolutional network from the raster to cells at stride 8, with context from stride 16.

Residual stages (He et al., arXiv 1512.03385) at strides 4, 8 and 16; the coarse map is brought back and added to the
fine one (Lin et al., arXiv 1612.03144), so that dots and bars keep their own cells and still know their surroundings.
Padding of a batch is set to zero after every normalisation: it cannot change the result.

Letters: B batch, C channels, P Q pixels, H W cells of the stage at hand (P/8, Q/8 at the end), D width of the model.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from mathnet.config import EncoderConfig
from mathnet.raster import CHANNELS

CELL = 8  # pixels of a cell: the encoder's stride


class ConvNorm(nn.Module):
    """Convolution and batch norm. `fuse` folds the second into the first, for inference."""

    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int = 1) -> None:
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False)
        self.norm: nn.Module = nn.BatchNorm2d(outputs)

    def forward(self, x: Tensor) -> Tensor:
        result: Tensor = self.norm(self.conv(x))
        return result

    def fuse(self) -> None:
        if isinstance(self.norm, nn.BatchNorm2d):
            self.conv = nn.utils.fuse_conv_bn_eval(self.conv.eval(), self.norm.eval())
            self.norm = nn.Identity()


def within(x: Tensor, valid: Tensor | None) -> Tensor:
    """Sets padding to zero. Shapes: `x` (B, C, H, W); `valid` (B, 1, H, W) with 1 inside, or None for no padding."""
    return x if valid is None else x * valid.to(x.dtype)  # mixed precision stays as it is


class Residual(nn.Module):
    """The basic residual block: two 3x3 convolutions and a shortcut."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = ConvNorm(inputs, outputs, 3, stride)
        self.second = ConvNorm(outputs, outputs, 3)
        self.shortcut = _shortcut(inputs, outputs, stride)

    def forward(self, x: Tensor, valid: Tensor | None) -> Tensor:
        hidden = within(F.relu(self.first(x)), valid)
        return within(F.relu(self.second(hidden) + self.shortcut(x)), valid)


def _shortcut(inputs: int, outputs: int, stride: int) -> nn.Module:
    """Pooled before it is projected, so that no pixel is passed over (He et al., arXiv 1812.01187, ResNet-D).

    The strided 1x1 convolution of the plain network also corrupts memory in PyTorch 2.13's CPU backward pass.
    """
    if stride == 1 and inputs == outputs:
        return nn.Identity()
    return nn.Sequential(nn.AvgPool2d(stride), ConvNorm(inputs, outputs, 1))


class Stage(nn.Module):
    """Residual blocks of one resolution; the first halves the map."""

    def __init__(self, inputs: int, outputs: int, blocks: int) -> None:
        super().__init__()
        sizes = [inputs] + [outputs] * blocks
        self.blocks = nn.ModuleList(
            Residual(sizes[index], sizes[index + 1], 2 if index == 0 else 1) for index in range(blocks)
        )

    def forward(self, x: Tensor, valid: Tensor | None) -> Tensor:
        for block in self.blocks:
            x = block(x, valid)
        return x


class Encoder(nn.Module):
    """Raster to cells. Shapes: (B, 4, P, Q) to (B, D, P/8, Q/8), P and Q multiples of 16."""

    def __init__(self, config: EncoderConfig, width: int) -> None:
        super().__init__()
        quarter, eighth, sixteenth = config.channels
        self.stem = ConvNorm(len(CHANNELS), config.stem, 3, 2)
        self.quarter = Stage(config.stem, quarter, config.blocks[0])
        self.eighth = Stage(quarter, eighth, config.blocks[1])
        self.sixteenth = Stage(eighth, sixteenth, config.blocks[2])
        self.fine = ConvNorm(eighth, width, 1)
        self.coarse = ConvNorm(sixteenth, width, 1)
        self.frozen: list[nn.Module] = []

    def freeze(self, stages: int) -> None:
        """Keeps the stem and so many stages, the finest first, as they are in training, statistics included.

        0 freezes nothing.
        """
        self.frozen = [self.stem, self.quarter, self.eighth, self.sixteenth][: stages + 1] if stages else []
        for part in self.frozen:
            part.requires_grad_(False)

    def train(self, mode: bool = True) -> Encoder:
        super().train(mode)
        for part in self.frozen:
            part.eval()
        return self

    def forward(self, raster: Tensor, valid: Tensor | None = None) -> Tensor:
        """`valid` (B, 1, P/16, Q/16) is 1 where a raster of the batch reaches, 0 in padding; None for no padding."""
        at = {scale: None if valid is None else _enlarge(valid, 16 // scale) for scale in (2, 4, 8, 16)}
        x = within(F.relu(self.stem(raster)), at[2])  # (B, C, P/2, Q/2)
        x = self.quarter(x, at[4])  # (B, C, P/4, Q/4)
        fine = self.eighth(x, at[8])  # (B, C, P/8, Q/8)
        coarse = self.sixteenth(fine, at[16])  # (B, C, P/16, Q/16)
        context = F.interpolate(self.coarse(coarse), scale_factor=2.0, mode="nearest")  # (B, D, P/8, Q/8)
        return within(F.relu(self.fine(fine) + context), at[8])


def _enlarge(valid: Tensor, factor: int) -> Tensor:
    return valid if factor == 1 else valid.repeat_interleave(factor, 2).repeat_interleave(factor, 3)


def ink_cells(raster: Tensor, valid: Tensor | None = None) -> Tensor:
    """Cells that hold ink or touch one that does, none in padding: the memory is packed to these.

    Shapes: (B, 4, P, Q) and, as in `Encoder`, (B, 1, P/16, Q/16) to (B, H, W).
    """
    held = F.max_pool2d(raster[:, :1], CELL)
    near = F.max_pool2d((held > 0.1).to(raster.dtype), 3, 1, 1)
    return within(near, None if valid is None else _enlarge(valid, 16 // CELL))[:, 0] > 0
