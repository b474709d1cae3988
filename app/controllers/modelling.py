"""Modelling: the models of the user, joined with the dialog that shows them and with the thread that reads.

Whatever touches files runs in a thread of its own. Another model takes the place of the one that reads while the window
stays open; it is written down as chosen only once it has been loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import QWidget

from app.canvas.content import Content, PlacedPicture
from app.panels.history_row import thumbnail
from app.panels.model_questions import ModelQuestions
from app.panels.models_table import shown
from app.services import files
from app.services.background import Background, Job, Then
from app.services.comparing import Comparing, samples_in
from app.services.loading import Loading
from app.services.models import Entry
from app.services.recognition import RecognitionService, Status
from app.telling import told
from app.theme import RESOURCES

if TYPE_CHECKING:
    from app.panels.models import ModelsDialog

Listed = tuple[tuple[Entry, ...], str, str]  # the models, the chosen one, the one before
SAMPLES = RESOURCES / "samples"


class Questions(Protocol):
    """What the user is asked."""

    def model_to_import(self) -> Path | None: ...

    def model_to_export(self, suggested: Path) -> Path | None: ...

    def samples_folder(self) -> Path | None: ...


class Modelling(QObject):
    """Lists, chooses and keeps models.

    Signals: `swapped(Path | None)` once another model reads, with the path of its files without suffix, None for the
    one that ships; `trouble(str)` and `said(str)` for the user, where the dialog is not there to say it.
    """

    swapped = Signal(object)
    trouble = Signal(str)
    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        recognition: RecognitionService,
        loading: Loading,
        questions: Questions | None = None,
        comparing: Comparing | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._recognition, self._loading = window, recognition, loading
        self._models = loading.models
        self._questions = questions or ModelQuestions(window)
        self._background = Background("models", self)
        self._comparing = comparing or Comparing(parent=self)
        self.dialog: ModelsDialog | None = None
        recognition.status_changed.connect(self._tell_of_start)

    def show(self) -> None:
        """Open the dialog, or bring it to the front."""
        if self.dialog is None:
            from app.panels.models import ModelsDialog

            given = self._loading.given
            self.dialog = ModelsDialog(str(given) if given is not None else "", self._window)
            self._connect(self.dialog, self._comparing)
            self._refresh()
        self.dialog.show()
        self.dialog.activateWindow()

    def use(self, name: str) -> None:
        """Read with this model from now on; where the command line names another, from the next start on."""
        self._swap(name, partial(self._models.choose, name))

    def back(self) -> None:
        """Read with the model that was used before."""
        self._run(lambda: self._models.before, lambda name: self._swap(name, self._models.back))

    def adopt(self, stem: Path, name: str, story: Path | None = None, then: Callable[[], None] | None = None) -> None:
        """Take in a model that was trained here, by the path of its files without suffix, and use it; call `then` once
        it was taken in, and its files are wanted no more."""

        def use(added: str) -> None:
            if then is not None:
                then()
            self.use(added)

        self._be_busy(self.tr("Checking the model…"))
        self._run(lambda: self._models.add(stem, name, story), use)

    def close(self) -> None:
        """End what is under way, and delete for good what was deleted."""
        self._comparing.close()
        self._models.stop()
        self._background.run(self._models.empty, lambda _: None, lambda _: None)
        self._background.close()

    def _connect(self, dialog: ModelsDialog, comparing: Comparing) -> None:
        dialog.use_wanted.connect(self.use)
        dialog.back_wanted.connect(self.back)
        dialog.rename_wanted.connect(self._rename)
        dialog.import_wanted.connect(self._import)
        dialog.export_wanted.connect(self._export)
        dialog.delete_wanted.connect(self._delete)
        dialog.restore_wanted.connect(self._restore)
        dialog.comparison.wanted.connect(self._compare)
        dialog.comparison.stop_wanted.connect(self._stop_comparing)
        comparing.read.connect(dialog.comparison.read)
        comparing.finished.connect(dialog.comparison.end)
        dialog.closed.connect(self._forget)

    def _forget(self) -> None:
        """The dialog is closed."""
        self._comparing.stop()
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None
        self._run(self._models.empty, lambda _: None)

    def _refresh(self, then: Callable[[ModelsDialog], object] | None = None) -> None:
        """List anew, and then do what shall be seen together with the new list."""
        self._run(self._list, lambda listed: self._show(listed, then))

    def _list(self) -> Listed:
        return self._models.list(), self._models.chosen, self._models.before

    def _show(self, listed: Listed, then: Callable[[ModelsDialog], object] | None) -> None:
        if self.dialog is not None:
            entries, chosen, before = listed
            in_use = self._loading.in_use if self._loading.given is None else None
            self.dialog.show_models(entries, in_use, chosen, before)
            if then is not None:
                then(self.dialog)

    def _swap(self, name: str, keep: Job) -> None:
        """Read with a model, and then `keep` that choice."""
        if self._loading.given is not None:
            text = self.tr("“{}” is used from the next start on, unless the command line names a model.")
            self._run(keep, lambda _: self._done(text.format(shown(name))))
            return
        self._be_busy(self.tr("Loading “{}”…").format(shown(name)))
        self._recognition.reload(self._loading.of(name), lambda trouble: self._take(name, keep, trouble))

    def _take(self, name: str, keep: Job, trouble: str) -> None:
        if trouble:
            self._complain(self.tr("“{}” is not used: {}").format(shown(name), trouble))
            self._refresh()
            return
        self.swapped.emit(self._loading.path)
        self._run(keep, lambda _: self._done(self.tr("“{}” reads from now on.").format(shown(name))))

    def _rename(self, name: str, wanted: str) -> None:
        def take(found: str) -> None:
            self._loading.rename(name, found)
            self._done("", found)

        self._run(lambda: self._models.rename(name, wanted), take)

    def _import(self) -> None:
        source = self._questions.model_to_import()
        if source is not None:
            self._be_busy(self.tr("Checking {}…").format(source.name))
            text = self.tr("“{}” was taken in.")
            self._run(lambda: self._models.import_(source), lambda name: self._done(text.format(name), name))

    def _export(self, name: str) -> None:
        target = self._questions.model_to_export(Path(f"{shown(name)}.zip"))
        if target is not None:
            self._be_busy(self.tr("Writing {}…").format(target.name))
            text = self.tr("Exported as {}").format(target.name)
            self._run(lambda: self._models.export(name, target), lambda _: self._done(text))

    def _delete(self, name: str) -> None:
        def offer(dialog: ModelsDialog) -> None:
            dialog.offer_restoring(name)

        self._run(lambda: self._models.delete(name), lambda _: self._refresh(offer))

    def _restore(self, name: str) -> None:
        self._run(lambda: self._models.restore(name), lambda back: self._done("", back))

    def _compare(self, first: str, second: str, own: bool) -> None:
        folder = self._questions.samples_folder() if own else SAMPLES
        if folder is not None:
            self._run(
                lambda: (samples_in(folder), [self._models.verified(name) for name in (first, second)]),
                lambda found: self._begin_comparing(*found),
            )

    def _begin_comparing(self, samples: Sequence[Path], stems: Sequence[Path]) -> None:
        if self.dialog is None:
            return
        view = self.dialog.comparison
        view.begin(samples)
        if not samples:
            view.end(self.tr("There are no InkML files and no pictures in this folder: choose another one."))
            return
        size, colour = view.sizeof_drawing(), view.palette().color(QPalette.ColorRole.Text)
        for path in samples:
            self._run(partial(_drawing, path, size, colour), partial(self._draw, str(path)), lambda _: None)
        self._comparing.compare([stem.with_name(f"{stem.name}.safetensors") for stem in stems], samples)

    def _draw(self, path: str, drawing: QImage) -> None:
        if self.dialog is not None:
            self.dialog.comparison.draw(path, drawing)

    def _stop_comparing(self) -> None:
        self._comparing.stop()
        if self.dialog is not None:
            self.dialog.comparison.end(self.tr("Stopped."))

    def _tell_of_start(self, _: Status) -> None:
        """Say once that another model than the chosen one reads."""
        trouble, self._loading.trouble = self._loading.trouble, ""
        if trouble:
            self._complain(trouble)

    def _run(self, job: Job, then: Then, failed: Callable[[Exception], None] | None = None) -> None:
        self._background.run(job, then, failed or self._fail)

    def _fail(self, error: Exception) -> None:
        self._complain(told(error))
        self._refresh()

    def _be_busy(self, text: str) -> None:
        if self.dialog is not None:
            self.dialog.be_busy(text)

    def _done(self, text: str, name: str | None = None) -> None:
        """Something is done: list anew, with `name` selected, and say `text`."""
        if self.dialog is None:
            self.said.emit(text)
            return

        def finish(dialog: ModelsDialog) -> None:
            dialog.rest(text)
            if name is not None:
                dialog.table.select(name)

        self._refresh(finish)

    def _complain(self, text: str) -> None:
        if self.dialog is None:
            self.trouble.emit(text)
        else:
            self.dialog.complain(text)


def _drawing(path: Path, size: QSize, colour: QColor) -> QImage:
    """What is written in a file, in small; in the other thread. Raises `FileError`."""
    found = files.read(path)
    if found.picture is not None:
        return thumbnail(Content(picture=PlacedPicture(found.picture)), size, colour)
    return thumbnail(Content(found.ink.strokes if found.ink is not None else ()), size, colour)
