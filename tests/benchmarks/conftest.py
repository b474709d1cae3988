"""Measurements without a display."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported


def pytest_configure(config: pytest.Config) -> None:
    # As for the tests of the window: what the platform without a display says.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")
