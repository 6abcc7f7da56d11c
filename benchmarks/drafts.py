"""Reports in the making: text and statements side by side, and the faults that were put in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

from povgraph.model import Observation, Report, Statement, Statements

#: Each unit as printed: the base unit, and how many of it.
UNITS = {
    **{"人": ("person", 1), "户": ("household", 1), "个": ("item", 1), "元": ("yuan", 1), "%": ("percent", 1)},
    **{"个百分点": ("percent", 1), "倍": ("percent", 100), "公顷": ("hectare", 1), "亩": ("hectare", Decimal(1) / 15)},
    "个贫困村": ("village", 1),
    "斤": ("tonne", Decimal(1) / 2000),
}
#: A figure: [5680万元 funds-invested change since=2018 !]; "-" makes it negative, "!" lets a fault befall it.
FIGURE = re.compile(r"\[([\d.,]+[万亿]?)([^\d\s\]]+) ([^\]]+)\]")


@dataclass(frozen=True)
class Fault:
    """A fault that was put in: its kind, the checks that shall find it, and the passage that is wrong."""

    kind: str
    checks: tuple[str, ...]
    report: str
    start: int
    end: int
    text: str

    def is_found_by(self, check: str) -> bool:
        return check.startswith("sum-") if self.checks == ("sum-",) else check in self.checks


def number_of(printed: str) -> Decimal:
    number = Decimal(printed.rstrip("万亿").replace(",", ""))
    return number.scaleb(4 * printed.count("万") + 8 * printed.count("亿"))


@dataclass
class Draft:
    """A report in the making; ``between`` are faults that only other reports bring to light."""

    name: str
    date: str
    text: str
    rows: dict[str, list[Any]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    between: list[Fault] = field(default_factory=list)

    def say(self, markup: str, about: str, other: str = "", *, end: str = "") -> tuple[int, int]:
        """Add a sentence with its figures, and give where it stands."""
        begin = len(self.text)
        pieces = list(observations(markup, begin, about, other))
        for row in (row for _, row in pieces if row is not None):
            self.add("observations", row)
        plain = pieces[-1][0]
        self.text += plain + end
        return begin, begin + len(plain)

    def add(self, section: str, row: Statement) -> None:
        self.rows.setdefault(section, []).append(row)

    def tell(self, sentence: str, section: str, row: Statement) -> tuple[int, int]:
        """Add a sentence that is the evidence of a row."""
        begin, end = self.say(sentence, "")
        quote = self.text[begin:end].rstrip("。")
        self.add(section, replace(row, quote=quote, start=begin, end=begin + len(quote)))
        return begin, end

    def fault(self, kind: str, span: tuple[int, int], *checks: str, between: bool = False) -> None:
        text = self.text[slice(*span)].strip()
        found = Fault(kind, checks or (kind,), self.name, *span, text)
        (self.between if between else self.faults).append(found)

    def report(self) -> Report:
        digest = sha256(self.text.encode()).hexdigest()
        return Report(id=self.name, text=self.text, sha256=digest, date=self.date, date_origin="metadata")

    def statements(self) -> Statements:
        kept = {section: tuple(rows) for section, rows in self.rows.items()}
        return Statements(document=self.name, date=self.date, **kept)

    def copy(self, name: str, date: str, head: str, tail: str, marks: dict[int, str]) -> "Draft":
        """Print the report once more, under another head, with other marks and a line at its end."""
        shift = len(head)

        def moved(row: Any) -> Any:
            if row.start is None:
                return row
            quote = row.quote.translate(marks)
            return replace(row, quote=quote, start=row.start + shift, end=row.end + shift)

        rows = {section: [moved(row) for row in rows] for section, rows in self.rows.items()}
        faults = [replace(one, report=name, start=one.start + shift, end=one.end + shift) for one in self.faults]
        return Draft(name, date, head + self.text.translate(marks) + tail, rows, faults)


def observations(markup: str, begin: int, about: str, other: str) -> Iterator[tuple[str, Observation | None]]:
    """Yield the pieces of a sentence, a figure with its observation; quotes begin where the clause does."""
    done, plain = 0, ""
    for match in FIGURE.finditer(markup):
        printed, unit, (indicator, *said) = match[1], match[2], match[3].split()
        plain += markup[done : match.start()]
        start = max(plain.rfind(mark) for mark in "，。、（") + 1
        plain, done = plain + printed + unit, match.end()
        base, many = UNITS[unit]
        more: dict[str, Any] = dict(word.split("=") for word in said if "=" in word)
        more["about"] = other if more.get("about") == "*" else more.get("about", about)
        kind = next((word for word in said if word in {"change", "growth"}), "level")
        value = round(number_of(printed) * many * (-1 if "-" in said else 1), 6)
        place = {"quote": plain[start:], "start": begin + start, "end": begin + len(plain)}
        yield plain, Observation(indicator=indicator, kind=kind, value=value, unit=base, **more, **place)
    yield plain + markup[done:], None
