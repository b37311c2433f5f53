"""Figures for a group: counts, means, agreement, pairs, topics and the "what if" scenario.

They are worked out from answers that already count. Which count is decided in ``intake``, and what
may be shown in ``disclosure``.
"""
