"""What a facilitator sets up and plans: the round, the plan of actions and the agenda."""
