"""Brings the translations up to date: `python scripts/translate.py`.

Collects every text of `app/` that is put through `tr`, every sentence of `mathnet/` and `training/`, and the names of
forms and plots; lets Qt's `lupdate` merge them into the `.ts` files of `resources/languages` (what is new there is
marked as unfinished, what is gone disappears); and compiles each with `lrelease` into the `.qm` that the window loads.
A `.ts` is edited by hand or with `pyside6-linguist`.

Qt's tool would look for the texts itself, but knows neither a module's own `tr` function nor texts that live in tables;
so it is handed a file with one call for each text.
"""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeGuard

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LANGUAGES = ROOT / "resources" / "languages"
MARKERS = ("translate", "QT_TRANSLATE_NOOP")  # calls with a context and a text
SPOKEN, HANDED_ON = "Spoken", "template"  # the context of sentences; what one is called where it is no literal

Text = tuple[str, str]  # context, text in English


def main() -> int:
    """Update and compile all languages; returns the exit status."""
    texts = collect()
    for path in sorted(LANGUAGES.glob("*.ts")):
        update(texts, path)
        run("lrelease", str(path), "-qm", str(path.with_suffix(".qm")))
    return 0


def collect() -> list[Text]:
    """All texts of the window with their contexts, sorted."""
    from mathnet.forms import FORMS
    from training.events import PANELS

    found = {("Forms", form.name) for form in FORMS.values()}
    found.update(("Curves", words) for panel in PANELS for words in (panel.title, panel.axis))
    for path in sorted((ROOT / "app").rglob("*.py")):
        found.update(texts_of(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()))
    paths = sorted(path for room in ("mathnet", "training") for path in (ROOT / room).rglob("*.py"))
    sources = {path.as_posix(): path.read_text(encoding="utf-8") for path in paths}
    return sorted(found.union((SPOKEN, text) for text in sentences_of(sources) if any(map(str.isalpha, text))))


def sentences_of(sources: Mapping[str, str]) -> Iterator[str]:
    """The sentences of files by their names: `Spoken`, and what `SpokenError` and classes made from it say.

    A function whose first parameter is called `template` hands it on to an error. Raises `ValueError` for a sentence
    that is neither written out nor called so.
    """
    trees = {name: ast.parse(source) for name, source in sources.items()}
    shared = _speakers([node for tree in trees.values() for node in ast.walk(tree)])
    for name, tree in trees.items():
        speakers = shared | {node.name for node in ast.walk(tree) if _hands_on(node)}
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and _name(call.func) in speakers and _name(call.args[0]) != HANDED_ON:
                yield _written_out(call, name)


def _speakers(nodes: Sequence[ast.AST]) -> set[str]:
    """The names of the errors, and of the functions that other files may call to raise one."""
    speakers = {node.name for node in nodes if _hands_on(node) and not node.name.startswith("_")} | {
        "SpokenError",
        "Spoken",
    }
    classes = [node for node in nodes if isinstance(node, ast.ClassDef)]
    while found := {node.name for node in classes if speakers.intersection(map(_name, node.bases))} - speakers:
        speakers |= found
    return speakers


def _hands_on(node: ast.AST) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and [found.arg for found in node.args.args[:1]] == [HANDED_ON]


def _written_out(call: ast.Call, name: str) -> str:
    text = _literal(call.args[0])
    if text is None:
        raise ValueError(f"{name}, line {call.lineno}: an error takes a text that is written out, with {{}} for fields")
    return text


def texts_of(source: str, name: str) -> Iterator[Text]:
    """The texts of one file. Raises `ValueError` for a call of `tr` whose text is not written out."""
    tree = ast.parse(source)
    yield from _texts(tree, "", _own_context(tree), name)


def _own_context(tree: ast.Module) -> str:
    """The context that a file's own function `tr` translates in, or that of the file it is imported from."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and any(alias.name == "tr" for alias in node.names):
            source = ROOT.joinpath(*node.module.split(".")).with_suffix(".py")
            return _own_context(ast.parse(source.read_text(encoding="utf-8")))
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == "tr")
    calls = (call for function in functions for call in ast.walk(function) if isinstance(call, ast.Call))
    return next((_literal(call.args[0]) or "" for call in calls if _name(call.func) == "translate"), "")


def _texts(node: ast.AST, inside: str, own: str, name: str) -> Iterator[Text]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call) and _name(child.func) == "tr":
            yield _context(child.func, inside, own), _told(child, name)
        elif isinstance(child, ast.Call) and _name(child.func) in MARKERS and len(child.args) == 2:
            context, text = map(_literal, child.args)
            if context and text:  # else it is a painter's `translate`, or looks up a text that is marked elsewhere
                yield context, text
        yield from _texts(child, child.name if isinstance(child, ast.ClassDef) else inside, own, name)


def _context(function: ast.expr, inside: str, own: str) -> str:
    """Of `tr` the file's own, of `self.tr` the class it is in, of `self._selection.tr` the class Selection."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Attribute):
        return function.value.attr.replace("_", " ").title().replace(" ", "")
    return inside if isinstance(function, ast.Attribute) else own


def _told(call: ast.Call, name: str) -> str:
    text = _literal(call.args[0]) if len(call.args) == 1 else None
    if text is None:
        raise ValueError(f"{name}, line {call.lineno}: tr takes one text that is written out, with {{}} for its parts")
    return text


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Name):
        return function.id
    return function.attr if isinstance(function, ast.Attribute) else ""


def update(texts: list[Text], path: Path) -> None:
    """Merge the texts into a `.ts` file with Qt's tool."""
    calls = [f"QCoreApplication.translate({_quoted(context)}, {_quoted(text)})\n" for context, text in texts]
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "texts.py"
        listing.write_text("".join(calls), encoding="utf-8")
        settings = ("-no-obsolete", "-locations", "none", "-source-language", "en")
        run("lupdate", *settings, "-target-language", path.stem.rpartition("_")[2], str(listing), "-ts", str(path))


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools, which are installed beside this interpreter. Raises `FileNotFoundError` without it."""
    beside = Path(sys.executable).parent
    found = shutil.which(f"pyside6-{tool}", path=str(beside)) or shutil.which(f"pyside6-{tool}")
    if found is None:
        raise FileNotFoundError(f"pyside6-{tool} is missing: install PySide6-Essentials into this environment")
    subprocess.run([found, *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
