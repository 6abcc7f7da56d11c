"""Names that the text announces: by a title, a word such as 村民, an age, a byline, or what follows them."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from povgraph.mentions.bylines import authors, backwards, photographers
from povgraph.mentions.elements import yi_names
from povgraph.mentions.garbled import find_terms
from povgraph.mentions.leaders import leaders
from povgraph.mentions.led import Led, Rules, led
from povgraph.mentions.names import occurrences
from povgraph.mentions.patterns import alternation
from povgraph.mentions.persons import PersonMention, aged
from povgraph.mentions.roster import Roster, posts_of
from povgraph.mentions.titles import Title, remark_after
from povgraph.model import Span
from povgraph.resources import lexicon

#: How long whoever holds a post may be described before the name (第一书记是县水利局干部某某).
_DESCRIBED = 16
#: How surely a name ends before a mark.
_CLOSED = 3
#: What a name stands behind that opens a sentence (隆小花，53岁，…).
_SENTENCE_BREAKS = frozenset(("", "\n", "。", "　"))


@cache
def _rules() -> Rules:
    words, names = lexicon("people"), lexicon("surnames")
    elements = f"(?:{alternation(names['elements'])})"
    begins = f"(?=[{''.join(sorted({element[0] for element in names['elements']}))}])"
    roles = alternation([*words["roles"], *words["callings"]])
    translit = f"[{names['transliterated']}]"
    rules = {
        "speaker": re.compile(
            r"(?:^|(?<=[\n。！!？?”\"]))(?P<who>[^，,。；;：:\n“”\"]{2,45}?)[ 　]+(?P<name>[一-龥·•]{2,12})[ 　]*[：:]"
        ),
        "caption": re.compile(
            r"(?m)^(?:【[^】\n]*】)?(?P<who>[^，,。；;：:\n“”\"]{2,45}?)[ 　]+(?P<name>[一-龥·•]{2,8})[ 　]*$"
        ),
        #: A name between spaces and a colon or the end of its line: few texts have any, and few need the two above.
        "apart": re.compile(r"(?m)[ 　][一-龥·•]{2,12}[ 　]*(?:[：:]|$)"),
        "line": re.compile(r"(?m)^[ 　]*(?=(?P<name>[一-龥]{2,4})[：:])"),
        "cue": led([*words["roles"], *words["callings"]]) | led(words["kin"]),
        "called": led(words["naming"]),
        "cued": re.compile(f"(?:{roles})$"),
        "age": led(["岁的"], r"(?<=[\d一二三四五六七八九十多来]岁的)")
        | led(["年过", "年近", "年逾"], r"[\d一-龥]{1,3}的"),
        "post_is": re.compile(alternation(words["post_is"])),
        "taken": tuple(words["taken_by"]),
        "suffix": led(words["suffixes"]),
        "after": led(link + kin for link in "和与的" for kin in words["kin"])
        | led(words["after_names"])
        | led(["等"], r"(?:[一-龥]|\d{1,3}){0,2}[余多]?[名位户人]"),
        "aged": aged(),
        "couple": re.compile(r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})(?=夫妇|夫妻|两口子)"),
        "latin": re.compile("[A-Z][a-z]{1,5} [A-Z][a-z]{1,10}(?![A-Za-z ])"),
        "opening": re.compile(  # … that opens a sentence
            "(?:^|(?<=[。！？”\n] )|(?<=[。！？”\n]))[A-Z][a-z]{1,5} [A-Z][a-z]{1,10}(?=[是说在从家今笑告有])"
        ),
        "element": re.compile(f"{begins}(?:{elements}){{1,3}}(?![一-龥]{{0,1}}[村镇乡县])"),
        "elements": Led(names["elements"], f"(?:(?<![一-龥·])|(?<=[民户员叫]))(?:{elements}){{2,3}}") | yi_names(names),
        "dotted": re.compile(f"{translit}{{1,7}}(?:[·•‧・]{translit}{{1,7}}){{1,3}}"),
        "row": re.compile(r"[、和与及 　]"),
        "shared": tuple(words["shared_posts"]),
        "lookalikes": lexicon("garbled")["families"],
    }
    return Rules(rules)


def announced(roster: Roster) -> None:
    """Put all announced names of a text on its roster, the surest first."""
    by_place = (leaders, authors, photographers, _speakers)
    for step in (*by_place, _titled, _mistranslated, _lookalikes, _foreign, _cued, _followed, _called, rows):
        for mention in list(step(roster)):
            roster.add(mention)


def _speakers(roster: Roster) -> Iterator[PersonMention]:
    """Lines of transcripts: 某县某村村民 某某：, 某村扶贫工作队 某某：, 某某：."""
    apart = _rules()["apart"].search(roster.text)
    for found in _rules()["speaker"].finditer(roster.text) if apart else ():
        span = Span(*found.span("name"))
        titles = roster.titles.read(found.end("who")) or _team(roster, found.end("who"))
        cued = bool(titles or _rules()["cued"].search(found["who"]))
        if roster.reader.can_be(roster.said(span), cued) and roster.free(span):
            yield roster.introduce(span, "private", titles)
    for found in _rules()["caption"].finditer(roster.text) if apart else ():
        span, end = Span(*found.span("name")), found.end("who")
        titles = roster.titles.read(end)
        named = roster.reader.can_be(roster.said(span)) and roster.free(span)
        if named and (titles or _rules()["cued"].search(found["who"])):
            yield roster.introduce(span, "private", titles)
    for found in _rules()["line"].finditer(roster.text):
        name = roster.read(found.start("name"), weak=True)
        if name and name.end == found.end("name") and roster.plausible(name):
            yield roster.introduce(name, "private")


def _team(roster: Roster, end: int) -> list[Title]:
    team = roster.body_ending_at(end)
    if not team or not team.name.endswith(("工作队", "工作组")):
        return []
    post = team.name.removeprefix(team.place_name or "") + lexicon("posts")["team_member"]
    return [Title(team.span.start, post, team.place_name, True, True)]


def _titled(roster: Roster) -> Iterator[PersonMention]:
    """县委书记某某, “第一书记”某某, 时任某县县长的某某."""
    for begin, end in roster.heads:
        start = end + len(remark_after(roster.text, end))
        if roster.text.startswith(("”", '"', "）", ")", "的"), start):
            start += 1
        linked = roster.text.startswith("的", end)
        span = roster.read(start)
        if not span and not linked:
            span = roster.sounded(start) or roster.particle(start) or roster.odd(start)
        if not span or roster.clashes(Span(begin, end)):
            continue
        titles = roster.titles.read(end)
        if titles and (not linked or (titles[0].stated and roster.plausible(span))):
            yield roster.introduce(span, "private", titles)


def _mistranslated(roster: Roster) -> Iterator[PersonMention]:
    """Behind a title that machine translation has broken: 首任秘书某某 is the 第一书记, in a copy 县委秘书 the 书记."""
    terms = find_terms(roster.text)
    copied = len({right for _, right, _ in terms}) > 1  # alone, 县委秘书 may be a clerk
    for term, right, _ in terms:
        titles = roster.titles.meant(term, right, whole=not copied)
        span = roster.read(term.end) if titles else None
        if span:
            yield roster.introduce(span, "private", titles)


def _lookalikes(roster: Roster) -> Iterator[PersonMention]:
    """After a title, a character that looks like a family name stands for it: 沉 for 沈."""
    lookalikes = _rules()["lookalikes"]
    for _, end in roster.heads:
        right = lookalikes.get(roster.text[end : end + 1])
        if not right:
            continue
        meant = right + roster.text[end + 1 : end + 16]
        size = roster.reader.read(meant, 0)
        titles = roster.titles.read(end)
        if size and size > 2 and titles:
            official = any(title.official for title in titles)
            span = Span(end, end + size)
            yield PersonMention(span, meant[:size], "official" if official else "private", posts_of(titles), "misspelt")


def _cued(roster: Roster) -> Iterator[PersonMention]:
    """村民某某, 他的妻子某某, 58岁的某某."""
    for pattern in ("cue", "age"):
        done = 0
        for found in _rules().matches(pattern, roster.text):
            if element := _element(roster, found.end()) or _latin(roster, found.end()):
                yield roster.introduce(element, "private")
            span = roster.sounded(found.end()) or roster.read(found.end())
            if not span or not (roster.plausible(span) or roster.sounds(span)):
                span = roster.particle(found.end(), joined=pattern != "age") or roster.odd(found.end())
            if span and found.start() >= done:  # 妇人杨阿妹原居: 阿妹 is a part of her name
                done = span.end
                yield roster.introduce(span, "private")
    for found in _rules().matches("called", roster.text):
        span = roster.read(found.end())
        if span and roster.follows(span) == 3 and roster.said(span)[0] in roster.reader.plain:
            yield roster.introduce(span, "private")


def _called(roster: Roster) -> Iterator[PersonMention]:
    """公司总经理叫某某, 第一书记是县水利局干部某某, 理事长由某某担任: a clause says who holds the post."""
    for _, end in roster.heads:
        verb = _rules()["post_is"].match(roster.text, end)
        if not verb:
            continue
        clause = roster.context.clause(verb.end())
        named = roster.first_in(Span(verb.end(), min(clause.end, verb.end() + _DESCRIBED)))
        span = named or roster.read(verb.end())
        usual = span is not None and (named is not None or roster.plausible(span))
        ends = span and (roster.follows(span) == _CLOSED or roster.text.startswith(_rules()["taken"], span.end))
        if span and usual and ends and (titles := roster.titles.read(end)):
            yield roster.introduce(span, "private", titles)


def _element(roster: Roster, start: int) -> Span | None:
    found = _rules()["element"].match(roster.text, start)
    return Span(*found.span()) if found else None


def _latin(roster: Roster, start: int) -> Span | None:
    """Find a name that is left in Latin letters (村民Zhang Xiulan)."""
    found = _rules()["latin"].match(roster.text, start)
    return Span(*found.span()) if found else None


def _followed(roster: Roster) -> Iterator[PersonMention]:
    """某某夫妇, 某某老汉; 某某和妻子, 某某家里, 某某今年48岁."""
    unusual_ones = []
    for pattern in ("suffix", "after", "aged") if "岁" in roster.text else ("suffix", "after"):
        for found in _rules().matches(pattern, roster.text):
            span = backwards(roster, found.start(), pattern != "suffix")
            if span and (
                pattern == "suffix"
                or roster.said(span)[0] in roster.reader.plain
                or (pattern == "aged" and roster.text[span.start - 1 : span.start] in _SENTENCE_BREAKS)
            ):
                yield roster.introduce(span, "private")
            elif pattern == "suffix" and not span and (unusual := _unusual(roster, found.start())):
                unusual_ones.append(unusual)
    said = [roster.said(span) for span in unusual_ones]
    again = Counter(roster.text[start:end] for start, end in occurrences(roster.text, said))
    yield from (roster.introduce(span, "private") for span in unusual_ones if again[roster.said(span)] > 1)


def _unusual(roster: Roster, end: int) -> Span | None:
    """Find the two or three characters before 一家 and the like that may be a name, though an unusual one: 达琼."""
    for size in (3, 2):
        span = Span(max(0, end - size), end)
        name = roster.said(span)
        sounds = all(character in roster.reader.sounding for character in name)
        family = len(name) == 3 and name[0] in roster.reader.plain and not roster.reader.never & set(name)
        if len(name) < 2 or not (sounds or family) or name in roster.reader.given_words:
            continue
        word = roster.reader.is_word(roster.text, span.start, end)
        if not word and roster.opens(span.start) and roster.free(span):
            return span
    return None


def _foreign(roster: Roster) -> Iterator[PersonMention]:
    """Names written by sound (阿依夏木·艾力), made of usual elements (扎西卓玛), or left in Latin letters."""
    patterns = ("elements", "couple", "opening")
    for pattern in ("dotted", *patterns) if roster.dotted else patterns:
        for found in _rules().matches(pattern, roster.text):
            span = Span(*found.span())
            if pattern == "dotted":
                span = Span(span.start, roster.reader.read(roster.text, span.start) or span.end)
            if roster.free(span):
                yield roster.introduce(span, "private")


def rows(roster: Roster) -> Iterator[PersonMention]:
    """Names in a row with one found: 队员甲、乙和丙; a post such as 队员 is said of all that follow."""
    for mention in roster.mentions():
        if mention.role != "author" and mention.kind != "leader":
            yield from _after(roster, mention)
            yield from _before(roster, mention)


def _after(roster: Roster, mention: PersonMention) -> Iterator[PersonMention]:
    post = mention.posts[-1:] if mention.posts and mention.posts[-1][0].endswith(_rules()["shared"]) else ()
    end = mention.span.end
    while found := _rules()["row"].match(roster.text, end):
        span = _element(roster, found.end()) or roster.read(found.end())
        if not span or not (roster.follows(span) and (post or roster.plausible(span) or _element(roster, span.start))):
            return
        role = mention.role if post else "private"
        yield PersonMention(span, roster.said(span), role, post)
        end = span.end


def _before(roster: Roster, mention: PersonMention) -> Iterator[PersonMention]:
    start = mention.span.start
    while start and _rules()["row"].match(roster.text, start - 1):
        span = backwards(roster, start - 1, surely=False)
        if not span or len(roster.said(span)) < 3 or roster.said(span)[0] not in roster.reader.plain:
            return
        yield roster.introduce(span, "private")
        start = span.start
