"""A session of some minutes with the real window: how often it stands still, what memory it gathers, how it idles."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from benchmarks.figures import Figure, Options, percentiles
from benchmarks.heartbeat import STALL_MS, Heartbeat, Stall
from benchmarks.inks import load_inks
from benchmarks.memory import resident_megabytes
from benchmarks.person import Person
from benchmarks.player import Player, Script, pause
from benchmarks.program import running
from mathnet.ink import Ink

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
IDLE_SECONDS, REST_SECONDS = 20.0, 4.0
MOST_GAIN_MB, MOST_IDLE_PERCENT = 50.0, 1.0


def measure(options: Options) -> list[Figure]:
    """Writes, reads, fixes, computes and takes back until the minutes are over, then does nothing for a while.

    Without data it writes the samples that come with the program. What each stall was about is told on standard error.
    """
    inks = cycle(load_inks(options if options.data else Options(SAMPLES)))
    with running(options) as program:
        heartbeat, player = Heartbeat(), Player()
        try:
            person = Person(program)
            heartbeat.start()
            player.play(_named(heartbeat, "first formula", person.write(next(inks))))
            first = _memory(player)
            rounds = _rounds(person, player, heartbeat, inks, options.session_minutes * 60)
            last = _memory(player)
            heartbeat.stop()
            idle = _idle_percent(player)
        finally:
            heartbeat.close()
    for stall in sorted(heartbeat.stalls, key=lambda stall: -stall.milliseconds):
        print(_told(stall), file=sys.stderr)
    machines = sum(stall.is_machines for stall in heartbeat.stalls)
    name = f"{options.session_minutes:g} minutes, {rounds} formulas"
    return [
        *percentiles(f"{name}: window stands still", heartbeat.gaps, {99: None, 100: None}),
        Figure(f"{name}: longest, but for the machine's", heartbeat.longest, "ms", goal=STALL_MS),
        Figure(f"{name}: stalls over {STALL_MS} ms", len(heartbeat.stalls) - machines, "", goal=0),
        Figure(f"{name}, the machine's", machines, ""),
        Figure(f"{name}: memory after the first formula", first, "MB"),
        Figure(f"{name}: memory gained by the end", last - first, "MB", goal=MOST_GAIN_MB),
        Figure(f"processor while nothing is done ({IDLE_SECONDS:g} s)", idle, "%", goal=MOST_IDLE_PERCENT),
    ]


def _rounds(person: Person, player: Player, heartbeat: Heartbeat, inks: Iterator[Ink], seconds: float) -> int:
    """One formula after the other, until the time is over; returns how many there were."""
    deadline, count = time.monotonic() + seconds, 1
    while True:
        for name, script in _round(person):
            player.play(_named(heartbeat, name, script))
            if time.monotonic() > deadline:
                return count
        player.play(_named(heartbeat, "writing", person.write(next(inks))))
        count += 1


def _round(person: Person) -> Iterator[tuple[str, Script]]:
    """What is done with a formula once it has been read."""
    yield "pointing", person.point()
    yield "fixing", person.fix()
    yield "editing", person.edit()
    yield "computing", person.compute()
    yield "taking back", person.take_back()
    yield "beginning anew", person.begin_anew()


def _named(heartbeat: Heartbeat, name: str, script: Script) -> Script:
    heartbeat.doing = name
    return script


def _memory(player: Player) -> float:
    """Megabytes, once the program has come to rest."""
    player.play(pause(REST_SECONDS * 1000))
    return resident_megabytes()


def _idle_percent(player: Player) -> float:
    """The share of one processor that the window takes, with all its threads, while nothing is done."""
    began = time.process_time()
    player.play(pause(IDLE_SECONDS * 1000))
    return 100 * (time.process_time() - began) / IDLE_SECONDS


def _told(stall: Stall) -> str:
    places = "".join(f"\n    {place}" for place in stall.seen)
    had = f"{stall.own:.0f} ms of a processor for the window's thread, {stall.all:.0f} for all"
    whose = " (the machine's)" if stall.is_machines else ""
    return f"{stall.milliseconds:.0f} ms{whose} while {stall.doing}: {had}; garbage {stall.collected:.0f} ms{places}"
