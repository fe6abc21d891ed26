"""The pages of learning through the real api."""
