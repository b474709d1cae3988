"""Pictures of the window for the documentation: `python scripts/screenshots.py [STATE…] [--out docs/images]`.

The real program is started without a display and used by the events that hand and keys would cause. Each state is taken
in light and dark, at 100 % and 200 %, as `STATE_THEME_SCALE.png`. Each scale needs a process of its own, because Qt
reads its scale once.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts import stage as staging  # noqa: E402

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from app.services.worker import Recogniser
    from scripts.states import State

SCALES = (1, 2)
THEMES = ("light", "dark")
SETTLE_MS = 250  # until what an event led to has been painted


def main(arguments: Sequence[str] | None = None) -> int:
    """Take all pictures; returns the exit status."""
    parser = argparse.ArgumentParser(description="Takes pictures of the window, in light and dark, at 100 % and 200 %.")
    parser.add_argument("states", nargs="*", metavar="STATE", help="these alone (default: all)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images", help="where the pictures go")
    parser.add_argument("--scale", type=int, choices=SCALES, help=argparse.SUPPRESS)  # of this very process
    options = parser.parse_args(arguments)
    if options.scale is None:
        return max(staging.again_without_display(["--scale", str(scale)], scale) for scale in SCALES)
    return take(options.states, options.out, options.scale)


def take(names: Sequence[str], folder: Path, scale: int) -> int:
    """Bring the window into one state after the other, and take each in all themes."""
    from app.application import load_recogniser
    from app.startup import Options
    from scripts.states import BROKEN, WORKING

    folder.mkdir(parents=True, exist_ok=True)
    _ = staging.application()
    for states, load in ((WORKING, lambda: load_recogniser(Options())), (BROKEN, no_model)):
        wanted = {name: state for name, state in states.items() if not names or name in names}
        if wanted:
            take_each(wanted, load, folder, scale)
    return 0


def take_each(states: dict[str, State], load: Callable[[], Recogniser], folder: Path, scale: int) -> None:
    from app.theme import Choice

    with staging.stage(load) as stage:
        for name, state in states.items():
            stage.play(state(stage))
            for theme in THEMES:
                stage.program.themes.choose(Choice(theme))
                stage.wait(SETTLE_MS)
                save(stage.grab(), folder / f"{name}_{theme}_{scale}00.png")
            stage.program.themes.choose(Choice.LIGHT)


def save(picture: QPixmap, path: Path) -> None:
    """Save with 256 colours, which is what such a window has."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QByteArray

    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")
    image = Image.open(io.BytesIO(data.data())).convert("RGB")
    image.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path)


def no_model() -> Recogniser:
    """What loading a model says where there is none."""
    from mathnet.recognizer import Recognizer

    return Recognizer.load(Path("somewhere-else.safetensors"))


if __name__ == "__main__":
    sys.exit(main())
