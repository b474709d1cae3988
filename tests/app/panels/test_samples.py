"""The samples dialog lists what is kept, lets deletions be taken back, and says what is going for good."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.panels import sample_row
from app.panels.history_row import Wish
from app.panels.samples import SamplesDialog
from app.services.samples import How, Sample
from tests.app.paper import picture, stroke

WHEN = datetime(2026, 3, 14, 15, 9)
SAMPLES = [
    Sample(("2",), How.PINNED, (stroke(1),), None, ("z",), WHEN, id=3),
    Sample(("x", "+", "1"), How.COLLECTED, (stroke(2),), None, (), WHEN, id=5),
    Sample(("y",), How.TYPED, (), picture().grey, ("4",), WHEN, id=8),
]


@pytest.fixture
def dialog(qtbot: QtBot) -> SamplesDialog:
    made = SamplesDialog()
    qtbot.addWidget(made)
    made.drawings.wanted.connect(lambda wish: made.drawings.take(wish, sample_row.draw(of(made, wish), wish)))
    made.show_samples(SAMPLES, (5, 164))
    made.show()
    qtbot.waitExposed(made)
    return made


def of(dialog: SamplesDialog, wish: Wish) -> Sample:
    sample = dialog.sample(wish.sheet)
    assert sample is not None
    return sample


def listed(dialog: SamplesDialog) -> list[str]:
    role = Qt.ItemDataRole.AccessibleTextRole
    return [dialog.list.item(row).data(role).split(",")[0] for row in range(dialog.list.count())]


def test_samples_are_listed_newest_first_and_counted(dialog: SamplesDialog) -> None:
    assert listed(dialog) == ["y", "x+1", "2"]
    assert "Samples: 3. Symbols of your hand among them: 5 of 164." in dialog.told.text()


def test_a_row_says_what_was_read_and_how_the_sample_came(dialog: SamplesDialog) -> None:
    told = dialog.list.item(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "read as z" in told
    assert "a symbol was chosen" in told


def test_rows_show_ink_and_both_formulas(dialog: SamplesDialog, qtbot: QtBot) -> None:
    drawn = [sample_row.draw(sample, Wish(sample.id, sample.latex, (84, 56), "#000000")) for sample in SAMPLES]
    assert [drawing.read is not None for drawing in drawn] == [True, False, True]
    assert all(drawing.formula is not None and not drawing.ink.isNull() for drawing in drawn)
    plain = dialog.list.grab().toImage()
    dialog.drawings.forget()
    dialog.drawings.wanted.disconnect()
    assert dialog.list.grab().toImage() != plain


def test_nothing_goes_before_its_time_to_be_brought_back_is_over(dialog: SamplesDialog, qtbot: QtBot) -> None:
    gone: list[list[int]] = []
    dialog.delete_wanted.connect(gone.append)
    dialog.list.setFocus()
    dialog.list.setCurrentRow(1)
    QTest.keyClick(dialog.list, Qt.Key.Key_Delete)
    assert listed(dialog) == ["y", "2"]
    QTest.mouseClick(dialog.bar.button, Qt.MouseButton.LeftButton)
    assert listed(dialog) == ["y", "x+1", "2"]
    assert gone == []


def test_what_was_deleted_goes_when_the_dialog_is_closed(dialog: SamplesDialog, qtbot: QtBot) -> None:
    dialog.list.setCurrentRow(0)
    QTest.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.delete_wanted) as heard:
        QTest.mouseClick(dialog.close_button, Qt.MouseButton.LeftButton)
    assert heard.args == [[8]]


def test_all_can_be_deleted_at_once_and_brought_back(dialog: SamplesDialog, qtbot: QtBot) -> None:
    QTest.mouseClick(dialog.delete_all_button, Qt.MouseButton.LeftButton)
    assert listed(dialog) == []
    assert "There are no samples yet" in dialog.told.text()
    assert not dialog.export_button.isEnabled()
    with qtbot.waitSignal(dialog.delete_wanted) as heard:
        dialog.bar.finish()
    assert heard.args == [[8, 5, 3]]


def test_what_is_being_deleted_does_not_come_back_when_samples_are_added(dialog: SamplesDialog) -> None:
    dialog.list.setCurrentRow(0)
    QTest.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    dialog.show_samples([*SAMPLES, Sample(("z",), How.COLLECTED, (stroke(9),), id=9)], (6, 164))
    assert listed(dialog) == ["z", "x+1", "2"]


def test_the_tick_is_announced_when_the_user_changes_it(dialog: SamplesDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.use_wanted):
        dialog.say_used(True)
    with qtbot.waitSignal(dialog.use_wanted) as heard:
        QTest.keyClick(dialog.use, Qt.Key.Key_Space)
    assert heard.args == [False]


def test_only_what_can_be_done_is_offered_and_everything_is_explained(dialog: SamplesDialog) -> None:
    assert not dialog.delete_button.isEnabled()
    dialog.list.setCurrentRow(0)
    assert dialog.delete_button.isEnabled()
    assert all(button.toolTip() for button in dialog.findChildren(QPushButton))
