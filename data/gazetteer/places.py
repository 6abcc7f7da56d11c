"""Turn the statistical office's townships and villages into the lines of settlements.tsv."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator
from pathlib import Path

from periods import ZONE

FULL_WIDTH = {ord("０") + digit: ord("0") + digit for digit in range(10)}
# 骆驼湾村委会 → 骆驼湾村, 长胜社区居民委员会 → 长胜社区, 巴音嘎查村民委员会 → 巴音嘎查
VILLAGE_ENDINGS = (
    (re.compile(r".*[\ue000-\uf8ff].*|\s|[(（][^)）]*[)）]?|[)）?？.．、]"), ""),
    (re.compile(r"(?<=.)嘎查(村?(村民委员会|村委会|牧委会|委员会|委会)|村)$"), "嘎查"),
    (re.compile(r"(?<=.)社区(村民?委员会|村民?委会|居民?委员会|居民?委会|居委会会|居委|委员会|委会)$"), "社区"),
    (re.compile(r"(?<=.)村?(牧委会|村民?委员会|村民?委会|村民委员|村委会会|村委会员|村委)$"), "村"),
    (re.compile(r"(?<=.)(居民?委员会|居民?委会|居委会会|居委)$"), "社区"),
)
# 三河街道办事处 → 三河街道, 南磨房地区办事处 → 南磨房地区, 钟家庄办事处 → 钟家庄街道
TOWNSHIP_ENDINGS = (
    (re.compile(r"\s|[(（][^)）]*[)）]?"), ""),
    (re.compile(r"筹备处$"), ""),
    (re.compile(r"(街道|地区|管理区|开发区|林业局)(办事处?|办)$"), r"\1"),
    (re.compile(r"(?<=.)办事处$"), "街道"),
    (re.compile(r"(?<=[镇乡])人民政府$"), ""),
)

Towns = dict[tuple[str, str], set[str]]


def written(name: str, endings: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    """Return the name as people write it."""
    name = name.translate(FULL_WIDTH)
    for pattern, replacement in endings:
        name = pattern.sub(replacement, name)
    return name


def joined_code(code: str, known: Container[str], joins: Counter[str]) -> str | None:
    """Return the GB/T 2260 code that a statistical county code stands for.

    Townships under a development zone, and those of a prefecture without counties, go to the prefecture.
    """
    if code in known:
        joins["county"] += 1
        return code
    prefecture = code[:4] + "00"
    if prefecture in known:
        joins["zone" if ZONE.fullmatch(code) else "prefecture"] += 1
        return prefecture
    joins["unknown"] += 1
    return None


def towns(package: Path, known: Container[str]) -> tuple[Towns, Counter[str]]:
    """Read townships and their villages; the counter says how the townships' codes joined."""
    found: Towns = defaultdict(set)
    joins: Counter[str] = Counter()
    keys: dict[str, tuple[str, str]] = {}
    for row in rows(package / "dist" / "streets.csv"):
        county = joined_code(row["areaCode"], known, joins)
        if county:
            keys[row["code"]] = (county, written(row["name"], TOWNSHIP_ENDINGS))
            found[keys[row["code"]]] = set()
    for row in rows(package / "dist" / "villages.csv"):
        key = keys.get(row["streetCode"])
        name = written(row["name"], VILLAGE_ENDINGS)
        joins["village" if key and name else "village without township"] += 1
        if key and name:
            found[key].add(name)
    return found, joins


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the package."""
    with path.open(encoding="utf-8", newline="") as stream:
        yield from csv.DictReader(stream)


def lines(found: Towns) -> list[str]:
    """Return sorted lines: county code, township, villages separated by spaces."""
    return sorted(f"{county}\t{town}\t{' '.join(sorted(names))}\n" for (county, town), names in found.items())
