"""The columns of a group's tables: their names, their headings and what they mean.

CSV and workbook share them, and the codebook is made from them. ``rows`` makes the rows.
"""

from collections.abc import Sequence

from pat_core.model import Instrument
from pat_core.reports.group.tables.column import Column
from pat_core.reports.group.tables.history_columns import HISTORY_COLUMNS
from pat_core.reports.group.tables.score_columns import score_columns

__all__ = ["group_columns", "plan_columns"]

_YES_NO = "yes, no"
_COUNT = "0 or more"
_TEXT = "text"
_SHARE = "0 to 1"
_PLANS = "this round, earlier round, or the name of a round before"


def group_columns(instrument: Instrument) -> dict[str, Column]:
    """Return every column of the group's tables by its name, in the order of the CSV file."""
    columns = (
        *_LABELS,
        Column(
            "n", "n", "How many answers, or complete scores, mean and median rest on.", _COUNT, 6
        ),
        Column("respondents", "People", "How many people there are behind the row.", _COUNT, 9),
        *_answer_columns(instrument),
        Column("cant_say", "Can't say", 'How many times people chose "can\'t say".', _COUNT, 8),
        Column("blank", "Blank", "How many answers were left blank.", _COUNT, 8),
        *_middle_columns(instrument),
        *score_columns(instrument),
        *_AGREEMENT,
        *_rating_columns(instrument),
        *_CHANGE,
        *HISTORY_COLUMNS,
        Column("reworded", "Reworded", "Whether the facilitator has reworded it.", _YES_NO, 10),
    )
    return {column.name: column for column in columns}


_LABELS = (
    Column(
        "kind",
        "Kind",
        "What the row is about.",
        "overview, note, statement, success, principle, aggregate, significance, type_now,"
        " type_needed, part, change, trend, beside, own_answer, comment",
        14,
    ),
    Column(
        "code", "Code", "Code of what the row is about.", "see the codes below", 12, is_mixed=True
    ),
    Column("label", "Label", "What people read for the code.", _TEXT, 60),
    Column(
        "value",
        "Value",
        "A single figure: of the overview, or of a type.",
        "number or text",
        is_mixed=True,
    ),
    Column("text", "Text", "A reading, a comment, a note, or a reason.", _TEXT, 70),
    Column(
        "part_kind",
        "Parts by",
        "The kind of label that makes the parts; empty for the whole group.",
        "level, sector, organisation, empty",
        14,
    ),
    Column("part", "Part code", "Label of the part, as files carry it.", "code or text", 16),
    Column("part_label", "Part", "Label of the part, as people read it.", _TEXT, 26),
    Column(
        "withheld",
        "Withheld",
        "Yes where the figures stay out, so that no person's answers can be worked out from them."
        " Scores: those over complete scores stay out. Scores and bands: the counts of people in"
        " bands and the reading do, too. The cells are empty then.",
        "yes, no, scores, scores and bands",
        10,
    ),
    Column(
        "nearly_all",
        "Nearly all",
        "What all of a part's people who answered, or all but one, have in common. Their counts"
        " stay out.",
        "agree, disagree",
        10,
    ),
)

_AGREEMENT = (
    Column(
        "consensus",
        "Consensus",
        "How far people agree (Tastle and Wierman 2007); from five answers on.",
        _SHARE,
        13,
    ),
    Column(
        "consensus_low",
        "Consensus, lowest",
        "The lowest consensus if any one answer were left out.",
        _SHARE,
        13,
    ),
    Column(
        "consensus_high",
        "Consensus, highest",
        "The highest consensus if any one answer were left out.",
        _SHARE,
        13,
    ),
    Column(
        "minority_share",
        "Minority share",
        "The smaller of the two shares that agree and that disagree.",
        "0 to 0.5",
        10,
    ),
    Column(
        "divided",
        "Divided",
        "Whether the minority is a third or more: our own rule, from five answers on.",
        _YES_NO,
        9,
    ),
    Column(
        "agreement_a",
        "Agreement A",
        "Agreement A (van der Eijk 2001); from five answers on.",
        "−1 to 1",
        11,
    ),
    Column(
        "chance",
        "By chance",
        "How often as few people answering by chance would agree as much: a floor, never a proof;"
        " from five to 40 answers.",
        _SHARE,
        10,
        4,
    ),
    Column("partners", "Partners", "How many partners stand behind partner_mean.", _COUNT, 9),
    Column(
        "partner_mean",
        "Mean of partners",
        "The mean with each partner counted once; not in a confidential round.",
        "as the mean",
        10,
        1,
    ),
    Column("lists", "Lists", "The lists that name the statement.", "codes of lists", 22),
)

_CHANGE = (
    Column("agree", "Agree now", "How many agree or strongly agree.", _COUNT, 9),
    Column("earlier_n", "n earlier", "n in the earlier round.", _COUNT, 9),
    Column("earlier_agree", "Agreed earlier", "How many agreed in the earlier round.", _COUNT, 9),
    Column("earlier_median", "Median earlier", "Median of the earlier round.", "as median", 9, 1),
    Column(
        "delta",
        "Cliff's delta",
        "Cliff's delta between the rounds; above 0 the group has risen (Cliff 1993).",
        "−1 to 1",
        9,
    ),
    Column(
        "clear_change",
        "Clear change",
        "Whether delta is larger than what chance would give: our own rule.",
        _YES_NO,
        9,
    ),
    Column(
        "paired_n",
        "Pairs",
        "How many gave their own random token in both rounds; empty where it is withheld.",
        _COUNT,
        7,
    ),
    Column("paired_up", "Pairs up", "How many of them went up.", _COUNT, 7),
    Column("paired_same", "Pairs same", "How many of them stayed.", _COUNT, 7),
    Column("paired_down", "Pairs down", "How many of them went down.", _COUNT, 7),
)


def _answer_columns(instrument: Instrument) -> list[Column]:
    """Return a column of counts for each step of the answers, the lowest first."""
    return [
        Column(
            f"count_{point.value}",
            f"{point.label} ({point.value})",
            f'How many chose "{point.label}".',
            _COUNT,
            11,
        )
        for point in sorted(instrument.scale, key=lambda point: point.value)
    ]


def _middle_columns(instrument: Instrument) -> list[Column]:
    """Return the columns that answers, scores and ratings share: mean and median."""
    bands = instrument.principles[0].bands, instrument.aggregate_bands
    low, high = min(instrument.values), max(instrument.values)
    scores = [f"{min(b.low for b in some)} to {max(b.high for b in some)}" for some in bands]
    ratings = [point.value for point in instrument.significance.scale]
    allowed = (
        f"{low} to {high}; principle {scores[0]}, aggregate {scores[1]},"
        f" significance {min(ratings)} to {max(ratings)}"
    ).replace(";", ",")
    return [
        Column("mean", "Mean", "Mean of the n answers or complete scores.", allowed, 8),
        Column("median", "Median", "Median of the n answers or complete scores.", allowed, 8, 1),
    ]


def _rating_columns(instrument: Instrument) -> list[Column]:
    """Return the columns of significance: a count for each step, and the rank."""
    points = sorted(instrument.significance.scale, key=lambda point: point.value)
    return [
        *(
            Column(
                f"rated_{point.value}",
                f"{point.label} ({point.value})",
                f'How many chose "{point.label}".',
                _COUNT,
                14,
            )
            for point in points
        ),
        Column(
            "rank",
            "Rank",
            "Rank of the mean significance: 1 is the most significant, equal ones share.",
            f"1 to {len(instrument.principles)}",
            7,
            1,
        ),
    ]


def plan_columns(topics: Sequence[str] = ("topic",)) -> list[Column]:
    """Return the columns of the action plan; *topics* names those for what a row is about."""
    labels = {
        "topic": Column("topic", "Topic", "Code of the topic.", "see the codes below", 12),
        "topic_label": Column("topic_label", "About", "What people read for it.", _TEXT, 40),
    }
    return [
        Column("plan", "Plan of", "The round that made the plan.", _PLANS, 13),
        *(labels[topic] for topic in topics),
        Column("what", "What", "What will be done.", _TEXT, 40),
        Column("who", "Who", "Who will do it.", _TEXT, 20),
        Column("by", "By when", "When it will be done.", "a date", 12, is_date=True),
        Column("know", "How we will know", "What will show that it is done.", _TEXT, 30),
        Column("review", "Review", "When partners look at it again.", "a date", 12, is_date=True),
        Column("state", "State", "What became of it.", "done, dropped, carried, empty", 10),
        Column("counts", "Counts", "The counts that it was meant to move.", _TEXT, 20),
    ]
