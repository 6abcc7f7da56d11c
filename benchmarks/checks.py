"""Measure the checks on reports written from a seed with known faults: python benchmarks/checks.py

Reports come in groups that tell of one county in other words, with copies among them. Faults are put in, each on
record: sums that do not hold, reports that contradict one another, broken text, missed promises; and beside them what
only looks like a fault. Statements are as written, anomalies as the extractor marks them; both go through the graph,
and ``run_checks`` looks for what is wrong, as ``povgraph validate`` does. A fault is found where one of its checks
names its passage. A finding on no faulty passage is a false alarm of its check.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from broken import add_broken
from drafts import Draft, Fault
from pyoxigraph import NamedNode, RdfFormat, Store
from rivals import County, copies
from sums import SUMS, lookalike, put_fault

from povgraph.checks.copies import find_copies
from povgraph.checks.own import run_checks
from povgraph.checks.triples import subjects_of
from povgraph.checks.witnesses import Witnesses
from povgraph.graph.quads import graph_lines
from povgraph.links.gazetteer import Area, gazetteer
from povgraph.model import Finding, Place
from povgraph.statements.extraction import Extractor
from povgraph.vocabulary import POV, RDF, concepts, graph_iri, iri, ontology_files

COUNTIES = ["青岭县", "白泉县", "云渡县", "石桥县", "榆川县", "沙坪县"]
LEVELS = {"柳沟村": "village", "临江市": "prefecture"} | dict.fromkeys(COUNTIES, "county")
COPIED = 0.1

#: A finding with the places that it names: the report and the offset.
Placed = tuple[Finding, list[tuple[str, int]]]


@dataclass(frozen=True)
class Score:
    """What became of the faults of one kind, or of one check's findings."""

    faults: int
    found: int
    false: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.false) if self.found + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.faults if self.faults else 1.0


def write_reports(number: int, seed: int, share: float) -> tuple[list[Draft], list[Fault], dict[str, str]]:
    """Write reports with faults; give the faults, and of each copy what it is a copy of."""
    rng = random.Random(seed)
    drafts: list[Draft] = []
    copied: dict[str, str] = {}
    for group, (area, other) in enumerate(pairs_of_counties(rng)):
        county = County(area, other, group, rng, share)
        county.write()
        for draft in county.late:  # the first report tells of plans only
            add_sums(draft, rng, share)
            add_broken(draft, rng, share)
        drafts += county.drafts
        for copy, source in copies(county.drafts, rng, COPIED):
            drafts.append(copy)
            copied[copy.name] = source
        if len(drafts) >= number:
            break
    faults = [fault for draft in drafts for fault in (*draft.faults, *draft.between)]
    return drafts, faults, copied


def pairs_of_counties(rng: random.Random) -> Iterator[tuple[Area, Area]]:
    """Yield pairs of counties of one name each, in an order of chance."""
    areas = [area for area in gazetteer().areas() if area.level == "county" and area.name.endswith("县")]
    times = Counter(area.name for area in areas)
    areas = [area for area in areas if times[area.name] == 1 and len(area.name) < 5]
    rng.shuffle(areas)
    yield from zip(areas[::2], areas[1::2], strict=False)


def add_sums(draft: Draft, rng: random.Random, share: float) -> None:
    county, other = rng.sample(COUNTIES, 2)
    for name, level in LEVELS.items():
        draft.add("places", Place(name=name, level=level, quote="报告", start=None))
    for make in rng.sample([*SUMS, *[lookalike] * 5], 10):
        kind, text, about = sentence = make(rng)
        markup = put_fault(sentence, rng) if rng.random() < share and "!" in text else text
        span = draft.say(markup, about or county, other, end=rng.choice(["", "\n"]))
        if markup != text:
            draft.fault(f"sum-{kind}", span, "sum-")


def build(drafts: Sequence[Draft]) -> tuple[Store, dict[str, str], dict[str, str]]:
    """Build the graph with the anomalies that the extractor marks; give the texts, and the names of the reports."""
    extractor = Extractor(concepts())
    reports = [draft.report() for draft in drafts]
    made = [
        (report, replace(draft.statements(), anomalies=extractor.extract(report).anomalies))
        for report, draft in zip(reports, drafts, strict=True)
    ]
    store = Store()
    store.bulk_load("\n".join(graph_lines(made)).encode(), format=RdfFormat.N_QUADS)
    for path in ontology_files():
        store.bulk_load(path=path, format=RdfFormat.TURTLE, to_graph=NamedNode(graph_iri("ontology")))
    names = {iri("report", report.key): report.id for report in reports}
    return store, {iri("report", report.key): report.text for report in reports}, names


def placed(findings: Sequence[Finding], store: Store, texts: dict[str, str], names: dict[str, str]) -> list[Placed]:
    """Say of which passages findings tell: those of their statements, or the line and column that they name."""
    witnesses = Witnesses(store, {})
    found = []
    for finding in findings:
        spots = [
            (names[witnesses.reports[one]], witnesses.quotes[one][1] or 0)
            for one in finding.statements or (finding.focus,)
            if one in witnesses.reports
        ]
        if not spots and finding.report and finding.line and finding.column:
            lines = texts[finding.report].split("\n")[: finding.line - 1]
            spots = [(names[finding.report], sum(len(line) + 1 for line in lines) + finding.column - 1)]
        found.append((finding, spots))
    return found


def score(faults: Sequence[Fault], found: Sequence[Placed]) -> tuple[dict[str, Score], list[Fault], list[Finding], int]:
    """Score by kind of fault; list what was missed and the false alarms; count findings of faults by other checks."""
    by_report: dict[str, list[Fault]] = {}
    for fault in faults:
        by_report.setdefault(fault.report, []).append(fault)
    hit: set[Fault] = set()
    false: list[Finding] = []
    beside = 0
    for finding, spots in found:
        here = {one for name, at in spots for one in by_report.get(name, ()) if one.start <= at < one.end}
        meant = {one for one in here if one.is_found_by(finding.check)}
        hit |= meant
        if not meant and here:
            beside += 1
        elif not meant:
            false.append(finding)
    put, good = Counter(fault.kind for fault in faults), Counter(fault.kind for fault in hit)
    bad = Counter(finding.check for finding in false)
    scores = {kind: Score(put[kind], good[kind], bad[kind]) for kind in sorted({*put, *bad})}
    return scores, [fault for fault in faults if fault not in hit], false, beside


def score_copies(texts: dict[str, str], names: dict[str, str], copied: dict[str, str]) -> Score:
    """Score the pairs of reports that are taken for copies of one another."""
    origins: dict[str, list[str]] = {}
    for name in names.values():
        origins.setdefault(copied.get(name, name), []).append(name)
    true = {pair for group in origins.values() for pair in combinations(sorted(group), 2)}
    groups = [sorted(names[report] for report in group) for group in find_copies(texts)]
    taken = {pair for group in groups for pair in combinations(group, 2)}
    return Score(len(true), len(true & taken), len(taken - true))


def rows_of(scores: dict[str, Score]) -> Iterator[dict[str, object]]:
    total = Score(*(sum(getattr(one, name) for one in scores.values()) for name in ("faults", "found", "false")))
    for kind, one in [*scores.items(), ("all", total)]:
        rates = {"precision": round(one.precision, 3), "recall": round(one.recall, 3)}
        yield {"kind": kind, "faults": one.faults, "found": one.found, "false": one.false, **rates}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.3, help="share of the places for a fault that get one")
    parser.add_argument("--show", action="store_true", help="print what was missed and what was a false alarm")
    parser.add_argument("--json", action="store_true", help="print the scores as JSON")
    given = parser.parse_args()
    drafts, faults, copied = write_reports(given.reports, given.seed, given.faults)
    store, texts, names = build(drafts)
    began = time.process_time()
    findings = list(run_checks(store, texts))
    seconds = round(time.process_time() - began, 2)
    scores, missed, false, beside = score(faults, placed(findings, store, texts, names))
    scores["copies"] = score_copies(texts, names, copied)
    rows = list(rows_of(scores))
    figures = sum(1 for _ in subjects_of(store, RDF.type, POV.Observation))
    counts = {"reports": len(drafts), "figures": figures, "beside": beside, "seconds": seconds}
    if given.json:
        print(json.dumps({**counts, "kinds": rows}, ensure_ascii=False, indent=2))
        return
    for fault in missed if given.show else ():
        print("missed:", fault.kind, fault.report, fault.text)
    for finding in false if given.show else ():
        print("false:", finding.check, finding.report or "", finding.message_zh, finding.quote or "")
    print(f"{'fault':28}{'put in':>8}{'found':>8}{'false':>8}{'precision':>11}{'recall':>8}")
    for row in rows:
        print("{kind:28}{faults:8}{found:8}{false:8}{precision:11.3f}{recall:8.3f}".format(**row))
    print(f"{beside} findings of other checks on faulty passages")
    print(f"{figures} figures of {len(drafts)} reports in {seconds} s")


if __name__ == "__main__":
    main()
