"""Which model is read with: the one that the command line names, else the one that the user chose, else what ships.

Loading itself runs in the worker thread, where torch is. A model whose files are not those that were checked is not
loaded; at the start the one that ships stands in for it, and `trouble` says so.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.services.model_files import ModelError
from app.services.models import SHIPPED, Models
from app.services.worker import Load, Recogniser
from app.telling import told

log = logging.getLogger(__name__)

Open = Callable[[Path | None], Recogniser]


def tr(text: str) -> str:
    return QCoreApplication.translate("Models", text)


class Loading:
    """Makes recognisers of models by their names; `given` is the path that the command line names for this session."""

    def __init__(self, models: Models, open_model: Open, given: Path | None = None) -> None:
        """`open_model` makes a recogniser of the files at a path, None for the model that ships."""
        self.models = models
        self.given = given
        self.in_use = SHIPPED  # the name of what was loaded last; of no meaning where a path is given
        self.trouble = ""  # why it is not the one chosen
        self._open = open_model

    @property
    def path(self) -> Path | None:
        """The files that are read with, without suffix as far as they are the user's; None for what ships."""
        if self.given is not None:
            return self.given
        return None if self.in_use == SHIPPED else self.models.folder / self.in_use / "model"

    def first(self) -> Recogniser:
        """The recogniser to start with; in the worker thread."""
        if self.given is not None:
            return self._open(self.given)
        chosen = self.models.chosen
        try:
            return self._load(chosen)
        except (ModelError, ValueError, OSError) as error:
            if chosen == SHIPPED:
                raise
            log.exception("the model that was chosen could not be loaded")
            instead = tr("The model “{}” cannot be used, so the one that comes with the program is: {}")
            self.trouble = instead.format(chosen, told(error))
            return self._load(SHIPPED)

    def of(self, name: str) -> Load:
        """What loads a model by its name; to be called in the worker thread. Raises what the first loading does."""
        return lambda: self._load(name)

    def rename(self, name: str, wanted: str) -> None:
        """A model has another name now."""
        if self.in_use == name:
            self.in_use = wanted

    def _load(self, name: str) -> Recogniser:
        path = self.models.verified(name)
        made = self._open(None if name == SHIPPED else path)
        self.in_use = name
        return made
