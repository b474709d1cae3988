"""Holds the house rules that no linter knows; the arrows between the packages stand in pyproject.toml."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("app", "mathnet", "training", "scripts", "benchmarks", "tests")
TEXTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml", ".ci/run")
LONGEST_FILE, LONGEST_FUNCTION = 300, 50  # lines
MACHINE_PATH = re.compile(r"""["'`\s=(](/(home|root|work|tmp|Users|mnt)/|[A-Z]:\\+Users\\)|CUDA_VISIBLE_[D]EVICES""")


def sources(*rooms: str) -> list[Path]:
    """The Python files of some rooms; of all of them, and main.py, when none is named."""
    found = [path for room in rooms or ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    assert found, f"no Python file in {rooms or ROOMS}"
    return found if rooms else [ROOT / "main.py", *found]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def calls(tree: ast.AST) -> Iterator[str]:
    """The last names of all functions and methods called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
            yield node.func.id if isinstance(node.func, ast.Name) else node.func.attr


def imports(node: ast.AST) -> Iterator[str]:
    """The top-level packages that a file imports as it is loaded: not inside functions, not for type checks."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield (child.module or "").partition(".")[0]
        elif not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) and not is_for_types(child):
            yield from imports(child)


def is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def test_no_file_names_a_place_on_one_machine() -> None:
    files = [*sources(), *(ROOT / text for text in TEXTS)]
    assert [name(path) for path in files if MACHINE_PATH.search(path.read_text(encoding="utf-8"))] == []


def test_files_stay_short() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources()}
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_functions_stay_short() -> None:
    spans = {
        f"{name(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in sources()
        for node in functions(parse(path))
    }
    assert {function: lines for function, lines in spans.items() if lines > LONGEST_FUNCTION} == {}


def test_every_file_says_what_it_is_for() -> None:
    assert [name(path) for path in sources() if ast.get_docstring(parse(path)) is None] == []


def test_the_window_leaves_torch_to_its_worker() -> None:
    """Loading torch takes longer than showing the window, so nothing that the window is made of may pull it in."""
    files = [ROOT / "main.py", *sources("app")]
    assert [name(path) for path in files if "torch" in set(imports(parse(path)))] == []
    modules = ", ".join(name(path).removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in files)
    code = f"import sys, {modules}; print('torch' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.stdout.strip(), answer.stderr) == ("False", "")


def test_the_window_neither_kills_threads_nor_forces_the_event_loop() -> None:
    """A child process may be terminated; a thread may not."""
    for path in sources("app"):
        called = set(calls(parse(path)))
        assert "processEvents" not in called, name(path)
        assert "terminate" not in called or "QThread" not in path.read_text(encoding="utf-8"), name(path)


def test_progress_events_need_the_standard_library_alone() -> None:
    """The window reads them, and it must not pay for the training code."""
    files = [ROOT / "training" / "__init__.py", ROOT / "mathnet" / "__init__.py", ROOT / "mathnet" / "errors.py"]
    for path in [*files, *sources("training/events")]:
        tree = parse(path)
        modules = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        own = {module for module in modules if module.partition(".")[0] in ("training", "mathnet")}
        assert all(module.startswith("training.events.") or module == "mathnet.errors" for module in own), name(path)
        assert set(imports(tree)) <= {*sys.stdlib_module_names, "training", "mathnet"}, name(path)
