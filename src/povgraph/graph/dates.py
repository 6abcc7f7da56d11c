"""Turn dates at partial precision into days, periods and RDF datatypes.

A date is ISO 8601 at the precision that a text gives: ``2018``, ``2018-07``, ``2018-12-31``. Comparisons need days,
as engines drop comparisons of ``xsd:gYear`` silently; the precision is kept in an EDTF period.
"""

import re
from calendar import monthrange
from functools import lru_cache

from povgraph.errors import StatementsError

_SHAPE = re.compile(r"([1-9][0-9]{3})(?:-(0[1-9]|1[0-2])(?:-([0-3][0-9]))?)?", re.ASCII)  # 2018-12-31
_DATATYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


@lru_cache(maxsize=4096)
def days(date: str) -> tuple[str, str]:
    """Give the first and the last day of a partial date.

    >>> days("2018"), days("2020-02"), days("2018-12-31")
    (('2018-01-01', '2018-12-31'), ('2020-02-01', '2020-02-29'), ('2018-12-31', '2018-12-31'))

    Raises:
        StatementsError: there is no such day, month or year.
    """
    match = _SHAPE.fullmatch(date)
    if match is None:
        raise StatementsError(f"{date!r} is not a date; write 2018, 2018-07 or 2018-12-31")
    year, month, day = match.groups()
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    last = monthrange(int(year), int(month))[1]
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{last}"
    if not 1 <= int(day) <= last:
        raise StatementsError(f"{date!r} is not a date: {year}-{month} has {last} days")
    return date, date


def period(since: str | None, until: str | None) -> str | None:
    """Write what a text says of a time as EDTF, so that nothing of its precision is lost.

    >>> period(None, "2015-12-31"), period("2018", "2018"), period("2016", None)
    ('2015-12-31', '2018/2018', '2016/..')
    """
    if since is None:
        return until
    return f"{since}/{until or '..'}"


def datatype(date: str) -> str:
    """Name the XML Schema type that holds a partial date.

    >>> [datatype(text) for text in ("2019", "2019-08", "2019-08-01")]
    ['gYear', 'gYearMonth', 'date']

    Raises:
        StatementsError: it is not a date.
    """
    days(date)
    return _DATATYPES[len(date)]
