"""Versions of one result: which of them is the newest, and where nobody can know.

A version says which it is by its ``revision``, which rises with each download. Files that were
written before there were revisions say it by the time of saving, if they give one: a day alone, and
midnight in UTC, which some programs write for a day, are no time. The rules are this project's own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

__all__ = ["Version", "known_moment", "moment_of", "newest", "preference", "written_at"]

_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_NO_DATE = timedelta.min
_DAY = timedelta(days=1)


class Version(NamedTuple):
    """What orders the versions of one result."""

    revision: int | None
    saved_at: str
    """A date, or a date and time, by ISO 8601; or empty."""
    digest: str
    answers: object
    """Equal where the versions hold the same answers."""


def moment_of(saved_at: str) -> timedelta:
    """Return how long after the year 1 something was saved, in UTC; the least where no date is.

    A date without a zone is one of UTC.
    """
    if not saved_at:
        return _NO_DATE
    moment = datetime.fromisoformat(saved_at)
    # A difference never leaves the years that a date can have, whatever the zone.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _YEAR_ONE


def known_moment(saved_at: str) -> timedelta | None:
    """Return when something was saved, as :func:`moment_of` does; None where no time is known."""
    moment = moment_of(saved_at)
    return moment if moment != _NO_DATE and moment % _DAY else None


def written_at(saved_at: str) -> timedelta:
    """Return when something was saved, as :func:`moment_of` does; the latest where no date is."""
    return moment_of(saved_at) if saved_at else timedelta.max


def preference(version: Version) -> tuple[int, timedelta, str]:
    """Return what is larger for the version to use, where answers do not decide."""
    known = known_moment(version.saved_at)
    return version.revision or 0, _NO_DATE if known is None else known, version.digest


def newest(versions: Sequence[Version]) -> list[int]:
    """Return the place of the newest of *versions*; several where it cannot be known.

    Versions with the same answers are one, whenever they were saved. Of two with a revision the
    higher one is newer, of others and of equal revisions the later one; where a time is unknown,
    neither is.
    """
    alike: dict[object, list[int]] = defaultdict(list)
    for place, version in enumerate(versions):
        alike[version.answers].append(place)
    best = [max(places, key=lambda place: preference(versions[place])) for places in alike.values()]
    latest = _Latest(versions[place] for place in best)
    # Revisions and times may contradict each other in a circle; then nobody knows the newest.
    return [place for place in best if not latest.is_later_than(versions[place])] or best


class _Latest:
    """What is the latest among some versions, so that each need not be compared with each."""

    def __init__(self, versions: Iterable[Version]) -> None:
        self._revision = 0
        self._moment = _NO_DATE
        self._by_revision: dict[int | None, timedelta] = {}
        for revision, saved_at, *_ in versions:
            self._revision = max(self._revision, revision or 0)
            known = known_moment(saved_at)
            if known is not None:
                self._moment = max(self._moment, known)
                self._by_revision[revision] = max(known, self._by_revision.get(revision, known))

    def is_later_than(self, version: Version) -> bool:
        """Return whether some version is known to be newer than *version*."""
        own = version.revision
        if own is not None and own < self._revision:
            return True
        known = known_moment(version.saved_at)
        if known is None:
            return False
        if own is None:
            return self._moment > known
        # Of those with a revision, the time orders only equal ones.
        return any(self._by_revision.get(each, known) > known for each in (own, None))
