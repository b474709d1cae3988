"""Reads handwritten mathematics: from ink or pictures to LaTeX. No Qt and no training code in this package."""
