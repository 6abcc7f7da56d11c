import errno
import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from povgraph.errors import StoreError
from povgraph.store import folders
from povgraph.store.generations import current, prepare, publish
from povgraph.store.manifests import Manifest, ReportEntry

# Publishes one graph after another: number N has 40 * N lines that name it, and a file that does.
BUILDER = """
import sys
from pathlib import Path
from povgraph.store.generations import publish
folder, number = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
while True:
    number += 1
    lines = sorted(f'<http://e/{number}> <http://e/p> "{n}" .' for n in range(40 * (1 + number % 50)))
    publish(folder, lines, files={"statements/r.yaml": f"number: {number}"})
"""


def lines(text: str, count: int = 3) -> list[str]:
    return [f'<http://e/s{number}> <http://e/p> "{text}" .' for number in range(count)]


def names(folder: Path) -> set[str]:
    return {item.name for item in (folder / "generations").iterdir()}


def test_a_build_is_read_back(tmp_path: Path) -> None:
    entry = ReportEntry("r", "r-1", "1" * 64, "r.txt", "reviewed")
    manifest = Manifest(reports=(entry,), counts={"places": 2})
    made = publish(tmp_path / "out", lines("一"), manifest, {"statements/r.yaml": "document: r\n"})
    found = current(tmp_path / "out")
    assert found == made
    assert found.graph.read_text(encoding="utf-8").splitlines() == lines("一")
    assert (found.path / "statements" / "r.yaml").read_text(encoding="utf-8") == "document: r\n"
    assert (found.manifest.quads, found.manifest.counts, found.manifest.reports) == (3, {"places": 2}, (entry,))
    assert found.path.name == found.name


def test_the_same_build_again_changes_nothing(tmp_path: Path) -> None:
    first = publish(tmp_path, lines("一"))
    before = {path: path.stat().st_mtime_ns for path in (first.graph, tmp_path / "current", first.path)}
    assert publish(tmp_path, iter(lines("一"))) == first
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_generation_before_stays_and_older_ones_go(tmp_path: Path) -> None:
    made = [publish(tmp_path, lines(text)).name for text in "一二三"]
    assert names(tmp_path) == set(made[1:])
    assert publish(tmp_path, lines("二")).name == made[1]
    assert current(tmp_path).name == made[1]
    assert names(tmp_path) == set(made[1:])


def test_builds_into_two_folders_have_the_same_bytes(tmp_path: Path) -> None:
    made = [publish(tmp_path / name, lines("一"), files={"a": "b"}) for name in ("one", "two")]
    assert made[0].name == made[1].name
    assert (made[0].path / "manifest.json").read_bytes() == (made[1].path / "manifest.json").read_bytes()


def test_nothing_is_written_among_foreign_files(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="not a build folder and not empty"):
        publish(tmp_path, lines("一"))
    assert [item.name for item in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        prepare(tmp_path / "out")


def test_another_version_is_left_alone(tmp_path: Path) -> None:
    publish(tmp_path, lines("一"))
    (tmp_path / ".povgraph").write_text(json.dumps({"format": 99}), encoding="utf-8")
    for attempt in (lambda: publish(tmp_path, lines("二")), lambda: current(tmp_path)):
        with pytest.raises(StoreError, match="another version"):
            attempt()


def test_nothing_built_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="povgraph build"):
        current(tmp_path)
    prepare(tmp_path)
    with pytest.raises(StoreError, match="no finished build here; run `povgraph build"):
        current(tmp_path)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../../x", "graph.nq", "manifest.json", ""])
def test_files_stay_inside_the_generation(tmp_path: Path, name: str) -> None:
    with pytest.raises(StoreError, match="cannot be the name of a file"):
        publish(tmp_path / "out", lines("一"), files={name: "x"})
    assert names(tmp_path / "out") == set()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("graph.nq", b""),
        ("graph.nq", b"x" * 94),
        ("manifest.json", b"{}"),
        ("manifest.json", None),
        ("graph.nq", None),
        ("statements/r.yaml", b"document: s\n"),
        ("statements/r.yaml", None),
        ("../../current", b"../../etc"),
        ("../../current", b"0123456789abcdef"),
    ],
)
def test_damage_is_seen_and_the_next_build_mends_it(tmp_path: Path, name: str, content: bytes | None) -> None:
    files = {"statements/r.yaml": "document: r\n"}
    made = publish(tmp_path, lines("一"), files=files)
    path = made.path / name
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged \(.*run `povgraph build"):
        current(tmp_path)
    assert publish(tmp_path, lines("一"), files=files) == made
    assert current(tmp_path) == made
    assert names(tmp_path) == {made.name}


def full_disk(*_: object) -> Iterator[list[str]]:
    yield lines("二")
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("broken", ["_chunks", "write_file", "sync_tree", "sync_folder", "replace_file"])
def test_a_full_disk_leaves_the_old_build_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    made = publish(tmp_path, lines("一"), files={"a": "b"})

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(folders, broken, full_disk if broken == "_chunks" else fail)
    with pytest.raises(StoreError) as caught:
        publish(tmp_path, lines("二"), files={"a": "c"})
    assert "No space left on device" in str(caught.value)
    assert "\n" not in str(caught.value)
    monkeypatch.undo()
    assert current(tmp_path) == made
    assert not [name for name in names(tmp_path) if name.startswith(".tmp")]
    assert not list(tmp_path.glob("*.tmp"))


def test_a_file_size_limit_leaves_the_old_build_whole(tmp_path: Path) -> None:
    made = publish(tmp_path, lines("一"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
        with pytest.raises(StoreError, match="File too large"):
            publish(tmp_path, lines("二", 1000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, handler)
    assert current(tmp_path) == made
    assert names(tmp_path) == {made.name}


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_an_unwritable_folder(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot be written"):
            publish(tmp_path, lines("一"))
    finally:
        tmp_path.chmod(0o700)


def test_lines_that_fail_leave_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[str]:
        yield from lines("一")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, failing())
    assert names(tmp_path) == set()


def test_a_second_build_waits_or_says_so(tmp_path: Path) -> None:
    publish(tmp_path, lines("一"))
    with folders.locked(tmp_path / ".povgraph.lock", 0):
        with pytest.raises(StoreError, match="another process is writing here"):
            publish(tmp_path, lines("二"), wait=0.1)
        waiting = threading.Thread(target=publish, args=(tmp_path, lines("三")))
        waiting.start()
        time.sleep(0.1)
        assert current(tmp_path).graph.read_text(encoding="utf-8").splitlines() == lines("一")
    waiting.join()
    assert current(tmp_path).graph.read_text(encoding="utf-8").splitlines() == lines("三")


def test_fifty_killed_builds_leave_a_complete_graph_each_time(tmp_path: Path) -> None:
    chance = random.Random(50)
    publish(tmp_path, lines("first"))
    seen = set()
    longest = 0.05  # on a busy machine a build needs longer to come to anything
    for number in range(50):
        command = [sys.executable, "-S", "-c", BUILDER, str(tmp_path), str(number * 1000)]
        path = os.pathsep.join(item for item in sys.path if item)
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": path}) as builder:
            assert builder.stdout is not None
            builder.stdout.readline()
            time.sleep(chance.random() * longest)
            builder.send_signal(signal.SIGKILL)
        generation = current(tmp_path)  # compares digests and counts
        subjects = {line.split(" ", 1)[0] for line in generation.graph.read_text(encoding="utf-8").splitlines()}
        assert len(subjects) == 1 or generation.manifest.quads == 3
        longest = min(longest * 1.2, 1) if generation.name in seen else longest
        seen.add(generation.name)
    assert len(seen) > 10, "the builds were killed before they did anything"
    last = publish(tmp_path, lines("last"))
    assert len(names(tmp_path)) == 2
    assert current(tmp_path) == last
