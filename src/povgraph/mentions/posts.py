"""Posts: the title that stands before a name, and the place or body in which it is held."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from povgraph.mentions.context import Context, PlaceLike, Sorted
from povgraph.mentions.organizations import COUNTRY, OrganizationMention
from povgraph.mentions.titles import Title, ends_clause, plain, remark_after, rules, title_heads
from povgraph.model import Span

_WINDOW = 40
#: How far behind a verb such as 担任 the title ends at the most.
_WIDEST = 28
#: How many organizations back one is remembered whose manager is named without it.
_MEMORY = 8
#: How far back a body without a name may be spoken of.
_UNNAMED = 200


class TitleReader:
    """Reads titles backwards from where they end, in one text with its places and organizations."""

    def __init__(self, context: Context, organizations: Sequence[OrganizationMention]) -> None:
        self._context = context
        self._organizations = {mention.span.end: mention for mention in organizations}
        self._sorted = Sorted(organizations)

    def read(self, end: int) -> list[Title]:
        """Give the titles that end at an offset, the last one first: 县委副书记、县长 are two.

        A title that says no place of its own shares that of the title before it in the row.
        """
        titles: list[Title] = []
        text = self._context.text
        while len(titles) < 4 and (title := self._one(end)):
            remark = remark_after(text, end)
            titles.append(title._replace(post=title.post + remark) if remark else title)
            joint = title.start - 1
            if joint < 1 or text[joint] not in "、,，兼和":
                break
            end = joint
        return self._shared(titles)

    def taken(self, start: int) -> list[Title]:
        """Read the titles that end the clause of a verb such as 担任, which ends at an offset."""
        text = self._context.text
        opening = text.startswith(("“", '"'), start)
        end = self._context.clause(start + opening).end
        heads = [head.end() for head in title_heads().finditer(text, start, end)]
        last = heads[-1] if heads else start
        near = last - start <= _WIDEST and ends_clause(text, last + len(remark_after(text, last)))
        return [title for title in self.read(last) if title.start >= start - 1] if heads and near else []

    def apposed(self, end: int) -> list[Title]:
        """Read the titles that make up all of the clause after a name that ends at an offset (某某，某县原县长)."""
        if not self._context.text.startswith(("，", ","), end):
            return []
        titles = self.taken(end + 1)
        before = self._context.text[end + 1 : titles[-1].start] if titles else ""
        linked = titles and titles[-1].official and rules()["sent"].search(before)
        return titles if not before or linked or self._context.ending_at(titles[-1].start) else []

    def meant(self, printed: Span, title: str, *, whole: bool) -> list[Title]:
        """Give the title for which other words are printed: 首任秘书 for 第一书记, 县委秘书 for 县委书记.

        ``whole`` asks for one of which no part is as it should be.
        """
        found = rules()["title"].search(title)
        if not found or not printed.start or (whole and found.start()):
            return []
        start = printed.end - len(found.group()) if found.start() else printed.start
        floor = max(self._context.clause(printed.start - 1).start, printed.end - _WINDOW)
        core = rules()["head"].search(found.group()).group()
        return [self._held(_Head(start, floor, found.group(), core, core in rules()["official"]))]

    def _shared(self, titles: list[Title]) -> list[Title]:
        shared: list[Title] = []
        holder: str | None = None
        for title in reversed(titles):
            holder = title.of if title.stated else holder
            of = holder if not title.stated and holder else title.of
            shared.append(Title(title.start, title.post, of, title.official, title.stated))
        return shared[::-1]

    def _one(self, end: int) -> Title | None:
        floor = max(self._context.clause(end - 1).start, end - _WINDOW) if end else 0
        found = rules()["title"].search(self._context.text, floor, end) if end else None
        if not found:
            return None
        core = rules()["head"].search(found.group()).group()
        return self._held(_Head(found.start(), floor, found.group(), core, core in rules()["official"]))

    def _held(self, head: "_Head") -> Title:
        """Say where the post is held, by what stands before the head of its title."""
        text, start, floor = self._context.text, head.start, head.floor
        start = floor + len(text[floor:start].rstrip())
        start -= next((len(word) for word in rules()["former"] if text.endswith(word, floor, start)), 0)
        local = bool(rules()["heads"].get(head.core))  # a 第一书记 is one of the village, whoever sent him
        sent = None if local else rules()["sent"].search(text, floor, start)
        if organization := self._organizations.get(sent.start() if sent else start):
            return self._in_organization(organization, head.words, head.official)
        if national := self._national(floor, start + len(head.words)):
            return national
        if text.startswith("的", start - 1) and (place := self._context.ending_at(start - 1)):
            return Title(place.span.start, head.words, place.name, head.official, True)
        body, begin = self._body(start, floor)
        post = body + head.words
        if place := self._context.ending_at(begin):
            post = text[begin - 1] + post if body.startswith("委") else post
            return Title(place.span.start, plain(post), place.name, head.official, True)
        if organization := self._organizations.get(begin):
            return self._in_organization(organization, post, head.official)
        department = None if body else self._department(start, head)
        return department or self._of_noun(begin, body, head)

    def _national(self, floor: int, end: int) -> Title | None:
        """Posts of the country itself need no place: 副总理, 国家主席."""
        for post, of in rules()["national"]:
            if self._context.text.endswith(post, floor, end):
                return Title(end - len(post), post, of, True, True)
        return None

    def _in_organization(self, mention: OrganizationMention, post: str, official: bool) -> Title:
        """Party posts are held in the place (市委宣传部副部长 of the city), others in the body itself."""
        place = mention.place_name
        if mention.sender:
            team = mention.name.removeprefix(mention.sender)
            if team.startswith(rules()["in_village"]):
                return Title(mention.span.start, team + post, mention.sender, True, True)
            return Title(mention.span.start, post, mention.name, True, True)
        if place and place != COUNTRY and mention.kind == "party":
            return Title(mention.span.start, self._party_body(mention) + post, place, True, True)
        own = mention.name.removeprefix(place) if place and mention.name.startswith(place) else None
        if own is not None and plain(own) == "" and not post.endswith(rules()["of_the_body"]):
            return Title(mention.span.start, post, place, True, True)
        home = self._context.named(place) if place else None
        village = home is not None and home.level == "village"
        if own and own.endswith(rules()["in_title"]) and (village or not own.endswith(rules()["headquarters"])):
            return Title(mention.span.start, own + post, place, True, True)
        return Title(mention.span.start, post, mention.name, official, True)

    def _party_body(self, mention: OrganizationMention) -> str:
        """Give what a party body is called without its place: 市委宣传部."""
        surface = self._context.text[mention.span.start : mention.span.end]
        own = next(iter(self._context.within(mention.span)), None)
        size = own.span.end - own.span.start if own else 0
        return surface[size - 1 :] if surface[size:].startswith("委") else surface[size:]

    def _body(self, start: int, floor: int) -> tuple[str, int]:
        found = rules()["body"].search(self._context.text, floor, start)
        if not found:
            return "", start
        begin = found.start()
        further = rules()["body"].search(self._context.text, floor, begin)
        begin = further.start() if further and begin - floor > 1 else begin
        return self._context.text[begin:start], begin

    def _department(self, start: int, head: "_Head") -> Title | None:
        """A department is read behind what it belongs to: 县人民医院|门诊部 副主任, 某县|供电中心 主任."""
        text = self._context.text
        if not rules()["department"].search(text, head.floor, start):
            return None
        bodies = [i for i in range(head.floor, start) if i in self._organizations]
        if bodies and text[bodies[-1] : start].isalnum():
            body = self._organizations[bodies[-1]]
            if body.place_name == COUNTRY and text[start - 1] in "司局":  # a ministry's bureaus are bodies themselves
                return Title(body.span.start, head.words, body.name + text[bodies[-1] : start], head.official, True)
            return self._in_organization(body, text[bodies[-1] : start] + head.words, head.official)
        ends = [i for i in range(max(head.floor, start - 16), start) if self._context.ending_at(i)]
        place = self._context.ending_at(ends[-1]) if ends else None
        if not place:
            return self._nouns_department(start, head)
        _, joint, named = text[ends[-1] : start].rpartition("、")  # 甲县委书记、县丙局: both are the county's
        begin = start - len(named) if joint else place.span.start
        named = named.removeprefix(place.name[-1]) if joint else named
        if len(named) < 3 or any(c in "的在与和到" for c in named):
            return None
        party = (
            joint and named in rules()["party_departments"]
        )  # 县委常委、宣传部部长: of the county, as other party posts
        post, of = (named + head.words, place.name) if party else (head.words, place.name + named)
        return Title(begin, post, of, head.official, True)

    def _nouns_department(self, start: int, head: "_Head") -> Title | None:
        """区港航局 at the beginning of a clause or in a row is a department of the district that the text speaks of."""
        begin = max(head.floor, self._context.text.rfind("、", head.floor, start) + 1)
        found = rules()["own_department"].match(self._context.text, begin, start)
        if not found or found.end() != start:
            return None
        place = self._context.before(begin, rules()["levels"][found["noun"]], found["noun"])
        return Title(begin, head.words, place.name + found["name"], head.official, True) if place else None

    def _of_noun(self, begin: int, body: str, head: "_Head") -> Title:
        """Resolve 县委书记, 村支书, 第一书记 to the nearest place before that fits."""
        found = rules()["noun"].search(self._context.text, head.floor, begin)
        noun = found.group() if found else ""
        start = begin - len(noun)
        whole = not (noun and body) or body.startswith("委")
        post = noun + body + head.words if whole else plain(body + head.words)
        if not noun and not body and head.words in rules()["of_a_team"]:
            post = self._team(start) + post
        if not noun and (team := self._stationed(body, start)):
            return Title(start, head.words, team.name, True, False)
        place = self._resolve(noun, head.core, body, start)
        return Title(start, post, place.name if place else None, head.official, False)

    def _team(self, start: int) -> str:
        """Give the team spoken of last: the 队长 named right after a 扶贫工作队 is its own."""
        teams = rules()["team"].findall(self._context.text, max(0, start - _UNNAMED), start)
        return teams[-1] if teams else ""

    def _stationed(self, body: str, start: int) -> OrganizationMention | None:
        """Give the team named before that 工作组 alone means: 甲市驻乙县工作组; a village's has no name of its own."""
        named = (mention for mention in reversed(self._sorted.before(start, _MEMORY)) if mention.sender)
        return next((mention for mention in named if body and mention.name.endswith(body)), None)

    def _last_body(self, kind: str, start: int) -> OrganizationMention | None:
        """Give the organization of a kind named last: 总经理 alone is of the company that the text speaks of."""
        near = (body for body in reversed(self._sorted.before(start, _MEMORY)) if body.kind == kind)
        return next(near, None) or self._unnamed_body(kind, start)

    def _unnamed_body(self, kind: str, start: int) -> OrganizationMention | None:
        """The 合作社 that a text speaks of without a name is the village's."""
        noun = rules()["unnamed"].get(kind)
        said = noun and self._context.text.find(noun, max(0, start - _UNNAMED), start) >= 0
        place = self._context.before(start, ["village"]) if said else None
        return OrganizationMention(Span(start, start), place.name + noun, kind, place.name) if place and noun else None

    def _resolve(self, noun: str, core: str, body: str, start: int) -> PlaceLike | OrganizationMention | None:
        levels: Mapping[str, Sequence[str]] = rules()["levels"]
        if noun:
            return self._context.before(start, levels[noun], noun)
        if (kind := rules()["holders"].get(core)) and not body:
            return self._last_body(kind, start)
        wanted = rules()["heads"].get(core) or (["village"] if body and not body.startswith("委") else [])
        ending = core[0] if core[:1] in levels and len(core) == 2 else ""
        return self._context.before(start, wanted, ending) if wanted else None


class _Head(NamedTuple):
    """The end of a title: where it begins, how far left one may look, its words, and the noun that it is made of."""

    start: int
    floor: int
    words: str
    core: str
    official: bool
