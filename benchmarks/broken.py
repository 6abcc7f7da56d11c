"""Sentences that are broken, as web copies of reports are, and sound ones that look like them."""

import random
from dataclasses import dataclass

from drafts import Draft

from povgraph.model import Person


@dataclass(frozen=True)
class Way:
    """A way in which a text breaks: the checks that shall see it, broken sentences, and sound ones beside them."""

    checks: tuple[str, ...]
    broken: tuple[str, ...]
    sound: tuple[str, ...]


#: What stands in square brackets is a figure of a village; {N} is a person's name.
WAYS = {
    "lost digits": Way(
        ("missing-number",),
        (
            "去年村里修路投入资金万元。",
            "县里安排产业补贴亿元。",
            "合作社去年户均分红为.6万元。",
            "贫困发生率降至%。",
            "漏评率%，群众都很满意。",
            "果园每年收入达到万元，日子有了奔头。",
            "贫困发生率比上年下降个百分点。",
            "修建通村公路总投资达,350万元。",
            "全村共有 户，分住在三面坡上。",
            "每户一年增加收入元。",
            "村集体年收入由前年的2万元提高到万元。",
            "去年发放贷款  万元。",
        ),
        (
            "家家户户都盼着成为万元户。",
            "村里有了百万元以上的产业。",
            "降幅约2%，比上年小。",
            "每户增收3200元。",
            "收入万元以上的人家有20户。",
            "共有 20 户人家。",
            "下降2.4个百分点。",
            "他每月能拿1,350元。",
        ),
    ),
    "impossible values": Way(
        ("impossible-value",),
        (
            "2091年，村里通了第一条水泥路。",
            "他1958年代就在这里种地。",
            "合作社成立于3016年。",
            "2108年，全县开始识别贫困户。",
        ),
        (
            "上世纪1950年代，这里还没有路。",
            "这里有2500年的历史。",
            "2020年代，路修到了山顶。",
            "2000年前后，村里人大多出门打工。",
        ),
    ),
    "look-alike characters": Way(
        ("look-alike",),
        ("⼭上的⽥都种了果树。", "⻓江边的⼩村搬进了新房。", "⽼⼈们搬进了养⽼院。", "村⺠用上了⾃来水。"),
        ("山上的田都种了果树。", "老人们住进了养老院。", "井里打出了甜水〇点二吨。"),
    ),
    "Latin letters in names": Way(
        ("latin-in-name", "garbled-name"),
        (
            "村民王Xiao明说：“日子好了。”",
            "贫困户李Ming家盖了新房。",
            "村民赵gui花家里养了两头牛。",
            "村民周zhen说：“路通了。”",
        ),
        ("村民小A家盖了新房。", "村里建起了KTV和WiFi。", "他们用APP卖果子。", "VIP客户订了货。"),
    ),
    "countries for persons": Way(
        ("misnamed",),
        ("老挝笑着说：“再也不用挑水了。”", "村民巴西告诉记者，果子都卖完了。", "缅甸大娘说，新房暖和。"),
        ("果子卖到了泰国。", "日本客商来看茶园。", "菊花远销韩国和德国。"),
    ),
    "provinces for villages": Way(
        ("misnamed",),
        (
            "山东村有四百口人。山东省党支部把大家组织起来。",
            "湖南村在山脚下。湖南省村民小组的人都来修渠。",
            "河南村种花椒。河南省合作社把花椒卖到了外地。",
        ),
        ("河北村在山脚下。河北省的客商来收山货。", "广东省派来了医生。", "江西省委组织部派来了干部。"),
    ),
    "broken terms": Way(
        ("garbled-name",),
        ("全县选派首任秘书六十名。", "他担任村里的首任秘书。", "Wangqing镇的路修通了。"),
        ("县委书记和第一书记都来了。", "他当过秘书。"),
    ),
    "poor over population": Way(
        ("part-over-whole",),
        (
            "杏树村总人口[812人 population]，贫困人口[1240人 poor-population !]。",
            "全村有[320户 households]，贫困户[402户 poor-households !]。",
            "截至2018年底，全村总人口[1033人 population until=2018-12-31]。"
            "2018年底，全村贫困人口[1410人 poor-population until=2018-12-31 !]。",
        ),
        (
            "杏树村总人口[1812人 population]，贫困人口[240人 poor-population]。",
            "全村少数民族人口[212人 population]，贫困人口[240人 poor-population]。",
            "2015年底，全村贫困人口[410人 poor-population until=2015-12-31]，如今只有人口[200人 population]。",
        ),
    ),
    "facts ahead of the report": Way(
        ("ahead-of-report",),
        (
            "2019年12月31日，全村贫困人口降到[12人 poor-population until=2019-12-31 !]。",
            "2019年底，全村贫困户减少到[9户 poor-households until=2019-12-31 !]。",
            "2019年12月，全村培训[310人 persons-trained until=2019-12 !]。",
        ),
        (
            "到2019年底，贫困人口力争降到[12人 poor-population until=2019-12-31]。",
            "2019年，全村培训[310人 persons-trained since=2019 until=2019]。",
            "计划2019年12月底前培训[260人 persons-trained until=2019-12-31 status=planned]。",
        ),
    ),
}
NAMES = ("王Xiao明", "李Ming", "赵gui花", "周zhen", "小A")


def add_broken(draft: Draft, rng: random.Random, share: float) -> None:
    """Add sentences to a report, each of a village of its own: for a share of the ways broken ones, else sound ones."""
    for number, (kind, way) in enumerate(rng.sample(sorted(WAYS.items()), 5)):
        broken = rng.random() < share
        span = _add(draft, rng.choice(way.broken if broken else way.sound), number)
        if broken:
            draft.fault(kind, span, *way.checks)


def _add(draft: Draft, sentence: str, number: int) -> tuple[int, int]:
    span = draft.say(sentence, VILLAGES[number], end="\n")
    for name in NAMES:
        at = draft.text.find(name, span[0])
        if at >= 0:
            draft.add("people", Person(name=name, role="private", quote=name, start=at, end=at + len(name)))
    return span


#: Five villages, so that no two sentences of a report speak of the same.
VILLAGES = ("杏树村", "白石村", "桦皮村", "柳条村", "大梁村")
