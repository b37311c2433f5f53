"""Versions of one result: which of them is the newest, and when that cannot be known.

Versions are ordered by their ``revision``, which rises with each download. Files that were written
before there were revisions are ordered by their time of saving, if they give one: a mere day is not
a time, nor is midnight in UTC, which some programs write for a day. The rules are this project's
own.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Version", "known_moment", "moment_of", "newest", "preference", "written_at"]

_YEAR_ONE = datetime(1, 1, 1, tzinfo=UTC)
_NO_DATE = timedelta.min
_DAY = timedelta(days=1)


class Version(NamedTuple):
    """What orders the versions of one result."""

    revision: int | None
    saved_at: str
    """A date, or a date and time, in ISO 8601; or empty."""
    digest: str
    answers: object
    """Equal where the versions hold the same answers."""


def moment_of(saved_at: str) -> timedelta:
    """Return the time from the start of year 1 to *saved_at*, in UTC; the minimum without a date.

    A date without a time zone is taken as UTC.
    """
    if not saved_at:
        return _NO_DATE
    moment = datetime.fromisoformat(saved_at)
    # Unlike a date in UTC, a difference cannot overflow, whatever the time zone.
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - _YEAR_ONE


def known_moment(saved_at: str) -> timedelta | None:
    """Return what :func:`moment_of` returns, but None where the time of day is not known."""
    moment = moment_of(saved_at)
    return moment if moment != _NO_DATE and moment % _DAY else None


def written_at(saved_at: str) -> timedelta:
    """Return what :func:`moment_of` returns, but the maximum without a date."""
    return moment_of(saved_at) if saved_at else timedelta.max


def preference(version: Version) -> tuple[int, timedelta, str]:
    """Return a sort key that is highest for the version to use, if answers do not decide."""
    known = known_moment(version.saved_at)
    return version.revision or 0, _NO_DATE if known is None else known, version.digest


def newest(versions: Sequence[Version]) -> list[int]:
    """Return the index of the newest of *versions*, or several if it cannot be known.

    Versions with the same answers count as one, whenever they were saved. If two have revisions,
    the higher one is newer; if one has none, or both are equal, the one saved later; if either time
    is unknown, neither.
    """
    alike: dict[object, list[int]] = defaultdict(list)
    for index, version in enumerate(versions):
        alike[version.answers].append(index)
    best = [max(same, key=lambda index: preference(versions[index])) for same in alike.values()]
    latest = _Latest(versions[index] for index in best)
    # Revisions and times may contradict each other in a circle; then the newest is not known.
    return [index for index in best if not latest.is_later_than(versions[index])] or best


class _Latest:
    """The latest among several versions, so that not every pair must be compared."""

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
        # Among versions with a revision, the time orders only those of the same revision.
        return any(self._by_revision.get(revision, known) > known for revision in (own, None))
