"""The columns for earlier rounds, for another group, and for the group's own answers."""

from pat_core.reports.group.tables.column import Column

__all__ = ["HISTORY_COLUMNS"]

_COUNT = "0 or more"
_TEXT = "text"

HISTORY_COLUMNS = (
    Column("group", "Group", "The partnership whose figures are in the row.", _TEXT, 26),
    Column("round", "Round", "The round whose figures are in the row.", _TEXT, 22),
    Column(
        "made_at",
        "Made at",
        "When the figures of that round were made.",
        "a date and time by ISO 8601",
        20,
    ),
    Column("other_agree", "Agree there", "How many agree in the other group.", _COUNT, 9),
    Column("other_n", "n there", "How many answered in the other group.", _COUNT, 9),
    Column("other_estimate", "Average there", "Average of the other group.", "a score", 10, 1),
    Column("other_band", "Band there", "Band of the other group.", "see the codes below", 10),
    Column("sentence", "Own answer", "What the group answered together.", _TEXT, 70),
    Column("own_answer", "Own answer, 1 to 4", "The same as a number, if wanted.", "1 to 4", 10),
)
