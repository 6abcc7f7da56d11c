"""Infer the date of a report from its text where nothing beside it gives one."""

import re

from povgraph.mentions.calendars import date
from povgraph.mentions.times import Time, cues, find_times

#: A line near the beginning or the end that only says when: 发布时间：2019-08-12 10:20, （2019年8月3日）.
_DATED_LINE = re.compile(
    r"[^0-9。，\n]{0,20}(?P<year>20[0-9]{2})[-./年](?P<month>[0-9]{1,2})[-./月](?P<day>[0-9]{1,2})(?:日|\b)[^。，\n]{0,30}\Z"
)
_HEAD, _FOOT = 6, 3
_CLOSE = "12-31"


def infer_report_date(text: str) -> str | None:
    """Infer a report's own date from its text, or from nothing: a guess would date every 今年 wrongly.

    A line that only says when (发布时间：2019-08-12) gives the day. Otherwise a report that says 今年 or 去年 and looks
    back on the end of a year was written in the next one.

    >>> infer_report_date("到2018年底，全县脱贫3万人。今年再脱贫1万人。")
    '2019'
    """
    lines = [line for line in re.split(r"\n+", text) if line.strip()]
    for line in (*lines[:_HEAD], *lines[-_FOOT:]):
        said = _DATED_LINE.match(line)
        if said and date(int(said["year"]), int(said["month"]), int(said["day"])):
            return date(int(said["year"]), int(said["month"]), int(said["day"]))
    if not any(word in text for word in cues("speaking_now")):
        return None
    named = [time for time in find_times(text, None) if time.kind == "absolute"]
    if not any(time.end and time.end.endswith(_CLOSE) for time in named):
        return None
    past = [time for time in named if not _is_planned(text, time)]
    years = {int((time.end or time.start or "0")[:4]) for time in past}
    closed = {int(time.end[:4]) for time in past if time.end and time.end.endswith(_CLOSE)}
    if not closed or max(years) - max(closed) > 1:
        return None
    return date(max(closed) + 1)


def _is_planned(text: str, time: Time) -> bool:
    """Tell whether a time is planned: one of the words for that stands before it in its clause, or follows soon."""
    before = re.split("[，。；：\n]", text[max(time.span.start - 12, 0) : time.span.start])[-1]
    after = re.split("[。；\n]", text[time.span.end : time.span.end + 12])[0]
    return any(word in before or word in after for word in cues("planned"))
