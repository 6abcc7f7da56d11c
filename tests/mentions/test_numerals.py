"""Numerals: read wholly, or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.mentions.numerals import parse_numeral

READ = """
0=0 7=7 1489=1489 1,489=1489 78,000=78000 12,345,678.5=12345678.5
0.03=0.03 1.18万=11800 3百=300 2.3千万=23000000 1亿2千万=120000000
1亿2000万=120000000 1.2万亿=1200000000000 3千5百=3500 1万5=15000 5千万=50000000
零=0 〇=0 两=2 十=10 十五=15 二十=20 廿三=23 一百零五=105 一百五=150 一百五十=150 二百二=220
三千五=3500 三千零五=3005 三千零五十=3050 四万三=43000 三万零五=30005 三万零五百=30500
十八万=180000 两千零六十五万=20650000 五千五百七十五万=55750000 一亿二=120000000
十二亿五千万=1250000000 一万亿=1000000000000 贰拾叁万=230000 二〇一八=2018 二〇=20
四点九=4.9 三点二万=32000 零点五=0.5 百分之四点九=0.049 百分之百=1 千分之三=0.003 四分之一=0.25
三成=0.3 三成五=0.35 一半=0.5 半=0.5
"""

NOT_READ = """
万 百 千万 万亿 七八 七八万 几万 数十 多 1,48 2016,300 1,2345 1.2.3 .91 5. 1.1万1 3万4万
十零五 零五 百分之 分之一 五十五十 2点5 1/2 -5 一千千 十十 成 一百二三
"""


@pytest.mark.parametrize("case", READ.split())
def test_read(case):
    text, value = case.split("=")
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", [*NOT_READ.split(), "", "3 000", "1" * 40, "万" * 40])
def test_not_read(text):
    assert parse_numeral(text) is None


def test_a_third_keeps_its_precision():
    assert round(parse_numeral("三分之一"), 6) == Decimal("0.333333")


DIGITS = "零一二三四五六七八九"


def below(number):
    """Write a number below ten thousand in Chinese."""
    said, gap = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            said += ("零" if gap and said else "") + DIGITS[digit] + name
            gap = False
        else:
            gap = True
    return said


def chinese(number):
    """Write a whole number below 10^16 in Chinese."""
    if number == 0:
        return "零"
    said, rest = "", number
    for size, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        part, rest = divmod(rest, size)
        if part:
            text = chinese(part) if part >= 10**4 else below(part)
            said += ("零" if said and part < 1000 else "") + text + name
    return said


@given(st.integers(0, 10**12 - 1))
def test_round_trip(number):
    assert parse_numeral(chinese(number)) == number


@given(st.integers(0, 10**12 - 1))
def test_thousands_separators(number):
    assert parse_numeral(f"{number:,}") == number


@given(st.integers(1, 10**6), st.sampled_from([("万", 10**4), ("亿", 10**8)]))
def test_scaled(number, scale):
    name, size = scale
    assert parse_numeral(f"{Decimal(number) / 100}{name}") == Decimal(number) / 100 * size


@given(st.text(st.sampled_from(list("0123,.零一二两三十百千万亿半成分之点多几")), max_size=12))
def test_never_fails_and_is_never_negative(text):
    value = parse_numeral(text)
    assert value is None or value >= 0
