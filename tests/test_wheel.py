"""The built wheel works in an empty environment, outside the checkout."""

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = "2018年底，吉林省通榆县有贫困户120户，贫困发生率降至1.5%。县委书记王大山说，要继续努力。"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def scripts(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if sys.platform == "win32" else "bin")
    install = [str(scripts / "pip"), "install", "-q", "-c", str(ROOT / "constraints.txt"), str(wheel)]
    subprocess.run(install, check=True, capture_output=True, timeout=600)
    return scripts


def test_it_carries_what_povgraph_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "ontology/povgraph.ttl",
        "ontology/context.jsonld",
        "queries/answers/places.rq",
        "queries/exports/tables.yaml",
        "data/gazetteer/areas.csv",
        "data/lexicon/hedges.yaml",
    ):
        assert f"povgraph/_resources/{part}" in names
    assert {"povgraph/py.typed", "povgraph/exports/page/map.html"} <= set(names)
    assert not [name for name in names if "test" in name.lower() or name.startswith("benchmarks")]


def test_it_builds_a_graph_of_a_text_file(scripts: Path, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text(TEXT, encoding="utf-8")
    built = run(scripts, tmp_path, "build", "report.txt")
    assert "1 report(s)" in built
    rows = run(scripts, tmp_path, "query", "poverty-trend", "--format", "csv").splitlines()
    assert rows[1].startswith("通榆县,2018,2018-12-31,1.5,")


def test_it_builds_the_sample(scripts: Path, tmp_path: Path) -> None:
    run(scripts, tmp_path, "build")
    assert "陆家村" in run(scripts, tmp_path, "query", "places")


def run(scripts: Path, folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [str(scripts / "povgraph"), *arguments], cwd=folder, capture_output=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()
