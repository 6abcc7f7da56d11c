"""What time expressions are made of: years, months, the parts of a year, and the words that begin a stretch.

No pattern can backtrack: every part has a bounded length.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from povgraph.mentions.calendars import date, last_day, months
from povgraph.mentions.numerals import parse_numeral
from povgraph.mentions.patterns import alternation
from povgraph.resources import lexicon

_DIGIT = "〇零一二三四五六七八九"
_YEAR = rf"(?:19[2-9]|20[0-9])[0-9]|[一二][九〇零][{_DIGIT}]{{2}}"
_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12][0-9]|3[01]|0?[1-9]|二十[一二三四五六七八九]?|三十一?|十[一二三四五六七八九]?|[一二三四五六七八九])"
_COUNT = r"(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})"
#: What a month or a count begins with.
_NUMBER = "0123456789一二两三四五六七八九十"
#: What follows it in a time: most numbers begin none.
_COUNTED = f"[{_NUMBER}]{{1,3}}[多年月个季份至到—~-]"
#: Not in the middle of a number: the 十年 of 几十年前.
_FIRST = r"(?<![0-9第每几数十百千])"
TO = r"(?:至|到|-|—{1,2}|~)"
#: What may follow a year: 1至11月, 7月底, 3月10日, 第三季度, 前11个月, 上半年, 底, 春.
TAIL = re.compile(
    rf"(?P<m1>{_MONTH})月?份?{TO}(?P<m2>{_MONTH})月份?"
    rf"|(?P<month>{_MONTH})月份?(?:(?P<day>{_DAY})(?:日?{TO}(?P<last_day>{_DAY}))?[日号])?"
    r"(?P<month_end>底|末)?(?:初|中旬|上旬|下旬)?"
    r"|(?P<half>[上下])半年"
    r"|第?(?P<quarter>[一二三四1-4])季度"
    rf"|前(?P<quarters>[一二两三123])个?季度|前(?P<months>{_COUNT})个?月"
    r"|年?(?P<end>[底末终])"
    r"|年?(?:初|中(?![国央共心部])|开春|入[春夏秋冬]|[春夏秋冬][季天节上后]?|新年|元旦)(?:前夕|前后)?"
)
#: What makes a time the beginning or the end of a stretch.
SUFFIX = re.compile(
    r"(?P<since>[^，。；：、0-9\n]{0,20}?以来|至今(?![年天日]))"
    r"|(?P<open>起|开始|以后|之后|后(?![续期来备]))"
    r"|(?P<before>以前|之前|前(?![夕后期往列沿景任]))"
)
#: Behind 2016年起 these say that what follows has added up since then.
ADDED_UP = re.compile("[^。；0-9]{0,12}?(?:累计|先后|共计|已)")
#: A month, half or quarter that stands without its year; not a wage (月薪), a duration (3个月) or an ordinal.
_PART = (
    rf"(?<![0-9第零〇一二三四五六七八九十个每近.年])(?=(?:{_MONTH}月?份?{TO})?{_MONTH}月(?![薪均租]|工资|收入)"
    rf"|[上下]半年|第?[一二三四1-4]季度|前[一二两三123]个?季度|前{_COUNT}个?月|年[底末终])"
)
_ISO = r"(?<![0-9.])20[0-9]{2}(?P<sep>[-./])(?:1[0-2]|0?[1-9])(?P=sep)(?:[12][0-9]|3[01]|0?[1-9])(?![0-9])"
_STRETCH = (
    rf"(?:(?<![接将])近|最近|过去|连续|这(?!一))(?P<count>{_COUNT})年多?(?:来|间|里|中|时间)?"
    rf"|{_FIRST}(?P<since>{_COUNT})年多?(?:来(?![到自])|间)"
)
_AGO = (
    rf"{_FIRST}(?P<years_ago>{_COUNT})多?年(?:前(?![期列])|以前|之前)"
    rf"|{_FIRST}(?P<more_ago>{_COUNT})年多(?:前|以前|之前)"
    rf"|{_FIRST}(?P<months_ago>{_COUNT})个月(?:前|以前|之前)"
)


@cache
def anchors() -> re.Pattern[str]:
    """Compile what a time expression begins with, in the order in which the kinds are tried."""
    words: dict[str, Any] = lexicon("times")
    plain = [*words["present"], *words["anaphors"], *words["indefinite"], *words["days"], *words["months"]]
    years, eras, plans = words["years"], words["eras"], words["plans"]
    kinds = {  # with what it can begin, so that few are tried at any place, and how it goes
        "iso": ("2", _ISO),
        "years": ("12一二", rf"(?<![0-9.,])(?P<first>{_YEAR})年?{TO}(?P<second>{_YEAR})年(?!代)"),
        "year": ("12一二", rf"(?<![0-9.,])(?P<digits>{_YEAR})(?:年(?![代级轻龄]|的?历史)度?|(?=[底末]))"),
        "near": (_firsts(years), f"(?!{words['no_year']})(?:{alternation(years)})"),
        "plan": (
            f"“{_firsts(plans)}",
            rf"“?(?P<name>{alternation(plans)})”?(?:规划)?(?P<how>期间|时期|以来|末)",
        ),
        "era": (
            f"自从{_firsts(eras)}",
            rf"(?:自?从)?(?P<event>{alternation(eras)})(?:召开|胜利召开)?(?:以来|以后)",
        ),
        "last": (f"近最过连这{_NUMBER}", _STRETCH),
        "gone": (_NUMBER, rf"{_FIRST}(?P<years_gone>{_COUNT})年(?:过去|(?<!一年)下来)"),
        "coming": ("未今", rf"(?:未来|今后)(?P<years_coming>{_COUNT})年"),
        "ago": (_NUMBER, _AGO),
        "word": (f"至{_firsts(plain)}", rf"至今(?![年天日])|{alternation(plain)}"),
        "part": (f"上下第前年{_NUMBER}", _PART),
    }
    starts = "".join(sorted(set("".join(firsts for firsts, _ in kinds.values()))))
    each = (f"(?={_ahead(firsts)})(?P<{name}>{pattern})" for name, (firsts, pattern) in kinds.items())
    inside_number = "(?<=[0-9])[0-9]"  # where no kind begins: each need not tell it by itself
    return re.compile(f"(?=[{starts}])(?!{inside_number})(?:{'|'.join(each)})")


def _ahead(firsts: str) -> str:
    """Give the expression for what a kind begins with, a number that may be one of years or months."""
    words = firsts.removesuffix(_NUMBER)
    return "|".join([f"[{words}]"] * bool(words) + [_COUNTED] * (words != firsts))


def _firsts(words: Iterable[str]) -> str:
    """Give the characters with which words begin."""
    return "".join(sorted({word[0] for word in words}))


def point(year: int, tail: re.Match[str] | None) -> tuple[str | None, str | None, bool]:
    """Give the first and last day of a year, or of the part of it that a tail names, and whether it is a stretch."""
    whole = date(year)
    if tail is None:
        return whole, whole, False
    if tail["month"]:
        return _month(year, tail)
    stretch = _stretch(tail)
    if stretch:
        return *months(year, *stretch), True
    return (None, last_day(year), False) if tail["end"] else (whole, whole, False)


def _month(year: int, tail: re.Match[str]) -> tuple[str | None, str | None, bool]:
    """Read 7月底, 3月10日, 5月20日至22日, 8月份."""
    month = count(tail["month"])
    if tail["month_end"]:
        return None, last_day(year, month), False
    first = date(year, month, count(tail["day"]) if tail["day"] else None)
    last = date(year, month, count(tail["last_day"])) if tail["last_day"] else first
    return first, last, first != last


def _stretch(tail: re.Match[str]) -> tuple[int, int] | None:
    """Give the first and last month of 1至11月, 上半年, 第三季度, 前三季度, 前11个月."""
    if tail["m1"]:
        return count(tail["m1"]), count(tail["m2"])
    if tail["half"]:
        return (1, 6) if tail["half"] == "上" else (7, 12)
    if tail["quarter"]:
        last = count(tail["quarter"]) * 3
        return last - 2, last
    if tail["quarters"]:
        return 1, count(tail["quarters"]) * 3
    return (1, count(tail["months"])) if tail["months"] else None


def count(text: str) -> int:
    """Read a whole number in digits or written out; 0 if it is none.

    >>> count("二〇一八"), count("十一")
    (2018, 11)
    """
    return int(text if text.isdecimal() else parse_numeral(text) or 0)
