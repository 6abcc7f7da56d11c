"""Promises that were kept, missed, or never reported."""

from decimal import Decimal

import pytest

from povgraph.checks.figures import Figure
from povgraph.checks.promises import check_promises, find_promises


def figure(value: str, time: str | None, status: str = "actual", **more: object) -> Figure:
    number = Decimal(value)
    said: dict[str, object] = {
        **{"iri": f"{status}/{value}/{time}", "report": status, "about": "甲县", "name": "甲县", "kind": "level"},
        **{"indicator": "persons-lifted", "value": number, "unit": "person", "bound": "eq", "status": status},
        **{"low": number, "high": number, "period": time, "start": 0, "end": 5},
        "first": time.partition("/")[0] if time and "/" in time else None,
        "last": time.rpartition("/")[2] if time else None,
    }
    return Figure(**{**said, **more})  # type: ignore[arg-type]


PLAN = figure("5000", "2019/2019", "planned")
RATE = {"indicator": "poverty-incidence", "unit": "percent"}
GOAL = figure("2", "2019-12-31", "planned", bound="le", low=None, **RATE)


@pytest.mark.parametrize(
    ("planned", "actual", "outcome"),
    [
        (PLAN, [figure("5200", "2019/2019")], "kept"),
        (PLAN, [figure("3100", "2019/2019")], "missed"),
        (PLAN, [figure("3100", "2016/2019")], "unclear"),
        (PLAN, [figure("5100", "2019/2019"), figure("3100", "2019/2019", iri="other")], "unclear"),
        (PLAN, [figure("5200", "2018/2018")], "unreported"),
        (PLAN, [figure("5200", None)], "unreported"),
        (PLAN, [figure("5200", "2019/2019", about="乙县")], "unreported"),
        (PLAN, [figure("5200", "2019/2019", per="village")], "unreported"),
        (GOAL, [figure("1.8", "2019-12-31", **RATE)], "kept"),
        (GOAL, [figure("3.1", "2020-06-30", **RATE), figure("0.5", "2020-12-31", **RATE)], "missed"),
        (GOAL, [figure("1.8", "2018-12-31", **RATE)], "unreported"),
        (
            figure("5000", "2019/2019", "planned", indicator="jobs"),
            [figure("90", "2019/2019", indicator="jobs")],
            "unclear",
        ),
        (
            figure("-800", "2019/2019", "planned", kind="change", indicator="poor-population"),
            [figure("-900", "2019/2019", kind="change", indicator="poor-population")],
            "kept",
        ),
    ],
)
def test_what_came_of_a_promise(planned: Figure, actual: list[Figure], outcome: str) -> None:
    (promise,) = find_promises([planned, *actual])
    assert promise.outcome == outcome
    assert promise.planned is planned
    assert len(list(check_promises([planned, *actual]))) == (outcome == "missed")


def test_a_missed_promise_shows_both_numbers() -> None:
    (finding,) = check_promises([PLAN, figure("3100", "2019/2019")])
    assert finding.message_zh.endswith("的脱贫人口计划（2019）为5000人，后来报告（2019）为3100人。")
    assert finding.message_en.endswith("planned 5,000 persons (2019), reported 3,100 persons (2019).")
    assert finding.statements == ("planned/5000/2019/2019", "actual/3100/2019/2019")
    assert (finding.focus, finding.severity) == ("actual/3100/2019/2019", "warning")


def test_what_copies_promise_is_one_promise() -> None:
    again = figure("5000", "2019/2019", "planned", iri="again")
    (finding,) = check_promises([PLAN, again, figure("3100", "2019/2019")])
    assert finding.statements == ("planned/5000/2019/2019", "actual/3100/2019/2019", "again")


def test_a_report_that_leaves_open_whether_a_promise_was_kept_is_silent_beside_one_that_tells() -> None:
    vague = figure("3000", "2019/2019", bound="ge", high=None)
    assert [one.outcome for one in find_promises([PLAN, vague])] == ["kept"]
    assert [one.outcome for one in find_promises([PLAN, vague, figure("3100", "2019/2019")])] == ["missed"]


def test_what_is_vague_or_undated_promises_nothing() -> None:
    assert find_promises([figure("5", None, "planned"), figure("5", "2019", "planned", indicator="other")]) == []
