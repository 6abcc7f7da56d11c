"""Sentences, clauses and kinds of lines, on sentences with invented facts."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.text.normal import normalise
from povgraph.text.segments import segment


def sentences(text):
    return [text[s.span.start : s.span.end] for s in segment(text)]


def clauses(text):
    return [text[c.start : c.end] for s in segment(text) for c in s.clauses]


SENTENCES = [
    ("青山县脱贫。白水县呢？都摘帽了！", ["青山县脱贫。", "白水县呢？", "都摘帽了！"]),
    ("他说：“路通了。”村民都来了。", ["他说：“路通了。”", "村民都来了。"]),
    ("“路通了，电也通了。”李大山说。后来呢？", ["“路通了，电也通了。”李大山说。", "后来呢？"]),
    ("“路通了。”他推开门，指着山下。", ["“路通了。”", "他推开门，指着山下。"]),
    ("种了果树（苹果。梨。）和茶。", ["种了果树（苹果。梨。）和茶。"]),
    ("《山乡。巨变》出版。", ["《山乡。巨变》出版。"]),
    ("他喊“脱贫！”。大家笑了。", ["他喊“脱贫！”。", "大家笑了。"]),
    ("这里没有闭合的“引号。下一句。", ["这里没有闭合的“引号。", "下一句。"]),
    ("这里多了一个”引号。下一句。", ["这里多了一个”引号。", "下一句。"]),
    ("第一句。 “", ["第一句。 “"]),
    ("收入3.5万元。占0.5%。", ["收入3.5万元。", "占0.5%。"]),
    ("第一行没有句号\n第二行。", ["第一行没有句号", "第二行。"]),
    ("真的吗？！当然……是的。", ["真的吗？！", "当然……", "是的。"]),
    ("。，。", []),
    ("", []),
]

CLAUSES = [
    ("投入1,489万元，修路3公里；全县受益。", ["投入1,489万元", "修路3公里", "全县受益"]),
    ("实施“红果，绿叶”工程，见效。", ["实施“红果，绿叶”工程", "见效"]),
    ("全县（含甲镇，乙镇）脱贫，退出。", ["全县（含甲镇，乙镇）脱贫", "退出"]),
    (
        "他说：“以前路不好走，下雨更难；现在好了，车到门口。”",
        ["他说", "“以前路不好走", "下雨更难", "现在好了", "车到门口"],
    ),
    ("早上8:30出发，晚上回。", ["早上8:30出发", "晚上回"]),
    ("“路通了。”李大山说，电也通了。", ["“路通了", "李大山说", "电也通了"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert sentences(text) == expected


@pytest.mark.parametrize(("text", "expected"), CLAUSES)
def test_clauses(text, expected):
    assert clauses(text) == expected


def test_long_speech_is_cut_into_sentences():
    speech = "“" + "我们先修路，再种果树，日子一天比一天好。" * 4 + "”"
    assert len(sentences(f"他说：{speech}")) == 4


KINDS = [
    ("青山县：走出大山的路", "heading"),
    ("一、基本情况", "heading"),
    ("（一）产业扶贫", "heading"),
    ("责任编辑：李大山", "byline"),
    ("本报记者 李大山 通讯员 王小河", "byline"),
    ("□ 记者 李大山", "byline"),
    ("（青山县融媒体中心供稿）", "byline"),
    ("某县某镇某村村民 李大山：", "speaker"),
    ("他说：“路通了。”", "text"),
    ("路通了吗？", "text"),
    ("全县脱贫；", "text"),
    (
        "青山县有12个乡镇、156个行政村，属于六盘山集中连片特困地区，自然条件艰苦，群众增收门路窄，脱贫任务十分繁重，是全省最后一批退出的县",
        "text",
    ),
]


@pytest.mark.parametrize(("line", "kind"), KINDS)
def test_kind_of_line(line, kind):
    assert [s.kind for s in segment(line)] == [kind]


DATELINES = [
    ("本网讯（通讯员 李大山）3月5日，会议召开。", "本网讯（通讯员 李大山）"),
    ("本报青山8月3日电 （记者李大山）全县脱贫。", "本报青山8月3日电 （记者李大山）"),
    ("某某网消息（文字版）：全县脱贫。", None),
    ("人民网消息（文字版）：全县脱贫。", "人民网消息（文字版）："),
    ("县里传来消息说路通了。", None),
    ("通讯员走进山里采访。", None),
]


@pytest.mark.parametrize(("line", "dateline"), DATELINES)
def test_dateline(line, dateline):
    found = segment(line)[0]
    assert (line[found.dateline.start : found.dateline.end] if found.dateline else None) == dateline
    if found.dateline:
        assert found.clauses[0].start == found.dateline.end


def test_speaker_of_the_next_line_and_of_the_same_line():
    text = "青山县白水镇村民 李大山：\n路通了。车也来了。\n现在大家都好。\n白水镇干部 王小河：我们继续干。"
    said = [
        (text[s.span.start : s.span.end], s.speaker and text[s.speaker.start : s.speaker.end]) for s in segment(text)
    ]
    assert said == [
        ("青山县白水镇村民 李大山：", "青山县白水镇村民 李大山"),
        ("路通了。", "青山县白水镇村民 李大山"),
        ("车也来了。", "青山县白水镇村民 李大山"),
        ("现在大家都好。", None),
        ("白水镇干部 王小河：我们继续干。", "白水镇干部 王小河"),
    ]


def test_items_of_an_enumeration():
    text = "主要做法：一是修路，打通最后一里；二是种茶。三是办厂。"
    assert [text[i.start : i.end] for s in segment(text) for i in s.items] == ["一是", "二是", "三是"]


@given(st.text(st.sampled_from(list("甲乙3。，,.“”‘’（）《》：；！ \n一是"))))
def test_spans_are_in_order_and_inside(text):
    end = 0
    for sentence in segment(normalise(text)):
        assert end <= sentence.span.start < sentence.span.end <= len(text)
        end = sentence.span.end
        inner = sentence.span.start
        assert sentence.clauses
        for clause in sentence.clauses:
            assert inner <= clause.start < clause.end <= sentence.span.end
            inner = clause.end


@pytest.mark.parametrize("pattern", ["“", "”", "“”", "（", "（《【", "。", "，", "。”", "“。", "1,", " ", "讯", "是："])
def test_linear(pattern):
    def seconds(count):
        text = pattern * (count // len(pattern))
        runs = []
        for _ in range(3):
            start = time.process_time()
            segment(text)
            runs.append(time.process_time() - start)
        return min(runs)

    segment(pattern)
    assert seconds(200_000) < 32 * max(seconds(25_000), 0.004)  # linear is 8, quadratic 64


def test_nested_brackets_are_linear():
    start = time.process_time()
    segment("（" * 200_000 + "）" * 200_000)
    segment("（《" * 100_000 + "》）" * 100_000)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("line", ["青山县脱贫120户，" * 200, "（村里修路）" * 300, "脱贫" * 1000])
def test_no_sentence_is_so_long_that_reading_would_not_be_linear(line):
    found = segment(line)
    assert max(s.span.end - s.span.start for s in found) <= 600
    assert "".join(line[s.span.start : s.span.end] for s in found) == line


def test_a_long_sentence_is_cut_at_its_commas():
    found = sentences("青山县脱贫120户，" * 100)
    assert all(sentence.endswith("，") for sentence in found)
