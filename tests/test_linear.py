"""Reading is linear in the text: no line, however long and odd, drives the extractor into backtracking."""

from time import process_time

import pytest

from povgraph.model import Report
from povgraph.statements.extraction import Extractor
from povgraph.vocabulary import concepts

#: A size is large enough to be measured when reading takes so many seconds of CPU time.
_MEASURABLE = 0.2
_TIMES_LONGER = 4
#: Four times the text may take so many times as long: between linear and quadratic, with room for noise.
_MOST = 6

LINES = {
    "digits": "0123456789",
    "ten thousands": "万",
    "opening quotation marks": "“",
    "pairs of quotation marks": "“”",
    "straight quotation marks": '"',
    "villages": "村",
    "places": "吉林省通榆县",
    "commas of lists": "、",
    "years": "2018年",
    "says": "说",
    "spaces": " ",
    "figures": "吉林省通榆县王家村贫困户120户，",
    "people": "村民王小明说",
    "shares": "下降到0.5%",
}


def nested(size: int) -> str:
    return "（" * (size // 2) + "）" * (size // 2)


def line(name: str, size: int) -> str:
    if name == "nested brackets":
        return nested(size)
    return (LINES[name] * (size // len(LINES[name]) + 1))[:size]


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    warm = Extractor(concepts())
    seconds(warm, "2018年，吉林省通榆县石桥村村民王小明说，全村贫困户减少到120户。")
    return warm


def seconds(extractor: Extractor, text: str) -> float:
    start = process_time()
    extractor.extract(Report(id="line", text=text, sha256="", date="2019-08"))
    return process_time() - start


@pytest.mark.parametrize("name", [*LINES, "nested brackets"])
def test_time_grows_with_the_text(extractor: Extractor, name: str) -> None:
    size = 5000
    while (once := seconds(extractor, line(name, size))) < _MEASURABLE:
        size *= 2
    longer = line(name, size * _TIMES_LONGER)
    most = _MOST * once
    taken = seconds(extractor, longer)
    if taken > most:  # the machine was busy elsewhere
        taken = seconds(extractor, longer)
    print(f"{name}: 1 MB takes {taken * 1e6 / len(longer):.1f} s (measured on {len(longer):,} characters)")
    assert taken < most
