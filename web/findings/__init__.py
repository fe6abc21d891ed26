"""The page of what reviews found, what it led to, and which case types are in trouble."""
