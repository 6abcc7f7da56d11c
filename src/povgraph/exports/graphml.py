"""Write the graph as a network in GraphML or GEXF, for Gephi, yEd, Cytoscape, networkx and igraph."""

from collections.abc import Iterator, Mapping
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from povgraph.exports.contents import Content
from povgraph.exports.networks import EDGE_ATTRIBUTES, NODE_ATTRIBUTES, Attributes, Edge, Node, network

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NODE = {"label": "string", "kind": "string", **NODE_ATTRIBUTES}
_EDGE = {"label": "string", "kind": "string", "weight": "integer", **EDGE_ATTRIBUTES}
_GRAPHML_TYPES = {"integer": "int"}
_RETURN = {"\r": "&#13;"}  # a bare one would be read as a line feed


def write_graphml(content: Content, out: TextIO) -> None:
    """Write GraphML, with the quote, report and line of each edge."""
    made = network(content)
    out.write(_HEAD + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    for domain, attributes in (("node", _NODE), ("edge", _EDGE)):
        for name, kind in attributes.items():
            about = f'id="{domain}-{name}" for="{domain}" attr.name="{name}"'
            out.write(f'  <key {about} attr.type="{_GRAPHML_TYPES.get(kind, kind)}"/>\n')
    out.write('  <graph id="povgraph" edgedefault="directed">\n')
    for node in made.nodes:
        out.write(f"    <node id={quoteattr(node.id)}>{_data('node', _of_node(node))}</node>\n")
    for number, edge in enumerate(made.edges):
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        out.write(f'    <edge id="e{number}" {ends}>{_data("edge", _of_edge(edge))}</edge>\n')
    out.write("  </graph>\n</graphml>\n")


def _of_node(node: Node) -> Attributes:
    return {"label": node.label, "kind": node.kind, **node.attributes}


def _of_edge(edge: Edge) -> Attributes:
    return {"label": edge.label, "kind": edge.kind, "weight": edge.weight, **edge.attributes}


def _data(domain: str, told: Attributes) -> str:
    return "".join(f'<data key="{domain}-{name}">{escape(str(value), _RETURN)}</data>' for name, value in told.items())


def write_gexf(content: Content, out: TextIO) -> None:
    """Write GEXF 1.2, with the quote, report and line of each edge."""
    made = network(content)
    out.write(_HEAD + '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n')
    out.write('  <graph defaultedgetype="directed" mode="static">\n')
    out.writelines(_declared("node", {"kind": "string", **NODE_ATTRIBUTES}))
    out.writelines(_declared("edge", {"kind": "string", **EDGE_ATTRIBUTES}))
    out.write("    <nodes>\n")
    for node in made.nodes:
        values = _values({"kind": node.kind, **node.attributes})
        out.write(f"      <node id={quoteattr(node.id)} label={quoteattr(node.label)}>{values}</node>\n")
    out.write("    </nodes>\n    <edges>\n")
    for number, edge in enumerate(made.edges):
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        about = f'id="{number}" {ends} weight="{edge.weight}" label={quoteattr(edge.label)}'
        out.write(f"      <edge {about}>{_values({'kind': edge.kind, **edge.attributes})}</edge>\n")
    out.write("    </edges>\n  </graph>\n</gexf>\n")


def _declared(domain: str, attributes: Mapping[str, str]) -> Iterator[str]:
    yield f'    <attributes class="{domain}" mode="static">\n'
    for name, kind in attributes.items():
        yield f'      <attribute id="{name}" title="{name}" type="{kind}"/>\n'
    yield "    </attributes>\n"


def _values(told: Attributes) -> str:
    values = "".join(f'<attvalue for="{name}" value={quoteattr(str(value))}/>' for name, value in told.items())
    return f"<attvalues>{values}</attvalues>"
