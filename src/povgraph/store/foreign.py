"""Look at RDF files from strangers before the engine does: what it would crash on, or what might reach out, is refused.

JSON-LD needs no look: pyoxigraph loads no remote contexts and bounds the nesting itself.
"""

import re
from pathlib import Path
from xml.parsers import expat

from povgraph.errors import StoreError

_DEEPEST_XML = 1000
_DEEPEST_TRIPLE = 64
_TRIPLE_MARK = re.compile(rb"<<|>>")


def check_xml(path: Path, content: bytes) -> None:
    """Refuse RDF/XML that declares a document type (entities can grow without bound or name files) or nests too deep.

    What is not well-formed is left to the RDF parser, which says more about it.

    Raises:
        StoreError: it does.
    """
    depth = 0

    def refuse_doctype(*_: object) -> None:
        raise StoreError(f"{path}: RDF/XML with a DOCTYPE is not read; remove the declaration")

    def enter(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST_XML:
            raise StoreError(f"{path}: elements nest deeper than {_DEEPEST_XML}")

    def leave(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        if b"<!DOCTYPE" in content:
            refuse_doctype()


def check_depth(path: Path, content: bytes) -> None:
    """Refuse triples within triples without end, which overflow the parser's stack and end the process.

    Raises:
        StoreError: they nest too deep.
    """
    if content.count(b"<<") <= _DEEPEST_TRIPLE:
        return
    depth = 0
    for mark in _TRIPLE_MARK.finditer(content):
        depth = max(depth + (1 if mark[0] == b"<<" else -1), 0)
        if depth > _DEEPEST_TRIPLE:
            raise StoreError(f"{path}: triples nest deeper than {_DEEPEST_TRIPLE}")
