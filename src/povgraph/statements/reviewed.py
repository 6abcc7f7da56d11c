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

    def of(self, name: str) -> Path | None:
        """Give the file for a report of this name, if there is one."""
        return self._files.get(name)

    def take(self, name: str, source: str) -> Path:
        """Give the file for a report and remember which report that is.

        Raises:
            StatementsError: another report has taken it.
        """
        path = self._files[name]
        if name in self._used:
            other = self._used[name]
            raise StatementsError(f"{path}: {other} and {source} have the same name; give one of them another")
        self._used[name] = source
        return path

    def forget(self) -> None:
        """Forget which reports have taken a file."""
        self._used.clear()

    def unused(self) -> list[Path]:
        """List the files that were of no report."""
        return sorted(path for name, path in self._files.items() if name not in self._used)


def read_reviewed(path: Path, report: Report, allowed: Mapping[str, frozenset[str]]) -> Statements:
    """Read the reviewed statements of a report and find their quotes in its text.

    Args:
        path: The statements file.
        report: The report.
        allowed: The notations that each vocabulary allows.

    Raises:
        StatementsError: the file does not keep to its format, is of another report, or quotes what the text does not
            say.
    """
    from povgraph.statements.files import locate, read_statements  # noqa: PLC0415

    rows = read_statements(path, allowed)
    if rows.document != report.id:
        raise StatementsError(f"{path}: document is {rows.document!r}, but the report's name is {report.id!r}")
    return locate(rows, report.text, path)
