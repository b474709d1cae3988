"""Vocabulary: the LaTeX tokens that a model knows, and their ids.

A vocabulary file holds one token a line, special tokens included; a token's id is its place in the file. Lines that
start with `#` are comments. The packaged file is `resources/vocabulary.txt`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from mathnet.errors import SpokenError

PAD, START, END = "<pad>", "<sos>", "<eos>"
SPECIALS = (PAD, START, END)


@dataclass(frozen=True)
class Vocabulary:
    """Tokens in the order of their ids, special tokens among them.

    Raises `ValueError` for a token that stands twice, is empty or has a space, and for a missing special token.
    """

    tokens: tuple[str, ...]
    _ids: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        ids = {token: number for number, token in enumerate(self.tokens)}
        for number, token in enumerate(self.tokens):
            if len(token.split()) != 1 or token.strip() != token:
                raise SpokenError("vocabulary token {} is {!r}: a token has no spaces and is not empty", number, token)
            if ids[token] != number:
                told = (token, number, ids[token])
                raise SpokenError("vocabulary token {!r} stands twice, at {} and {}: remove one", *told)
        missing = [special for special in SPECIALS if special not in ids]
        if missing:
            raise SpokenError("the vocabulary lacks {}: add them, one a line", " ".join(missing))
        object.__setattr__(self, "_ids", ids)

    @classmethod
    def load(cls, path: str | Path | None = None) -> Vocabulary:
        """The vocabulary in a file, or the packaged one; raises `OSError` for a file that cannot be read."""
        source = resources.files("resources") / "vocabulary.txt" if path is None else Path(path)
        lines = (line.strip() for line in source.read_text(encoding="utf-8").splitlines())
        return cls(tuple(line for line in lines if line and not line.startswith("#")))

    def __len__(self) -> int:
        return len(self.tokens)

    def __contains__(self, token: object) -> bool:
        return token in self._ids

    @property
    def pad(self) -> int:
        return self._ids[PAD]

    @property
    def start(self) -> int:
        return self._ids[START]

    @property
    def end(self) -> int:
        return self._ids[END]

    def encode(self, tokens: Iterable[str]) -> list[int]:
        """The ids of tokens, nothing added; raises `ValueError` that names the first token it does not know."""
        ids = []
        for token in tokens:
            if token not in self._ids:
                raise ValueError(f"the vocabulary of {len(self)} tokens has no {token!r}")
            ids.append(self._ids[token])
        return ids

    def decode(self, ids: Iterable[int]) -> tuple[str, ...]:
        """The tokens of ids without the special ones; raises `ValueError` for an id out of range."""
        tokens = []
        for number in ids:
            if not 0 <= number < len(self):
                raise ValueError(f"token id {number} is outside the vocabulary of {len(self)} tokens")
            tokens.append(self.tokens[number])
        return tuple(token for token in tokens if token not in SPECIALS)
