"""Tell which county of the settlements' year a county of another year was, if that is certain."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from periods import Period, level_of, read_rows


@dataclass(frozen=True, slots=True)
class County:
    """Hold a county row with its short form and the short form of the place above."""

    period: Period
    short: str
    above: str


def continues(one: County, other: County) -> bool:
    """Tell whether two rows are one county before and after a change.

    One ends when the other begins, and they share their name, or the short forms of themselves and
    of the places above (那曲地区聂荣县 and 那曲市聂荣县, 黔西南州兴仁县 and 兴仁市). Many cities have a
    district of one name (郊区, 新华区), so for districts the place above must agree.
    """
    first, second = sorted((one.period, other.period), key=lambda period: period.since)
    if first.code == second.code or first.code[:2] != second.code[:2] or (first.until or 9999) > second.since:
        return False
    alike = one.short != "" and (one.short, one.above) == (other.short, other.above)
    return alike or (first.name == second.name and not first.name.endswith("区"))


def renamed(rules: Path, settled: Collection[str]) -> dict[tuple[str, str], str]:
    """Read the renames that no rule can know."""
    rows = read_rows(rules / "renamed.csv")
    unknown = [row["code2018"] for row in rows if row["code2018"] not in settled]
    if unknown:
        raise ValueError(f"renamed.csv: no settlements under {unknown}")
    return {(row["code"], row["name"]): row["code2018"] for row in rows}


def settled_codes(
    counties: Sequence[County], year: int, settled: Collection[str], listed: Mapping[tuple[str, str], str]
) -> dict[str, str]:
    """Map county codes without settlements of their own to the one code that had them in the year.

    Of a code given to several places one after the other, the last place counts.
    """
    targets = [c for c in counties if c.period.code in settled and in_force(c.period, year)]
    found: dict[str, str] = {}
    for county in sorted(counties, key=lambda c: c.period.since):
        code, name = county.period.code, county.period.name
        if code in settled or level_of(code) != "county":
            continue
        known = listed.get((code, name))
        codes = {known} if known else {t.period.code for t in targets if continues(county, t)}
        found[code] = codes.pop() if len(codes) == 1 else ""
    return {code: target for code, target in found.items() if target}


def in_force(period: Period, year: int) -> bool:
    """Tell whether a period includes a year."""
    return period.since <= year <= (period.until or 9999)
