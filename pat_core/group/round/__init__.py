"""What a facilitator sets up and plans: the round, the action plan and the agenda."""
