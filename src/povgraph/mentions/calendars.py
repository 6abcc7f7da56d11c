"""Reckon with dates of a given precision: ISO 8601 strings such as ``2018``, ``2018-07``, ``2018-12-31``."""

import calendar
import datetime


def date(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """Write a date at the precision given; None if there is no such day.

    >>> date(2018), date(2018, 7), date(2018, 2, 29)
    ('2018', '2018-07', None)
    """
    if month is None:
        return f"{year:04d}" if 0 < year < 10000 else None
    if not 1 <= month <= 12 or (day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day is not None else "")


def last_day(year: int, month: int = 12) -> str:
    """Give the last day of a year or a month.

    >>> last_day(2015), last_day(2019, 2)
    ('2015-12-31', '2019-02-28')
    """
    return f"{year:04d}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


def months(year: int, first: int, last: int) -> tuple[str | None, str | None]:
    """Give the first and last month of a stretch within a year."""
    return (date(year, first), date(year, last)) if first <= last else (None, None)


def shifted_month(month: str, distance: int) -> str | None:
    """Move a month: one before 2019-01 is 2018-12; None if no month is known."""
    if len(month) < 7:
        return None
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + distance
    return date(count // 12, count % 12 + 1)


def shifted_day(day: str, distance: int) -> str:
    """Move a day; a date without a day stays as it is, since a day hardly changes its month.

    >>> shifted_day("2017-03-01", -1), shifted_day("2017-03", -1)
    ('2017-02-28', '2017-03')
    """
    if len(day) < 10:
        return day
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=distance)).isoformat()


def is_date(text: str) -> bool:
    """Tell whether a string is an ISO date at some precision.

    >>> is_date("2018-07"), is_date("2018-13")
    (True, False)
    """
    parts = text.split("-")
    if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(part.isdecimal() for part in parts):
        return False
    return int(parts[0]) > 0 and date(*map(int, parts)) is not None
