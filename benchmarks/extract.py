"""Compare the speed of the extractor with that of ``jieba.lcut``, which only cuts words, on the same texts.

Run ``python benchmarks/extract.py`` (``--json`` for JSON) after ``pip install jieba``; README.md says what is measured.
"""

import argparse
import json
import logging
import platform
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import process_time

from povgraph.links.gazetteer import Area, gazetteer
from povgraph.model import Report
from povgraph.statements.extraction import Extractor
from povgraph.text.reports import read_report
from povgraph.vocabulary import concepts

SAMPLE = Path(__file__).parents[1] / "data" / "sources" / "2019-08-jilin" / "source.txt"

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "建国秀英志强桂兰文斌海燕永福玉梅振华丽萍德明春花长林小军"
_STEMS = "石桥柳树龙泉双河新安青山大湾红旗东沟平安杏花马家向阳清水"

#: How a report runs: a headline, a dateline, then paragraphs of sentences that tell and that count; {…} is a slot.
_HEADLINES = ("{county}：{village}走上致富路", "{county}脱贫攻坚工作纪实", "山沟里的好日子——{village}见闻")
_DATELINES = ("本报讯（记者 {person}）", "{year}年{month}月{day}日，", "")
_TELLING = (
    "近年来，当地立足资源优势，坚持把产业发展作为稳定增收的根本之策，走出了一条适合自己的路子。",
    "村民{person}一家以前住在半山腰，下雨天路滑难走，孩子上学要走两个多小时。",
    "“没想到这辈子还能住上新房。”{person}笑着说，“现在日子一天比一天好。”",
    "县委副书记{person}带队到{town}调研，要求各部门压实责任，补齐短板。",
    "驻村工作队入户走访，逐户分析致贫原因，制定帮扶措施，做到不漏一户、不落一人。",
    "走进{village}，一排排新居整齐漂亮，院子里的果树挂满了果实，老人们坐在门前拉家常。",
    "路通了，水来了，产业有了，乡亲们的精气神也上来了，大家对未来充满信心。",
    "县扶贫办主任{person}说，下一步将巩固成果，确保{year}年如期实现全面小康。",
    "说起从前的日子，老人们总要叹一口气：山高沟深，种一坡收一瓢，遇上旱年连种子都收不回来。",
    "{person}是土生土长的本地人，在外打工多年，听说家乡变了样，便带着一家老小回来办起了养殖场。",
    "扶贫先扶志。干部们白天下地头，晚上坐炕头，把政策讲到每一户，把办法想到每一家。",
    "如今，宽敞的水泥路修到了家门口，自来水通到了灶台边，卫生室、文化广场、图书室一应俱全。",
    "“以前是等着靠着，现在是比着赶着。”说起变化，{person}的话匣子一下子打开了。",
    "脱贫不是终点，而是新生活、新奋斗的起点，这里的人们正朝着更加美好的明天迈进。",
    "在{town}的扶贫车间里，工人们正忙着裁剪、缝制、打包，一件件成衣将从这里发往全国各地。",
    "春天，漫山遍野的花开了，前来赏花的游客络绎不绝，农家乐的生意格外红火。",
)
_COUNTING = (
    "{county}地处山区，曾是省级贫困县，全县共有{n}个贫困村、{k}户贫困户。",
    "{year}年底，全县贫困发生率由{p}%下降到{q}%，累计脱贫{k}户{m}人。",
    "{town}{village}种植中药材{m}亩，亩均收入{m}元，带动贫困户{n}户。",
    "{village}党支部书记{person}介绍，村里成立了合作社，去年集体经济收入达到{d}万元。",
    "截至目前，{county}累计投入扶贫资金{d}亿元，实施项目{k}个，硬化道路{d}公里。",
    "{town}、{other}分别脱贫{n}户、{k}户，{year}年人均纯收入{m}元。",
    "其中，光伏扶贫电站装机容量{m}千瓦，每年可增加收入{d}万元，受益群众近{m}人。",
    "{person}算了一笔账：土地流转费{m}元，务工收入{d}万元，比上年增加了{m}元。",
    "{year}年，{county}退出贫困县序列，{n}个贫困村全部出列。",
    "为了让孩子们在家门口上好学，县里新建改建学校{n}所，资助贫困学生{m}人次。",
    "“十三五”期间，{county}易地搬迁{m}户{m}人，建成集中安置点{n}个。",
)
_PARAGRAPHS = 6
_SLOT = re.compile(r"\{([a-z]+)\}")


#: What is repeated to a megabyte: text that nobody writes must not take long either.
_HOSTILE = ("1", "万", "“”", "（【《", "村", "2018年", "吉林省通榆县")
_MEGABYTE = 1_000_000


def main() -> None:
    options = _options()
    if options.hostile:
        for phrase, seconds in hostile(_MEGABYTE).items():
            print(f"{seconds:6.2f} s  {phrase}")
        return
    try:
        import jieba  # noqa: PLC0415
    except ImportError:
        sys.exit("jieba is not installed and no dependency of povgraph: pip install jieba")
    jieba.setLogLevel(logging.WARNING)
    reports = _reports(options.seed, options.reports)
    extractor = Extractor(concepts())

    def cut(report: Report) -> None:
        jieba.lcut(report.text)

    result = compare({"povgraph": extractor.extract, "jieba": cut}, reports, options.rounds)
    result["seed"], result["python"] = options.seed, platform.python_version()
    print(json.dumps(result, ensure_ascii=False) if options.json else _worded(result))


def compare(
    readers: dict[str, Callable[[Report], object]], reports: Sequence[Report], rounds: int
) -> dict[str, float | int | str]:
    """Measure the characters that each reader reads in a second of CPU time: the median of interleaved warm rounds."""
    size = sum(len(report.text) for report in reports)
    for read in readers.values():
        _seconds(read, reports)
    times: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            times[name].append(_seconds(read, reports))
    speeds = {name: round(size / median(found)) for name, found in times.items()}
    ratio = round(speeds["povgraph"] / speeds["jieba"], 2)
    return {"reports": len(reports), "characters": size, "rounds": rounds, **speeds, "ratio": ratio}


def hostile(size: int) -> dict[str, float]:
    """Measure the seconds of CPU time that a text takes which is one phrase again and again."""
    extractor = Extractor(concepts())
    extractor.extract(read_report(SAMPLE))  # loads the word lists
    texts = {phrase: phrase * (size // len(phrase)) for phrase in _HOSTILE}
    texts["（…）"] = "（" * (size // 2) + "）" * (size // 2)
    return {
        phrase: _seconds(extractor.extract, [Report(id="hostile", text=text, sha256="", path="")])
        for phrase, text in texts.items()
    }


def _seconds(read: Callable[[Report], object], reports: Sequence[Report]) -> float:
    start = process_time()
    for report in reports:
        read(report)
    return process_time() - start


def _reports(seed: int, count: int) -> list[Report]:
    """Give the sample report and as many written ones."""
    sample = read_report(SAMPLE)
    texts = write_reports(seed, count)
    return [sample, *(Report(id=f"written-{n}", text=text, sha256="", path="") for n, text in enumerate(texts, 1))]


def _worded(result: dict[str, float | int | str]) -> str:
    return (
        f"{result['reports']} reports, {result['characters']:,} characters, {result['rounds']} rounds, CPU time\n"
        f"povgraph, Extractor.extract  {result['povgraph']:>9,} characters/s\n"
        f"jieba.lcut                   {result['jieba']:>9,} characters/s\n"
        f"ratio                        {result['ratio']:>9}"
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--hostile", action="store_true", help="time a megabyte of one phrase repeated, for several")
    parser.add_argument("--seed", type=int, default=2020, help="seed of the written reports (2020)")
    parser.add_argument("--reports", type=int, default=40, help="how many reports are written (40)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each is measured (7)")
    return parser.parse_args()


def write_reports(seed: int, count: int) -> list[str]:
    """Write as many reports as wanted, the same ones for the same seed.

    >>> write_reports(1, 2) == write_reports(1, 2) != write_reports(2, 2)
    True
    """
    random = Random(seed)
    counties = [area for area in gazetteer().areas() if area.level == "county" and area.name.endswith("县")]
    return [_report(random, random.choice(counties)) for _ in range(count)]


def _report(random: Random, county: Area) -> str:
    slots = _slots(random, county)

    def fill(template: str) -> str:
        return _SLOT.sub(lambda match: str(slots[match[1]]()), template)

    lines = [random.choice(_HEADLINES)]
    for number in range(_PARAGRAPHS):
        opening = random.choice(_DATELINES) if number == 0 else ""
        said = [*random.sample(_COUNTING, random.randint(1, 2)), *random.sample(_TELLING, random.randint(2, 5))]
        random.shuffle(said)
        lines.append(opening + "".join(said))
    return "".join(f"{fill(line)}\n" for line in lines)


def _slots(random: Random, county: Area) -> dict[str, Callable[[], str | int]]:
    """Give what fills each slot; a report speaks of one county, three towns, some villages and people."""
    listed = gazetteer().townships(county.code)
    towns = random.sample(listed, min(3, len(listed))) or ["石桥镇"]
    villages = ["".join(random.sample(_STEMS, random.choice((2, 2, 3)))) + "村" for _ in range(4)]
    people = [random.choice(_SURNAMES) + "".join(random.sample(_GIVEN, random.choice((1, 2, 2)))) for _ in range(5)]
    return {
        "county": lambda: county.name,
        "town": lambda: towns[0],
        "other": lambda: towns[-1],
        "village": lambda: random.choice(villages),
        "person": lambda: random.choice(people),
        "year": lambda: random.randint(2014, 2020),
        "month": lambda: random.randint(1, 12),
        "day": lambda: random.randint(1, 28),
        "n": lambda: random.randint(2, 98),
        "k": lambda: random.randint(100, 999),
        "m": lambda: random.randint(1000, 9999),
        "p": lambda: f"{random.uniform(10, 30):.1f}",
        "q": lambda: f"{random.uniform(0, 3):.2f}",
        "d": lambda: f"{random.uniform(1, 60):.1f}",
    }


if __name__ == "__main__":
    main()
