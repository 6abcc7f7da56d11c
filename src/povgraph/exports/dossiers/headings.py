"""The words of a dossier that are no data, in the languages of its readers."""

from povgraph.exports.dossiers.records import Dossier, Said
from povgraph.queries.names import shorten
from povgraph.vocabulary import concepts

_HEADINGS = {
    "en": {
        "place": "place", "person": "person", "organization": "organization", "programme": "programme",
        "places": "places", "people": "people", "organizations": "organizations", "programmes": "programmes",
        "names": "also", "within": "within", "code": "code", "level": "level", "role": "role",
        "measure": "measure", "kind": "kind",
        "figures": "Figures", "post": "Posts", "outcome": "Outcomes", "mention": "Where it is named",
        "parts": "Within it", "sources": "Reports", "notes": "What the checks say of it",
        "planned": "planned", "conflict": "conflict", "undated": "undated",
        "summary": "Statements: {statements}; reports: {reports}; findings that touch them: {notes}.",
        "nothing": "The reports say nothing of it.",
        "legend": "Full: actual; open: planned; a square: touched by a finding; a bar: what the wording leaves open.",
        "bars": "░ is planned; ! is touched by a finding.",
        "pseudonyms": "Names of private persons are replaced by pseudonyms (化名…).",
        "cut": "The report is not at hand: the words are those that the graph keeps.",
        "made": "Made by povgraph {}. A dossier says what reports say, not that it is so.",
        "reviewed": "reviewed", "extracted": "extracted", "confidence": "confidence {}",
    },
    "zh": {
        "place": "地方", "person": "人物", "organization": "组织", "programme": "项目",
        "places": "地方", "people": "人物", "organizations": "组织", "programmes": "项目",
        "names": "又名", "code": "代码", "level": "级别", "role": "身份", "measure": "措施", "kind": "种类",
        "within": "位于", "figures": "数字", "post": "职务", "outcome": "成果", "mention": "提及之处",
        "parts": "其内", "sources": "报告", "notes": "有关检查发现",
        "planned": "计划", "conflict": "有冲突", "undated": "日期不详",
        "summary": "{reports} 份报告的 {statements} 条陈述，涉及 {notes} 条检查发现。",
        "nothing": "报告没有说到。",
        "legend": "实心：实际；空心：计划；方形：涉及检查发现；竖线：措辞所留的余地。",
        "bars": "░ 为计划；! 涉及检查发现。",
        "pseudonyms": "普通人的姓名已换成化名（化名…）。",
        "cut": "报告不在手边：所示为图中保存的字句。",
        "made": "由 povgraph {} 生成。本档案记录报告所说，不保证属实。",
        "reviewed": "经人工校订", "extracted": "程序抽取", "confidence": "置信度 {}",
    },
}  # fmt: skip
#: The plural of each kind of thing, as a key of the headings.
PLURALS = {"place": "places", "person": "people", "organization": "organizations", "programme": "programmes"}


def heading(key: str, language: str, **values: object) -> str:
    """Give a heading or phrase.

    >>> heading("figures", "zh"), heading("confidence", "en", confidence="0.9")
    ('数字', 'confidence 0.9')
    """
    text = _HEADINGS[language][key]
    return text.format(*values.values(), **values) if values else text


def label(scheme: str, notation: str, language: str) -> str:
    """Give the label of a concept, or its notation where the ontology does not know it."""
    found = next((one for one in concepts().get(scheme, ()) if one.notation == notation), None)
    return notation if found is None else (found.zh if language == "zh" else found.en)


def listed(parts: list[str], language: str) -> str:
    """List some words."""
    return ("、" if language == "zh" else ", ").join(parts)


def where(said: Said, language: str) -> list[str]:
    """Say where a statement stands, how it was made, and by which name others find it."""
    place = f"{said.source.id}:{said.line}:{said.column}" if said.line else said.source.id
    origin = heading(said.origin, language) if said.origin in ("reviewed", "extracted") else said.origin
    sure = heading("confidence", language, confidence=said.confidence) if said.confidence else ""
    return [
        said.source.title,
        said.source.issued or heading("undated", language),
        place,
        origin,
        sure,
        shorten(said.iri),
    ]


def summary(dossier: Dossier, language: str) -> str:
    """Count what a dossier holds."""
    if not dossier.statements:
        return heading("nothing", language)
    said = [one for section in (*dossier.figures, *dossier.others) for one in section.said]
    notes = {note.finding for one in said for note in one.notes}
    counts = {"statements": dossier.statements, "reports": len(dossier.sources), "notes": len(notes)}
    return heading("summary", language, **counts)
