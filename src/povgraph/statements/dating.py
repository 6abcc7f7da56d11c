"""Find the time that dates a figure: the one that governs it, seen with what the figure is and where it stands."""

from collections.abc import Sequence

from povgraph.mentions.times import Time
from povgraph.model import Span
from povgraph.resources import lexicon
from povgraph.statements.coordination import Figure, is_origin, opens_change
from povgraph.statements.figures import expression, is_planned, listed
from povgraph.statements.indicators import Choice
from povgraph.statements.timing import Calendar

#: How long a date is that names a month; up to and from which month 全年 is the year before or this one.
_MONTH = len("2018-12")
_SPRING, _WINTER = 3, 11


class Dating:
    """The dates of one text's figures, asked for in the order of the text."""

    def __init__(self, text: str, calendar: Calendar, date: str | None) -> None:
        self.text = text
        self.calendar = calendar
        self.date = date
        self.origin: tuple[int, Time] | None = None  # the sentence and time of the last earlier state that is dated

    def time(self, figure: Figure, figures: Sequence[Span], choice: Choice, subject: str) -> Time | None:
        """Give the time of a figure, or None.

        Args:
            figure: The figure.
            figures: All figures of its sentence.
            choice: Its indicator, with the word that decided.
            subject: The sort of what it is said of.
        """
        span = figure.quantity.span
        time = self.calendar.governing(span, figure.sentence, figures)
        if is_origin(self.text, figure, time.span.end if time else 0):
            time = self._begun(time, figure.sentence)
        elif time and opens_change(self.text, figure):
            self.origin = (figure.sentence, time)
        lasts = time is not None and not _is_now(time) and self._lasts(figure, choice.indicator, subject, time)
        yearly = time is not None and time.span.start >= span.start - len(figure.governing) and _is_yearly(figure)
        stands = time is not None and not _is_now(time) and self._stands(figure, time)
        if time and not _is_now(time) and _only_describes(figure):
            return None
        if time and (lasts or yearly or stands or _is_aftermath(figure, subject)):
            time = time if self.calendar.directly(time, figure.sentence, span.start) else None
        return time or self._moved(figure) or self._evaluated(choice) or self._whole_year(figure)

    def _moved(self, figure: Figure) -> Time | None:
        """Date those of whom the next clause says when they moved (村里有89户412人，2019年6月搬进县城)."""
        if figure.unit not in ("household", "person") or not expression("moved").search(figure.then):
            return None
        start = figure.clause.end + 1
        time = next(iter(self.calendar.between(start, start + len(figure.then))), None)
        at = time.span.start - self.text.startswith(listed("by_then_alone"), start) if time else -1
        return time if time and at == start else None

    def _whole_year(self, figure: Figure) -> Time | None:
        """Date what is said of the whole year by that of the report: the one that is nearly over or has just ended.

        What is planned for it, or within it (年内), is of the report's year whenever that was written.
        """
        if self.date is None or len(self.date) < _MONTH:
            return None
        said = next(reversed(list(expression("whole_year").finditer(figure.governing))), None)
        if said is None:
            return None
        year, month = int(self.date[:4]), int(self.date[5:7])
        ahead = said[0] in listed("within_year") or is_planned(figure.governing, figure.before, figure.after)
        if not ahead and _SPRING < month < _WINTER:
            return None
        of = str(year - (not ahead and month <= _SPRING))
        start = figure.quantity.span.start - len(figure.governing) + said.start()
        return Time(Span(start, start + len(said[0])), of, of, interval=False, kind="relative")

    def _lasts(self, figure: Figure, indicator: str, subject: str, time: Time) -> bool:
        """Tell what holds beyond the event that a time dates, unless the text between tells of the price itself."""
        if not _is_rate(indicator, subject) or expression("earned").search(figure.before):
            return False
        return not expression("prices").search(self.text, time.span.end, figure.quantity.span.start)

    def _stands(self, figure: Figure, time: Time) -> bool:
        """Tell what is so ever since something was built or begun, whose time does not date it."""
        staff = not figure.before and figure.after.startswith(listed("staff"))
        if not staff and not expression("standing").search(figure.before):
            return False
        return expression("begun").search(self.text, time.span.end, figure.clause.start) is not None

    def _begun(self, time: Time | None, sentence: int) -> Time | None:
        """Date the earlier state of two by the beginning of the stretch that governs both, or as the pair before is.

        In 2014年至2019年，贫困人口由11万人减少到1万人 the first is of 2014; 贫困发生率由10.2%降到3.1% goes on from
        从2012年底的9899万人减少到3046万人.
        """
        if time and time.interval and time.start:
            return time._replace(start=time.start, end=time.start, interval=False)
        return self.origin[1] if self.origin and self.origin[0] == sentence else None

    def _evaluated(self, choice: Choice) -> Time | None:
        """Date a rate that only an evaluation measures by the one that the text dates."""
        word = lexicon("figures")["evaluated"].get(choice.indicator)
        if word is None or choice.word is None:
            return self.calendar.evaluation if word == "" else None
        named = self.text[choice.word.start : choice.word.end]
        return self.calendar.evaluation if named.startswith(word) else None


def _is_now(time: Time) -> bool:
    """Tell the report's own time, at which everything holds that a sentence says (如今她当上了组长，每月能拿2600元)."""
    return time.kind == "relative" and time.start is None and not time.interval


def _is_yearly(figure: Figure) -> bool:
    """Tell what comes back each year, which no event of one year dates."""
    return expression("yearly").search(figure.before) is not None


def _only_describes(figure: Figure) -> bool:
    """Tell a size that describes what is named, which is not told of it at the time spoken of (这个138户的寨子)."""
    return bool(expression("describing").search(figure.before) and expression("described").match(figure.after))


def _is_aftermath(figure: Figure, subject: str) -> bool:
    """Tell what an event leaves behind for a person, which it does not date by itself: debts."""
    return subject == "person" and expression("aftermath").search(figure.before) is not None


def _is_rate(indicator: str, subject: str) -> bool:
    """Tell what holds beyond an event and so is not dated by it: a price, the wage of one person."""
    rules = lexicon("figures")
    return indicator in rules["rates"] or (subject == "person" and indicator in rules["rates_of_persons"])
