import pytest
from hypothesis import given
from hypothesis import strategies as st

from povgraph.errors import StatementsError
from povgraph.graph.dates import datatype, days, period


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018", ("2018-01-01", "2018-12-31")),
        ("2019-02", ("2019-02-01", "2019-02-28")),
        ("2020-02", ("2020-02-01", "2020-02-29")),
        ("2018-12-31", ("2018-12-31", "2018-12-31")),
    ],
)
def test_days(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "2018-13",
        "2018-00",
        "2018-7",
        "2019-02-29",
        "2018-04-31",
        "2018-01-00",
        "0000",
        "2018-12-31T00",
        "２０１８",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(StatementsError, match="is not a date"):
        days(text)
    with pytest.raises(StatementsError):
        datatype(text)


@given(st.dates())
def test_every_day_is_itself(day: object) -> None:
    text = str(day)
    assert text < "1000" or days(text) == (text, text)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, None),
        (None, "2015-12-31", "2015-12-31"),
        ("2018", "2018", "2018/2018"),
        ("2016", "2019-08", "2016/2019-08"),
        ("2016", None, "2016/.."),
    ],
)
def test_period(since: str | None, until: str | None, expected: str | None) -> None:
    assert period(since, until) == expected
