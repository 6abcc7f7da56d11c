"""Tell what is still to come from what is: by a figure's year, its section, or the words around it."""

from collections.abc import Sequence

from povgraph.mentions.times import Time
from povgraph.statements.coordination import Figure
from povgraph.statements.figures import expression, is_done, is_planned
from povgraph.statements.sections import planned_sentences
from povgraph.statements.timing import Dates
from povgraph.text.segments import Sentence


class Outlook:
    """Tells of each figure of one text whether it is ahead of the text's own date.

    Args:
        text: The text in normal form.
        sentences: Its sentences.
        headings: The main heading of each sentence.
        date: When it was written; None where nobody knows.
    """

    def __init__(
        self, text: str, sentences: Sequence[Sentence], headings: Sequence[Sentence | None], date: str | None
    ) -> None:
        self._text = text
        self._sentences = sentences
        self._date, self._year = date, date[:4] if date else None
        self._planned = planned_sentences(text, headings)

    def is_ahead(self, figure: Figure, time: Time | None, dates: Dates) -> bool:
        """Tell whether a figure is of what is to come."""
        if self._year and dates.until is not None and dates.until[:4] != self._year:
            going_on = time is not None and time.start is not None and time.start[:4] <= self._year < dates.until[:4]
            sentence = self._sentences[figure.sentence].span
            so_far = going_on and expression("so_far").search(self._text, sentence.start, sentence.end)
            if dates.until[:4] < self._year:
                return is_planned(figure.before, figure.before, "")  # 2018年计划脱贫3600人，实际脱贫3800人
            return not so_far
        later = self._date and dates.until and dates.until[: len(self._date)] > self._date[: len(dates.until)]
        if later and not expression("as_of").search(figure.governing):
            return True  # of the rest of the report's year
        if figure.sentence in self._planned and not is_done(figure.before):
            return True
        return is_planned(figure.governing, figure.before, figure.after)
