"""Figures of a group: counts, means, agreement, paired change, topics and the follow-up scenario.

They are calculated from answers that already count. Which answers count is decided in ``intake``,
and which figures may be shown in ``disclosure``.
"""
