"""The pages of money and full-time equivalents, granted and asked for."""
