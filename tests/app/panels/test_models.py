"""The dialog of models offers what can be done, and says what was."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QTreeWidget
from pytestqt.qtbot import QtBot

from app.panels.models import ModelsDialog
from app.services.model_story import Figure, Story
from app.services.models import SHIPPED, Entry

FIGURES = {"check": Figure(0.617, 0.605, 120), "corrections": Figure(0.7, 0.3, 10)}
MINE = Story(datetime(2026, 1, 2, 3, 4), "abc", {"corrections": 24, "composed": 1}, FIGURES)
ENTRIES = (
    Entry(SHIPPED, Path("shipped"), sha256="abc"),
    Entry("mine", Path("mine/model"), MINE, "def"),
    Entry("other", Path("other/model")),
    Entry("broken", Path("broken/model"), is_whole=False),
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qtbot: QtBot) -> ModelsDialog:
    made = ModelsDialog()
    qtbot.addWidget(made)
    made.show_models(ENTRIES, "mine", "mine", "other")
    made.show()
    qtbot.waitExposed(made)
    return made


def row(table: QTreeWidget, name: str) -> list[str]:
    (item,) = table.findItems(name, Qt.MatchFlag.MatchExactly)
    return [item.text(column) for column in range(1, table.columnCount())]


def choices(box: QComboBox) -> list[str]:
    return [box.itemText(place) for place in range(box.count())]


def test_models_are_listed_with_what_is_known_of_them(dialog: ModelsDialog) -> None:
    state, made, data, check, hand = row(dialog.table, "mine")
    assert state == "in use"
    assert made == "2 January, 03:04" or made.endswith("2026")
    assert data == "24 corrections, one composed formula"
    assert (check, hand) == ("61.7 %", "70.0 %")
    assert row(dialog.table, "other") == ["", "–", "–", "–", "–"]
    assert row(dialog.table, "broken")[0] == "damaged"


def test_the_parent_of_a_measured_model_has_the_figure_it_had_then(dialog: ModelsDialog) -> None:
    assert row(dialog.table, "Mask & Match") == ["", "–", "comes with the program", "60.5 %", "–"]


def test_only_what_can_be_done_is_offered(dialog: ModelsDialog) -> None:
    def offered(name: str) -> set[str]:
        dialog.table.select(name)
        buttons = (dialog.use_button, dialog.rename_button, dialog.export_button, dialog.delete_button)
        return {button.text().replace("&", "") for button in buttons if button.isEnabled()}

    assert offered("mine") == {"Rename", "Export…"}
    assert offered("other") == {"Use", "Rename", "Export…", "Delete"}
    assert offered(SHIPPED) == {"Use", "Export…"}
    assert offered("broken") == {"Rename", "Delete"}


def test_a_chosen_model_that_could_not_be_loaded_can_give_way_for_good(dialog: ModelsDialog) -> None:
    dialog.show_models(ENTRIES, SHIPPED, "mine", "other")
    assert (row(dialog.table, "mine")[0], row(dialog.table, "Mask & Match")[0]) == ("chosen", "in use")
    dialog.table.select(SHIPPED)
    assert dialog.use_button.isEnabled()


def test_using_and_going_back_are_announced(dialog: ModelsDialog, qtbot: QtBot) -> None:
    dialog.table.select("other")
    with qtbot.waitSignal(dialog.use_wanted) as heard:
        QTest.mouseClick(dialog.use_button, LEFT)
    assert heard.args == ["other"]
    assert dialog.back_button.text() == "&Back to “other”"
    with qtbot.waitSignal(dialog.back_wanted):
        QTest.mouseClick(dialog.back_button, LEFT)


def test_a_name_is_edited_in_its_place(dialog: ModelsDialog, qtbot: QtBot) -> None:
    dialog.table.select("other")
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    editor = dialog.table.findChild(QLineEdit)
    assert editor is not None
    editor.clear()
    QTest.keyClicks(editor, "My hand")
    with qtbot.waitSignal(dialog.table.rename_wanted) as heard:
        QTest.keyClick(editor, Qt.Key.Key_Return)
    assert heard.args == ["other", "My hand"]
    assert dialog.isVisible()


def test_the_name_of_the_model_that_ships_cannot_be_edited(dialog: ModelsDialog) -> None:
    dialog.table.select(SHIPPED)
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_F2)
    assert dialog.table.findChild(QLineEdit) is None


def test_the_delete_key_deletes_what_may_be_deleted(dialog: ModelsDialog, qtbot: QtBot) -> None:
    dialog.table.select("mine")  # which is in use
    with qtbot.assertNotEmitted(dialog.delete_wanted):
        QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    dialog.table.select("other")
    with qtbot.waitSignal(dialog.delete_wanted) as heard:
        QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert heard.args == ["other"]


def test_a_deletion_can_be_taken_back(dialog: ModelsDialog, qtbot: QtBot) -> None:
    assert not dialog.undo_button.isVisible()
    dialog.offer_restoring("other")
    assert "“other” was deleted" in dialog.told.text()
    with qtbot.waitSignal(dialog.restore_wanted) as heard:
        QTest.mouseClick(dialog.undo_button, LEFT)
    assert heard.args == ["other"]
    dialog.rest()
    assert not dialog.undo_button.isVisible()


def test_nothing_else_can_be_begun_while_something_takes_a_while(dialog: ModelsDialog) -> None:
    dialog.table.select("other")
    dialog.be_busy("Checking…")
    assert dialog.bar.isVisible()
    assert not any(button.isEnabled() for button in (dialog.use_button, dialog.import_button, dialog.delete_button))
    dialog.complain("It is damaged.")
    assert not dialog.bar.isVisible()
    assert (dialog.trouble.text(), dialog.told.isVisible()) == ("It is damaged.", False)
    assert dialog.import_button.isEnabled()


def test_what_was_selected_stays_selected_when_the_list_is_new(dialog: ModelsDialog) -> None:
    dialog.table.select("other")
    dialog.show_models(ENTRIES, "mine", "mine", "other")
    assert dialog.table.current == "other"
    dialog.show_models(ENTRIES[:2], "mine", "mine", "other")
    assert dialog.table.current == "mine"


def test_a_model_of_the_command_line_is_named_and_none_is_in_use(qtbot: QtBot) -> None:
    made = ModelsDialog("other/model.safetensors")
    qtbot.addWidget(made)
    made.show_models(ENTRIES, None, "mine", "other")
    made.show()
    assert made.session.isVisible()
    assert "other/model.safetensors" in made.session.text()
    assert row(made.table, "mine")[0] == "chosen"


def test_two_models_are_compared_and_it_is_said_where_they_differ(dialog: ModelsDialog, qtbot: QtBot) -> None:
    view = dialog.comparison
    assert choices(view.models[0]) == ["Mask & Match", "mine", "other"]  # none that is damaged
    with qtbot.waitSignal(view.wanted) as heard:
        QTest.mouseClick(view.button, LEFT)
    assert heard.args == [SHIPPED, "mine", False]
    view.begin([Path("a.inkml"), Path("b.inkml"), Path("c.inkml")])
    for model, path, latex in ((0, "a.inkml", "x"), (0, "b.inkml", "y"), (1, "a.inkml", "x"), (1, "b.inkml", "z")):
        view.read(model, path, latex)
    view.read(1, "of another time.inkml", "x")
    view.end("")
    items = [view.table.topLevelItem(place) for place in range(3)]
    assert [item.text(3) for item in items if item] == ["", "differs", ""]
    assert view.told.text() == "They differ in 1 of 2 formulas."


def test_a_comparison_can_be_stopped(dialog: ModelsDialog, qtbot: QtBot) -> None:
    view = dialog.comparison
    view.begin([Path("a.inkml")])
    assert view.button.text() == "&Stop"
    assert not view.source.isEnabled()
    with qtbot.waitSignal(view.stop_wanted):
        QTest.mouseClick(view.button, LEFT)
    view.end("Stopped.")
    assert (view.button.text(), view.told.text()) == ("&Compare", "Stopped.")


def test_what_was_read_is_shown_as_in_print_and_ink_beside_it(dialog: ModelsDialog, qtbot: QtBot) -> None:
    view = dialog.comparison
    view.begin([Path("a.inkml")])
    blank = view.table.viewport().grab().toImage()
    drawing = QImage(view.sizeof_drawing(), QImage.Format.Format_ARGB32)
    drawing.fill(Qt.GlobalColor.red)
    view.draw("a.inkml", drawing)
    view.read(0, "a.inkml", r"\frac{1}{2}")
    view.read(1, "a.inkml", "")
    item = view.table.topLevelItem(0)
    assert item is not None
    qtbot.waitUntil(lambda: item.data(1, Qt.ItemDataRole.UserRole + 2) is not None)
    seen = view.table.viewport().grab().toImage()
    areas = [view.table.visualRect(view.table.indexFromItem(item, column)) for column in range(3)]
    assert all(seen.copy(area) != blank.copy(area) for area in areas)


def test_every_control_is_named_and_explained(dialog: ModelsDialog) -> None:
    controls = [found for kind in (QComboBox, QTreeWidget, QPushButton) for found in dialog.findChildren(kind)]
    assert len(controls) == 14
    for control in controls:
        assert control.toolTip()
        assert control.accessibleName() or (isinstance(control, QPushButton) and control.text())
