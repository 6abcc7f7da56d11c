"""Work over processes: in order, with errors that name what was worked on."""

from collections.abc import Iterator

import pytest
from worker_functions import dies, exits, large, refuses, square, stumbles

from povgraph.errors import SourceError
from povgraph.pipeline.workers import WorkerError, Workers


@pytest.mark.parametrize("jobs", [1, 3])
@pytest.mark.parametrize("queued", [True, False])
def test_results_come_in_order(jobs: int, queued: bool) -> None:
    with Workers(jobs) as workers:
        assert list(workers.run(square, range(20), str, queued=queued)) == [n * n for n in range(20)]
        assert list(workers.run(square, [], str)) == []
        assert list(workers.run(square, [4], str)) == [16]


def test_few_items_are_taken_ahead() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    with Workers(2) as workers:
        results = workers.run(square, items(), str, queued=True)
        assert next(results) == 0
        assert len(taken) < 20


def test_large_items_and_results_do_not_block_each_other() -> None:
    with Workers(2) as workers:
        assert all(len(one) == 1 << 20 for one in workers.run(large, [bytes(1 << 20)] * 6, lambda _: "x"))


@pytest.mark.parametrize(
    ("function", "error", "message"),
    [
        (dies, WorkerError, r"report 7: the process that worked on it died \(SIGKILL\)"),
        (exits, WorkerError, r"report 3: the process that worked on it died \(exit code 4\)"),
        (refuses, SourceError, r"n\.txt: no such file"),
        (stumbles, WorkerError, r"report 2: internal error: ZeroDivisionError"),
    ],
)
def test_a_fault_names_what_was_worked_on(function: object, error: type[Exception], message: str) -> None:
    with Workers(2) as workers, pytest.raises(error, match=message):
        list(workers.run(function, range(20), "report {}".format, queued=True))  # type: ignore[arg-type]
    assert not any(worker._process.is_alive() for worker in workers._workers)
