"""The facilitator's desk: entries with choices, the workspace file, and the earlier round."""
