"""Settings of personal fine-tuning in a file, TOML or JSON; what it does not name is as usual."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from mathnet.config import from_dict, to_dict
from training.loop import write_json
from training.personal.config import PersonalConfig


def load_settings(path: Path | None) -> PersonalConfig:
    """The settings of a file, the usual ones without. Raises `ValueError` that names what is wrong."""
    if path is None:
        return PersonalConfig()
    text = path.read_text(encoding="utf-8")
    try:
        return from_dict(PersonalConfig, json.loads(text) if path.suffix == ".json" else tomllib.loads(text))
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"the settings {path} are not valid {path.suffix[1:].upper()}: {error}") from None


def save_settings(config: PersonalConfig, path: Path) -> None:
    """Writes all settings, as JSON."""
    write_json(path, to_dict(config))
