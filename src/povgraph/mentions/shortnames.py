"""Short names of bodies: what a text calls a company or a cooperative after it has named it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from povgraph.mentions.bodies import OrganizationMention
from povgraph.mentions.context import Context, Sorted
from povgraph.mentions.endings import rules
from povgraph.mentions.names import occurrences
from povgraph.mentions.patterns import alternation
from povgraph.model import Span
from povgraph.resources import lexicon

#: A name without a place and with a short ending (厂, 大学) has at least so many characters.
SHORTEST = 6
#: Bodies that a text names again with words left out, and with how many others of its ending one is compared.
_SHORTENED = ("company", "cooperative", "association", "school")
_MOST = 40


def in_full(context: Context, found: list[OrganizationMention]) -> list[OrganizationMention]:
    """Give a body named again with words left out (柳沟村药材合作社) under its full name (柳沟药材种植专业合作社)."""
    full: dict[str, list[OrganizationMention]] = {}
    for mention in found:
        if mention.kind in _SHORTENED:
            full.setdefault(mention.name[-2:], []).append(mention)
    return [_longer(context, mention, full.get(mention.name[-2:], [])[:_MOST]) for mention in found]


def _longer(
    context: Context, mention: OrganizationMention, others: Sequence[OrganizationMention]
) -> OrganizationMention:
    own = next(iter(context.within(Span(mention.span.start, mention.span.start + 1))), None)
    said = context.text[mention.span.start : mention.span.end]
    words = said[: own.span.end - own.span.start - 1] + said[own.span.end - own.span.start :] if own else said
    names = {other.name for other in others if len(other.name) > len(words) + 1 and _left_out(words, other.name)}
    short = len(words) < SHORTEST and not (mention.kind == "company" and said[:-2] in "".join(names))
    return mention if len(names) != 1 or short or mention.kind not in _SHORTENED else replace(mention, name=names.pop())


def _left_out(words: str, name: str) -> bool:
    """Tell whether a name without some of its characters is another string."""
    characters = iter(name)
    return all(character in characters for character in words)


def proper(body: str) -> bool:
    """Tell whether a string can be the proper part of a name."""
    return len(body) >= 2 and body.isalnum() and "某" not in body and not rules()["generic"].fullmatch(body)


@cache
def _declaring() -> re.Pattern[str]:
    words = lexicon("organizations")["shortened"]
    return re.compile(f"[（(](?:{alternation(words)})[:：]?[“‘「《]?(?P<short>[一-龥A-Za-z0-9]{{2,12}})[”’」》]?[）)]")


def _declared(context: Context, found: Sequence[OrganizationMention]) -> dict[str, OrganizationMention]:
    """Give the short names that a text declares behind the full ones: 某能源投资集团有限公司（以下简称“某集团”）."""
    shorts = {}
    ends = {mention.span.end: mention for mention in found}
    for match in _declaring().finditer(context.text):
        if match.start() in ends:
            shorts[match["short"]] = ends[match.start()]
    return shorts


def with_aliases(context: Context, found: list[OrganizationMention]) -> Iterator[OrganizationMention]:
    """Add the mentions of bodies under declared short names, and of companies under the proper part of their names."""
    shorts = _declared(context, found)
    if shorts:
        said = [context.text[mention.span.start : mention.span.end] for mention in found]
        found = [
            replace(shorts[words], span=mention.span) if words in shorts else mention
            for words, mention in zip(said, found, strict=True)
        ]
    cores = dict(shorts)
    for mention in found:
        for core in _cores(context, mention):
            cores.setdefault(core, mention)
    whole = Sorted(found)
    said_again = [Span(start, end) for start, end in occurrences(context.text, list(cores))]
    common = {context.text[span.start : span.end] for span in said_again if _is_common(context, span, cores)}
    extra = [
        replace(cores[core], span=span, aliases=(core,))
        for span in said_again
        if (core := context.text[span.start : span.end]) in shorts or core not in common
        if not whole.covering(span)
    ]
    called = {mention.name: mention.aliases for mention in extra}
    for mention in found:
        yield replace(mention, aliases=called[mention.name]) if mention.name in called else mention
    yield from extra


def _is_common(context: Context, span: Span, cores: Mapping[str, OrganizationMention]) -> bool:
    """Tell whether a text says the proper part of a name of what is no body: before the cooperative is named, of all.

    The 稻鱼鸭 of 某村稻鱼鸭专业合作社 is what others raise, too, where 全县稻鱼鸭 is spoken of.
    """
    text, body = context.text, cores[context.text[span.start : span.end]]
    before = body.kind == "cooperative" and span.start < body.span.start
    return before or text[span.start - 2 : span.start - 1] == "全"


def _cores(context: Context, mention: OrganizationMention) -> Iterator[str]:
    """Yield the proper parts of a company's name: what is left without its place, its ending, its trade.

    Of two characters (海蓝 of 清河海蓝服饰有限公司) with the trade or the place (海蓝服饰, 清河海蓝); 海蓝 alone may be
    anything.
    """
    if mention.kind not in ("company", "cooperative"):
        return
    found = max(rules()["ending"].finditer(mention.name), key=lambda m: m.end(), default=None)
    whole = mention.name[: found.start()] if found else mention.name
    body = rules()["industry"].sub("", whole)
    trade = whole[len(body) :]
    own = context.within(Span(mention.span.start, mention.span.start + 1))
    said = [context.text[place.span.start : place.span.end] for place in own]
    home = mention.place_name or ""
    for place in (*said, *(area.name for area in own), home, home[:-1] if len(home) > 2 else ""):
        body = body.removeprefix(place)
    short = [body + trade] * (len(trade) == 2) + [place + body for place in said[:1]]
    yield from (core for core in (short if len(body) == 2 else [body]) if len(core) >= 3 and proper(core))
