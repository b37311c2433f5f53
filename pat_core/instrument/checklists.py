"""The checklists: prompts to tick off and to write notes on; nothing in them is ever scored.

Each is a TOML file in ``data/checklists/``. People's files name lists and checks by their ids, so
an id never changes. What a person ticked is part of their result (see ``files.result_validation``).
"""

import re
from dataclasses import dataclass

from pat_core.errors import InstrumentError
from pat_core.instrument.toml_section import Section, once_each, parse_section, read_data
from pat_core.model import Instrument

__all__ = [
    "CHECKLIST_IDS",
    "Check",
    "CheckGroup",
    "Checklist",
    "build_checklist",
    "load_checklists",
]

CHECKLIST_IDS = (
    *("sounding-out", "before-signing", "key-questions", "setting-up"),
    *("accountability", "obstacles", "preparing", "action-plan"),
)
"""The ids of all checklists, in the order in which a partnership needs them."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Check:
    """One prompt to tick off."""

    id: str
    text: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class CheckGroup:
    """Checks under one heading."""

    title: str
    about: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checks for one stage of a partnership."""

    id: str
    title: str
    use: str
    """When the list is of use."""
    introduction: str
    tick: str
    """What a tick means."""
    source: str
    """The id of a source in ``sources.toml``."""
    place: str
    """Where in that source the list comes from."""
    groups: tuple[CheckGroup, ...]

    @property
    def checks(self) -> tuple[Check, ...]:
        """The checks of all groups, in order."""
        return tuple(check for group in self.groups for check in group.checks)


def load_checklists(instrument: Instrument) -> tuple[Checklist, ...]:
    """Return the checklists that this package carries.

    Raises:
        InstrumentError: a list breaks a rule; the message says where.
    """
    return tuple(
        build_checklist(read_data(f"checklists/{name}.toml"), name, instrument)
        for name in CHECKLIST_IDS
    )


def build_checklist(text: str, name: str, instrument: Instrument) -> Checklist:
    """Return the checklist that a TOML text describes; *name* is the id that it must have.

    A list with ``from = "elements"`` has a group for each principle of the instrument and a check
    for each element, so that the elements are worded in one place only.

    Raises:
        InstrumentError: the text breaks a rule; the message says where.
    """
    section = parse_section(text, f"checklist {name!r}")
    if section.text("id") != name:
        raise InstrumentError(f"{section.place}: id is {section.text('id')!r}; it must be {name!r}")
    if "from" in section:
        groups = _groups_of_elements(section, instrument)
    else:
        groups = tuple(_group(group) for group in section.sections("groups"))
    checklist = Checklist(
        **section.texts("id", "title", "use", "introduction", "tick", "source", "place"),
        groups=groups,
    )
    _check_ids(checklist, section.place)
    return checklist


def _group(section: Section) -> CheckGroup:
    checks = tuple(
        Check(**check.texts("id", "text"), help=check.text_if_any("help"))
        for check in section.sections("checks")
    )
    return CheckGroup(section.text("title"), section.text_if_any("about"), checks)


def _groups_of_elements(section: Section, instrument: Instrument) -> tuple[CheckGroup, ...]:
    if section.text("from") != "elements":
        raise InstrumentError(
            f"{section.place}: from is {section.text('from')!r}; only 'elements' is allowed"
        )
    return tuple(
        CheckGroup(
            f"{principle.number}. {principle.name}",
            "",
            tuple(Check(statement.code, statement.element) for statement in principle.statements),
        )
        for principle in instrument.principles
    )


def _check_ids(checklist: Checklist, place: str) -> None:
    """Refuse an id that is used twice, or that cannot be part of a file name or an address."""
    ids = [check.id for check in checklist.checks]
    for name in (checklist.id, *ids):
        if not _ID.fullmatch(name.lower()):
            raise InstrumentError(
                f"{place}: the id {name!r} is not made of words and hyphens alone"
            )
    once_each(place, ids)
