"""What people read of a profile: HTML and tables. No rule and no arithmetic lives here."""
