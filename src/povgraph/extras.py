"""Load the libraries that only some users need; an extra brings them: ``pip install 'povgraph[charts]'``."""

from importlib import import_module
from typing import Any

from povgraph.errors import ResourceError


def need(module: str, extra: str) -> Any:
    """Import a library that an extra brings.

    Raises:
        ResourceError: it is not installed; the message says how to install it.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module.partition(".")[0]:
            raise  # the library is there but broken
        raise ResourceError(f"{error.name} is not installed; run `pip install 'povgraph[{extra}]'`") from error
