"""Find what povgraph carries beside its code: ontology, queries, gazetteer, lexicon, the sample report."""

from functools import cache
from pathlib import Path
from typing import Any

from povgraph.errors import ResourceError

_PACKAGED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parents[2]


@cache
def root() -> Path:
    """Give the folder that holds ``ontology/``, ``queries/`` and ``data/``.

    That is inside the package when povgraph was installed from a wheel, and the top of the checkout otherwise.

    Raises:
        ResourceError: neither place has them.
    """
    for folder in (_PACKAGED, _CHECKOUT):
        if (folder / "ontology" / "povgraph.ttl").is_file():
            return folder
    raise ResourceError(f"{_PACKAGED}: no ontology/, queries/ and data/ here or in {_CHECKOUT}; reinstall povgraph")


def ontology_path(*parts: str) -> Path:
    """Give a path below ``ontology/``."""
    return root().joinpath("ontology", *parts)


def queries_path(*parts: str) -> Path:
    """Give a path below ``queries/``."""
    return root().joinpath("queries", *parts)


def data_path(*parts: str) -> Path:
    """Give a path below ``data/``."""
    return root().joinpath("data", *parts)


@cache
def lexicon(name: str) -> Any:
    """Load ``data/lexicon/NAME.yaml``: word lists and the rules that are data.

    The file is povgraph's own, so the fast C loader may read it.

    Raises:
        ResourceError: there is no such file.
    """
    import yaml  # noqa: PLC0415  here, so that commands that read no text start without it

    path = data_path("lexicon", f"{name}.yaml")
    if not path.is_file():
        raise ResourceError(f"{path}: no such lexicon")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
