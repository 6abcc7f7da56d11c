"""Write a dossier as one page of HTML that needs nothing else, runs nothing and prints well."""

from collections.abc import Iterator, Sequence
from html import escape

from povgraph import __version__
from povgraph.checks.pages import page
from povgraph.exports.dossiers.charts import STYLE, draw
from povgraph.exports.dossiers.headings import PLURALS, heading, summary, where
from povgraph.exports.dossiers.records import Dossier, Note, Part, Said, Section, Source

_STYLE = STYLE + (
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}dt{color:#555}dd{margin:0}"
    "article{margin:1rem 0;break-inside:avoid}article p{margin:.2rem 0}blockquote{margin:.3rem 0 .3rem 0;"
    "padding-left:.8rem;border-left:3px solid #ccc}.tag{border:1px solid;border-radius:.2rem;padding:0 .3rem;"
    "font-size:.85em;white-space:nowrap}.planned{color:#1f5f8b}.conflict{color:#a40000}"
    "ul{padding-left:1.2rem}h2{border-bottom:1px solid #999}footer{margin-top:2rem}"
    "@media print{body{font-size:11pt;margin:0;max-width:none}mark{background:none;font-weight:bold;"
    "text-decoration:underline}h2,h3{break-after:avoid}}"
)


def write_html(dossier: Dossier, language: str, *, pseudonyms: bool = False) -> str:
    """Write a dossier as a page.

    Args:
        dossier: What it holds.
        language: Its reader's, ``zh`` or ``en``.
        pseudonyms: Whether private persons have some, which the page then says.
    """
    writer = _Page(language)
    foot = [heading("pseudonyms", language)] if pseudonyms else []
    foot.append(heading("made", language).format(__version__))
    footer = f"<footer><small>{escape(' '.join(foot))}</small></footer>"
    body = "\n".join((*writer.dossier(dossier, 1), footer))
    return page(escape(dossier.name), language, body, _STYLE)


class _Page:
    """The writer of one page."""

    def __init__(self, language: str) -> None:
        self._language = language

    def dossier(self, dossier: Dossier, level: int) -> Iterator[str]:
        """Write a dossier, or one within another, with headings from a level on."""
        yield f"<h{level}>{escape(dossier.name)}</h{level}>"
        yield self._facts(dossier)
        yield f"<p>{escape(summary(dossier, self._language))}</p>"
        if dossier.notes:
            yield f"<h{level + 1}>{self._head('notes')}</h{level + 1}>"
            yield from self._notes(dossier.notes)
        if dossier.figures:
            yield f"<h{level + 1}>{self._head('figures')}</h{level + 1}>"
            for section in dossier.figures:
                yield from self._figures(section, level + 2)
        for section in dossier.others:
            yield f"<h{level + 1}>{escape(section.title)}</h{level + 1}>"
            yield from map(self._said, section.said)
        if dossier.parts:
            yield f"<h{level + 1}>{self._head('parts')}</h{level + 1}>"
            yield from self._parts(dossier.parts)
        for part in dossier.within:
            yield from self.dossier(part, level + 1)
        if dossier.sources and level == 1:
            yield f"<h2>{self._head('sources')}</h2>\n<ul>"
            yield from map(_source, dossier.sources)
            yield "</ul>"

    def _head(self, key: str) -> str:
        return escape(heading(key, self._language))

    def _facts(self, dossier: Dossier) -> str:
        facts = ((heading("kind", self._language), heading(dossier.kind, self._language)), *dossier.facts)
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in facts)
        return f"<dl>{rows}<dt>IRI</dt><dd><small>{escape(dossier.iri)}</small></dd></dl>"

    def _figures(self, section: Section, level: int) -> Iterator[str]:
        yield f"<h{level}>{escape(section.title)}</h{level}>"
        chart = draw(section.said, section.title)
        if chart:
            yield f"<figure>{chart}<figcaption><small>{self._head('legend')}</small></figcaption></figure>"
        yield from map(self._said, section.said)

    def _said(self, said: Said) -> str:
        tags = []
        if said.planned:
            tags.append(f'<span class="tag planned">{self._head("planned")}</span>')
        if any(note.conflict for note in said.notes):
            tags.append(f'<span class="tag conflict">{self._head("conflict")}</span>')
        time = said.time or (heading("undated", self._language) if said.figure else "")
        title = f"<strong>{escape(said.title)}</strong>" if said.title else ""
        head = " ".join(filter(None, (title, f"<span>{escape(time)}</span>" if time else "", *tags)))
        more = "…" if said.words.cut else ""
        before, quote, after = map(escape, (said.words.before, said.words.quote, said.words.after))
        notes = "\n".join(self._notes(said.notes))
        return (
            f"<article>{f'<p>{head}</p>' if head else ''}\n"
            f'<blockquote lang="zh">{more}{before}<mark>{quote}</mark>{after}{more}</blockquote>\n'
            f"<p><small>{escape(self._place(said))}</small></p>\n{notes}</article>"
        )

    def _place(self, said: Said) -> str:
        return " · ".join(filter(None, where(said, self._language)))

    def _notes(self, notes: Sequence[Note]) -> Iterator[str]:
        if notes:
            rows = (f'<li class="{note.severity}">{escape(note.check)}: {escape(note.text)}</li>' for note in notes)
            yield f'<ul class="notes">{"".join(rows)}</ul>'

    def _parts(self, parts: Sequence[Part]) -> Iterator[str]:
        for kind, plural in PLURALS.items():
            found = [part for part in parts if part.kind == kind]
            if found:
                names = "".join(f"<li>{escape(part.name)} ({part.statements})</li>" for part in found)
                yield f"<h3>{self._head(plural)}</h3>\n<ul>{names}</ul>"


def _source(source: Source) -> str:
    words = " · ".join(filter(None, (source.title, source.publisher, source.issued, source.id)))
    url = escape(source.url)
    web = source.url.startswith(("https://", "http://"))
    link = f' · <a href="{url}" rel="noreferrer">{url}</a>' if web else f" · {url}" if url else ""
    return f"<li>{escape(words)}{link}</li>"
