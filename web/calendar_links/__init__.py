"""Deadlines in people's own calendars: their links, and what stands at their addresses."""
