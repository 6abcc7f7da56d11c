"""Measure the checks of sums on reports written from a seed with known faults: python benchmarks/checks.py

Each report is made of sentences whose figures agree, as texts print them (rounded, hedged), and of some that only look
like sums. A fault changes one printed number. The figures go through the graph, as those of any report do. Printed are,
for each kind of sum, how many faults were put in and found, and the false alarms; then the whole: precision and recall.
"""

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from hashlib import sha256

from pyoxigraph import RdfFormat, Store

from povgraph.checks.arithmetic import check_arithmetic
from povgraph.checks.figures import Figure, read_figures
from povgraph.graph.quads import graph_lines
from povgraph.model import Finding, Observation, Place, Report, Statements
from povgraph.vocabulary import iri

COUNTIES = ["青岭县", "白泉县", "云渡县", "石桥县", "榆川县", "沙坪县"]
LEVELS = {"柳沟村": "village", "临江市": "prefecture"} | dict.fromkeys(COUNTIES, "county")
#: Each unit as printed: the base unit, and how many of it.
UNITS = {
    **{"人": ("person", 1), "户": ("household", 1), "个": ("item", 1), "元": ("yuan", 1), "%": ("percent", 1)},
    **{"个百分点": ("percent", 1), "倍": ("percent", 100), "公顷": ("hectare", 1), "亩": ("hectare", Decimal(1) / 15)},
    "斤": ("tonne", Decimal(1) / 2000),
}
#: A figure: [5680万元 funds-invested change since=2018 !]; "-" makes it negative, "!" lets a fault befall it.
FIGURE = re.compile(r"\[([\d.,]+[万亿]?)([^\d\s\]]+) ([^\]]+)\]")
#: These are wrong only beyond a limit.
LIMITED = {"part", "parts", "persons"}

Written = tuple[Report, Statements, dict[tuple[int, int], str]]
#: The kind of sum in a sentence ("" for none), the sentence, and what it is about (None: the report's county).
Sentence = tuple[str, str, str | None]


def count(number: float, rng: random.Random) -> str:
    """Print a number in full, with commas, or rounded to 万, as reports do."""
    if number < 20000:
        return str(round(number))
    return rng.choice([f"{round(number):,}", f"{number / 10**4:.2f}万", f"{number / 10**4:.1f}万"])


def number_of(printed: str) -> Decimal:
    number = Decimal(printed.rstrip("万亿").replace(",", ""))
    return number.scaleb(4 * printed.count("万") + 8 * printed.count("亿"))


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


def observations(markup: str, begin: int, about: str, other: str) -> Iterator[tuple[str, Observation | None]]:
    """Yield the pieces of a sentence, a figure with its observation; quotes begin where the clause does."""
    done, plain = 0, ""
    for match in FIGURE.finditer(markup):
        printed, unit, (indicator, *said) = match[1], match[2], match[3].split()
        plain += markup[done : match.start()]
        start = max(plain.rfind(mark) for mark in "，。、（") + 1
        plain, done = plain + printed + unit, match.end()
        base, many = UNITS[unit]
        more = dict(word.split("=") for word in said if "=" in word)
        more["about"] = other if more.get("about") == "*" else more.get("about", about)
        kind = next((word for word in said if word in {"change", "growth"}), "level")
        value = round(number_of(printed) * many * (-1 if "-" in said else 1), 6)
        place = {"quote": plain[start:], "start": begin + start, "end": begin + len(plain)}
        row = Observation(indicator=indicator, kind=kind, value=value, unit=base, **more, **place)
        yield plain, row
    yield plain + markup[done:], None


def write_report(seed: int, faults: float) -> Written:
    """Write one report; the spans of its spoilt sentences come with the kind of sum in each."""
    rng = random.Random(seed)
    text, rows, wrong = f"第{seed}号报告\n", [], {}
    county, other = rng.sample(COUNTIES, 2)
    for make in rng.sample([*SUMS, *[lookalike] * 5], 10):
        sentence = make(rng)
        faulty = rng.random() < faults and "!" in sentence[1]
        markup = put_fault(sentence, rng) if faulty else sentence[1]
        begin = len(text)
        pieces = list(observations(markup, begin, sentence[2] or county, other))
        rows += [row for _, row in pieces if row]
        text += pieces[-1][0] + rng.choice(["", "\n"])
        if faulty and markup != sentence[1]:
            wrong[begin, len(text)] = sentence[0]
    places = tuple(Place(name=name, level=level, quote="报告") for name, level in LEVELS.items())
    report = Report(id=f"r{seed}", text=text, sha256=sha256(text.encode()).hexdigest(), date="2019-03")
    return report, Statements(document=report.id, places=places, observations=tuple(rows)), wrong


def figures_of(written: Sequence[Written]) -> list[Figure]:
    store = Store()
    lines = graph_lines([(report, statements) for report, statements, _ in written])
    store.bulk_load("\n".join(lines).encode(), format=RdfFormat.N_QUADS)
    return read_figures(store)


def print_scores(written: Sequence[Written], figures: list[Figure], findings: list[Finding], show: bool) -> None:
    by_iri = {figure.iri: figure for figure in figures}
    put, found, false = Counter[str](), Counter[str](), Counter[str]()
    for report, _, wrong in written:
        hits = set()
        for finding in (one for one in findings if by_iri[one.focus].report == iri("report", report.key)):
            at = by_iri[finding.focus].start or 0
            span = next((span for span in wrong if span[0] <= at < span[1]), None)
            hits.add(span)
            if span is None:
                false[finding.check.removeprefix("sum-")] += 1
                print("false:", finding.message_zh) if show else None
        put.update(wrong.values())
        found.update(wrong[span] for span in wrong if span in hits)
        for begin, end in [span for span in wrong if span not in hits] if show else []:
            print("missed:", wrong[begin, end], report.text[begin:end].strip())
    print(f"{'sum':18}{'faults':>8}{'found':>8}{'false':>8}")
    for kind in sorted({*put, *false}):
        print(f"{kind:18}{put[kind]:8}{found[kind]:8}{false[kind]:8}")
    good, bad = found.total(), false.total()
    print(f"precision {good / max(good + bad, 1):.3f}  recall {good / max(put.total(), 1):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--faults", type=float, default=0.3, help="share of the sums that are spoilt")
    parser.add_argument("--show", action="store_true", help="print what was missed and what was a false alarm")
    given = parser.parse_args()
    written = [write_report(given.seed * 10**6 + number, given.faults) for number in range(given.reports)]
    figures = figures_of(written)
    texts = {iri("report", report.key): report.text for report, _, _ in written}
    began = time.process_time()
    findings = list(check_arithmetic(figures, texts=texts))
    seconds = time.process_time() - began
    print_scores(written, figures, findings, given.show)
    print(f"{len(figures)} figures of {len(written)} reports in {seconds:.2f} s")


if __name__ == "__main__":
    main()
