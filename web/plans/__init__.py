"""The pages of action plans, their tracks and initiatives."""
