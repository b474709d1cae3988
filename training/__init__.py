"""The training pipeline: one stage a file, `python -m training STAGE`. No Qt in this package."""
