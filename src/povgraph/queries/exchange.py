"""Write answers in the result formats of SPARQL 1.1: nothing of a term is lost, but what XML cannot hold."""

import json
import re
from typing import TextIO

from pyoxigraph import BlankNode, NamedNode, Triple

from povgraph.graph.lines import clean
from povgraph.queries.answers import Table
from povgraph.queries.resolving import Term

_XSD = "http://www.w3.org/2001/XMLSchema#"
_XML_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
#: Spaces at the ends of a text, which some readers drop unless they are written as references.
_OUTER_SPACES = re.compile("^ +| +$")
_XML_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'


def write_tsv(table: Table, out: TextIO) -> int:
    """Write SPARQL 1.1 TSV: terms in the syntax of N-Triples."""
    out.write("\t".join(f"?{column}" for column in table.columns) + "\n")
    count = 0
    for row in table.rows:
        count += 1
        out.write("\t".join("" if term is None else syntax(term) for term in row) + "\n")
    return count


def syntax(term: Term) -> str:
    """Write a term in the syntax of N-Triples, a triple as RDF 1.2 has it."""
    if isinstance(term, Triple):
        return f"<<( {' '.join(map(syntax, term))} )>>"
    return str(term).replace("\t", "\\t")


def write_json(table: Table, out: TextIO) -> int:
    """Write SPARQL 1.1 Query Results JSON, one row a line."""
    out.write(f'{{"head":{{"vars":{json.dumps(table.columns)}}},"results":{{"bindings":[')
    count = 0
    for row in table.rows:
        found = {name: _json(term) for name, term in zip(table.columns, row, strict=True) if term is not None}
        out.write((",\n" if count else "\n") + json.dumps(found, ensure_ascii=False))
        count += 1
    out.write("\n]}}\n")
    return count


def _json(term: Term) -> dict[str, object]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json(part) for name, part in parts.items()}}
    found: dict[str, object] = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != f"{_XSD}string":
        found["datatype"] = term.datatype.value
    return found


def write_xml(table: Table, out: TextIO) -> int:
    """Write SPARQL Query Results XML, one row a line."""
    variables = "".join(f'<variable name="{column}"/>' for column in table.columns)
    out.write(f"{_XML_HEAD}<head>{variables}</head>\n<results>\n")
    count = 0
    for row in table.rows:
        count += 1
        pairs = zip(table.columns, row, strict=True)
        bindings = "".join(f'<binding name="{name}">{_xml(term)}</binding>' for name, term in pairs if term is not None)
        out.write(f"<result>{bindings}</result>\n")
    out.write("</results>\n</sparql>\n")
    return count


def _xml(term: Term) -> str:
    if isinstance(term, NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, BlankNode):
        return f"<bnode>{term.value}</bnode>"
    if isinstance(term, Triple):
        parts = zip(("subject", "predicate", "object"), term, strict=True)
        return f"<triple>{''.join(f'<{name}>{_xml(part)}</{name}>' for name, part in parts)}</triple>"
    tag = f' xml:lang="{term.language}"' if term.language else ""
    if not tag and term.datatype.value != f"{_XSD}string":
        tag = f' datatype="{_xml_text(term.datatype.value)}"'
    return f"<literal{tag}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    """Escape a text; what XML 1.0 cannot hold is left out, and white space survives the reader."""
    escaped = clean(text).translate(_XML_ESCAPES)
    return _OUTER_SPACES.sub(lambda spaces: "&#32;" * len(spaces[0]), escaped)


def write_truth_json(value: bool, out: TextIO) -> None:
    """Write the answer of an ASK as SPARQL 1.1 JSON."""
    out.write(f'{{"head":{{}},"boolean":{str(value).lower()}}}\n')


def write_truth_xml(value: bool, out: TextIO) -> None:
    """Write the answer of an ASK as SPARQL XML."""
    out.write(f"{_XML_HEAD}<head/>\n<boolean>{str(value).lower()}</boolean>\n</sparql>\n")
