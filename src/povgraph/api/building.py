"""Read reports, extract their statements, and build graphs of them."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from hashlib import sha256
from os import PathLike
from pathlib import Path

from povgraph import pipeline
from povgraph.api.graphs import Graph
from povgraph.errors import SourceError
from povgraph.model import Report, Statements
from povgraph.statements.confidence import at_least
from povgraph.text.reports import find_reports, read_report

#: What a graph is built from: files and folders, reports, or reports with the statements to take for theirs.
Source = str | PathLike[str] | Report | tuple[Report, Statements]


def read(*paths: str | PathLike[str]) -> list[Report]:
    """Read report files, and folders of them, with what stands beside each in ``NAME.yaml``.

    Raises:
        SourceError: a file cannot be read, or a folder holds no report.
    """
    return [read_report(path) for path in find_reports([Path(path) for path in paths])]


def read_text(
    text: str,
    name: str = "text",
    *,
    title: str | None = None,
    date: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
) -> Report:
    """Take a text as a report.

    Args:
        text: The text.
        name: What the report is called in the graph.
        title: Its title.
        date: Its date, as ``2019``, ``2019-08`` or ``2019-08-31``; without one, times like 去年 are not resolved.
        publisher: Who published it.
        url: Where.

    Raises:
        SourceError: the text is empty.
    """
    if not text.strip():
        raise SourceError(f"{name}: empty; a report is a text")
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    origin = "metadata" if date else None
    return Report(
        id=name, text=text, sha256=digest, title=title, date=date, date_origin=origin, publisher=publisher, url=url
    )


def extract(report: Report | str | PathLike[str], *, least: float | Decimal = 0) -> Statements:
    """Read the statements of a report, or of the report in a file.

    Args:
        report: The report or its file.
        least: Statements that are less sure than this, from 0 to 1, are left out.

    Raises:
        SourceError: the file cannot be read.
    """
    read_in = report if isinstance(report, Report) else read_report(Path(report))
    return at_least(pipeline.extract_report(read_in), Decimal(str(least)))


def build(
    sources: Source | Iterable[Source] = (),
    out: str | PathLike[str] | None = None,
    *,
    reviewed: Sequence[str | PathLike[str]] = (),
    least: float | Decimal = 0,
) -> Graph:
    """Build a graph, check it, and open it.

    Args:
        sources: One or more of: a report file or a folder, a report, a pair of a report and its statements (as
            ``extract`` gave them, or corrected). None for the sample report that povgraph carries.
        out: The build folder, as ``povgraph build -o``; without one the graph is in memory only.
        reviewed: Folders with statements files that replace the extracted ones of the files and folders.
        least: Extracted statements that are less sure than this, from 0 to 1, are left out.

    Raises:
        SourceError: nothing can be read. A bad file among others is set aside and named in ``Graph.set_aside``.
        StatementsError: statements that were given cannot be used.
        StoreError: the folder cannot be written.
    """
    given = [sources] if isinstance(sources, str | PathLike | Report) or _is_pair(sources) else list(sources)
    paths = [Path(one) for one in given if isinstance(one, str | PathLike)]
    sure = Decimal(str(least))
    made: list[pipeline.Made] = []
    set_aside: list[str] = []
    if paths or not given:
        made, set_aside = pipeline.read_sources(paths, [Path(folder) for folder in reviewed], sure)
    made += [_made(one, sure) for one in given if isinstance(one, Report | tuple)]
    if out is not None:
        pipeline.publish_graph(made, Path(out))
        return Graph(Path(out), set_aside=set_aside)
    lines, _ = pipeline.make_graph(made)
    return Graph(lines=lines, reports=[report for report, _ in made], set_aside=set_aside)


def _is_pair(sources: object) -> bool:
    return isinstance(sources, tuple) and len(sources) == 2 and isinstance(sources[1], Statements)


def _made(source: Report | tuple[Report, Statements], least: Decimal) -> tuple[Report, Statements]:
    report, rows = source if isinstance(source, tuple) else (source, extract(source, least=least))
    return pipeline.dated(report, rows), rows
