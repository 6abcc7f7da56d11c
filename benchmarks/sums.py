"""Sentences whose figures make sums, as reports print them, and sentences that only look like sums."""

import random
from collections.abc import Callable
from decimal import Decimal

from drafts import FIGURE, number_of

#: These are wrong only beyond a limit.
LIMITED = {"part", "parts", "persons"}

#: The kind of sum in a sentence ("" for none), the sentence, and what it is about (None: the report's county).
Sentence = tuple[str, str, str | None]


def count(number: float, rng: random.Random) -> str:
    """Print a number in full, with commas, or rounded to 万, as reports do."""
    if number < 20000:
        return str(round(number))
    return rng.choice([f"{round(number):,}", f"{number / 10**4:.2f}万", f"{number / 10**4:.1f}万"])


def fall(rng: random.Random) -> Sentence:
    before = rng.randint(30000, 200000)
    a, b = count(before, rng), count(before * rng.uniform(0.05, 0.7), rng)
    lead = f"全县贫困人口从2015年底的[{a}人 poor-population until=2015-12-31]"
    lead += f"减少到2018年底的[{b}人 poor-population until=2018-12-31 !]，"
    if rng.random() < 0.5:
        percent = f"{(1 - number_of(b) / number_of(a)) * 100:.1f}"
        return "growth", f"{lead}下降[{percent}% poor-population growth - !]。", None
    less = count(float(number_of(a) - number_of(b)), rng)
    return "change", f"{lead}减少[{less}人 poor-population change - !]。", None


def points(rng: random.Random) -> Sentence:
    a, b = Decimal(rng.randint(80, 350)) / 10, Decimal(rng.randint(2, 60)) / 10
    lead = f"邻县贫困发生率由2015年底的[{a}% poverty-incidence until=2015-12-31 about=* !]"
    lead += f"降到2018年底的[{b}% poverty-incidence until=2018-12-31 about=*]，"
    return "points", f"{lead}下降[{a - b}个百分点 share change - about=* !]。", None


def ratio(rng: random.Random) -> Sentence:
    a, times = rng.randint(2, 9) * 1000, rng.randint(2, 5)
    lead = f"村集体收入由[{a}元 collective-income]增加到[{a * times / 10**4:.1f}万元 collective-income !]，"
    if rng.random() < 0.5:
        return "ratio", f"{lead}增长到[{times}倍 share]。", None
    return "growth", f"{lead}增长了[{times - 1}倍 collective-income growth !]。", None


def yearly(rng: random.Random) -> Sentence:
    total, more = rng.randint(3000, 9000), rng.randint(300, 2500)
    lead = f"投入扶贫资金[{total}万元 funds-invested]，比上年增加[{more}万元 funds-invested change !]，"
    return "growth-of-change", f"{lead}增长[{more / (total - more) * 100:.1f}% funds-invested growth !]。", None


def part(rng: random.Random) -> Sentence:
    whole = rng.randint(400, 3000)
    some = rng.randint(50, whole - 100)
    return "part", f"吸纳就业[{whole}人 persons-employed]，其中贫困劳动力[{some}人 persons-employed !]。", None


def listed(rng: random.Random) -> Sentence:
    a, b = rng.randint(1000, 9000), rng.randint(1000, 9000)
    lead = f"社会各界捐赠[{a + b}万元 donations]，其中"
    return "parts", f"{lead}捐款[{a}万元 donations !]、捐物折价[{b}万元 donations !]。", None


def addends(rng: random.Random) -> Sentence:
    a, b = rng.randint(1000, 9000), rng.randint(1000, 9000)
    lead = f"两县去年分别脱贫[{a}人 persons-lifted]、[{b}人 persons-lifted about=*]，"
    return "total", f"{lead}合计[{a + b}人 persons-lifted about=临江市 !]。", None


def poor(rng: random.Random) -> Sentence:
    whole = rng.randint(800, 3000)
    some = rng.randint(80, whole // 2)
    percent = f"{some / whole * 100:.1f}%"
    if rng.random() < 0.5:
        lead = f"全村总人口[{whole}人 population]，其中贫困人口[{some}人 poor-population]，"
        return "share", f"{lead}占总人口的[{percent} share !]。", "柳沟村"
    lead = f"全村[{whole}人 population]。2014年识别贫困人口[{some}人 poor-population until=2014 !]，"
    return "rate", f"{lead}贫困发生率[{percent} poverty-incidence until=2014 !]。", "柳沟村"


def mean(rng: random.Random) -> Sentence:
    many, each = rng.randint(60, 900), rng.randint(3, 60) * 100
    if rng.random() < 0.5:
        lead = f"流转土地[{many}亩 land-transferred-area]，每亩租金[{each}元 land-rent per=mu !]，"
        return "per-unit", f"{lead}租金收入[{many * each}元 land-rent !]。", None
    lead = f"合作社分红[{many * each / 10**4:g}万元 dividend !]，惠及[{many}户 households-benefited !]，"
    return "per-unit", f"{lead}户均分红[{each}元 dividend per=household !]。", None


def families(rng: random.Random) -> Sentence:
    many = rng.randint(60, 4000)
    people = round(many * rng.uniform(2.2, 4.5))
    return "persons", f"易地扶贫搬迁[{many}户 households-relocated]、[{people}人 persons-relocated !]。", None


def harvest(rng: random.Random) -> Sentence:
    jin, price = rng.randint(2, 90) * 1000, Decimal(rng.randint(4, 90)) / 10
    lead = f"去年收杏[{jin / 10**4:g}万斤 output-quantity]，每斤卖到[{price}元 price]，"
    return "sales", f"{lead}销售收入[{(jin * price / 10**4).normalize():f}万元 sales]。", None


def two_units(rng: random.Random) -> Sentence:
    area = rng.randint(2, 60) * 100
    return "units", f"种植面积[{area * 15}亩 planted-area]（[{area}公顷 planted-area !]）。", None


#: Figures that make no sum, though they stand like one.
LOOKALIKES = [
    "农村居民人均收入[9120元 per-capita-income per=person]，同比增长[9.1% per-capita-income growth]。",
    "销售额由2015年的[640万元 sales until=2015]增加到2018年的[3.2亿元 sales until=2018]，同比增长[12% sales growth]。",
    "发放分红[64万元 dividend]，惠及[310户 households-benefited]，最多的一户分到[98000元 dividend per=household]。",
    "培训[1000人 persons-trained]，其中妇女[700人 persons-trained]、党员[600人 persons-trained]。",
    "投入资金[800万元 funds-invested]，建成车间[31个 bases]，其中县级资金[300万元 funds-invested]。",
    "带动[52户 households-benefited]，户均增收[3200元 income-gain change per=household]，"
    "人均增收[900元 income-gain change per=person]。",
    "龙头企业[12户 enterprises]，带动[2600人 persons-benefited]增收。",
    "收入由[3000元 per-capita-income]增至[9000元 per-capita-income]，年均增长[12% per-capita-income growth]。",
    "投入资金[2000万元 funds-invested]，带动[500户 households-benefited]，"
    "发放补贴[30万元 subsidy]，户均补贴[1500元 subsidy per=household]。",
    "2016年脱贫[3200人 persons-lifted until=2016]，2017年脱贫[4100人 persons-lifted until=2017]，"
    "累计脱贫[2.1万人 persons-lifted]。",
    "全县总人口[31.2万人 population]。2014年贫困人口[3.1万人 poor-population until=2014]，"
    "贫困发生率[14.2% poverty-incidence until=2014]。",
    "完成搬迁[310户 households-relocated]，带动就业[90人 persons-employed]，[75户 households-lifted]脱贫。",
]


def lookalike(rng: random.Random) -> Sentence:
    return "", rng.choice(LOOKALIKES), None


SUMS: tuple[Callable[[random.Random], Sentence], ...] = (
    *(fall, points, ratio, yearly, part, listed, addends, poor, mean, families, harvest, two_units),
)


def spoilt(kind: str, printed: str, rng: random.Random) -> str:
    """Change a number: a turned digit, 万 added, or another size."""
    digits = printed.rstrip("万亿").replace(",", "")
    ways = [f"{Decimal(digits) * Decimal(rng.choice(['1.7', '2.6', '4.3'])):.1f}"]
    ways += [digits + "0"] if "." not in digits else []
    if len(digits) > 2 and digits[:2].isdigit() and digits[0] != digits[1]:
        ways.append(digits[1] + digits[0] + digits[2:])
    if kind in LIMITED:
        ways = [str(int(number_of(digits)) * 100)]
    return rng.choice(ways) + printed[len(printed.rstrip("万亿")) :]


def put_fault(sentence: Sentence, rng: random.Random) -> str:
    """Give the text of a sentence with one of its figures changed."""
    kind, text, _ = sentence
    chosen = rng.choice([match for match in FIGURE.finditer(text) if "!" in match[3]])
    return text[: chosen.start(1)] + spoilt(kind, chosen[1], rng) + text[chosen.end(1) :]
