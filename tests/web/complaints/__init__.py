"""The pages of complaints through the real api."""
