"""``yuetan scenario FILE...``: stories that say what must follow from a regulation."""
