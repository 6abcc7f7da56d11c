"""Derive the forms of a place name: short form, aliases, English, pinyin. The word lists are in `rules/`."""

import re
from dataclasses import dataclass
from pathlib import Path

from periods import read_rows
from pypinyin import lazy_pinyin


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold a type word (自治县): its English, whether a short form drops it, what may follow a short form."""

    suffix: str
    english: str
    shortens: bool
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold a name taken apart: 双江 + 拉祜族 佤族 + 自治县."""

    stem: str
    nationalities: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, slots=True)
class Forms:
    """Hold what people write for an official name."""

    short: str
    aliases: tuple[str, ...]
    english: str
    pinyin: str


class Rules:
    """Apply the word lists of a rules folder to official names."""

    def __init__(self, folder: Path) -> None:
        self.kinds = [kind_of(row) for row in read_rows(folder / "kinds.csv")]
        self.nationalities = {r["chinese"]: r["english"] for r in read_rows(folder / "nationalities.csv")}
        self.stems = {r["chinese"]: r["english"] for r in read_rows(folder / "stems.csv")}
        self.names = {r["name"]: r for r in read_rows(folder / "names.csv")}
        self.readings = {r["fragment"]: r["pinyin"].split() for r in read_rows(folder / "readings.csv")}

    def forms(self, name: str, level: str) -> Forms:
        """Derive all forms of a name."""
        parts = self.parts(name)
        pinyin = self.pinyin(name)
        note = self.names.get(name)
        if note:
            return Forms(note["short"], listed(note["aliases"]), note["english"], pinyin)
        short = parts.stem if parts.kind.shortens and len(parts.stem) > 1 else ""
        aliases = [short + ending for ending in parts.kind.endings if short]
        return Forms(short, tuple(a for a in aliases if a != name), self.english(name, parts, level), pinyin)

    def parts(self, name: str) -> Parts:
        """Take a name apart; a stem that is itself a nationality (东乡族自治县) keeps it, without 族."""
        kind = next((k for k in self.kinds if name.endswith(k.suffix)), Kind("", "", False, ()))
        stem = name.removesuffix(kind.suffix)
        taken: list[str] = []
        while found := self.trailing_nationality(stem, bare="自治" in kind.suffix):
            rest = stem.removesuffix(found)
            if len(rest) < 2:
                stem = stem.removesuffix("族") if not rest else stem
                break
            stem, taken = rest, [found, *taken]
        return Parts(stem, tuple(taken), kind)

    def trailing_nationality(self, stem: str, bare: bool) -> str:
        """Return the longest nationality that a stem ends in; `bare` also takes 蒙古 for 蒙古族."""
        endings = list(self.nationalities)
        if bare:
            endings += [n.removesuffix("族") for n in endings if len(n) > 2]
        return max((n for n in endings if stem.endswith(n)), key=len, default="")

    def pinyin(self, name: str) -> str:
        """Return toneless syllables; the longest fragment of `readings.csv` decides over pypinyin."""
        syllables = lazy_pinyin(name)
        for fragment in sorted(self.readings, key=len):
            for match in re.finditer(fragment, name):
                syllables[match.start() : match.end()] = self.readings[fragment]
        if len(syllables) != len(name):
            raise ValueError(f"{name}: {syllables} is not one syllable a character")
        return " ".join(syllables)

    def english(self, name: str, parts: Parts, level: str) -> str:
        """Compose an English name: stem, nationalities, type word."""
        stem = self.stems.get(parts.stem)
        if stem is None:
            stem = self.nationalities.get(parts.stem + "族") if "自治" in parts.kind.suffix else None
        if stem is None:
            stem = joined(self.pinyin(name).split()[: len(parts.stem)])
        peoples = [self.nationalities.get(n) or self.nationalities[n + "族"] for n in parts.nationalities]
        listing = " and ".join(filter(None, [", ".join(peoples[:-1]), *peoples[-1:]]))
        kind = "Municipality" if (level, parts.kind.suffix) == ("province", "市") else parts.kind.english
        return " ".join(filter(None, [stem, listing, kind]))


def kind_of(row: dict[str, str]) -> Kind:
    """Read one row of `kinds.csv`."""
    return Kind(row["suffix"], row["english"], row["short"] == "yes", listed(row["aliases"]))


def listed(cell: str) -> tuple[str, ...]:
    """Split a cell of values separated by `|`."""
    return tuple(filter(None, cell.split("|")))


def joined(syllables: list[str]) -> str:
    """Join toneless syllables into one capitalised word: lu an → Lu'an, lv liang → Lüliang."""
    word = syllables[0]
    for syllable in syllables[1:]:
        word += ("'" if syllable[0] in "aoe" else "") + syllable
    return word.replace("lv", "lü").replace("nv", "nü").capitalize()
