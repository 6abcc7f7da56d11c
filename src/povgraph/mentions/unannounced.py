"""People whom nothing announces: names that open clauses or follow words such as 就是, with support from the text."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from povgraph.mentions.led import Rules, led
from povgraph.mentions.names import name_reader, occurrences
from povgraph.mentions.numbers import DIGITS
from povgraph.mentions.patterns import alternation
from povgraph.mentions.roster import Roster
from povgraph.mentions.titles import being_verbs, taking_verbs
from povgraph.model import Span
from povgraph.resources import lexicon

#: What a clause counts that opens with a name, and what a word counts after which a name is likely.
_OPENS, _LINKED, _MET = 1, 2, 3


@cache
def _rules() -> Rules:
    words, names = lexicon("people"), lexicon("surnames")
    date = r"(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:初|底|末|春|夏|秋|冬)?"
    opens = frozenset({word[0] for word in words["openers"]}.union(DIGITS, "初底末春夏秋冬"))
    opener = f"{date}(?:{alternation(words['openers'])})?"
    firsts = {name[0] for name in names["compound"]}.union(names["plain"], names["ambiguous"], names["particles"])
    family = f"(?=[{names['plain']}{names['ambiguous']}])"
    rules = {
        #: How a clause begins that may begin with a name without a dot, perhaps after an opener, and with what.
        "begins": firsts.union(opens, " 　"),
        "begun": re.compile(f"[{names['particles']}]|(?:{opener})?{name_reader().weakly_begun.pattern}"),
        "opens": opens,
        "opener": re.compile(opener),
        **{sign: re.compile(f"(?:{alternation(words[sign])}){family}") for sign in ("loosely_linked", "copulas")},
        "linked": led(words["linked"], family),
        "met": led(words["met"], f"了?[^，。；：、“”\n]{{1,16}}的{family}"),
        "saying": re.compile(f"(?:[一-龥]{{1,6}}地)?(?:{alternation(lexicon('speech')['saying'])})"),
        "human": re.compile(alternation(words["human"])),
        "kin": re.compile(f"的(?:{alternation(words['kin'])})"),
    }
    return Rules(rules)


def unannounced(roster: Roster, called: Counter[str]) -> list[str]:
    """List the names that have support from several signs, an ambiguous one from more; not those announced already.

    Args:
        roster: The people found so far.
        called: How often somebody is called by each family name (老翟, 小翟).
    """
    support, human = _support(roster)
    elsewhere = _followed(roster, list(support))
    announced = {mention.name for mention in roster.mentions()}
    sounds = {roster.reader.sound(name) for name in announced}
    chosen = []
    for name, count in support.items():
        acts = name in human or called[name[0]] > 0
        clear = name[0] in roster.reader.certain or (acts and name[0] in roster.reader.plain)
        needed = 2 if clear and len(name) > 2 else 3 + (name[0] in roster.reader.particles)
        signs = count + called[name[0]] + elsewhere[name] + roster.reader.telling(name)
        enough = signs >= needed and (len(name) > 2 or acts)
        if name not in announced and (enough or roster.reader.sound(name) in sounds):
            chosen.append(name)
    return chosen


def _support(roster: Roster) -> tuple[Counter[str], set[str]]:
    """Count what stands for each possible name, and tell which of them do what people do."""
    support: Counter[str] = Counter()
    human: set[str] = set()
    for span, weight in _possible(roster):
        named = roster.plausible(span) or roster.sounds(span) or roster.particle(span.start)
        if named and roster.outside_bodies(span) and not roster.quoted(span):
            proof = _proof(roster, span.end)
            support[roster.said(span)] += weight + proof
            human.update([roster.said(span)] if proof else [])
    return support, human


def _possible(roster: Roster) -> Iterator[tuple[Span, int]]:
    """Yield each place where a name may stand, once, with what the place counts."""
    spans: dict[int, tuple[Span, int]] = {}
    signs = (("loosely_linked", _OPENS, 1), ("linked", _LINKED, 1), ("copulas", _LINKED, 3), ("met", _MET, 3))
    for sign, weight, closed in signs:
        for found in _rules().matches(sign, roster.text):
            span = roster.read(found.end(), weak=True) or roster.sounded(found.end())
            if span and roster.reader.follows(roster.text, span.end) >= closed:
                spans[span.start] = span, weight
    for place in roster.context.places:
        linked = roster.text.startswith("的", place.span.end)
        if span := roster.read(place.span.end + linked, weak=True):
            near = linked and place.level in ("township", "village")
            spans[span.start] = span, _LINKED if near else _OPENS
    begins, begun, text = _rules()["begins"], _rules()["begun"], roster.text
    for start in roster.context.clause_starts():
        likely = roster.dotted or (text[start : start + 1] in begins and begun.match(text, start))
        if likely and (span := _subject(roster, start)):
            spans.setdefault(span.start, (span, _OPENS))
    yield from spans.values()


def _subject(roster: Roster, start: int) -> Span | None:
    opens = roster.text[start : start + 1] in _rules()["opens"]
    opened = _rules()["opener"].match(roster.text, start).end() if opens else start
    for begin in (opened, start) if opened > start else (start,):
        span = roster.read(begin, weak=True)
        if span and roster.plausible(span) and roster.outside_bodies(span):
            return span
    return roster.particle(start)


def _proof(roster: Roster, end: int) -> int:
    """Rate what follows a subject: it speaks, it has kin, is one of a row, or its sentence gives it a post."""
    if any(_rules()[sign].match(roster.text, end) for sign in ("saying", "kin", "human")):
        return 1
    being = being_verbs().match(roster.text, end)
    if _row(roster, end) > 1 or roster.titles.apposed(end) or (being and roster.titles.taken(being.end())):
        return 2
    sentence = roster.context.sentence(end)
    verbs = taking_verbs().finditer(roster.text, end, sentence.end)
    return 2 if any(roster.titles.taken(verb.end()) for verb in verbs) else 0


def _row(roster: Roster, end: int) -> int:
    """Count the names of three characters, two at the most, that follow in a row: 甲某某、乙某某、丙某某."""
    count = 0
    while count < 2 and roster.text.startswith("、", end):
        span = roster.read(end + 1, weak=True)
        if not span or len(roster.said(span)) < 3 or not roster.plausible(span):
            break
        count, end = count + 1, span.end
    return count


def _followed(roster: Roster, names: list[str]) -> Counter[str]:
    """Count where else names of three characters stand before something that may follow a name."""
    counts: Counter[str] = Counter(dict.fromkeys(names, -1))
    for start, end in occurrences(roster.text, [name for name in names if len(name) > 2]):
        counts[roster.text[start:end]] += roster.reader.follows(roster.text, end) > 0
    return Counter({name: max(0, count) for name, count in counts.items()})
