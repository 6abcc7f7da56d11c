"""Find again the reports that a build was made from, where they still lie where they were."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from povgraph.model import Report
from povgraph.store.generations import current
from povgraph.vocabulary import iri

if TYPE_CHECKING:
    from povgraph.store.manifests import ReportEntry


def entries(graph: Path) -> Sequence["ReportEntry"]:
    """List the reports of a build; none for an RDF file."""
    return current(graph, verify=False).manifest.reports if graph.is_dir() else ()


def report_paths(graph: Path) -> dict[str, str]:
    """Map the IRIs of a build's reports to the files that they were read from; empty for an RDF file."""
    return {iri("report", entry.key): entry.path for entry in entries(graph)}


def read_originals(paths: Mapping[str, str]) -> Iterator[tuple[str, Report]]:
    """Read again the reports of a build that still lie where they were; evidence is checked against these."""
    from povgraph.text.reports import read_report  # noqa: PLC0415

    for name, path in paths.items():
        if Path(path).is_file():
            yield name, read_report(Path(path))


def text_of(path: str) -> str | None:
    """Read the text of a report again, if it still lies where it was."""
    return next((report.text for _, report in read_originals({"": path})), None)


class Originals(Mapping[str, str]):
    """The texts of reports by IRI, those that still lie where they were; each is read when it is asked for."""

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths = {name: path for name, path in paths.items() if Path(path).is_file()}
        self._read = lru_cache(maxsize=16)(text_of)

    def __getitem__(self, name: str) -> str:
        """Give the text of a report."""
        text = self._read(self._paths[name])
        if text is None:
            raise KeyError(name)
        return text

    def __iter__(self) -> Iterator[str]:
        """Name the reports."""
        return iter(self._paths)

    def __len__(self) -> int:
        """Count the reports."""
        return len(self._paths)


def unchanged_texts(graph: Path) -> dict[str, str]:
    """Give the texts of the reports of a build that are still what was read, by IRI."""
    found = read_originals(report_paths(graph))
    return {name: report.text for name, report in found if name == iri("report", report.key)}
