"""Find what is broken in a text, or in what was read from it, beyond the anomalies that the extractor marks."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from povgraph.checks.figures import Figure
from povgraph.checks.lookalikes import find_lookalikes
from povgraph.checks.misnamed import find_misnamed
from povgraph.checks.triples import subjects_of
from povgraph.checks.witnesses import Witnesses
from povgraph.checks.wordings import Wordings, says_any
from povgraph.errors import StatementsError
from povgraph.graph.dates import days
from povgraph.graph.tables import Quads
from povgraph.model import Finding
from povgraph.text.normal import normalise
from povgraph.vocabulary import POV, RDF

#: A part, and the whole that it cannot exceed.
_PARTS = {"poor-population": "population", "poor-households": "households"}
#: 王Xiao明, 王ling; not 村民A, which hides a name.
_LATIN = re.compile("[\u4e00-\u9fff·][A-Z]?[a-z]|[a-z][\u4e00-\u9fff]|[\u4e00-\u9fff][A-Z]+[\u4e00-\u9fff]")
_NAMED = frozenset({"township", "village"})
_SHOWN = 12


def check_broken(store: Quads, figures: Sequence[Figure], texts: Mapping[str, str]) -> Iterator[Finding]:
    """Yield a warning for each place where a text is plainly broken.

    Args:
        store: The graph, all named graphs taken together. It is only read.
        figures: Its figures, as ``read_figures`` gives them.
        texts: The texts of reports by the report's IRI, as they were read.
    """
    for report in sorted(texts):
        yield from _of_text(report, texts[report])
    witnesses = Witnesses(store, {})
    wordings = Wordings(texts, witnesses.levels)
    yield from _more_poor_than_people(figures, wordings)
    yield from _ahead_of_report(figures, witnesses, wordings)
    yield from _latin_names(store, witnesses)


def _of_text(report: str, text: str) -> Iterator[Finding]:
    for found in find_lookalikes(text):
        code, meant = f"U+{ord(found.character):04X}", found.meant
        zh = f"“{found.character}”（{code}）不是通用汉字" + (f"，应为“{meant}”" if meant else "")
        zh += f"；全文 {found.count} 处。"
        many = "once" if found.count == 1 else f"{found.count} times"
        en = f"“{found.character}” ({code}) is no everyday character" + (f"; {meant} is meant" if meant else "")
        en += f"; {many} in the text."
        yield _in_text("look-alike", report, text, (found.start, found.start + 1), zh, en, meant)
    for name in find_misnamed(normalise(text)):
        yield _in_text("misnamed", report, text, (name.start, name.end), name.zh, name.en, name.repair)


def _in_text(
    check: str, report: str, text: str, span: tuple[int, int], zh: str, en: str, repair: str | None
) -> Finding:
    start, end = span
    line_end = text.find("\n", start)
    return Finding(
        check=check,
        severity="warning",
        message_zh=zh,
        message_en=en,
        focus=report,
        value=text[start:end],
        report=report,
        line=text.count("\n", 0, start) + 1,
        column=start - text.rfind("\n", 0, start),
        quote=text[start : min(end + _SHOWN, line_end if line_end >= 0 else len(text))],
        repair=repair,
    )


def _more_poor_than_people(figures: Iterable[Figure], wordings: Wordings) -> Iterator[Finding]:
    """Compare the poor of a place with all its people, as one report gives them for one time."""
    wholes: dict[tuple[str | None, ...], list[Figure]] = {}
    parts: list[Figure] = []
    for figure in figures:
        if figure.kind == "level" and figure.per is None and figure.status == "actual":
            if figure.indicator in _PARTS:
                parts.append(figure)
            elif figure.indicator in _PARTS.values():
                wholes.setdefault(_place_and_time(figure, figure.indicator), []).append(figure)
    for part in parts:
        all_of_it = wholes.get(_place_and_time(part, _PARTS[part.indicator]), [])
        if all_of_it and all(_exceeds(part, whole) and _is_all(whole, wordings) for whole in all_of_it):
            whole = all_of_it[0]
            yield Finding(
                check="part-over-whole",
                severity="warning",
                message_zh=f"{part.name}的贫困户或贫困人口“{part.quote}”多于总数“{whole.quote}”，必有一误。",
                message_en=f"“{part.quote}” are poor in {part.name}, but there are “{whole.quote}” in all.",
                focus=part.iri,
                value=f"{part.value.normalize():f}",
                statements=(part.iri, *(one.iri for one in all_of_it)),
            )


def _place_and_time(figure: Figure, indicator: str) -> tuple[str | None, ...]:
    return figure.about, indicator, figure.unit, figure.report, figure.period


def _exceeds(part: Figure, whole: Figure) -> bool:
    return part.low is not None and whole.high is not None and part.low > whole.high


def _is_all(figure: Figure, wordings: Wordings) -> bool:
    """Tell whether a figure is of all people or households, not of those of one kind."""
    wording = wordings.of(figure)
    return wording is not None and not wording.marks


def _ahead_of_report(figures: Iterable[Figure], witnesses: Witnesses, wordings: Wordings) -> Iterator[Finding]:
    """Find facts of a day of the report's own year that had not come; later years are the shape ``actual-future``.

    The sentence has to print the year: 年底分红2000元 tells what is so every year.
    """
    for figure in figures:
        written, day = witnesses.days(figure.report), _first_day(figure)
        if figure.status != "actual" or written is None or day is None:
            continue
        if not written[1] < day <= f"{written[1][:4]}-12-31":
            continue
        wording = wordings.of(figure)
        if wording is None or day[:4] not in wordings.until(figure, wording):
            continue
        if not says_any(wording.sentence, "plans"):
            zh = f"“{figure.quote}”写作 {figure.period} 的事实，报告却写于此前（{written[1]}）；应为计划，或日期有误。"
            en = f"“{figure.quote}” is a fact of {figure.period} in a report of {written[1]}; a plan, or a wrong date."
            yield Finding(
                check="ahead-of-report",
                severity="warning",
                message_zh=zh,
                message_en=en,
                focus=figure.iri,
                value=figure.period,
                statements=(figure.iri,),
            )


def _first_day(figure: Figure) -> str | None:
    """Give the first day of the time at which a figure holds or ends."""
    try:
        return days((figure.period or "").rpartition("/")[2])[0]
    except StatementsError:
        return None


def _latin_names(store: Quads, witnesses: Witnesses) -> Iterator[Finding]:
    """Find Latin letters inside the Chinese names of persons, townships and villages."""
    persons = set(subjects_of(store, RDF.type, POV.Person))
    marked: dict[str, list[str]] = {}
    for anomaly in subjects_of(store, RDF.type, POV.Anomaly):
        quote, _ = witnesses.quotes.get(anomaly, ("", None))
        marked.setdefault(witnesses.reports.get(anomaly, ""), []).append(quote)
    for statement in subjects_of(store, RDF.type, POV.Mention):
        node = witnesses.about.get(statement, "")
        name = witnesses.labels.get(node, "")
        if not _LATIN.search(name):
            continue
        quotes = marked.get(witnesses.reports.get(statement, ""), ())
        known = any(name in quote or quote in name for quote in quotes if quote)
        if (node in persons or witnesses.levels.get(node) in _NAMED) and not known:
            yield Finding(
                check="latin-in-name",
                severity="warning",
                message_zh=f"中文名称“{name}”中夹有拉丁字母。",
                message_en=f"There are Latin letters inside the Chinese name {name}.",
                focus=statement,
                value=name,
                statements=(statement,),
            )
