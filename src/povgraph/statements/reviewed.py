"""Find the statements files that a person has reviewed, and say which of them no report uses."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from povgraph.errors import StatementsError
from povgraph.model import Report, Statements

_ENDINGS = (".yaml", ".yml", ".json", ".jsonl")


class ReviewedFiles:
    """The statements files NAME.yaml in some folders, by the name of the report that they are of.

    Raises:
        StatementsError: one of the folders is none.
    """

    def __init__(self, folders: Sequence[Path]) -> None:
        self._files: dict[str, Path] = {}
        self._used: dict[str, str] = {}
        for folder in folders:
            if not folder.is_dir():
                raise StatementsError(f"{folder}: no folder; --statements takes one with statements files NAME.yaml")
            for path in sorted(folder.iterdir()):
                if path.suffix in _ENDINGS and not path.name.startswith("."):
                    self._files.setdefault(path.stem, path)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a file for a report of this name."""
        return name in self._files

    def read(self, report: Report, allowed: Mapping[str, frozenset[str]]) -> Statements:
        """Read the file of a report and find its quotes in the text.

        Args:
            report: The report.
            allowed: The notations that each vocabulary allows.

        Raises:
            StatementsError: the file does not keep to its format, is of another report, quotes what the text does not
                say, or two reports have its name.
        """
        from povgraph.statements.files import locate, read_statements  # noqa: PLC0415

        path = self._files[report.id]
        if report.id in self._used:
            other = self._used[report.id]
            raise StatementsError(f"{path}: {other} and {report.path} have the same name; give one of them another")
        self._used[report.id] = report.path
        rows = read_statements(path, allowed)
        if rows.document != report.id:
            raise StatementsError(f"{path}: document is {rows.document!r}, but the report's name is {report.id!r}")
        return locate(rows, report.text, path)

    def unused(self) -> list[Path]:
        """List the files that were of no report."""
        return sorted(path for name, path in self._files.items() if name not in self._used)
