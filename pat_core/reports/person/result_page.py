"""One respondent's result as HTML: the dartboard, its figures in a table, readings, answers.

Every sentence about a score is worded here or in the instrument; the page's scripts word none.
Headings start at level 3, below those of the page around it.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from pat_core.drawing.dartboard import draw_dartboard, figure_of
from pat_core.model import Instrument, Profile, Result, ScoreCard, Statement
from pat_core.reports.person.score_table import score_table
from pat_core.scoring.sides import agrees
from pat_core.scoring.typology import describe_gap
from pat_core.text.markup import Child, Markup, element, isolated, join

__all__ = ["render_result"]


def render_result(result: Result, profile: Profile, instrument: Instrument) -> Markup:
    """Return the *result* of one respondent; *profile* is that of its answers."""
    return join(
        _summary(result, profile),
        _aggregate(profile, instrument),
        _picture(result, profile, instrument),
        _readings(profile, instrument),
        _answers_by_kind(result, instrument),
        _success(result, instrument),
        _typology(result, instrument),
        _next_steps(result, instrument),
        element("p", instrument.texts.notice, class_="pat-notice"),
    )


def _summary(result: Result, profile: Profile) -> Markup:
    """Say which partnership and round this is, and how many statements were answered."""
    card = profile.aggregate
    sentence = f"You answered {card.answered} of {card.items} statements."
    if card.cant_say:
        sentence += f' To {card.cant_say} you said "can\'t say".'
    if not card.is_complete:
        sentence += (
            " With an answer missing there is no score, only the range it can still fall in:"
            " nothing is guessed. A band is given where it is already certain."
        )
    labels = [isolated(text) for key in ("partnership", "round") if (text := result.text(key))]
    day = _day(result.text("saved_at"))
    heading: list[Child] = [*_with_dots([*labels, *([day] if day else [])])]
    return join(
        element("p", heading, class_="pat-result-labels") if heading else None,
        element("p", sentence, class_="pat-answered"),
    )


def _aggregate(profile: Profile, instrument: Instrument) -> Markup:
    """Show the aggregate, its reading, and any principle that a good aggregate would hide."""
    card = profile.aggregate
    figure = element("strong", figure_of(card), data_score="aggregate")
    top = instrument.aggregate_bands[0].high
    word = "aggregate score" if card.is_complete else "possible aggregate score"
    return element(
        "section",
        element("h3", instrument.texts.aggregate_name),
        element("p", f"Your {word}: ", figure, f" of {top}.", class_="pat-aggregate"),
        element("p", card.band.reading) if card.band else None,
        _low_principles(profile, instrument),
        class_="pat-aggregate-part",
    )


def _low_principles(profile: Profile, instrument: Instrument) -> Markup | None:
    """Name the principles that score low while the aggregate still reads well."""
    good_bands = instrument.aggregate_bands[:2]
    if profile.aggregate.band not in good_bands:
        return None
    names = {p.number: p.name for p in instrument.principles}
    limit = instrument.low_principle_score
    low = [
        f"{number} ({names[number]}), at {figure_of(card)}"
        for number, card in profile.principles
        if card.possible[1] <= limit
    ]
    if not low:
        return None
    word = "principle" if len(low) == 1 else "principles"
    return element(
        "p",
        element("strong", f"Look closer at {word} {'; '.join(low)}."),
        f" A good aggregate can hide a principle at {limit} or less.",
        class_="pat-look-closer",
    )


def _picture(result: Result, profile: Profile, instrument: Instrument) -> Markup:
    """Return the dartboard and, right after it, the same figures as a table."""
    return element(
        "section",
        element("h3", "Your profile"),
        element(
            "figure",
            draw_dartboard(profile, instrument, name="pat-dartboard"),
            element(
                "figcaption",
                "Each sector is a principle; the rings are the bands, the lowest in the middle."
                " Hatched rings are still open. Outer rings look larger than they count, so go by"
                " the numbers.",
            ),
            class_="pat-figure-board",
        ),
        score_table(profile, instrument, result.significance),
        element("p", instrument.texts.band_note, class_="pat-note"),
        class_="pat-picture-part",
    )


def _readings(profile: Profile, instrument: Instrument) -> Markup:
    """Return what each principle's band suggests, or why there is none yet."""
    parts = []
    for principle, (_, card) in zip(instrument.principles, profile.principles, strict=True):
        parts.append(element("dt", principle.title))
        parts.append(element("dd", card.band.reading if card.band else _no_band(card)))
    return element("section", element("h3", "What your answers suggest"), element("dl", parts))


def _no_band(card: ScoreCard) -> str:
    if not card.answered:
        return "You have answered none of its statements, so there is nothing to read yet."
    low, high = card.possible
    return (
        f"You have answered {card.answered} of {card.items} statements. The score can still fall"
        f" anywhere from {low} to {high}, in more than one band, so there is no reading yet."
    )


def _answers_by_kind(result: Result, instrument: Instrument) -> Markup:
    """List the statements by answer, each with its comment; none is left out or ranked."""
    labels = {point.value: point.label for point in instrument.scale}
    answers, comments = result.answers, result.comments
    disagreed = {
        code
        for code, answer in answers.items()
        if answer is not None and not agrees(answer, instrument.values)
    }
    low = [s for s in instrument.statements if s.code in disagreed]
    high = [s for s in instrument.statements if answers.get(s.code) == max(labels)]
    unsaid = [s for s in instrument.statements if answers.get(s.code, 0) is None]
    shown = {s.code for s in (*low, *high, *unsaid)}
    others = [s for s in instrument.statements if s.code in comments and s.code not in shown]

    def answered(heading: str, empty: str, statements: list[Statement]) -> Markup:
        items = (_answer_item(s, answers, labels, comments, instrument) for s in statements)
        body = element("ul", items, class_="pat-answers") if statements else element("p", empty)
        return element("section", element("h3", heading), body)

    return join(
        answered("Where you disagreed", "You disagreed with no statement.", low),
        answered("Where you strongly agreed", "You strongly agreed with no statement.", high),
        answered("Where you can't say", "", unsaid) if unsaid else None,
        answered("Your other comments", "", others) if others else None,
    )


def _answer_item(
    statement: Statement,
    answers: Mapping[str, int | None],
    labels: Mapping[int, str],
    comments: Mapping[str, str],
    instrument: Instrument,
) -> Markup:
    answer = answers.get(statement.code)
    label = labels[answer] if answer is not None else None
    comment = comments.get(statement.code)
    return element(
        "li",
        element("span", statement.code, class_="pat-code"),
        " ",
        element("span", statement.text, lang=instrument.texts.language),
        element("span", f" {label}", class_="pat-given") if label else None,
        element("p", isolated(comment), class_="pat-comment") if comment else None,
    )


def _success(result: Result, instrument: Instrument) -> Markup | None:
    """Show the answer to the statement on aims, which is outside every total."""
    success, comment = result.success, result.success_comment
    if "answer" not in success and not comment:
        return None
    labels = {point.value: point.label for point in instrument.scale}
    given = "No answer"
    if "answer" in success:
        answer = success["answer"]
        given = instrument.texts.cant_say if answer is None else labels[answer]
    return element(
        "section",
        element("h3", "Achieving its aims"),
        element("p", instrument.success.statement, " ", element("strong", given)),
        element("p", "This answer is outside every score."),
        element("p", isolated(comment), class_="pat-comment") if comment else None,
    )


def _typology(result: Result, instrument: Instrument) -> Markup | None:
    """Show the type that the partnership has, the one that it needs, and the gap between them."""
    rows = []
    now, needed = result.typology.get("now", {}), result.typology.get("needed", {})
    gap = describe_gap(now, needed, instrument.typology)
    for chosen, heading in ((now, "As it is now"), (needed, "As it needs to be")):
        labels = [
            choice.label
            for key, choices in (
                ("collaboration", instrument.typology.collaborations),
                ("function", instrument.typology.functions),
            )
            for choice in choices
            if chosen.get(key) == choice.code
        ]
        if labels:
            rows.append(element("li", f"{heading}: ", element("strong", " · ".join(labels))))
    if not rows:
        return None
    return element(
        "section",
        element("h3", "Type of partnership"),
        element("ul", rows),
        [element("p", sentence) for sentence in gap],
    )


def _next_steps(result: Result, instrument: Instrument) -> Markup:
    """Say what to do with the result; the stages are those of the PAT."""
    purposes = {purpose.code: purpose for purpose in instrument.purposes}
    purpose = purposes.get(result.text("purpose"))
    return element(
        "section",
        element("h3", "What to do next"),
        element("p", purpose.next_steps) if purpose else None,
        element(
            "ol",
            element(
                "li",
                "Bring your result to the person who leads the assessment, the facilitator."
                " Nothing has been sent: you decide whether to download the file and pass it on.",
            ),
            element(
                "li",
                "In the tool's third stage, partners lay their results side by side. They look at"
                " where they agree, where they differ, and what lies behind it.",
            ),
            element(
                "li",
                "In the fourth stage, they agree what to do: from a date for the next check, to"
                " work on a weak spot, to urgent help where much is wrong.",
            ),
        ),
    )


def _day(saved_at: str) -> str:
    """Return the day of an ISO 8601 time as people write it; empty where there is none."""
    if not saved_at:
        return ""
    day = datetime.fromisoformat(saved_at)
    return f"{day.day} {day:%B %Y}"


def _with_dots(parts: Iterable[Child]) -> Iterable[Child]:
    for index, part in enumerate(parts):
        if index:
            yield " · "
        yield part
