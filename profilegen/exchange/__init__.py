"""Lists and forms in, spreadsheets out: what a school has already, and what others want to have of it."""
