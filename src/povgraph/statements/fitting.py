"""Fit the subject of a figure to what the figure measures: a person's own, a place's, what a body has looked at."""

from povgraph.statements.coordination import Figure
from povgraph.statements.discourse import NOBODY, Discourse, Subject
from povgraph.statements.figures import expression, is_per_mu, is_personal, is_sample, listed


def fitting(figure: Figure, subject: Subject, indicator: str, discourse: Discourse, told: str | None) -> Subject:
    """Say of whom a figure is said, now that its indicator is known.

    Args:
        figure: The figure.
        subject: Of whom the words around it say it.
        indicator: What it measures.
        discourse: The thread of the report.
        told: Of whom the figure before it in its sentence is said.
    """
    carried = indicator == "other" and subject.how == "carried"
    his_own = carried and told is not None and told == subject.person
    goes = figure.quantity.unit_word in listed("of_persons")
    own = is_personal(indicator, figure.before) and not figure.then.startswith(listed("shared_after"))
    own = own and not (subject.sort == "organization" and subject.how == "topic")  # a manager's company goes on
    if subject.person and (goes or his_own or own):
        subject = Subject(subject.person, "person", subject.how)
    if subject.sort == "person":
        subject = _of_place(figure, subject, indicator, discourse)
    elif subject.sort == "organization" and indicator in listed("never_of_bodies"):
        named = discourse.named_place(figure.sentence, figure.quantity.span.start)
        subject = named or discourse.country_of(subject) or subject
    if not is_sample(figure.governing, indicator):
        return subject
    body = subject.body or discourse.body_before(figure.sentence, subject.name)
    return Subject(body, "organization", subject.how) if body else subject


def _of_place(figure: Figure, subject: Subject, indicator: str, discourse: Discourse) -> Subject:
    """Say of a place what is no person's: how high it lies; where he is only spoken of, what things cost there."""
    if expression("lying").search(figure.before):
        return discourse.named_place(figure.sentence, figure.quantity.span.start) or subject
    if indicator in listed("never_of_persons") and not expression("with_whom").search(figure.before):
        named = discourse.named_place(figure.sentence, figure.quantity.span.start)
        unknown = NOBODY if indicator in listed("of_places_alone") else subject
        return named or discourse.place(figure.sentence) or unknown
    like_him = figure.unit in ("person", "household") and expression("others_like").search(figure.governing)
    if like_him or expression("works").search(figure.before):
        return discourse.place(figure.sentence) or NOBODY
    left = indicator == "other" and is_per_mu(figure.earlier, figure.unit)
    told = subject.how == "topic" and (left or indicator in listed("of_places"))
    return (discourse.place(figure.sentence) if told else None) or subject
