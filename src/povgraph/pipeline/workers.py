"""Spread work over processes: in order, with bounded memory, and with a name for what a dead process was at.

Few results wait for an earlier one, so that memory does not grow with the work. Ctrl-C and errors end all processes;
one whose parent is gone ends by itself.
"""

import gc
import multiprocessing
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from povgraph.errors import PovgraphError

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")

#: Few of the many objects of a build are garbage; looking for it at the usual rate takes a third of the time.
_COLLECT_AFTER = 200_000
#: So many results, for each process, may wait for an earlier one.
_AHEAD = 4


class WorkerError(PovgraphError):
    """A process that worked on a build has died, or stumbled over a fault of povgraph's own."""


class Workers:
    """Processes that run one function after another on items; with one job, this process runs them itself."""

    def __init__(self, jobs: int) -> None:
        self.jobs = jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> "Workers":
        for _ in range(self.jobs if self.jobs > 1 else 0):
            self._workers.append(_Worker())
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def run(
        self,
        function: Callable[[_Item], _Result],
        items: Iterable[_Item],
        name: Callable[[_Item], str],
        *,
        queued: bool = False,
    ) -> Iterator[_Result]:
        """Yield the results of a function of some module for items, in their order.

        Args:
            function: What is run.
            items: What it is run on; few are taken ahead of the results.
            name: Words what an item is, for the error where a process dies on it.
            queued: Hand each process its next item while it works on one; only for items of a few kilobytes.

        Raises:
            WorkerError: a process died; the item that it was at is named.
        """
        if not self._workers:
            yield from map(function, items)
            return
        yield from _Run(self._workers, function, items, name, 2 if queued else 1).results()


class _Run(Generic[_Item, _Result]):
    """One function, run on items by all processes."""

    def __init__(
        self,
        workers: "Sequence[_Worker]",
        function: Callable[[_Item], _Result],
        items: Iterable[_Item],
        name: Callable[[_Item], str],
        depth: int,
    ) -> None:
        self._workers, self._function, self._name, self._depth = workers, function, name, depth
        self._items = enumerate(items)
        self._asked = 0

    def results(self) -> Iterator[_Result]:
        done: dict[int, _Result] = {}
        for wanted in count():
            while wanted not in done:
                self._ask(wanted + _AHEAD * len(self._workers))
                busy = [worker for worker in self._workers if worker.asked]
                if not busy:
                    return
                ready = wait([channel for worker in busy for channel in worker.channels])
                for worker in busy:
                    if not worker.channels.isdisjoint(ready):
                        number, result = worker.answer()
                        done[number] = result
            yield done.pop(wanted)

    def _ask(self, until: int) -> None:
        """Give an item to each process that has none, and then a second one, but none too far ahead."""
        for load in range(self._depth):
            for worker in self._workers:
                if len(worker.asked) == load and self._asked < until:
                    number, item = next(self._items, (0, None))
                    if item is None:
                        return
                    worker.ask(number, self._name(item), self._function, item)
                    self._asked += 1


class _Worker:
    """One process, asked over a pipe."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_work, args=(theirs,), daemon=True)
        with _without_interrupts():
            self._process.start()
        theirs.close()
        self.channels: frozenset[Any] = frozenset((self._pipe, self._process.sentinel))
        self.asked: deque[tuple[int, str]] = deque()

    def ask(self, number: int, name: str, function: Callable[[Any], Any], item: Any) -> None:
        self.asked.append((number, name))
        with suppress(BrokenPipeError, ConnectionResetError):  # the answer will tell
            self._pipe.send((function, item))

    def answer(self) -> tuple[int, Any]:
        number, name = self.asked[0]
        try:
            fault, result = self._pipe.recv()
        except (EOFError, ConnectionResetError) as error:
            self._process.join()
            raise WorkerError(f"{name}: the process that worked on it died ({self._death()})") from error
        self.asked.popleft()
        if isinstance(fault, PovgraphError):
            raise fault
        if fault is not None:
            raise WorkerError(f"{name}: internal error: {fault.splitlines()[-1]}") from RuntimeError(fault)
        return number, result

    def _death(self) -> str:
        code = self._process.exitcode or 0
        return signal.Signals(-code).name if code < 0 else f"exit code {code}"

    def end(self) -> None:
        self._process.terminate()
        self._process.join()
        self._pipe.close()


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Look for garbage as seldom as those who work on a build do."""
    before = gc.get_threshold()
    gc.set_threshold(_COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Start a process that leaves Ctrl-C to its parent; only the main thread can see to that."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _work(pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(_COLLECT_AFTER)
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            function, item = pipe.recv()
            pipe.send(_outcome(function, item))


def _outcome(function: Callable[[Any], Any], item: Any) -> tuple[PovgraphError | str | None, Any]:
    try:
        return None, function(item)
    except PovgraphError as error:
        return error, None
    except Exception:  # raised again where the result is wanted, with the name of the item
        return traceback.format_exc(), None
