"""Write findings as a W3C validation report in Turtle: lossless for SHACL, and the same bytes for the same findings."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from povgraph.graph.lines import literal, ref
from povgraph.model import Finding
from povgraph.vocabulary import PREFIXES, iri

SH = "http://www.w3.org/ns/shacl#"

Terms = tuple[tuple[str, str], ...]

_LEVELS = {"error": "Violation", "warning": "Warning", "info": "Info"}
#: The properties of a result in the order in which they are written.
_ORDER = (
    *("focusNode", "resultPath", "value", "resultSeverity", "resultMessage"),
    *("sourceShape", "sourceConstraintComponent", "sourceConstraint"),
    *("pov:involves", "prov:wasDerivedFrom", "pov:repair"),
)
_BLANK = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>|(_:\w[\w.-]*)')  # skips literals and IRIs on the way to _:b0


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeFinding(Finding):
    """A finding of SHACL with its W3C result: pairs of a property of ``sh:`` and a term as Turtle writes it."""

    terms: Terms


def write_turtle(findings: Sequence[Finding]) -> str:
    """Write the report; results get IRIs from what they say, and only focus nodes of foreign graphs stay blank."""
    results = _numbered(sorted({_terms(finding) for finding in findings}, key=_without_labels))
    blocks = {iri("result", _digest(terms)): terms for terms in results}
    report = iri("validation", _digest(blocks))
    prefixes = {name: PREFIXES[name] for name in ("sh", "pov", "prov", "rdf", "xsd")}
    head = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in prefixes.items())
    links = ",".join(f"\n        {ref(node)}" for node in blocks)
    summary = f"\n{ref(report)} a sh:ValidationReport ;\n    sh:conforms {str(not blocks).lower()}"
    summary += f" ;\n    sh:result{links} .\n" if blocks else " .\n"
    return head + summary + "".join(_block(node, terms) for node, terms in blocks.items())


def _terms(finding: Finding) -> Terms:
    """Give the terms of a finding; to those of SHACL come the statements involved, their evidence and the repair."""
    said = finding.terms if isinstance(finding, ShapeFinding) else _plain_terms(finding)
    added = [("pov:involves", ref(statement)) for statement in finding.statements]
    added += [("prov:wasDerivedFrom", ref(finding.evidence))] if finding.evidence else []
    added += [("pov:repair", literal(finding.repair))] if finding.repair else []
    return tuple(sorted((*said, *added)))


def _plain_terms(finding: Finding) -> list[tuple[str, str]]:
    """Give the terms of a finding that is not of SHACL; it names its check as the component."""
    terms = [
        ("focusNode", finding.focus if finding.focus.startswith("_:") else ref(finding.focus)),
        ("resultSeverity", ref(SH + _LEVELS[finding.severity])),
        ("sourceConstraintComponent", ref(iri("check", finding.check))),
    ]
    worded = (("zh", finding.message_zh), ("en", finding.message_en))
    terms += [("resultMessage", literal(text, lang=language)) for language, text in worded if text]
    terms += [("resultPath", ref(finding.path))] if finding.path else []
    terms += [("value", literal(finding.value))] if finding.value is not None else []
    return terms


def _without_labels(terms: Terms) -> Terms:
    """Sort as if all blank nodes had one label, since their labels differ from run to run."""
    return tuple((name, _relabel(term, lambda _: "_:")) for name, term in terms)


def _numbered(results: Iterable[Terms]) -> list[Terms]:
    labels: dict[str, str] = {}
    return [
        tuple((name, _relabel(term, lambda old: labels.setdefault(old, f"_:b{len(labels)}"))) for name, term in terms)
        for terms in results
    ]


def _relabel(term: str, new: Callable[[str], str]) -> str:
    return _BLANK.sub(lambda match: new(match[1]) if match[1] else match[0], term)


def _digest(parts: Iterable[object]) -> str:
    """Hash parts so that no two lists of them run together."""
    texts = [str(part) for part in parts]
    return sha256("".join(f"{len(text)}:{text}" for text in texts).encode()).hexdigest()[:24]


def _block(node: str, terms: Terms) -> str:
    values: Mapping[str, list[str]] = {name: [term for key, term in terms if key == name] for name in _ORDER}
    said = [f"{_property(name)} {' , '.join(map(_short, found))}" for name, found in values.items() if found]
    return f"\n{ref(node)} a sh:ValidationResult ;\n    " + " ;\n    ".join(said) + " .\n"


def _property(name: str) -> str:
    return name if ":" in name else f"sh:{name}"


def _short(term: str) -> str:
    local = term.removeprefix(f"<{SH}").removesuffix(">")
    return f"sh:{local}" if local != term and local.isalpha() else term
