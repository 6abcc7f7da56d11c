"""Organizations: bodies of government and party by their places, enterprises and the like by their endings."""

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from povgraph.mentions.bodies import OrganizationMention
from povgraph.mentions.context import Context, PlaceLike
from povgraph.mentions.endings import rules
from povgraph.mentions.shortnames import SHORTEST, in_full, proper, with_aliases
from povgraph.mentions.teams import find_stationed
from povgraph.model import Span

__all__ = ["COUNTRY", "OrganizationMention", "find_organizations"]

COUNTRY = "中国"
_LEVELS = ("village", "township", "county", "prefecture", "province")
_LONGEST = 28
#: How far behind the end of a word what follows it is looked at.
_AHEAD = 16
#: What the full names of places end in.
_SUFFIXES = "省市州盟县区旗镇乡村道木查"
#: Marks that quoted speech has, and no quoted name.
_SPOKEN = frozenset("。，！？；：、…")
#: How far off a short name is said again: 绿野公司…绿野公司.
_NEARBY = 3000


def find_organizations(
    text: str, places: Sequence[PlaceLike], context: Context | None = None
) -> list[OrganizationMention]:
    """Find organizations, sorted by where they stand; later short forms of a company come under its full name.

    >>> [m.name for m in find_organizations("财政部会同国家统计局核查。", [])]
    ['财政部', '国家统计局']
    >>> [m.name for m in find_organizations("他创办了清泉河畔农业科技有限公司,清泉河畔吸纳了三百人。", [])]
    ['清泉河畔农业科技有限公司', '清泉河畔农业科技有限公司']
    """
    context = context or Context(text, places)
    national = list(rules().matches("national_re", text))
    named = _named(context, {match.end() for match in national})
    found = [*_attached(context), *_generic_place(context), *named, *_national(national)]
    teams = find_stationed(context, ((body.span, body.name) for body in found))
    found += [OrganizationMention(team.span, team.name, "other", team.place, sender=team.sender) for team in teams]
    kept = in_full(context, _longest(found))
    return sorted([*with_aliases(context, kept)], key=lambda mention: mention.span.start)


def _longest(found: list[OrganizationMention]) -> list[OrganizationMention]:
    kept: list[OrganizationMention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not kept or mention.span.start > kept[-1].span.end:
            kept.append(mention)
        elif mention.span.start == kept[-1].span.end:
            kept[-1:] = _joined(kept[-1], mention)
    return kept


def _joined(one: OrganizationMention, other: OrganizationMention) -> list[OrganizationMention]:
    """A branch takes the name of the house before it: 某银行 + 某县支行."""
    if other.name.endswith(("支行", "分行", "分公司")):
        span = Span(one.span.start, other.span.end)
        return [OrganizationMention(span, one.name + other.name, other.kind, other.place_name)]
    return [one, other]


def _attached(context: Context) -> Iterator[OrganizationMention]:
    """Bodies that directly follow the place whose they are: 甲县扶贫办, 乙市委宣传部."""
    for place in context.places:
        start, end = place.span.start, place.span.end
        found = rules()["attached"].match(context.text, end) or rules()["numbered"].match(context.text, end)
        if not found:
            continue
        body = found.group()
        if body.startswith("委") and context.text[end - 1] not in "省市县区州旗盟":
            continue
        name = _full(place, body)
        mention = OrganizationMention(Span(start, found.end()), name, _body_kind(found), place.name)
        yield _team(context, mention) or mention


def _team(context: Context, body: OrganizationMention) -> OrganizationMention | None:
    """Give the team that a body has sent, if its name goes on: 某省水利厅｜驻村工作队."""
    found = rules()["team"].match(context.text, body.span.end)
    if not found or body.name.endswith(found.group()[-3:]):
        return None
    name, span = body.name + found.group(), Span(body.span.start, found.end())
    return replace(body, span=span, name=name, kind="other", sender=body.name)


def _full(place: PlaceLike, body: str) -> str:
    """Put a place's official name before a body, unless the body brings the generic noun itself (吉林 + 省委)."""
    return place.name.removesuffix(body[:1]) + body


def _body_kind(found: re.Match[str]) -> str:
    groups = found.groupdict()
    if groups.get("party"):
        return "party"
    state = groups.get("state")
    return str(rules()["bodies"].get(state, "government")) if state else "other"


def _generic_place(context: Context) -> Iterator[OrganizationMention]:
    """Bodies of the place spoken of: 县扶贫办, 自治区水利厅."""
    for found in rules().matches("generic_place", context.text):
        noun = found["noun"]
        listed = context.text[found.start() - 1 : found.start()] in ("、", "各")  # 各州、市人民政府 is nobody's
        if listed or context.covering(Span(found.start(), found.end())):
            continue
        place = context.before(found.start(), rules()["levels"][noun], noun)
        body = rules()["attached"].match(context.text, found.end())
        if place and body:
            span, name = Span(found.start(), body.end()), place.name + body.group()
            mention = OrganizationMention(span, name, _body_kind(body), place.name)
            yield _team(context, mention) or mention


def _national(found: Iterable[re.Match[str]]) -> Iterator[OrganizationMention]:
    for match in found:
        name = match.group()
        company = name[0] == "中" or name.endswith(("集团", "公司"))
        kind = rules()["national"].get(name, "company" if company else "government")
        abroad = kind in ("media", "international")
        kind = "other" if kind == "international" else kind
        yield OrganizationMention(Span(*match.span()), name, kind, None if abroad else COUNTRY)


def _named(context: Context, national: Set[int]) -> Iterator[OrganizationMention]:
    """Enterprises, cooperatives, associations, schools: from an ending back to where the name begins."""
    for found in rules().matches("ending", context.text):
        inside = context.covering(Span(*found.span())) or found.end() in national
        counted = rules()["counted"].match(context.text, found.end())  # 合作社20个 is a number of them
        bracket = rules()["bracket"].search(context.text, max(0, found.start() - 8), found.start())
        inside = inside and not bracket
        head = bracket.start() if bracket else found.start()
        start = None if inside or counted else _left_edge(context, found, head)
        attended = rules()["kinds"][found.group()] == "school" and context.text[found.start() - 1] in "上读念考"
        if start is None or attended or rules()["count"].match(context.text[start : found.end()]):
            continue
        own = next(iter(context.within(Span(start, start + 1))), None)
        name = context.text[start : found.end()]
        if own and name.startswith(context.text[own.span.start : own.span.end] + "的"):
            name = own.name + context.text[own.span.end + 1 : found.end()]
        house = found.group() in rules()["houses"]
        short = not own and (house or (len(name) < SHORTEST and len(found.group()) < 4))
        plant = not own and name.endswith("厂") and context.text.startswith("的", start - 1)  # 投资1亿元的豆制品加工厂
        if plant or (short and not _may_be_short(context, start, found)):
            continue
        if own and (before := next((w for w in rules()["before_place"] if context.text.endswith(w, 0, start)), "")):
            start, name = start - len(before), before + name
        where, kind = own or context.before(start, _LEVELS), rules()["kinds"][found.group()]
        yield OrganizationMention(Span(start, found.end()), name, kind, where.name if where else None)


def _may_be_short(context: Context, start: int, found: re.Match[str]) -> bool:
    """Tell whether a short name is one all the same: 宝石集团, “杏花客栈”, 叫听雨轩民宿, 清河小学 in 清河新村."""
    text, body = context.text, context.text[start : found.start()]
    if found.group() in rules()["houses"]:
        return _quoted(text, start, found.end()) or text.endswith(rules()["calling"], 0, start)
    around = text[max(0, start - _NEARBY) : start + _NEARBY] if found.group() == "公司" else ""
    if found.group() == "银行" and body in rules()["provincial"]:
        return True
    again = around.count(text[start : found.end()]) > 1
    school = rules()["kinds"][found.group()] == "school" and len(body) > 1
    after_place = school and any(place.name.startswith(body) for place in context.places)
    return again or after_place or found.group().endswith(rules()["short"])


def _quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1 : start] in ("“", '"') and text[end : end + 1] in ("”", '"')


def _left_edge(context: Context, found: re.Match[str], end: int) -> int | None:
    """Find where the name begins that ends in ``found``, before it or its place in brackets; None if none is proper."""
    text = context.text
    if text.startswith(found.group(), end - len(found.group())):  # 茶厂厂长: the head of 茶厂
        return None
    clause = context.clause(end).start
    floor = max(clause, end - _LONGEST)
    if labelled := rules()["labelled"].search(text, max(0, end - 9), end):
        end = labelled.start() + 1
    if end > 0 and text[end - 1] in '”"':
        opening = max(text.rfind("“", max(0, end - 16), end), text.rfind('"', max(0, end - 16), end - 1))
        inside = 0 <= opening < end - 2 and _SPOKEN.isdisjoint(text[opening + 1 : end - 1])  # “…会算。”合作社
        return opening if inside else None
    cut = max(floor, _last_boundary(text, max(clause, floor - _LONGEST), end))
    place = next((p for p in reversed(context.within(Span(floor, end))) if p.span.end <= end), None)
    above = context.ending_at(place.span.start) if place else None
    inner = place and above and _LEVELS.index(place.level) < _LEVELS.index(above.level)  # not 望川县｜新疆某某公司
    if place and inner and text[place.span.end - 1] not in _SUFFIXES:  # 望川县城关中学 is not in 城关
        place = above
    if place and place.span.start >= cut:
        rest = text[place.span.end : end]
        if rest.startswith("的") and proper(rest[1:]) and text.endswith(rules()["from"], 0, place.span.start):
            return place.span.end + 1
        specific = rest == "的" and found.group() in rules()["specific"] and place.level in _LEVELS[:2]
        if specific or _proper_after_place(rest):
            return None if found.group() in rules()["houses"] and not proper(rest) else place.span.start
        cut = max(cut, place.span.end)
    start = max([cut, *(i + 1 for i in range(cut, end) if text[i] in rules()["single"])])
    produce = {"cooperative": "produce", "company": "goods"}.get(rules()["kinds"][found.group()])
    named = found.group().endswith(rules()["registered"]) or _quoted(text, start, found.end())  # not 绿色食品公司
    goods = produce and not named and rules()[produce].fullmatch(text, start, end)
    return start if proper(text[start:end]) and not goods else None


def _last_boundary(text: str, start: int, end: int) -> int:
    """Give where the last word ends after which a name begins."""
    last = 0
    for found in rules()["boundary"].finditer(text, start, end + _AHEAD):
        if found.end() > end:
            break
        last = found.end()
    return last


def _proper_after_place(rest: str) -> bool:
    if (rest and not rest.isalpha()) or rest.startswith(("有", "某")):  # 某县有工厂
        return False
    if rules()["making"].fullmatch(rest):  # 在某县建分厂
        return False
    if rest.startswith("的"):
        return 3 <= len(rest) <= 8 and not rules()["generic"].fullmatch(rest[1:])
    joined = any(c in "的了，在把将与及给" for c in rest) or rules()["and"].search(rest)
    return not joined and len(rest) <= 18
