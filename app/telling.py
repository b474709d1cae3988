"""What an error says, or a process of ours, in the user's language.

`mathnet`, `training` and the system speak English. The sentences of the former two are found by `scripts/translate.py`
where they are made, and translated as `Spoken`; what else errors are known to say is listed here.
"""

from __future__ import annotations

import errno
import os

from PySide6.QtCore import QCoreApplication

from app.compute.words import QT_TRANSLATE_NOOP
from mathnet.errors import Spoken, SpokenError

# Why the system refuses a file.
_REFUSALS = {
    errno.ENOENT: QT_TRANSLATE_NOOP("Errors", "there is no such file or folder"),
    errno.ENOTDIR: QT_TRANSLATE_NOOP("Errors", "a part of the path is no folder"),
    errno.EISDIR: QT_TRANSLATE_NOOP("Errors", "this is a folder"),
    errno.EACCES: QT_TRANSLATE_NOOP("Errors", "permission is denied"),
    errno.EPERM: QT_TRANSLATE_NOOP("Errors", "permission is denied"),
    errno.EROFS: QT_TRANSLATE_NOOP("Errors", "nothing can be written on this disk"),
    errno.ENOSPC: QT_TRANSLATE_NOOP("Errors", "the disk is full"),
    errno.EIO: QT_TRANSLATE_NOOP("Errors", "the disk reports an error"),
    errno.ENAMETOOLONG: QT_TRANSLATE_NOOP("Errors", "the name is too long"),
    errno.EBUSY: QT_TRANSLATE_NOOP("Errors", "the file is in use"),
}
# What the typesetter and the parser of XML say in English, and the system through another process.
_SAYINGS = {os.strerror(number): refusal for number, refusal in _REFUSALS.items()} | {
    said: said
    for said in (
        QT_TRANSLATE_NOOP("Errors", "This LaTeX cannot be shown as a formula."),
        QT_TRANSLATE_NOOP("Errors", "There is nothing to show yet."),
        QT_TRANSLATE_NOOP("Errors", "XML declaration not well-formed"),
        QT_TRANSLATE_NOOP("Errors", "XML or text declaration not at start of entity"),
        QT_TRANSLATE_NOOP("Errors", "duplicate attribute"),
        QT_TRANSLATE_NOOP("Errors", "junk after document element"),
        QT_TRANSLATE_NOOP("Errors", "mismatched tag"),
        QT_TRANSLATE_NOOP("Errors", "no element found"),
        QT_TRANSLATE_NOOP("Errors", "not well-formed (invalid token)"),
        QT_TRANSLATE_NOOP("Errors", "reference to invalid character number"),
        QT_TRANSLATE_NOOP("Errors", "syntax error"),
        QT_TRANSLATE_NOOP("Errors", "unbound prefix"),
        QT_TRANSLATE_NOOP("Errors", "unclosed CDATA section"),
        QT_TRANSLATE_NOOP("Errors", "unclosed token"),
        QT_TRANSLATE_NOOP("Errors", "undefined entity"),
        QT_TRANSLATE_NOOP("Errors", "unknown encoding"),
    )
}


def told(error: BaseException | str) -> str:
    """What an error or a sentence says; in English where there is no translation. For any thread."""
    if isinstance(error, SpokenError | Spoken):
        sentence = QCoreApplication.translate("Spoken", error.template)
        return sentence.format(*map(_in_words, error.fields)) if error.fields else sentence
    if isinstance(error, OSError):
        refusal = _REFUSALS.get(error.errno or 0)
        return QCoreApplication.translate("Errors", refusal) if refusal else error.strerror or str(error)
    return str(_in_words(str(error) or type(error).__name__))


def _in_words(field: object) -> object:
    if isinstance(field, BaseException | Spoken):
        return told(field)
    known = _SAYINGS.get(field) if isinstance(field, str) else None
    return QCoreApplication.translate("Errors", known) if known else field
