"""The calculator: when is a term due, and why. Nothing is stored, and every answer is a link."""
