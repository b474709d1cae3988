"""The three stages by name."""

from __future__ import annotations

from training.attend import Attend
from training.finetune import Finetune
from training.pretrain import Pretrain
from training.stage import RunOptions

__all__ = ["STAGES", "RunOptions"]

STAGES: dict[str, type[Pretrain] | type[Attend] | type[Finetune]] = {
    stage.name: stage for stage in (Pretrain, Attend, Finetune)
}
