"""The pages of cases: find one, read how it stands, and act in it."""
