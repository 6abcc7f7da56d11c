"""The README's console examples print what they show, run on the sample as a reader would."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh.md")
BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
SHELL = re.compile(r"^```sh\n(.*?)^```", re.M | re.S)


def examples(name: str) -> list[tuple[str, str]]:
    """Give each example as its command and the output shown."""
    found = []
    for block in BLOCK.findall((ROOT / name).read_text(encoding="utf-8")):
        command, _, output = block.partition("\n")
        found.append((command.removeprefix("$ "), output))
    return found


def run(command: str, folder: Path) -> str:
    arguments = shlex.split(command)
    assert arguments[0] == "povgraph", command
    own = ("POVGRAPH_GRAPH", "LC_ALL", "LC_MESSAGES", "LANG")
    environment = {key: value for key, value in os.environ.items() if key not in own}
    done = subprocess.run(
        [sys.executable, "-m", "povgraph", *arguments[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert not done.stderr, done.stderr.decode()
    assert done.returncode == 0, command
    return done.stdout.decode()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    run("povgraph build", folder)
    return folder


@pytest.mark.parametrize("name", READMES)
def test_it_has_two_commands_and_at_least_six_examples(name: str) -> None:
    assert len(SHELL.findall((ROOT / name).read_text(encoding="utf-8"))) >= 2
    assert len(examples(name)) >= 6


@pytest.mark.parametrize(("name", "command", "output"), [(n, *e) for n in READMES for e in examples(n)])
def test_example(name: str, command: str, output: str, built: Path) -> None:
    printed = run(command, built)
    if output.endswith("…\n"):
        assert printed.startswith(output.removesuffix("…\n"))
    else:
        assert printed == output


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (SHELL.findall((ROOT / name).read_text(encoding="utf-8")) for name in READMES)
    assert english[:2] == chinese[:2]
