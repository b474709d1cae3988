"""Pixels that another thread is taking out of a PNG: a photo takes 50 ms, for which the window need not stand still."""

from __future__ import annotations

from concurrent.futures import Future
from threading import Thread

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImageReader

Grey = NDArray[np.uint8]

WHITE = 255


class Decoding:
    """A grey picture (P, Q) on its way: its `shape` is known at once, for its pixels one waits in `grey`."""

    def __init__(self, png: bytes) -> None:
        """Raises `ValueError` for bytes that are no PNG."""
        data = QBuffer()
        data.setData(QByteArray(png))
        data.open(QIODevice.OpenModeFlag.ReadOnly)
        size = QImageReader(data, b"png").size()
        if size.isEmpty():
            raise ValueError("not a PNG")
        self.shape = size.height(), size.width()
        self._pixels: Future[Grey] = Future()
        Thread(target=self._decode, args=(png,), name="decoding").start()

    @property
    def is_done(self) -> bool:
        return self._pixels.done()

    @property
    def grey(self) -> Grey:
        return self._pixels.result()

    def _decode(self, png: bytes) -> None:
        """Runs in the other thread."""
        try:
            self._pixels.set_result(decoded(png, self.shape))
        except Exception as error:  # whatever it is, nobody may wait forever
            self._pixels.set_exception(error)


def decoded(png: bytes, shape: tuple[int, int]) -> Grey:
    """The pixels (P, Q); white where they are damaged: the ink over them is worth more than the message."""
    import cv2  # lets other threads run, which Qt does not

    pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_GRAYSCALE)
    return np.full(shape, WHITE, np.uint8) if pixels is None else pixels.astype(np.uint8, copy=False)
