"""Write corpora of reports from a seed: the same count and seed give the same files.

Nine reports in ten tell of a county in the genres of the sample (``extract.write_reports``). Every tenth comes from the
grammar of ``checks.py``, in which groups of reports tell of one county in other words, copy and contradict one another;
its statements are known and stand in a folder beside.
"""

import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from benchmarks.extract import write_reports

from povgraph.statements.files import write_statements

if TYPE_CHECKING:
    from benchmarks.drafts import Draft

_STEP = 500


def write_corpus(folder: Path, count: int, seed: int) -> Path:
    """Write a corpus into ``folder/reports``, the known statements into ``folder/known``; give the former."""
    reports, known = folder / "reports", folder / "known"
    if (folder / "whole").exists():
        return reports
    for path in (reports, known):
        path.mkdir(parents=True, exist_ok=True)
    dates = Random(seed)
    for number, text in enumerate(_texts(count - count // 10, seed)):
        date = f"{dates.randint(2017, 2020)}-{dates.randint(1, 12):02}-{dates.randint(1, 28):02}"
        _write(reports / f"n{number:06}.txt", text, date)
    for draft in _drafts(count // 10, seed):
        _write(reports / f"{draft.name}.txt", draft.text, draft.date)
        statements = replace(draft.statements(), origin="reviewed")
        (known / f"{draft.name}.yaml").write_text(write_statements(statements), encoding="utf-8")
    (folder / "whole").touch()
    return reports


def _write(path: Path, text: str, date: str) -> None:
    path.write_text(text, encoding="utf-8")
    path.with_suffix(".yaml").write_text(f'date: "{date}"\n', encoding="utf-8")


def _texts(count: int, seed: int) -> Iterator[str]:
    for start in range(0, count, _STEP):
        yield from write_reports(seed + start, min(_STEP, count - start))


def _drafts(count: int, seed: int) -> Iterator["Draft"]:
    sys.path.insert(0, str(Path(__file__).parent))  # the modules of checks.py import one another so
    from checks import write_reports as write_drafts  # noqa: PLC0415

    for start in range(0, count, _STEP):
        drafts, _, _ = write_drafts(min(_STEP, count - start), seed + start, 0.3)
        for draft in drafts[: count - start]:
            draft.name = f"k{start // _STEP:03}{draft.name}"
            yield draft
