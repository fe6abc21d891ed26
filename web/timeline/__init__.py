"""The page of a plan's dated entries, in order, as exact as they were written."""
