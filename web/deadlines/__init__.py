"""The pages of deadlines: what breaks this week, why each day is what it is, and what to do."""
