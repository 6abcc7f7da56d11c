"""What docs/exports.md shows works as it stands there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from povgraph.exports import export, formats

TEXT = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
PROGRAMS = re.findall(r"^```python\n(.*?)^```", TEXT, re.M | re.S)
SHOWN = {"observations.csv": "贫困发生率", "graph.jsonld": "吉林省 poverty-incidence 4.9 贫困发生率从2015年底的4.9%"}


def test_it_names_every_format_and_ending() -> None:
    rows = "".join(line for line in TEXT.split("\n") if line.startswith("| `"))
    named = set(re.findall(r"`([^`]+)`", rows))
    assert named - {"--format"} == set(formats.format_names()) | set(formats._ENDINGS) | {".html"}


@pytest.mark.parametrize("program", PROGRAMS, ids=["pandas", "json"])
def test_its_programs_run(program: str, sample: list[str], tmp_path: Path) -> None:
    export(sample, "csv", tmp_path / "tables")
    export(sample, "jsonld", tmp_path / "graph.jsonld")
    command = [sys.executable, "-X", "utf8", "-c", program]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=60)
    shown = next(text for name, text in SHOWN.items() if name in program)
    assert shown in done.stdout.decode()
