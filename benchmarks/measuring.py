"""Measure a piece of work in a process of its own: CPU and wall seconds, and the most memory that it had resident."""

import multiprocessing
import os
import resource
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any


class TooLongError(Exception):
    """A measurement did not end in the time that it was given."""


@dataclass
class Clock:
    """What the measured part of some work took; ``cpu`` counts all threads, and all children that have ended."""

    cpu: float = 0.0
    wall: float = 0.0
    more: dict[str, Any] = field(default_factory=dict)

    @contextmanager
    def running(self) -> Iterator[None]:
        before, start = cpu_seconds(), perf_counter()
        yield
        self.wall += perf_counter() - start
        self.cpu += cpu_seconds() - before


def cpu_seconds() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def apart(work: Callable[..., int], *given: Any, timeout: float | None = None) -> dict[str, Any]:
    """Run ``work(clock, *given)``, which returns an amount of work, in a new process; give what it took.

    Raises:
        TooLongError: it took longer than the timeout.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(theirs, work, given))
    process.start()
    theirs.close()
    try:
        if not ours.poll(timeout):
            raise TooLongError
        result = ours.recv()
    except EOFError:
        process.join()
        raise RuntimeError(f"{work.__name__}: its process died with exit code {process.exitcode}") from None
    finally:
        process.terminate()
        process.join()
    if isinstance(result, str):
        raise RuntimeError(f"{work.__name__}: {result}")
    return dict(result)


def _run(pipe: Connection, work: Callable[..., int], given: tuple[Any, ...]) -> None:
    clock = Clock()
    try:
        amount = work(clock, *given)
    except Exception:
        pipe.send(traceback.format_exc())
        return
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    took = {"amount": amount, "cpu": clock.cpu, "wall": clock.wall, "peak_mb": _peak(), "child_peak_mb": children}
    pipe.send({**took, **clock.more})


def _peak() -> int:
    """Give the most memory that this process ever had resident, in MB; that of its parent does not count."""
    status = Path("/proc/self/status")
    if status.exists():
        return (
            next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM")) // 1024
        )
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
