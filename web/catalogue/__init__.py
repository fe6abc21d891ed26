"""What deadlines are counted by: published terms, case types, law, and when a letter arrives."""
