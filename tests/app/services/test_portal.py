"""The desktop portal, against one that we make ourselves on a bus of our own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtDBus import QDBusConnection
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services.portal import SERVICE, Portal

Started = subprocess.Popen[str]
Desktop = Callable[[object], Started]


def start(stack: ExitStack, command: list[str]) -> Started:
    """Start a program whose output is read, and which ends with the stack."""
    process = stack.enter_context(
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    )
    stack.callback(process.terminate)
    return process


def line(process: Started) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    daemon = shutil.which("dbus-daemon")
    if daemon is None:
        pytest.skip("there is no dbus-daemon here")
    with ExitStack() as stack:
        yield line(start(stack, [daemon, "--session", "--nofork", "--nosyslog", "--print-address"]))
        QDBusConnection.disconnectFromBus("tests")


@pytest.fixture
def bus(qapp: QApplication, address: str) -> QDBusConnection:
    made = QDBusConnection.connectToBus(address, "tests")
    assert made.isConnected()
    return made


@pytest.fixture
def desktop(address: str) -> Iterator[Desktop]:
    """Starts a desktop that ends all requests in one way."""
    script = str(Path(__file__).with_name("fake_desktop.py"))
    with ExitStack() as stack:

        def make(answer: object) -> Started:
            process = start(stack, [sys.executable, script, address, json.dumps(answer)])
            assert json.loads(line(process)) == "ready"
            return process

        yield make


def test_the_file_that_the_desktop_wrote_is_told(bus: QDBusConnection, desktop: Desktop, qtbot: QtBot) -> None:
    process = desktop([0, {"uri": "file:///pictures/a%20formula.png"}])
    portal = Portal(bus)
    with qtbot.waitSignal(portal.taken) as taken:
        portal.ask()
    assert taken.args == [Path("/pictures/a formula.png")]
    assert json.loads(line(process))["interactive"] is True


def test_a_user_who_cancels_is_told_nothing(bus: QDBusConnection, desktop: Desktop, qtbot: QtBot) -> None:
    desktop([1, {}])
    portal = Portal(bus)
    with qtbot.waitSignal(portal.cancelled), qtbot.assertNotEmitted(portal.refused):
        portal.ask()


@pytest.mark.parametrize("answer", [[2, {}], [0, {}], "leave"])
def test_a_desktop_that_refuses_or_ends_is_told_with_what_to_do(
    bus: QDBusConnection, desktop: Desktop, qtbot: QtBot, answer: object
) -> None:
    desktop(answer)
    portal = Portal(bus)
    with qtbot.waitSignal(portal.refused) as refused:
        portal.ask()
    assert "paste it here" in refused.args[0]


def test_a_bus_without_a_desktop_is_told(bus: QDBusConnection, qtbot: QtBot) -> None:
    portal = Portal(bus)
    with qtbot.waitSignal(portal.refused) as refused:
        portal.ask()
    assert SERVICE in refused.args[0]
    assert "paste it here" in refused.args[0]


def test_no_bus_at_all_is_told_at_once(qtbot: QtBot) -> None:
    portal = Portal(QDBusConnection("no such bus"))
    with qtbot.waitSignal(portal.refused) as refused:
        portal.ask()
    assert "paste it here" in refused.args[0]


def test_a_desktop_that_says_nothing_is_waited_for(bus: QDBusConnection, desktop: Desktop, qtbot: QtBot) -> None:
    process = desktop(None)
    portal = Portal(bus)
    with qtbot.assertNotEmitted(portal.refused, wait=100):
        portal.ask()
    assert line(process)
