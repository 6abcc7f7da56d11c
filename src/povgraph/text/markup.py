"""The text of an HTML page, made the same way each time, since the offsets of all its statements refer to it."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

# Elements that stand inside a line; all others begin and end one.
_INLINE = frozenset(
    "a abbr b bdi bdo big cite code data del dfn em font i img input ins kbd label mark picture q rb rp rt ruby s samp"  # noqa: SIM905
    " script small span strike strong style sub sup template time tt u var wbr".split()
)
_DROPPED = frozenset(("script", "style", "noscript", "template"))

# Comments and declarations, on which html.parser fails where they are broken: <!-- 注 --> <!DOCTYPE html>
_UNSHOWN = re.compile(r"<!--.*?(?:--!?>|\Z)|<[!?][^>]*>?", re.DOTALL)

# A bracket that opens no tag, since the next one opens before it closes: html.parser takes hours over many of them.
_OPEN = re.compile(r"<(?=[^<>]*(?:<|\Z))")

# A line of source that breaks between two Chinese characters or marks: 贫困\n  发生率
_BROKEN = re.compile(r"(?<=[\u2014-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u2014-\u9fff\uff00-\uffef])")
_SPACES = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Page:
    """The text and the title of an HTML page."""

    text: str
    title: str | None


def read_page(source: str) -> Page:
    r"""Make the text of an HTML page: one line for each block that has text, in the order of the source.

    Scripts, styles and comments are dropped, and so is the title, which is given beside the text. Spaces run together
    as a browser shows them; a line break between Chinese characters is no space.

    >>> read_page("<title>村报</title><h1>脱贫</h1><p>贫困发生率\n为<b>4.9&#37;</b>。<br>全村摘帽。")
    Page(text='脱贫\n贫困发生率为4.9%。\n全村摘帽。\n', title='村报')
    """
    parser = _Parser()
    parser.feed(_OPEN.sub("&lt;", _UNSHOWN.sub("", source)))
    parser.close()
    lines = [line for block in parser.blocks if (line := _line(block))]
    return Page("".join(f"{line}\n" for line in lines), _line(parser.title) or None)


def _line(pieces: list[str]) -> str:
    return _SPACES.sub(" ", _BROKEN.sub("", "".join(pieces))).strip(" ")


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]
        self.title: list[str] = []
        self._inside: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag not in _INLINE:
            self.blocks.append([])
        if self._inside is None and (tag in _DROPPED or (tag == "title" and not self.title)):
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.blocks.append([])
        if tag == self._inside:
            self._inside = None

    def handle_data(self, data: str) -> None:
        if self._inside is None:
            self.blocks[-1].append(data)
        elif self._inside == "title":
            self.title.append(data)
