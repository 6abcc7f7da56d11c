"""Tell what a line of a report is: text, heading, byline or the label of a speaker; and where its dateline ends."""

import re
from functools import cache
from typing import Any

from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.text.marks import Mark

#: A label before a colon whose last word is a name: 某镇某村村民 王小山：
_SPEAKER = re.compile(r"[^\s：，。、；！？“”（）《》][^：，。；！？“”《》\n]{0,38}：")
_NAME_LAST = re.compile(r"\s[\u4e00-\u9fff·]{2,12}：$")
_ENDS_OF_TEXT = "。；，、：！？"


def find_speaker(text: str, span: Span) -> Span | None:
    """Find the label of a speaker that opens a line, without its colon.

    >>> find_speaker("某县某村村民 王小山：路通了。", Span(0, 16))
    Span(start=0, end=10)
    """
    match = _SPEAKER.match(text, span.start, span.end)
    if not match or not _NAME_LAST.search(match[0]):
        return None
    return Span(span.start, match.end() - 1)


def find_dateline(text: str, span: Span) -> Span | None:
    """Find the dateline that opens a line, with its bracket and colon.

    >>> find_dateline("本报某地8月3日电 （记者 王山）某县脱贫。", Span(0, 24))
    Span(start=0, end=17)
    """
    match = _dateline_pattern().match(text, span.start, span.end)
    return Span(match.start(), match.end()) if match else None


def line_kind(text: str, span: Span, marks: list[Mark]) -> str:
    """Tell ``text``, ``heading`` and ``byline`` apart by how a line begins and ends."""
    if _is_byline(text, span):
        return "byline"
    if span.end - span.start > _rules()["heading"] or text[span.end - 1] in _ENDS_OF_TEXT:
        return "text"
    stopped = any(char in "。；" and (not inside or at == span.end - 2) for at, char, inside, _ in marks)
    return "text" if stopped else "heading"


def _is_byline(text: str, span: Span) -> bool:
    rules = _rules()
    if span.end - span.start > rules["attribution"] or text[span.end - 1] == "。":
        return False
    line = text[span.start : span.end]
    if line[0] in "（【" and line[-1] in "）】" and line[1:-1].endswith(tuple(rules["byline_ends"])):
        return True
    return _byline_pattern().match(line) is not None


@cache
def _dateline_pattern() -> re.Pattern[str]:
    """Compile the pattern of a dateline: 本网讯（通讯员 某某）, 某社8月3日电 （记者某某）, 某网消息：, 【本报报道】."""
    ends, begins = ("|".join(_rules()[key]) for key in ("dateline_ends", "dateline_begins"))
    head = rf"【?(?:(?:{begins})[^：，。；！？“”（）\n]{{0,24}}?|[^：，。；！？“”（）\n]{{1,16}}?(?=讯))(?:{ends})】?"
    boxed = rf"【[^】，。；！？\n]{{2,40}}(?:{ends})】\s{{0,4}}"
    return re.compile(
        boxed + "|" + head + r"(?:\s{0,4}（[^）\n]{0,60}）\s{0,4}[：:]?\s{0,4}|\s{0,4}[：:]\s{0,4}|\s{1,4})"
    )


@cache
def _byline_pattern() -> re.Pattern[str]:
    """Compile: 责任编辑：某某, 本报记者 某某, □ 记者 某某."""
    words = _rules()["byline_begins"]
    signs = "".join(re.escape(word) for word in words if len(word) == 1)
    rest = "|".join(re.escape(word) for word in words if len(word) > 1)
    return re.compile(rf"[{signs}]|[（【]?(?:{rest})(?:[：:]|\s)")


@cache
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = lexicon("segments")
    return rules
