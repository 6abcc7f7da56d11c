"""Organizations: bodies of government and party by their places, enterprises and the like by their endings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from povgraph.mentions.context import CLAUSE_END, Context, PlaceLike
from povgraph.mentions.patterns import alternation
from povgraph.model import Span
from povgraph.resources import lexicon

COUNTRY = "中国"
_LONGEST = 28


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """An organization where the text names it, under its full name; ``aliases`` are its other names in this text."""

    span: Span
    name: str
    kind: str
    place_name: str | None = None
    aliases: tuple[str, ...] = ()


@cache
def _rules() -> dict[str, Any]:
    words = lexicon("organizations")
    kinds = {ending: kind for kind, endings in words["endings"].items() for ending in endings}
    national = {name: kind for kind, names in words["national"].items() for name in names}
    bodies = {name: kind for kind, names in words["bodies"].items() for name in names}
    levels = lexicon("posts")["levels"]
    department = f"(?:{alternation(words['departments'])})(?:{alternation(words['department_endings'])})"
    party = f"(?:{alternation(words['party'])})(?:{alternation(words['party_departments'])})?"
    after_suffix = f"委(?:{alternation(words['party_departments'])})?"
    state = f"(?:人民政府|政府)?(?:{department}|{alternation([*bodies, *words['government']])})"
    return {
        "kinds": kinds,
        "national": national,
        "bodies": bodies,
        "levels": levels,
        "ending": re.compile(f"(?:{alternation(list(kinds))})(?!债|法|章程|员工|制|化)"),
        "national_re": re.compile(f"{alternation(list(national))}|国家[一-龥]{{2,8}}?(?:局|总局|委员会)(?![一-龥]?部署)"),
        "attached": re.compile(f"(?P<party>{party}|{after_suffix})|(?P<state>{state})"),
        "generic_place": re.compile(f"(?:(?<=[^一-龥])|(?<=[由在和与是经从到向、]))(?P<noun>{alternation(list(levels))})(?=(?:{state}))"),
        "numbered": re.compile(r"第[一二三四五六七八九十\d]+批[一-龥]{0,6}(?:工作队|工作组)|援[一-龥]{1,4}(?:工作队|工作组|指挥部)"),
        "boundary": re.compile(alternation(words["boundaries"])),
        "single": frozenset(words["single_boundaries"]),
        "generic": re.compile(f"(?:{alternation(words['generic'])})*"),
        "industry": re.compile(f"(?:{alternation(words['industries'])})+$"),
    }


def find_organizations(text: str, places: Sequence[PlaceLike]) -> list[OrganizationMention]:
    """Find organizations, sorted by where they stand; later short forms of a company come under its full name.

    >>> [m.name for m in find_organizations("财政部会同国家统计局核查。", [])]
    ['财政部', '国家统计局']
    >>> [m.name for m in find_organizations("他创办了清泉河畔农业科技有限公司,清泉河畔吸纳了三百人。", [])]
    ['清泉河畔农业科技有限公司', '清泉河畔农业科技有限公司']
    """
    context = Context(text, places)
    found = [*_attached(context), *_generic_place(context), *_named(context), *_national(text)]
    kept = _longest(found)
    return sorted([*_with_aliases(context, kept)], key=lambda mention: mention.span.start)


def _longest(found: list[OrganizationMention]) -> list[OrganizationMention]:
    kept: list[OrganizationMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start >= kept[-1].span.end:
            kept.append(mention)
    return kept


def _attached(context: Context) -> Iterator[OrganizationMention]:
    """Bodies that directly follow the place whose they are: 甲县扶贫办, 乙市委宣传部."""
    for place in context.places:
        start, end = place.span.start, place.span.end
        found = _rules()["attached"].match(context.text, end) or _rules()["numbered"].match(context.text, end)
        if not found:
            continue
        body = found.group()
        if body.startswith("委") and context.text[end - 1] not in "省市县区州旗盟":
            continue
        name = _full(place, context.text[start:end], body)
        yield OrganizationMention(Span(start, found.end()), name, _body_kind(found), place.name)


def _full(place: PlaceLike, surface: str, body: str) -> str:
    """Put a place's official name before a body, unless the body brings the generic noun itself (吉林 + 省委)."""
    if place.name.endswith(body[:1]):
        return place.name + body[1:]
    return place.name + body


def _body_kind(found: re.Match[str]) -> str:
    groups = found.groupdict()
    if groups.get("party"):
        return "party"
    state = groups.get("state")
    return str(_rules()["bodies"].get(state, "government")) if state else "other"


def _generic_place(context: Context) -> Iterator[OrganizationMention]:
    """Bodies of the place spoken of: 县扶贫办, 自治区水利厅."""
    for found in _rules()["generic_place"].finditer(context.text):
        noun = found["noun"]
        if context.covering(Span(found.start(), found.end())):
            continue
        place = context.before(found.start(), _rules()["levels"][noun], noun)
        body = _rules()["attached"].match(context.text, found.end())
        if place and body:
            kind = _body_kind(body)
            yield OrganizationMention(Span(found.start(), body.end()), place.name + body.group(), kind, place.name)


def _national(text: str) -> Iterator[OrganizationMention]:
    for found in _rules()["national_re"].finditer(text):
        name = found.group()
        kind = _rules()["national"].get(name, "government")
        yield OrganizationMention(Span(*found.span()), name, kind, None if kind == "media" else COUNTRY)


def _named(context: Context) -> Iterator[OrganizationMention]:
    """Enterprises, cooperatives, associations, schools: from an ending back to where the name begins."""
    for found in _rules()["ending"].finditer(context.text):
        start = _left_edge(context, found.start())
        if start is None:
            continue
        place = context.before(start, ("village", "township", "county", "prefecture", "province"))
        own = next(iter(context.within(Span(start, start + 1))), None)
        name = context.text[start : found.end()]
        if own and name.startswith(context.text[own.span.start : own.span.end] + "的"):
            name = own.name + context.text[own.span.end + 1 : found.end()]
        where = own or place
        kind = _rules()["kinds"][found.group()]
        yield OrganizationMention(Span(start, found.end()), name, kind, where.name if where else None)


def _left_edge(context: Context, end: int) -> int | None:
    """Find where the name begins whose ending stands at ``end``; None where nothing proper is named."""
    floor = max(context.clause(end).start, end - _LONGEST)
    text = context.text
    quoted = end > 0 and text[end - 1] in "”\""
    if quoted:
        opening = max(text.rfind("“", end - 16, end), text.rfind('"', end - 16, end - 1))
        return opening if 0 <= opening < end - 2 else None
    if floor >= end:
        return None
    body = text[floor:end]
    cut = max((m.end() for m in _rules()["boundary"].finditer(body)), default=0)
    place = next((p for p in reversed(context.within(Span(floor, end))) if p.span.end <= end), None)
    if place and place.span.start - floor >= cut:
        rest = text[place.span.end : end]
        if _proper_after_place(rest):
            return place.span.start
        cut = max(cut, place.span.end - floor)
    singles = [i + 1 for i in range(cut, len(body)) if body[i] in _rules()["single"]]
    start = floor + max([cut, *singles])
    return start if _proper(text[start:end]) else None


def _proper_after_place(rest: str) -> bool:
    if rest.startswith("的"):
        return 3 <= len(rest) <= 8 and not _rules()["generic"].fullmatch(rest[1:])
    return not any(c in "的了，在把将" for c in rest) and len(rest) <= 18


def _proper(body: str) -> bool:
    return len(body) >= 2 and not _rules()["generic"].fullmatch(body) and not any(c in CLAUSE_END for c in body)


def _with_aliases(context: Context, found: list[OrganizationMention]) -> Iterator[OrganizationMention]:
    """Add the later mentions of companies and cooperatives under the proper part of their names."""
    taken = [mention.span for mention in found]
    extra: list[OrganizationMention] = []
    aliases: dict[str, str] = {}
    for mention in found:
        core = _core(context, mention)
        if core and mention.name not in aliases:
            spans = [Span(*m.span()) for m in re.finditer(re.escape(core), context.text)]
            free = [span for span in spans if not any(span in whole for whole in taken)]
            if free:
                aliases[mention.name] = core
                extra += [replace(mention, span=span, aliases=(core,)) for span in free]
    for mention in found:
        alias = aliases.get(mention.name)
        yield replace(mention, aliases=(alias,)) if alias else mention
    yield from extra


def _core(context: Context, mention: OrganizationMention) -> str | None:
    """Give the proper part of a company's name: what is left without its place, its ending, its trade."""
    if mention.kind not in ("company", "cooperative"):
        return None
    found = max(_rules()["ending"].finditer(mention.name), key=lambda m: m.end(), default=None)
    body = _rules()["industry"].sub("", mention.name[: found.start()] if found else mention.name)
    for place in context.within(Span(mention.span.start, mention.span.start + 1)):
        surface = context.text[place.span.start : place.span.end]
        body = body.removeprefix(surface).removeprefix(place.name)
    return body if len(body) >= 3 and _proper(body) else None
