"""Score statements against gold: precision, recall and F1 by kind, and which rows were missed or are too many.

Rows are paired one to one, those whose quotes share most first. Some rows are calls that two careful readers make
differently (:func:`~povgraph.statements.comparison.is_optional`); they count neither for nor against. A row too many
that says what a gold row says is no error, as a text may say a thing twice.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from povgraph.errors import StatementsError
from povgraph.model import Statements
from povgraph.statements.comparison import MEASURES, HeldPost, Measure, is_optional, overlap
from povgraph.statements.files import read_statements
from povgraph.statements.writing import write_row

_ENDINGS = (".gold.json", ".gold.yaml", ".json", ".yaml", ".yml", ".jsonl")


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows of a kind the gold has, how many were predicted, and how many of them are right."""

    name: str
    gold: int
    predicted: int
    hits: int

    @property
    def precision(self) -> float:
        """Give the share of the predicted rows that are right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Give the share of the gold rows that were found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Give the harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found.

        >>> Score("places", gold=4, predicted=6, hits=3).f1
        0.6
        """
        both = self.gold + self.predicted
        return 2 * self.hits / both if both else 1.0

    def as_table(self) -> dict[str, float]:
        """Give the counts and the rounded shares by name."""
        shares = {name: round(getattr(self, name), 3) for name in ("precision", "recall", "f1")}
        return {"gold": self.gold, "predicted": self.predicted, **shares}

    def __str__(self) -> str:
        shares = f"{self.precision:>8.3f}{self.recall:>8.3f}{self.f1:>8.3f}"
        return f"{self.name:24}{self.gold:>6}{self.predicted:>6}{shares}"


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that was missed, or one too many: ``kind`` is ``missed`` or ``extra``."""

    document: str
    measure: Measure
    kind: str
    row: Any

    def __str__(self) -> str:
        """Write document, measure, kind and the row as JSON, with tabs between them."""
        said = self.row.as_json() if isinstance(self.row, HeldPost) else write_row(self.measure.section, self.row)
        return f"{self.document}\t{self.measure.name}\t{self.kind}\t{said}"


def evaluate(pairs: Iterable[tuple[Statements, Statements]]) -> list[Score]:
    """Score pairs of gold and predicted statements, micro-averaged over the documents."""
    pairs = list(pairs)
    return [_score(measure, pairs) for measure in MEASURES]


def differences(pairs: Iterable[tuple[Statements, Statements]]) -> Iterator[Difference]:
    """List what was missed and what is too many, document by document, in the order of the measures."""
    for gold, predicted in pairs:
        for measure in MEASURES:
            missed, _, extra = _compare(measure, gold, predicted)
            yield from (Difference(gold.document, measure, "missed", row) for row in missed)
            yield from (Difference(gold.document, measure, "extra", row) for row in extra)


def report_scores(gold: Path, predicted: Path, *, errors: bool = False, as_json: bool = False) -> str:
    """Score files or folders and word the result: the rows in error where wanted, then a table or JSON.

    Raises:
        StatementsError: as for :func:`read_pairs`.
    """
    pairs = read_pairs(gold, predicted)
    listed = "".join(f"{difference}\n" for difference in differences(pairs)) if errors else ""
    scores = evaluate(pairs)
    if as_json:
        return f"{listed}{json.dumps({score.name: score.as_table() for score in scores}, indent=1)}\n"
    head = f"{'':24}{'gold':>6}{'pred':>6}{'P':>8}{'R':>8}{'F1':>8}\n"
    return listed + head + "".join(f"{score}\n" for score in scores)


def read_pairs(gold: Path, predicted: Path) -> list[tuple[Statements, Statements]]:
    """Read gold and predicted statements: two files, or two folders whose files are paired by their stems.

    A folder with ``NAME.gold.json`` files has no other gold. A gold file without a prediction is paired with none.

    Raises:
        StatementsError: a path is missing, a folder has no statements files, or a file does not keep to the format.
    """
    if gold.is_file() and predicted.is_file():
        return [(read_statements(gold), read_statements(predicted))]
    if not gold.is_dir() or not predicted.is_dir():
        wrong = next(path for path in (gold, predicted) if not path.is_dir())
        raise StatementsError(f"{wrong}: wanted: two statements files, or two folders of them")
    wanted, found = _by_stem(gold), _by_stem(predicted)
    if not wanted:
        raise StatementsError(f"{gold}: no statements files here; looked for {', '.join(_ENDINGS)}")
    return [
        (read_statements(path), read_statements(found[stem]) if stem in found else Statements(document=stem))
        for stem, path in sorted(wanted.items())
    ]


def _score(measure: Measure, pairs: Sequence[tuple[Statements, Statements]]) -> Score:
    gold = predicted = hits = 0
    for wanted, said in pairs:
        missed, hit, extra = _compare(measure, wanted, said)
        gold, predicted, hits = gold + len(hit) + len(missed), predicted + len(hit) + len(extra), hits + len(hit)
    return Score(measure.name, gold, predicted, hits)


def _compare(measure: Measure, gold: Statements, predicted: Statements) -> tuple[list[Any], list[Any], list[Any]]:
    """Give the gold rows that were missed, those that were hit, and the predicted rows too many."""
    wanted, said = measure.rows(gold), measure.rows(predicted)
    pairs = _pair(wanted, said, measure.same)
    missed = [row for i, row in enumerate(wanted) if i not in pairs and not is_optional(row)]
    hits = [row for i, row in enumerate(wanted) if i in pairs and not is_optional(row)]
    taken = set(pairs.values())
    left = [row for j, row in enumerate(said) if j not in taken and not is_optional(row)]
    return missed, hits, [row for row in left if not any(measure.same(known, row) for known in wanted)]


def _pair(gold: Sequence[Any], predicted: Sequence[Any], same: Callable[[Any, Any], bool]) -> dict[int, int]:
    """Pair the numbers of rows that say the same, those whose quotes share most first, earlier rows before later."""
    candidates = [
        (-overlap(wanted.quote, said.quote), i, j)
        for i, wanted in enumerate(gold)
        for j, said in enumerate(predicted)
        if same(wanted, said)
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(candidates):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _by_stem(folder: Path) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("*.gold.*")) or sorted(folder.iterdir()):
        ending = next((ending for ending in _ENDINGS if path.name.endswith(ending)), None)
        if ending and path.is_file():
            found.setdefault(path.name.removesuffix(ending), path)
    return found
