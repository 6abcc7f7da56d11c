"""Write the statements files of several reports, and never over what a person wrote."""

import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from povgraph.errors import SourceError
from povgraph.model import Statements
from povgraph.statements.files import write_statements

Form = Literal["yaml", "json", "jsonl"]


def save_statements(made: Sequence[Statements], form: Form, out: Path | None, *, force: bool = False) -> None:
    """Write statements files: NAME.yaml, .json or .jsonl in a folder, or one to stdout without a folder.

    A file that is there with other content stays, since a person may have corrected it, unless ``force`` says
    otherwise; nothing is written then. A file is replaced only once the new one is whole.

    Raises:
        SourceError: there are several and no folder, two have one name, or a file is in the way.
    """
    if out is None:
        if len(made) > 1:
            raise SourceError(f"{len(made)} reports: give a folder for their statements files with -o DIR")
        sys.stdout.write("".join(write_statements(rows, form) for rows in made))
        return
    twice = [name for name, count in Counter(rows.document for rows in made).items() if count > 1]
    if twice:
        raise SourceError(f"several reports are named {twice[0]!r}; extract them into folders of their own")
    contents = {out / f"{rows.document}.{form}": write_statements(rows, form).encode() for rows in made}
    changed = [path for path, content in contents.items() if path.is_file() and path.read_bytes() != content]
    if changed and not force:
        others = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        raise SourceError(f"{changed[0]}{others}: there already with other content; write over it with --force")
    out.mkdir(parents=True, exist_ok=True)
    for path, content in contents.items():
        _replace(path, content)


def _replace(path: Path, content: bytes) -> None:
    """Put a file in place whole or not at all."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        aside.write_bytes(content)
        aside.replace(path)
    except OSError as error:
        raise SourceError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        aside.unlink(missing_ok=True)
