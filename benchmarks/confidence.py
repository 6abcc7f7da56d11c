"""Count how often each way of extraction has been right: python -m benchmarks.confidence GOLD_DIR [GOLD_DIR ...]

A GOLD_DIR holds NAME.txt, NAME.gold.json and, where the date is known, NAME.yaml. Writes data/lexicon/confidence.yaml.
A share is (right + 1) / (all + 2), so that a way seen twice is not called certain.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from povgraph.model import SECTIONS, Statements
from povgraph.resources import data_path
from povgraph.statements.comparison import MEASURES
from povgraph.statements.confidence import way
from povgraph.statements.evaluation import differences
from povgraph.statements.extraction import Extractor
from povgraph.statements.files import read_statements
from povgraph.text.reports import read_report
from povgraph.vocabulary import concepts

#: The measure by which a row of each section counts as right: the strictest that there is.
STRICTEST = {measure.section: measure for measure in MEASURES if measure.name != "observations: figure"}


def pairs(folder: Path) -> Iterator[tuple[Statements, Statements]]:
    """Read each report with its gold and extract its statements."""
    extractor = Extractor(concepts())
    for gold in sorted(folder.glob("*.gold.json")):
        text = gold.with_name(gold.name.replace(".gold.json", ".txt"))
        yield read_statements(gold), extractor.extract(read_report(text))


def main(folders: list[str]) -> None:
    made = [pair for folder in folders for pair in pairs(Path(folder))]
    counts: dict[str, dict[str, list[int]]] = {section: defaultdict(lambda: [0, 0]) for section in SECTIONS}
    wrong = {
        (found.measure.section, id(found.row))
        for found in differences(made)
        if found.kind == "extra" and STRICTEST.get(found.measure.section) == found.measure
    }
    for _, predicted in made:
        for section, rows in predicted.sections():
            for row in rows:
                for key in (way(row), "any"):
                    counts[section][key][0] += (section, id(row)) not in wrong
                    counts[section][key][1] += 1
    data_path("lexicon", "confidence.yaml").write_text(as_yaml(counts, len(made)), encoding="utf-8")


def as_yaml(counts: dict[str, dict[str, list[int]]], reports: int) -> str:
    lines = [
        "# How often each way of extraction has been right, by section and way: (right + 1) / (all + 2).",
        f"# Made by python -m benchmarks.confidence from {reports} reports with reviewed statements.",
        "# Among them are reports that the rules were written against: expect a little less on others.",
        "# any: the section as a whole, for ways not seen there.",
        "shares:",
    ]
    for section, ways in counts.items():
        ways.setdefault("any", [0, 0])
        lines.append(f"  {section}:")
        for key, (right, seen) in sorted(ways.items()):
            lines.append(f"    {key}: {(right + 1) / (seen + 2):.2f}  # {right} of {seen}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1:]) if sys.argv[1:] else sys.exit(__doc__)
