"""Write a file that takes the place of the old one only once it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from povgraph.errors import QueryError


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a file beside the one that is meant, which it replaces at the end if nothing was raised.

    What is no regular file, such as ``/dev/stdout`` or a pipe, is written to as it is.

    Raises:
        QueryError: it cannot be written there.
    """
    target = path.resolve()  # a link stays a link
    aside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    special = target.exists() and not target.is_file()
    try:
        with (target if special else aside).open("wb") as stream:
            yield stream
            stream.flush()
            if not special:
                os.fsync(stream.fileno())
        if not special:
            aside.replace(target)
    except OSError as error:
        raise QueryError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
