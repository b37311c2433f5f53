"""What the facilitator's page keeps and puts together: its workspace and the earlier round."""
