"""What the tests of exports share: the graph of the sample, and graphs in which every name is awkward."""

import io
from decimal import Decimal
from pathlib import Path

import pytest

from povgraph.checks.shacl import check_lines
from povgraph.exports import export
from povgraph.graph.findings import finding_quads
from povgraph.graph.lines import canonical
from povgraph.graph.quads import graph_lines
from povgraph.model import (
    Anomaly,
    Observation,
    Organization,
    Outcome,
    Person,
    Place,
    Post,
    Programme,
    Report,
    Statements,
)
from povgraph.statements.files import locate, read_statements
from povgraph.text.reports import read_report

DATA = Path(__file__).parents[2] / "data"
#: Names that break what does not escape them.
HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<![CDATA[x]]>&amp;&#0;",
    "=cmd|' /C calc'!A0",
    "-1+1",
    "'单引号",
    "一,二;三\t四\r\n五\n六\r七",
    "零\x00二\x01三\x7f",
    "倒\u202e写\u2066\u200b\ufeff\u2028\u2029",
    "\ud800孤\udfff",
    "\ufffe\uffff",
    "𠮷祥 ../.. #? %2F {x} \\u0041 \\",
    "__proto__",
    "NA",
    "@id",
    " ",
)


def graph_of(name: str) -> list[str]:
    """Make the graph of a report in which everything is called ``name``, and every quote holds it."""
    place = f"{name}村"
    text = f"通榆县{place}的{name}有3户。"
    report = Report(id="r", text=text, sha256="b" * 64, title=name, publisher=name, url=name, date="2019-08")
    quote = text[3:-1]
    rows = Statements(
        document="r",
        places=(
            Place(quote="通榆县", name="通榆县", level="county", code="220822"),
            Place(quote=quote, name=place, level="village", within="通榆县"),
        ),
        people=(Person(quote=quote, name=name, role="official", posts=(Post(post=name, of=place),)),),
        organizations=(Organization(quote=quote, name=f"{name}社", kind="cooperative", place=place),),
        programmes=(Programme(quote=quote, name=f"{name}项目", measure="industry", place=place),),
        outcomes=(Outcome(quote=quote, kind="award", about=place, name=name, time="2019"),),
        observations=(
            Observation(
                quote=quote, about=place, indicator="households", kind="level", value=Decimal(3), unit="household"
            ),
            Observation(
                quote=quote, about=f"{name}某", indicator="other", kind="change", value=Decimal("-0.5"), unit="percent",
                bound="ge", until="2018-12-31", per="year", confidence=Decimal("0.9"),
            ),
        ),
        anomalies=(Anomaly(quote=quote, kind="garbled-name", should_be=name),),
    )  # fmt: skip
    return graph_lines([(report, rows)])


def text_of(lines: list[str], name: str) -> str:
    """Export lines in a format of one file."""
    out = io.StringIO()
    export(lines, name, out)
    return out.getvalue()


@pytest.fixture(scope="session")
def sample() -> list[str]:
    """Build the graph of the sample report, findings included."""
    report = read_report(DATA / "sources" / "2019-08-jilin" / "source.txt")
    statements = locate(read_statements(DATA / "statements" / "2019-08-jilin.yaml"), report.text)
    lines = graph_lines([(report, statements)])
    return canonical([*lines, *finding_quads(check_lines(lines, [report]))])
