"""Groups of reports on one county that agree in other words, or contradict one another as was decided."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from drafts import Draft

from povgraph.links.gazetteer import Area, gazetteer
from povgraph.model import Outcome, Person, Place, Post


@dataclass(frozen=True)
class Topic:
    """A figure that a county has once: its unit, its time, how reports word it, and in which range it lies."""

    unit: str
    said: str
    wordings: tuple[str, ...]
    least: int
    most: int


TOPICS = {
    "poor": Topic("人", "poor-population until=2018-12-31", (
        "2018年底，{c}贫困人口减少到{f}。", "截至2018年底，全县还剩贫困人口{f}。", "到2018年末，{c}仍有贫困人口{f}。",
        "2018年底，全县贫困人口降至{f}，比预想的好。", "据县扶贫办介绍，截至2018年底，{c}贫困人口为{f}。",
    ), 12000, 90000),
    "incidence": Topic("%", "poverty-incidence until=2018-12-31", (
        "2018年底，{c}贫困发生率降至{f}。", "截至2018年底，全县贫困发生率为{f}。", "到2018年底，贫困发生率下降到{f}。",
    ), 110, 1900),
    "lifted": Topic("人", "persons-lifted since=2018 until=2018", (
        "2018年，全县减贫{f}。", "2018年，{c}共有{f}摆脱贫困。", "2018年全年，{c}实现{f}脱贫。",
        "2018年，全县{f}顺利脱贫。",
    ), 6000, 40000),
    "villages": Topic("个贫困村", "villages-delisted since=2018 until=2018", (
        "2018年，全县{f}出列。", "2018年，{c}有{f}退出。", "2018年，{c}{f}脱贫出列。",
    ), 12, 180),
    "income": Topic("元", "per-capita-income until=2018 per=person", (
        "2018年，{c}农村居民人均可支配收入达到{f}。", "2018年，全县农村居民人均可支配收入{f}。",
        "据统计，2018年{c}农村居民人均可支配收入为{f}。",
    ), 6100, 13900),
}  # fmt: skip
#: Of parts, kinds and times of their own: each is one figure of the county, and no two, nor those above, are the same.
APART = (
    "2018年底，全县贫困人口中，残疾人[{n}人 poor-population until=2018-12-31]。",
    "2018年底，全县建档立卡贫困人口[{n}人 poor-population until=2018-12-31]。",
    "2017年底，{c}贫困人口[{n}万人 poor-population until=2017-12-31]。",
    "2018年，{c}通过易地搬迁脱贫[{n}人 persons-lifted since=2018 until=2018]。",
    "2018年，{c}城镇居民人均可支配收入[2{n}元 per-capita-income until=2018 per=person]。",
    "2018年，全县累计减贫[{n}万人 persons-lifted until=2018]。",
    "2018年，全县用于修路的资金投入[{n}万元 funds-invested since=2018 until=2018]。",
    "2018年，{c}为饮水工程投入资金[{n}万元 funds-invested since=2018 until=2018]。",
    "那时全县贫困人口有[{n}万人 poor-population]。",
)
POSTS = (("县长", "county"), ("县委书记", "county"), ("第一书记", "village"))
FAMILY, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林", "国建志文春秀明海德永玉庆宝兴长富云山福平"


class County:
    """A county and the reports on it."""

    def __init__(self, area: Area, other: Area, number: int, rng: random.Random, share: float) -> None:
        self.area, self.other, self.rng, self.share = area, other, rng, share
        dates = ["2018-03-11", "2019-05-06", "2019-05-21", "2019-06-17", "2019-08-09", "2019-10-12"]
        self.drafts = []
        for at, date in enumerate(dates[: rng.randint(4, 6)]):
            draft = Draft(f"r{number:03}{'abcdef'[at]}", date, f"{area.name}的报告之{at + 1}\n")
            draft.tell(
                f"{area.name}在山里。", "places", Place(name=area.name, level="county", code=area.code, quote="")
            )
            self.drafts.append(draft)
        self.late = self.drafts[1:]

    def write(self) -> None:
        topics = [self.figures(name) for name in TOPICS]
        self.promise(*topics[2])
        for post, level in POSTS:
            self.holders(post, level)
        self.delisting()
        self.code()
        self.village()
        others = {text: self.rng.randint(2000, 9000) for text in APART}
        for draft in self.late:
            for text, number in self.rng.sample(sorted(others.items()), 3):
                filled = text.format(c=self.area.name, n=number if "{n}万" not in text else round(number / 1000, 1))
                draft.say(filled, self.area.name, end="\n")

    def faulty(self) -> bool:
        return self.rng.random() < self.share

    def figures(self, name: str) -> tuple[Decimal, bool]:
        """Let some reports state one figure, one of them perhaps wrong; give the figure and whether one is wrong."""
        topic, rng = TOPICS[name], self.rng
        value = Decimal(rng.randint(topic.least, topic.most))
        value = value / 100 if topic.unit == "%" else value
        chosen = rng.sample(self.late, rng.randint(2, len(self.late)))
        wordings = rng.sample(topic.wordings, len(topic.wordings))
        fault = rng.choice(["figure-conflict", "scale-slip"]) if self.faulty() else ""
        fault = "figure-conflict" if fault and (name == "villages" or topic.unit in "%元") else fault
        for at, draft in enumerate(chosen):
            wrong = bool(fault) and at == 0
            lead, figure = self.printed(topic, value, exact=at < 2)
            if wrong and fault == "figure-conflict":
                lead, figure = self.printed(topic, self.other_value(value), exact=True)
            elif wrong:
                figure = self.slipped(topic, value)
            else:
                figure = self.digits_of_slip(topic, value) if fault == "scale-slip" and at == 1 else figure
            text = wordings[at % len(wordings)].format(c=self.area.name, f=f"{lead}{figure}")
            span = draft.say(text, self.area.name, end=rng.choice(["", "\n"]))
            if wrong:
                draft.fault(fault, span, between=True)
        return value, bool(fault)

    def printed(self, topic: Topic, value: Decimal, *, exact: bool) -> tuple[str, str]:
        """Print a figure in full, rounded or hedged: the word before it, and its markup."""
        ways: list[tuple[str, str, str]] = [("", f"{value:,}", ""), ("", f"{value}", "")]
        if topic.unit == "%":
            ways += [("", f"{value:.1f}", ""), ("", f"{value:.2f}", "")]
        if value > 10000 and topic.unit == "人":
            wan = value / 10000
            ways += [("", f"{wan:.2f}万", ""), ("", f"{wan:.1f}万", "")]
            if not exact:
                low, high = (wan.quantize(Decimal("0.1"), rounding) for rounding in (ROUND_FLOOR, ROUND_CEILING))
                ways = [("近", f"{high}万", " bound=approx"), ("约", f"{wan:.1f}万", " bound=approx")]
                ways += [("超过", f"{low}万", " bound=ge"), ("不足", f"{high}万", " bound=le")]
        lead, number, bound = self.rng.choice(ways)
        return lead, f"[{number}{topic.unit} {topic.said}{bound}]"

    def other_value(self, value: Decimal) -> Decimal:
        factor = Decimal(self.rng.choice(["0.62", "0.81", "1.2", "1.45", "1.9", "3.1"]))
        return (value * factor).quantize(Decimal(1) if value == value.to_integral() else Decimal("0.01"))

    def slipped(self, topic: Topic, value: Decimal) -> str:
        wan = f"{value / 10000:.2f}"
        return f"[{self.rng.choice([wan, f'{wan}亿'])}{topic.unit} {topic.said}]"

    def digits_of_slip(self, topic: Topic, value: Decimal) -> str:
        return f"[{value / 10000:.2f}万{topic.unit} {topic.said}]"

    def promise(self, lifted: Decimal, spoilt: bool) -> None:
        """Promise in the first report what the others tell of: kept, or missed."""
        missed = not spoilt and self.faulty()
        aim = int(lifted * Decimal("1.4" if missed else "0.7"))
        text = f"2018年，全县计划减贫[{aim}人 persons-lifted since=2018 until=2018 status=planned]。"
        span = self.drafts[0].say(text, self.area.name, end="\n")
        if missed:
            self.drafts[0].fault("promise-missed", span, between=True)

    def holders(self, post: str, level: str) -> None:
        """Name the holder of a post; two in one month, two in one year, or one in two spellings are the faults."""
        rng, where = self.rng, self.area.name if level == "county" else f"{rng_village(self.rng)}村"
        right, wrong = name_of(rng, 3), name_of(rng, rng.choice([2, 3]))
        fault = rng.choice(["post-conflict", "post-handover", "person-spelling"]) if self.faulty() else ""
        wrong = right[:-1] + rng.choice(sorted(set(GIVEN) - set(right))) if fault == "person-spelling" else wrong
        first, second = (self.late[0], self.late[-1]) if fault == "post-handover" else (self.late[0], self.late[1])
        for draft in self.drafts:
            if draft in (first, second):
                span = self.holder(draft, wrong if fault and draft is second else right, post, where)
                if fault and draft is second:
                    draft.fault(fault, span, between=True)
            elif draft.date < "2019":
                self.holder(draft, name_of(rng, 3), post, where)
            elif draft is not self.late[-1] and rng.random() < 0.3:
                text = f"{where}原{post}{name_of(rng, 3)}也来了。"
                self.named(draft, text, text[len(where) + 1 + len(post) : -4], post, where)

    def holder(self, draft: Draft, name: str, post: str, where: str) -> tuple[int, int]:
        wordings = (
            f"{where}{post}{name}说，路通了。",
            f"据{where}{post}{name}介绍，果子卖得好。",
            f"{where}{post}{name}算了一笔账。",
        )
        return self.named(draft, self.rng.choice(wordings), name, post, where)

    def named(self, draft: Draft, text: str, name: str, post: str, where: str) -> tuple[int, int]:
        if where != self.area.name and not any(place.name == where for place in draft.rows["places"]):
            draft.add("places", Place(name=where, level="village", within=self.area.name, quote=where))
        person = Person(name=name, role="official", posts=(Post(post=post, of=where),), quote="")
        return draft.tell(text, "people", person)

    def delisting(self) -> None:
        """Date the delisting of the county as reports do; two dates that cannot both be right are the fault."""
        name, fault = self.area.name, self.faulty()
        true = [(f"2018年底，{name}脱贫摘帽。", "2018-12-31"), (f"{name}2018年整体脱贫摘帽。", "2018")]
        true += [
            (f"2019年4月，省政府正式批准{name}退出贫困县序列。", "2019-04"),
            (f"2018年12月，{name}退出贫困县行列。", "2018-12"),
        ]
        false = [(f"2017年底，{name}脱贫摘帽。", "2017-12-31"), (f"{name}2016年脱贫摘帽。", "2016")]
        for draft in self.late:
            wrong = fault and draft is self.late[-1]
            options = false if wrong else true[:2] if draft is self.late[0] else true
            text, time = self.rng.choice(options)
            span = draft.tell(text, "outcomes", Outcome(kind="delisting", about=name, time=time, quote=""))
            if wrong:
                draft.fault("delisting-conflict", span, between=True)

    def code(self) -> None:
        """Give another county its code in two reports, in one of them perhaps that of its neighbour."""
        fault, near = self.faulty(), gazetteer().children(self.other.parent or "")
        others = [area.code for area in near if area.code not in {self.other.code, self.area.code}]
        for draft in self.late[:2]:
            wrong = fault and bool(others) and draft is self.late[1]
            code = self.rng.choice(others) if wrong else self.other.code
            place = Place(name=self.other.name, level="county", code=code, quote="")
            span = draft.tell(f"干部去{self.other.name}学习。", "places", place)
            if wrong:
                draft.fault("place-code-conflict", span, between=True)

    def village(self) -> None:
        """Name a village and its township in two reports, in one of them perhaps another township."""
        known = gazetteer()
        every = [one for one in known.villages(self.area.code) if one.township]
        towns = known.townships(self.area.code)
        unique = next(
            (v for v in self.rng.sample(every, min(len(every), 12)) if len(known.settlements(v.name)) == 1), None
        )
        if unique is None or len(towns) < 2:
            return
        fault = self.faulty()
        for draft in self.late[:2]:
            wrong = fault and draft is self.late[1]
            town = self.rng.choice([t for t in towns if t != unique.township]) if wrong else str(unique.township)
            draft.add("places", Place(name=town, level="township", within=self.area.name, quote=town))
            place = Place(name=unique.name, level="village", within=town, quote="")
            span = draft.tell(f"{town}{unique.name}种上了果树。", "places", place)
            if wrong:
                draft.fault("place-parent-conflict", span, between=True)


def name_of(rng: random.Random, length: int) -> str:
    return rng.choice(FAMILY) + "".join(rng.sample(GIVEN, length - 1))


def rng_village(rng: random.Random) -> str:
    return "".join(rng.sample("东西南北上下大小柳杨槐松石沙", 2))


def copies(drafts: Sequence[Draft], rng: random.Random, share: float) -> Iterator[tuple[Draft, str]]:
    """Yield copies of some reports, each with the name of the report that it is a copy of."""
    for draft in drafts:
        if rng.random() < share:
            head = rng.choice(["（转载）", "来源：本地新闻网\n", "", "【要闻】编者按：以下是一篇好报道。\n"])
            tail = rng.choice(["（责任编辑：小文）\n", "更多内容请看本网。\n", "\n"])
            marks = rng.choice([{}, {}, str.maketrans("，。", ",.")])
            yield draft.copy(f"{draft.name}-copy", draft.date, head, tail, marks), draft.name
