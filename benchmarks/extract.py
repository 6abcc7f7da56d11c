"""Compare the speed of the extractor with that of ``jieba.lcut``, which only cuts words, on the same texts.

Run ``python benchmarks/extract.py`` (``--json`` for JSON) after ``pip install jieba``; README.md says what is measured.
"""

import argparse
import json
import logging
import platform
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import process_time

from written import write_reports

from povgraph.model import Report
from povgraph.statements.extraction import Extractor
from povgraph.text.reports import read_report
from povgraph.vocabulary import concepts

SAMPLE = Path(__file__).parents[1] / "data" / "sources" / "2019-08-jilin" / "source.txt"


def main() -> None:
    options = _options()
    try:
        import jieba  # noqa: PLC0415
    except ImportError:
        sys.exit("jieba is not installed and no dependency of povgraph: pip install jieba")
    jieba.setLogLevel(logging.WARNING)
    reports = _reports(options.seed, options.reports)
    extractor = Extractor(concepts())

    def cut(report: Report) -> None:
        jieba.lcut(report.text)

    result = compare({"povgraph": extractor.extract, "jieba": cut}, reports, options.rounds)
    result["seed"], result["python"] = options.seed, platform.python_version()
    print(json.dumps(result, ensure_ascii=False) if options.json else _worded(result))


def compare(
    readers: dict[str, Callable[[Report], object]], reports: Sequence[Report], rounds: int
) -> dict[str, float | int | str]:
    """Measure the characters that each reader reads in a second of CPU time: the median of interleaved warm rounds."""
    size = sum(len(report.text) for report in reports)
    for read in readers.values():
        _seconds(read, reports)
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            times[name].append(_seconds(read, reports))
    speeds = {name: round(size / median(found)) for name, found in times.items()}
    ratio = round(speeds["povgraph"] / speeds["jieba"], 2)
    return {"reports": len(reports), "characters": size, "rounds": rounds, **speeds, "ratio": ratio}


def _seconds(read: Callable[[Report], object], reports: Sequence[Report]) -> float:
    start = process_time()
    for report in reports:
        read(report)
    return process_time() - start


def _reports(seed: int, count: int) -> list[Report]:
    """Give the sample report and as many written ones."""
    sample = read_report(SAMPLE)
    texts = write_reports(seed, count)
    return [sample, *(Report(id=f"written-{n}", text=text, sha256="", path="") for n, text in enumerate(texts, 1))]


def _worded(result: dict[str, float | int | str]) -> str:
    return (
        f"{result['reports']} reports, {result['characters']:,} characters, {result['rounds']} rounds, CPU time\n"
        f"povgraph, Extractor.extract  {result['povgraph']:>9,} characters/s\n"
        f"jieba.lcut                   {result['jieba']:>9,} characters/s\n"
        f"ratio                        {result['ratio']:>9}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--seed", type=int, default=2020, help="seed of the written reports (2020)")
    parser.add_argument("--reports", type=int, default=40, help="how many reports are written (40)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured (7)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
