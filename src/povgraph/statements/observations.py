"""Make observations of the quantities of a report: of whom, of what, when, of what kind.

Each part is decided by a module of its own (``discourse``, ``indicators``, ``timing``, ``figures``); here the parts are
put together, and coordinated figures share what is said once for all of them (``分别为…``, ``甲县58个、乙县28个``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from povgraph.mentions.units import Quantity
from povgraph.model import Observation, Span
from povgraph.resources import lexicon
from povgraph.statements.coordination import (
    Figure,
    by_sentence,
    continues,
    goes_back,
    is_per_the_same,
    people_of,
    runs,
    said_behind,
    shares_out,
    unit_of,
)
from povgraph.statements.dating import Dating
from povgraph.statements.decisions import (
    Decision,
    is_of_nobody,
    last_alike,
    of_bare,
    of_the_sentence_before,
    of_year,
    said_of,
)
from povgraph.statements.discourse import NOBODY, Discourse, Subject
from povgraph.statements.figures import (
    Reading,
    expression,
    goes_on,
    is_both,
    is_definite,
    is_denied,
    is_difference,
    is_part,
    is_per_mu,
    is_supposed,
    listed,
    read_figure,
    read_per,
)
from povgraph.statements.fitting import fitting
from povgraph.statements.indicator_rules import FigureContext, Surroundings
from povgraph.statements.indicator_words import IndicatorWord, IndicatorWords
from povgraph.statements.indicators import Choice, choose_indicator, fitted, said_of_part
from povgraph.statements.lifted import left_over
from povgraph.statements.outlook import Outlook
from povgraph.statements.sharing import of_indicators, of_places
from povgraph.statements.timing import Calendar, Dates, date_figure
from povgraph.text.segments import Sentence


class ObservationReader:
    """Reads the observations of one text from its mentions."""

    def __init__(
        self,
        text: str,
        sentences: Sequence[Sentence],
        headings: Sequence[Sentence | None],
        discourse: Discourse,
        calendar: Calendar,
        words: IndicatorWords,
        indicator_units: Mapping[str, str],
        date: str | None = None,
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.discourse = discourse
        self.dating = Dating(text, calendar, date)
        self.words = words
        self.indicator_units = indicator_units
        self.outlook = Outlook(text, sentences, headings, date)

    def read(self, quantities: Sequence[Quantity]) -> list[Decision]:
        """Read all quantities; those for which no subject or unit can be told are left out."""
        decisions: list[Decision] = []
        told: list[Decision] = []
        for index, inside in by_sentence(self.sentences, quantities):
            told = self._read_sentence(index, inside, told or decisions[-1:])
            decisions += told
        return decisions

    def _read_sentence(self, index: int, quantities: Sequence[Quantity], told: Sequence[Decision]) -> list[Decision]:
        sentence = self.sentences[index]
        words = self.words.within(sentence.span)
        figures = self._figures(index, quantities)
        spans = [quantity.span for quantity in quantities]
        surroundings = Surroundings(
            sentence.span.start,
            [clause.end for clause in sentence.clauses],
            [span.start for span in spans],
            [span.end for span in spans],
        )
        decisions: list[Decision] = []
        for run in runs(figures, self.text):
            named = self.discourse.listed(index, run[0].quantity.span.start) if len(run) > 1 else None
            if named and 1 < len(named) != len(run):
                continue  # whose is which cannot be told
            earlier = decisions[-len(run) :] if shares_out(run, self.text) and len(decisions) >= len(run) else None
            first: Decision | None = None
            for position, figure in enumerate(run):
                alike = last_alike(decisions, figure) or of_the_sentence_before(told, figure)
                previous = earlier[position] if earlier else alike
                decision = self._decide(figure, spans, surroundings, words, None if earlier else first, previous)
                if decision is None:
                    continue
                if named and len(named) == len(run):
                    decision = said_of(decision, named[position])
                elif len(run) > 1 and self.discourse.shares_out(index, run[0].quantity.span.start):
                    decision = of_year(decision, position, len(run), run[0].governing)
                first = first or decision
                for said in of_indicators(decision, self.text, words, figure):
                    decisions += self._each(said, index)
        return [one for one in decisions if one.subject is not NOBODY and not is_of_nobody(one)]

    def _each(self, decision: Decision, sentence: int) -> list[Decision]:
        """Say a figure of each of the places of which it is said alike."""
        said = decision.observation
        if decision.subject.sort != "place" or decision.subject.how == "list":
            return [decision]
        return of_places(decision, self.discourse.companions(sentence, said.end or 0, said.about))

    def _figures(self, index: int, quantities: Sequence[Quantity]) -> list[Figure]:
        """Put the quantities of a sentence in their places; one in no clause has the whole sentence for its own."""
        sentence, text = self.sentences[index], self.text
        said = [text[clause.start : clause.end] for clause in sentence.clauses]
        figures = []
        for quantity in quantities:
            start, end = quantity.span.start, quantity.span.end
            number = sentence.clause_at(start)
            clause = sentence.span if number is None else sentence.clauses[number]
            before, after = text[clause.start : start], said_behind(quantity, text[end : clause.end])
            earlier = said[number - 1] if number else ""
            following = (number or 0) + 1
            then = said[following] if following < len(said) else ""
            governing = text[sentence.span.start : start]
            unit = unit_of(quantity, before, after, earlier)
            figures.append(Figure(quantity, unit, index, clause, before, after, earlier, then, governing))
        return figures

    def _decide(
        self,
        figure: Figure,
        figures: Sequence[Span],
        surroundings: Surroundings,
        words: Sequence[IndicatorWord],
        first: Decision | None,
        previous: Decision | None,
    ) -> Decision | None:
        if self._is_none(figure):
            return None
        quantity = figure.quantity
        subject = self.discourse.subject(figure.sentence, quantity.span.start) or NOBODY
        reading = read_figure(quantity, figure.before)
        choice = self._indicator(figure, surroundings, words, reading, first, previous, subject)
        told = previous.subject.name if previous else None
        subject = fitting(figure, subject, choice.indicator, self.discourse, told)
        unit = figure.unit
        if unit is None:
            choice = of_bare(self.text, figure, choice, previous)
            unit = self.indicator_units.get(choice.indicator)
        if unit is None or (unit == "percent" and figure.quantity.unit is None):
            return None  # no number is a percentage that does not say so
        if subject.sort == "place" and not subject.person and expression("family").search(figure.before):
            subject = NOBODY  # 一家六口: whose family it is has not been read
        time = self.dating.time(figure, figures, choice, subject.sort)
        dates = date_figure(time, choice.indicator, reading.kind)
        ahead = self.outlook.is_ahead(figure, time, dates)
        observation = self._observation(figure, subject, choice, reading, unit, dates, ahead=ahead)
        if previous and choice.word is None and goes_on(figure.before):
            observation = replace(observation, per=observation.per or previous.observation.per)
        if previous and is_per_the_same(figure, observation, previous.observation):
            observation = replace(observation, per=previous.observation.per)
        word = self.text[choice.word.start : choice.word.end] if choice.word else None
        return Decision(observation, subject, word, self.text[time.span.start : time.span.end] if time else None)

    def _is_none(self, figure: Figure) -> bool:
        """Tell whether a number states no figure: it is denied, points back, or sums up the names before it."""
        quantity, before = figure.quantity, figure.before
        if (
            quantity.unit == "village"
            and quantity.counter is None
            and self.discourse.grammar.numbers(quantity.span.start)
        ):
            return True
        asked = self.text.startswith("？", figure.clause.end) and expression("asked").search(figure.after)
        if asked or is_both(before, self.text[quantity.span.start : quantity.span.end], figure.after):
            return True
        if is_supposed(figure.governing) or self.discourse.is_multiple_of_another(figure.clause, quantity):
            return True
        return is_denied(before) or is_definite(quantity, before) or self.discourse.counts_names(quantity)

    def _indicator(
        self,
        figure: Figure,
        surroundings: Surroundings,
        words: Sequence[IndicatorWord],
        reading: Reading,
        first: Decision | None,
        previous: Decision | None,
        subject: Subject,
    ) -> Choice:
        """Choose the indicator; a comparison speaks of the figure before it, the rest of a run of its first."""
        if first is not None and first.observation.unit == (figure.quantity.unit or first.observation.unit):
            return Choice(first.observation.indicator, None)
        context = FigureContext(
            figure.quantity.span,
            figure.unit,
            figure.clause,
            surroundings,
            self._touches_place(figure, previous),
            figure.before,
            figure.after,
            figure.earlier,
            figure.then,
            subject="person" if subject.person else subject.sort,
            printed=self.text[figure.quantity.span.start : figure.quantity.span.end],
            counter=figure.quantity.counter,
            refers=reading.kind == "growth" or self.discourse.shares_out(figure.sentence, figure.quantity.span.start),
        )
        if previous is not None and (left := left_over(previous.observation.indicator, figure.before, figure.after)):
            return Choice(left, None)
        if previous is not None and goes_back(figure, reading, previous.observation):
            own = said_of_part(context, previous.observation.indicator, words) if is_part(figure.before) else None
            return Choice(own or previous.observation.indicator, None)
        if previous is not None and (people := people_of(figure, previous.observation)):
            return Choice(people, None)
        choice = choose_indicator(words, context, any_unit=reading.kind == "growth")
        gained = choice.indicator == "income-gain"  # 每人多挣一万元 goes on from nothing
        if previous is not None and not gained and (choice.word is None or choice.word.start < figure.clause.start):
            bare = choice.word is None and self.discourse.grammar.is_bare(
                figure.clause.start, figure.quantity.span.start
            )
            if continues(figure, reading, previous.observation, bare=bare):
                return Choice(previous.observation.indicator, None)
        per = figure.quantity.per or ("mu" if is_per_mu(figure.earlier, figure.unit) else None)
        return fitted(choice, context.printed, per, subject.sort, growth=reading.kind == "growth")

    def _touches_place(self, figure: Figure, previous: Decision | None) -> bool:
        """Tell whether a count of people stands right after a place, or after one that does (某村312户1247人)."""
        start = figure.quantity.span.start
        if figure.unit not in lexicon("figures")["fallback_touching"]:
            return False
        if self.discourse.grammar.touches(start):
            return True
        last = previous.observation if previous else None
        follows = last is not None and self.text[last.end or 0 : start] in ("", "、")
        return follows and last is not None and last.indicator in ("households", "population")

    def _observation(
        self,
        figure: Figure,
        subject: Subject,
        choice: Choice,
        reading: Reading,
        unit: str,
        dates: Dates,
        *,
        ahead: bool,
    ) -> Observation:
        quantity = figure.quantity
        start = figure.clause.start
        lifted = reading.kind == "change" and choice.indicator in listed("lifted") and not is_difference(figure.before)
        gained = reading.kind == "level" and choice.indicator == "income-gain"
        kind = "level" if lifted else "change" if gained else reading.kind
        per = None if choice.indicator in listed("never_per") else quantity.per
        per = per or read_per(figure.before, choice.indicator)
        return Observation(
            about=subject.name,
            indicator=choice.indicator,
            kind=kind,
            value=abs(reading.value) if lifted else reading.value,
            unit=unit,
            bound=quantity.bound,
            since=dates.since,
            until=dates.until,
            per=per or ("mu" if is_per_mu(figure.earlier, unit) else None),
            status="planned" if ahead else "actual",
            low=quantity.low if lifted else reading.low,
            high=quantity.high if lifted else reading.high,
            quote=self.text[start : quantity.span.end],
            start=start,
            end=quantity.span.end,
            method=subject.how,
        )
