"""A canvas of its own for each test, and a finger."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.canvas import InkCanvas
from app.canvas.document import Document


@pytest.fixture
def canvas(qapp: QApplication, qtbot: QtBot) -> Iterator[InkCanvas]:
    made = InkCanvas(Document())
    made.setPalette(theme.palette(theme.load("light")))
    made.resize(400, 300)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.document.close()


@pytest.fixture(scope="session")
def finger(qapp: QApplication) -> QPointingDevice:
    return QTest.createTouchDevice()
