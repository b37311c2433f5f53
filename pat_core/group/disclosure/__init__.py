"""What a group may show without giving one of its members away."""
