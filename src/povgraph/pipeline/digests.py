"""Digests of povgraph itself: what a cached result rests on beside its report, so that none outlives a change.

Reading a report rests on the code, the lexicon, the ontology and the gazetteer; checking a graph also on the shapes and
the stored checks. Code is part of the digest, not only its version: who changes a rule sees what it does at once.
"""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from povgraph import __version__
from povgraph.resources import data_path, ontology_path, queries_path
from povgraph.vocabulary import ontology_files

_CODE = Path(__file__).parents[1]
#: The packages of the code that has no part in what a build holds.
_BESIDE = frozenset({"cli", "exports", "web"})


@cache
def reading_digest() -> str:
    """Digest all that the statements and the lines of a report rest on beside its files."""
    data = [path for folder in ("lexicon", "gazetteer") for path in data_path(folder).rglob("*")]
    code = [path for path in _CODE.rglob("*.py") if path.relative_to(_CODE).parts[0] not in _BESIDE]
    return _digest([*code, *data, *ontology_files()])


@cache
def checking_digest() -> str:
    """Digest all that the findings of a graph rest on."""
    checks = [*ontology_path("shapes").rglob("*.ttl"), *queries_path("checks").rglob("*.rq")]
    return digest_of(reading_digest(), _digest(checks))


def digest_of(*parts: str | bytes | None) -> str:
    """Digest parts, each with its length, so that no two lists of parts run together."""
    digest = sha256()
    for part in parts:
        data = b"" if part is None else part.encode() if isinstance(part, str) else part
        digest.update(f"{-1 if part is None else len(data)}:".encode() + data)
    return digest.hexdigest()


def _digest(paths: Iterable[Path]) -> str:
    files = sorted((path.as_posix(), path) for path in paths if path.is_file())
    return digest_of(__version__, *(part for name, path in files for part in (name, path.read_bytes())))
