"""An export is written whole or not at all, whatever ends it."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from povgraph.errors import StoreError
from povgraph.exports import Content, export, formats
from povgraph.exports.exchanges import exchange

from .conftest import graph_of

SAMPLE = graph_of("甲")


def test_an_export_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "g.ttl"
    out.write_text("old", encoding="utf-8")

    def fill(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(formats.FILES, "turtle", fill)
    with pytest.raises(StoreError, match=r"g\.ttl: cannot be written: No space left"):
        export(SAMPLE, "turtle", out)
    assert out.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_an_export_into_a_full_device_says_so() -> None:
    with pytest.raises(StoreError, match="/dev/full: cannot be written: No space left on device"):
        export(SAMPLE, "nq", Path("/dev/full"))


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be written: No such file or directory"):
        export(SAMPLE, "nq", tmp_path / "no" / "g.nq")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.nq").write_text("old", encoding="utf-8")
    (tmp_path / "link.nq").symlink_to("real.nq")
    export(SAMPLE, "nq", tmp_path / "link.nq")
    assert (tmp_path / "link.nq").is_symlink()
    assert (tmp_path / "real.nq").read_text(encoding="utf-8").split("\n")[:-1] == SAMPLE


def test_a_killed_export_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    source = tmp_path / "source.nq"
    source.write_text("".join(f'<http://e/s{n}> <http://e/p> "x" .\n' for n in range(20_000)), encoding="utf-8")
    out = tmp_path / "g.ttl"
    export(source, "turtle", out)
    whole = out.read_bytes()
    program = "import sys; from pathlib import Path; from povgraph.exports import export\n"
    program += "print('ready', flush=True)\nwhile True: export(Path(sys.argv[1]), 'turtle', Path(sys.argv[2]))"
    for number in range(8):
        path = os.pathsep.join(item for item in sys.path if item)
        command = [sys.executable, "-S", "-c", program, str(source), str(out)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": path}) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.05 + 0.03 * number)
            process.send_signal(signal.SIGKILL)
        assert out.read_bytes() == whole


def fill_folder(content: Content, folder: Path) -> None:
    (folder / "lines.csv").write_text(f"{len(content.lines)}\n", encoding="utf-8")


def test_a_folder_is_made_and_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(formats.FOLDERS, "tables", fill_folder)
    for lines in (SAMPLE, SAMPLE[:3]):
        export(lines, "tables", tmp_path / "new" / "out")
        assert (tmp_path / "new" / "out" / "lines.csv").read_text(encoding="utf-8") == f"{len(lines)}\n"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["out"]


def test_a_folder_that_fails_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(formats.FOLDERS, "tables", fill_folder)
    export(SAMPLE, "tables", tmp_path / "out")

    def fill(_: Content, folder: Path) -> None:
        (folder / "lines.csv").write_text("half", encoding="utf-8")
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(formats.FOLDERS, "tables", fill)
    with pytest.raises(StoreError, match=r"out: cannot be written: No space left"):
        export(SAMPLE, "tables", tmp_path / "out")
    assert (tmp_path / "out" / "lines.csv").read_text(encoding="utf-8") == f"{len(SAMPLE)}\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_killed_export_leaves_the_old_folder_or_the_new(sample: list[str], tmp_path: Path) -> None:
    out, sources = tmp_path / "out", (tmp_path / "one.nq", tmp_path / "two.nq")
    wholes = []
    for source, lines in zip(sources, (sample, sample[:-200]), strict=True):
        source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        export(source, "csv", out)
        wholes.append(content_of(out))
    program = "import sys; from pathlib import Path; from povgraph.exports import export\n"
    program += "sources = [Path(name) for name in sys.argv[2:]]\nprint('ready', flush=True)\n"
    program += "while True:\n for source in sources: export(source, 'csv', Path(sys.argv[1]))"
    path = os.pathsep.join(item for item in sys.path if item)
    for number in range(6):
        command = [sys.executable, "-S", "-c", program, str(out), *map(str, sources)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env={"PYTHONPATH": path}) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.3 + 0.11 * number)
            process.send_signal(signal.SIGKILL)
        assert content_of(out) in wholes


def content_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="by the system call of Linux")
def test_folders_are_exchanged_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, old = tmp_path / "new", tmp_path / "旧"
    for folder in (new, old):
        folder.mkdir()
        (folder / folder.name).touch()
    monkeypatch.setattr(Path, "rename", None)
    exchange(new, old, tmp_path / "spare")
    assert [path.name for path in (*new.iterdir(), *old.iterdir())] == ["旧", "new"]


def test_folders_are_exchanged_where_the_system_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        folder.mkdir()
        (folder / folder.name).touch()
    monkeypatch.setattr("ctypes.CDLL", lambda *_, **__: object())
    exchange(new, old, tmp_path / "spare")
    assert [path.name for path in old.iterdir()] == ["new"]
    assert [path.name for path in (tmp_path / "spare").iterdir()] == ["old"]


def test_an_exchange_that_fails_says_why(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "new", tmp_path / "no", tmp_path / "spare")


@pytest.mark.parametrize("name", ["csv", "map", "geojson"])
def test_where_nothing_can_be_written_it_says_so(name: str) -> None:
    with pytest.raises(StoreError, match="/proc/povgraph: cannot be written"):
        export(SAMPLE, name, Path("/proc/povgraph"))


def test_a_disk_that_fills_up_leaves_the_old_folder(
    sample: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(sample, "csv", tmp_path / "out")
    whole = content_of(tmp_path / "out")
    written = []

    def fill_up(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) > 4:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("povgraph.store.folders.os.fsync", fill_up)
    with pytest.raises(StoreError, match=r"out: cannot be written: No space left on device"):
        export(sample[:-200], "csv", tmp_path / "out")
    assert content_of(tmp_path / "out") == whole
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(formats.FOLDERS, "tables", fill_folder)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")
    for path in (tmp_path / "mine", tmp_path / "mine" / "thesis.txt"):
        with pytest.raises(StoreError, match="holds other files; name a new folder"):
            export(SAMPLE, "tables", path)
    with pytest.raises(StoreError, match="several files; name a folder"):
        export(SAMPLE, "tables", io.StringIO())
    assert (tmp_path / "mine" / "thesis.txt").read_text(encoding="utf-8") == "mine"
