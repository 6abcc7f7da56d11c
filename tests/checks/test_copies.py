"""Copies of one report are one origin; reports that share stock phrases are not."""

import time

from povgraph.checks.copies import find_copies

STOCK = "扶贫开发贵在精准，重在精准，成败之举在于精准。"


def news(number: int) -> str:
    return "".join(
        f"第{number}乡第{line}村今年修路{number * 7 + line}公里，种苹果树{line * 13 + number}棵。" for line in range(20)
    )


def test_a_reprint_is_a_copy_whatever_its_script_and_marks() -> None:
    text = news(1) + "贫困户全部搬进新居，孩子就近上学。"
    again = "新华社电 " + text.replace("，", ",").replace("贫困户", "貧困戶") + "（责任编辑：某某）"
    assert find_copies({"b": text, "a": again, "c": news(2)}) == [("a", "b"), ("c",)]


def test_a_copy_with_a_changed_figure_is_still_a_copy() -> None:
    assert find_copies(
        {"a": news(1), "b": news(1).replace("第1乡第3村今年修路10公里", "第1乡第3村今年修路19公里")}
    ) == [("a", "b")]


def test_stock_phrases_make_no_copies() -> None:
    assert len(find_copies({str(number): STOCK * 3 + news(number) for number in range(50)})) == 50


def test_empty_texts_are_no_copies_of_one_another() -> None:
    assert find_copies({"a": "", "b": "", "c": "一。二。"}) == [("a",), ("b",), ("c",)]
    assert find_copies({}) == []


def test_the_work_grows_with_the_texts() -> None:
    began = time.process_time()
    assert find_copies({"a": "同一句话，" * 200_000, "b": "同一句话，"}) == [("a", "b")]
    copies = {f"{number:05}": news(7) for number in range(2000)}
    assert len(find_copies(copies)) == 1
    assert time.process_time() - began < 10
