"""Write a dossier as Markdown that reads well as it is."""

import re
from collections.abc import Iterator, Sequence

from povgraph import __version__
from povgraph.exports.dossiers.charts import bars
from povgraph.exports.dossiers.headings import PLURALS, heading, listed, summary, where
from povgraph.exports.dossiers.records import Dossier, Note, Said, Section, Source

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$])")
_LEADING = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")


def write_markdown(dossier: Dossier, language: str, *, pseudonyms: bool = False) -> str:
    """Write a dossier as Markdown; quotes stand in 【】 within their sentences.

    Args:
        dossier: What it holds.
        language: Its reader's, ``zh`` or ``en``.
        pseudonyms: Whether private persons have some, which the text then says.
    """
    lines = [*_dossier(dossier, language, 1)]
    lines += ["", "---", ""]
    if pseudonyms:
        lines.append(heading("pseudonyms", language))
    lines.append(heading("made", language).format(__version__))
    return "\n".join(lines) + "\n"


def _dossier(dossier: Dossier, language: str, level: int) -> Iterator[str]:
    marks = "#" * level
    yield from (f"{marks} {text(dossier.name)}", "")
    facts = ((heading("kind", language), heading(dossier.kind, language)), *dossier.facts, ("IRI", dossier.iri))
    yield from (f"- {text(name)}: {text(value)}" for name, value in facts)
    yield from ("", summary(dossier, language))
    yield from _notes(dossier.notes)
    if dossier.figures:
        yield from ("", f"{marks}# {heading('figures', language)}")
    for section in dossier.figures:
        yield from ("", f"{marks}## {text(section.title)}", "")
        yield from _figures(section, language)
    for section in dossier.others:
        yield from ("", f"{marks}# {text(section.title)}", "")
        yield from (line for said in section.said for line in _said(said, language))
    yield from _parts(dossier, language, marks)
    for part in dossier.within:
        yield ""
        yield from _dossier(part, language, level + 1)
    if dossier.sources and level == 1:
        yield from ("", f"## {heading('sources', language)}", "")
        yield from map(_source, dossier.sources)


def _figures(section: Section, language: str) -> Iterator[str]:
    drawn = [*bars(section.said)]
    if drawn:
        yield from ("```text", *(line.replace("`", "'") for line in drawn), "```", "", heading("bars", language), "")
    for said in section.said:
        yield from _said(said, language)


def _said(said: Said, language: str) -> Iterator[str]:
    time = said.time or (heading("undated", language) if said.figure else "")
    tags = [heading("planned", language)] if said.planned else []
    tags += [heading("conflict", language)] if any(note.conflict for note in said.notes) else []
    head = listed([*filter(None, (f"**{text(said.title)}**" if said.title else "", text(time))), *tags], language)
    more = "…" if said.words.cut else ""
    words = f"{more}{said.words.before}【{said.words.quote}】{said.words.after}{more}"
    yield from (f"- {head}", f"  > {text(words)}") if head else (f"- > {text(words)}",)
    yield ""
    yield f"  {text(' · '.join(filter(None, where(said, language))))}"
    yield from _notes(said.notes, "  ")
    yield ""


def _notes(notes: Sequence[Note], indent: str = "") -> Iterator[str]:
    if notes:
        yield ""
        yield from (f"{indent}- ! {note.severity}: {text(note.check)}: {text(note.text)}" for note in notes)


def _parts(dossier: Dossier, language: str, marks: str) -> Iterator[str]:
    if dossier.parts:
        yield from ("", f"{marks}# {heading('parts', language)}", "")
    for kind, plural in PLURALS.items():
        found = [f"{text(part.name)} ({part.statements})" for part in dossier.parts if part.kind == kind]
        if found:
            yield f"- {heading(plural, language)}: {listed(found, language)}"


def _source(source: Source) -> str:
    return f"- {text(' · '.join(filter(None, (source.title, source.publisher, source.issued, source.id, source.url))))}"


def text(words: str) -> str:
    r"""Write words so that Markdown shows them as they are, on one line.

    >>> text("<b>“1 + N”</b>\n* 2_3")
    '\\<b\\>“1 + N”\\</b\\> \\* 2\\_3'
    """
    line = " ".join(words.split())
    return _LEADING.sub(r"\1\\\2", _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", line)))
