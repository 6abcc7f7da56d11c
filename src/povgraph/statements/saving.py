"""Write the statements files of several reports, and never over what a person wrote."""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from povgraph.errors import SourceError
from povgraph.model import Statements
from povgraph.statements.files import write_statements

Form = Literal["yaml", "json", "jsonl"]

#: How much of a file is looked at to tell what it is.
_HEAD = 400


def save_statements(made: Sequence[Statements], form: Form, out: Path | None) -> None:
    """Write statements files: NAME.yaml, .json or .jsonl in a folder, or one to stdout without a folder.

    Raises:
        SourceError: there are several and no folder, two have one name, or a file in the way is a person's.
    """
    if out is None:
        if len(made) > 1:
            raise SourceError(f"{len(made)} reports: give a folder for their statements files with -o DIR")
        sys.stdout.write("".join(write_statements(rows, form) for rows in made))
        return
    twice = [name for name, count in Counter(rows.document for rows in made).items() if count > 1]
    if twice:
        raise SourceError(f"several reports are named {twice[0]!r}; extract them into folders of their own")
    out.mkdir(parents=True, exist_ok=True)
    for rows in made:
        path = out / f"{rows.document}.{form}"
        if path.is_file() and not _is_extracted(path):
            raise SourceError(f"{path}: there already, and not an extracted statements file; give another folder")
        path.write_text(write_statements(rows, form), encoding="utf-8", newline="")


def _is_extracted(path: Path) -> bool:
    """Tell whether a file may be written over: what was extracted may, a person's metadata and corrections may not."""
    with path.open(encoding="utf-8", errors="replace") as stream:
        return any("origin" in line and "extracted" in line for line in stream.read(_HEAD).splitlines())
