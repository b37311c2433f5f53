"""The project's own tests, one folder a room."""
