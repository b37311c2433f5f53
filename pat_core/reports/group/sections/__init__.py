"""The sections of a group's page, each a piece of HTML drawn from the group document."""
