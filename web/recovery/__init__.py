"""The pages of backlogs and of the review of old decisions."""
