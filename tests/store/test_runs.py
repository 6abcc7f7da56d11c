"""Sorted files of lines: looked up, merged and spliced as lists of lines would be."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.store import runs
from povgraph.store.runs import SortedLines, merge, splice

LINES = st.lists(st.text(st.sampled_from("ab \U0001f33e一二\u2028"), max_size=6).filter(bool), unique=True).map(sorted)


def written(folder: Path, lines: list[str], name: str = "lines") -> Path:
    path = folder / name
    path.write_bytes("".join(f"{line}\n" for line in lines).encode())
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runs")


@given(LINES, st.text(st.sampled_from("ab 一"), max_size=2))
def test_lines_with_a_common_beginning_are_found(folder: Path, lines: list[str], beginning: str) -> None:
    with SortedLines(written(folder, lines)) as found:
        assert found.starting(beginning) == [line for line in lines if line.startswith(beginning)]


@given(LINES, LINES, st.data())
def test_splicing_takes_lines_out_and_puts_others_in(
    folder: Path, lines: list[str], added: list[str], data: st.DataObject
) -> None:
    removed = data.draw(st.lists(st.sampled_from(lines), unique=True)) if lines else []
    with SortedLines(written(folder, lines)) as old:
        pieces = splice(old, [line.encode() for line in removed], [line.encode() for line in added])
        content = b"".join(pieces)
    assert content.decode().split("\n")[:-1] == sorted({*lines} - {*removed} | {*added})


def test_a_line_that_is_not_there_cannot_be_taken_out(folder: Path) -> None:
    with SortedLines(written(folder, ["a", "c"])) as old, pytest.raises(ValueError, match=r"no line .b. to take out"):
        b"".join(splice(old, [b"b"], []))


@pytest.mark.parametrize("least", [1, 3, 1 << 16])
@given(parts=st.lists(LINES, max_size=5))
def test_a_merge_is_the_sorted_union(folder: Path, least: int, parts: list[list[str]]) -> None:
    paths = [written(folder, lines, f"run-{number}") for number, lines in enumerate(parts)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs, "_BUDGET", 0)
        patch.setattr(runs, "_LEAST", least)
        content = b"".join(merge(paths)).decode()
    assert content == "".join(f"{line}\n" for line in sorted({line for lines in parts for line in lines}))
