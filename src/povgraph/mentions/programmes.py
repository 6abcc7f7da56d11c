"""Programmes: policies, plans, projects, models and campaigns by document title, quoted label or designation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from povgraph.mentions.context import Context, PlaceLike
from povgraph.mentions.garbled import broken_terms, find_terms, may_have_terms
from povgraph.mentions.led import Rules, led
from povgraph.mentions.patterns import alternation
from povgraph.model import Span
from povgraph.resources import lexicon

_LEVELS = ("village", "township", "county", "prefecture", "province")
#: Characters that end a noun phrase: what stands behind them is not part of a name.
_NAME = '[^的了是在和与将把被对从为让由，,。；;：:！!？?、“”"《》（）()【】\n ]'

#: How far before 叫做 the method stands that it names.
_NEAR = 60
_QUOTED = '[^“”"\n，,。；;：:！!？?]{2,20}'


@dataclass(frozen=True, slots=True)
class ProgrammeMention:
    """A programme where the text names it; the name keeps the quotation marks that belong to it."""

    span: Span
    name: str
    measure: str
    place_name: str | None = None


@cache
def _rules() -> Rules:
    words = lexicon("programmes")
    kinds = alternation(words["kinds"])
    named, adverbs = alternation(words["named_kinds"]), alternation(words["adverbs"])
    signs = "".join(lexicon("places")["abbreviations"])
    cities = signs + words["pairing_cities"]
    document = f"{alternation(words['documents'])})(?:[（(][^）)]{{1,12}}[）)])?"
    rules = {
        "about": re.compile("〈(?P<title>[^〈〉]{4,60})〉的(?:通知|函)"),
        "counting": re.compile(
            f'[一二三四五六七八九十两双\\d][一-龥\\d+]*[”"](?!的)[一-龥]{{0,4}}?(?:{alternation(words["demands"])})'
        ),
        "articles": re.compile(r"[一-龥]{2,12}\d{1,3}条"),
        "document": led("《", f"[^《》\n]{{2,60}}?(?:{document}》"),
        "label": led("“", f"(?P<label>{_QUOTED})”") | led('"', f'(?P<ascii>{_QUOTED})"'),
        "after": re.compile(
            f"{_NAME}{{0,8}}?(?:{kinds})(?:(?!{adverbs}){_NAME}{{0,3}}?(?:{kinds}))*"
            f"|的{_NAME}{{0,4}}?(?:{alternation(words['kinds_after_of'])})"
        ),
        "weak": re.compile(
            f"{_NAME}{{0,8}}?(?:{alternation(words['weak_kinds'])})|{alternation(words['modified_kinds'])}"
        ),
        "labour": re.compile(f"(?:{alternation(words['labour'])})$"),
        "parts": led(
            "“",
            f"(?P<label>[^“”\\n。！？；：]{{2,12}}(?:[+＋，、,][^“”\\n。！？；：+＋，、,]{{1,12}}){{1,6}})”(?P<way>的?[一-龥]{{0,4}}?(?:{alternation(words['ways'])}))",
        ),
        "wish": re.compile(f'[“"]?(?:{alternation(words["wishes"])})'),
        "periods": frozenset(words["periods"]),
        "growing": re.compile(words["growing"]),
        "counted": re.compile(
            rf"[三四五六七八九十](?<![第年月日\d].)(?:(?<=十)[一二])?大(?:{alternation(words['undertakings'])})(?![一-龥]?师)"
        ),
        "model": led(words["modelling"]).then(
            f"了?(?!{alternation(words['no_models'])})"
            f"(?P<name>{_NAME}{{4,14}}?(?:模式|机制))(?![一-龥]?(?:创新|改革|的))"
        ),
        "pairing": re.compile(f"[{cities}](?<![{signs}].)[{cities}](?:{alternation(words['pairings'])})"),
        "other_thing": re.compile(alternation(words["other_things"])),
        "called": re.compile(f"(?:{alternation(words['calling_verbs'])})$"),
        "method": re.compile(f"(?:{alternation(words['methods'])})[^。！？\n]*$"),
        "strong": re.compile(
            f"(?<![一-龥])(?P<name>{_NAME}{{3,14}}?(?:{alternation(words['strong_kinds'])}))(?![一-龥]?(?:村|县|区|点))"
        ),
        "strong_kind": led(words["strong_kinds"]),
        "naming": re.compile(alternation([*words["naming_verbs"], *words["not_naming"]])),
        "joined": re.compile(
            f"[一-龥]{{2,6}}(?:[+＋][一-龥A-Za-z0-9]{{1,8}}){{1,5}}?(?:的)?(?:{alternation(words['joined_kinds'])})"
        ),
        "before_joined": re.compile(f"(?:{alternation([*words['naming_verbs'], *words['before_joined']])})+"),
        "loan": led(words["lending_verbs"]).then(f"(?P<name>{_NAME}{{1,4}}贷)(?![款给出到了])"),
        "inside": re.compile(f"[^“”]{{2,}}(?:{alternation(words['endings'])})$"),
        "verb": re.compile(f"(?:{alternation(words['verbs'])})(?:的|了)?$"),
        "not_label": frozenset(words["not_labels"]),
        "bare": frozenset(words["only_with_noun"]),
        "designation": led(words["designations"]),
        "named": led(words["naming_verbs"]).then(
            f"(?P<name>{_NAME}{{2,16}}?(?:{named})+)(?![一-龥]?(?:村|县|区|点|工作))"
        ),
        "generic": re.compile(f"(?:{alternation(words['generic'])})*+"),
        "place_kind": re.compile(alternation(words["place_kinds"])),
        "measures": {measure: re.compile(alternation(listed)) for measure, listed in words["measures"].items()},
    }
    return Rules(rules)


def find_programmes(
    text: str,
    places: Sequence[PlaceLike],
    measures: Mapping[str, Sequence[str]] | None = None,
    context: Context | None = None,
) -> list[ProgrammeMention]:
    """Find programmes, sorted by where they stand.

    ``measures`` maps each measure to words that tell it by a name; it is asked after povgraph's own words.

    >>> [m.name for m in find_programmes("县里实施“双百”种桑工程，印发《蚕桑产业发展规划》。", [])]
    ['“双百”种桑工程', '《蚕桑产业发展规划》']
    >>> find_programmes("他说“这日子真好”，读了《红楼梦》。", [])
    []
    """
    context = context or Context(text, places)
    titled = [*_documents(text), *_parts(text), *_labels(text), *_named(text)]
    found = [*titled, *_place_kinds(context), *_designations(text), *_broken(text)]
    kept: list[ProgrammeMention] = []
    for span, name in sorted(found, key=lambda item: (item[0].start, -item[0].end)):
        if not kept or span.start >= kept[-1].span.end:
            place = context.before(span.start, _LEVELS)
            measure = _measure(name, measures or {})
            kept.append(ProgrammeMention(span, name, measure, place.name if place else None))
    return kept


def _measure(name: str, more: Mapping[str, Sequence[str]]) -> str:
    own = (measure for measure, words in _rules()["measures"].items() if words.search(name))
    others = (measure for measure, words in more.items() if any(word in name for word in words))
    return next(own, None) or next(others, "other")


def _documents(text: str) -> Iterator[tuple[Span, str]]:
    """Titles of policies; what only passes on another document stands for that one."""
    for found in _rules().matches("document", text):
        about = _rules()["about"].search(found.group())
        yield Span(*found.span()), f"《{about['title']}》" if about else found.group()


def _labels(text: str) -> Iterator[tuple[Span, str]]:
    """Quoted labels: with a noun after them, ending in one, or after a verb such as 推出."""
    labels = list(_rules().matches("label", text))
    named = [_label(text, found) for found in labels]
    for index, found in enumerate(labels):
        beside = named[index - 1] if index and _adjoin(text, labels[index - 1], found) else None
        if index + 1 < len(labels) and _adjoin(text, found, labels[index + 1]):
            beside = beside or named[index + 1]
        if mention := named[index] or (_beside(found) if beside else None):
            yield mention


def _parts(text: str) -> Iterator[tuple[Span, str]]:
    """Methods told in several parts: “土地入股、年终分红”的方式."""
    for found in _rules().matches("parts", text):
        if not _rules()["wish"].match(found["label"]):
            yield Span(*found.span()), f"“{_tight(found['label'])}”{found['way'].removeprefix('的')}"


def _adjoin(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether two labels stand in a row: “春雷行动”“秋收攻势”."""
    return text[one.end() : other.start()] in ("", "、", "和", "及", "与")


def _beside(found: re.Match[str]) -> tuple[Span, str] | None:
    """Name a label after the company it keeps."""
    label = _tight(found["label"] or found["ascii"])
    named = len(label) > 2 and label not in _rules()["not_label"] and label not in _rules()["bare"]
    return (Span(*found.span()), label) if named else None


def _label(text: str, found: re.Match[str]) -> tuple[Span, str] | None:
    label = _tight(found["label"] or found["ascii"])
    if label in _rules()["not_label"] or label in _rules()["periods"]:
        return None
    after = _rules()["after"].match(text, found.end())
    if _rules()["wish"].match(label):
        return None
    labour = _rules()["labour"].search(label)
    if after and (labour or not _rules()["weak"].fullmatch(after.group())):
        return Span(found.start(), after.end()), f"“{label}”{after.group().removeprefix('的')}"
    if len(label) > 2 and label not in _rules()["bare"] and _introduced(text, found.span(), label):
        return Span(*found.span()), label
    return None


def _introduced(text: str, span: tuple[int, int], label: str) -> bool:
    """Tell whether a label names a programme by its end, by the verb before it, or by what it is the name of."""
    start, end = span
    if (
        _rules()["growing"].match(text, end)
        or _rules()["counting"].match(text, start + 1)
        or _rules()["articles"].fullmatch(label)
    ):
        return True
    if _rules()["inside"].match(label) or _rules()["verb"].search(text, max(0, start - 8), start):
        return not _rules()["other_thing"].match(text, end)
    called = _rules()["called"].search(text, max(0, start - 6), start)
    return bool(called and _rules()["method"].search(text, max(0, start - _NEAR), called.start()))


def _tight(label: str) -> str:
    """Close up a label: “1 + N” is 1+N; words that are broken in it are put right."""
    tight = re.sub(r"\s*[+＋]\s*", "+", label.strip())
    for pattern, right, *_ in broken_terms() if may_have_terms(tight) else ():
        tight = pattern.sub(right, tight) if pattern.fullmatch(tight) else tight
    return tight


def _place_kinds(context: Context) -> Iterator[tuple[Span, str]]:
    for place in context.places:
        if found := _rules()["place_kind"].match(context.text, place.span.end):
            yield Span(place.span.start, found.end()), place.name + found.group()


def _designations(text: str) -> Iterator[tuple[Span, str]]:
    for found in _rules().matches("designation", text):
        yield Span(*found.span()), found.group().replace("异地", "易地")
    for rule in ("counted", "pairing", "model"):
        for found in _rules().matches(rule, text):
            name = found.groupdict().get("name") or found.group()
            yield Span(found.end() - len(name), found.end()), name


def _named(text: str) -> Iterator[tuple[Span, str]]:
    """Names without quotation marks, right after a verb: 实施林下种植三年行动计划."""
    for found in _rules().matches("named", text):
        name = found["name"]
        if len(name) > 5 and not _rules()["generic"].fullmatch(name) and not re.search(r"\d", name):
            yield Span(*found.span("name")), name
    for found in _rules()["strong"].finditer(text) if any(_rules().matches("strong_kind", text)) else ():
        name = found["name"]
        said = _rules()["naming"].search(name) or _rules()["generic"].fullmatch(name)
        if not said and not re.search(r"\d", name):
            yield Span(*found.span("name")), name
    for found in _rules()["joined"].finditer(text) if "+" in text else ():
        begin = _rules()["before_joined"].match(text, found.start(), found.end())
        start = begin.end() if begin else found.start()
        yield Span(start, found.end()), text[start : found.end()]
    for found in _rules().matches("loan", text):
        if not found["name"].endswith(("信贷", "借贷", "房贷", "车贷", "还贷", "放贷")):
            yield Span(*found.span("name")), found["name"]


def _broken(text: str) -> Iterator[tuple[Span, str]]:
    """Programmes whose designation machine translation has broken, under their right names."""
    for span, _, programme in find_terms(text):
        if programme:
            yield span, programme
