"""The pages of units and their successions, of people and systems, and of the change log."""
