import json

import pytest

from povgraph.errors import ResourceError
from povgraph.extras import need


def test_an_installed_library_is_given() -> None:
    assert need("json", "charts") is json


def test_a_missing_library_is_an_error_that_says_how_to_install_it() -> None:
    with pytest.raises(
        ResourceError, match=r"^no_such_library is not installed; run `pip install 'povgraph\[charts\]'`$"
    ):
        need("no_such_library.part", "charts")
