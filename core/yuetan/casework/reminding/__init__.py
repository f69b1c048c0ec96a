"""Reminders: who is told when of what is his to do, on the pages and, where an office wants it, by mail."""
