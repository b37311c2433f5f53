"""The rules for a group, in six rooms; each may use those before it, never those after it.

``statistics`` (counts and figures), ``round`` (set-up, plan and agenda), ``disclosure`` (what may
be shown), ``intake`` (which files count), ``document`` (the group file) and ``desk`` (what the
facilitator's page keeps). Wording and layout are in ``reports``.
"""
