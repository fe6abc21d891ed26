"""The calendar that terms are counted in: its special days, and how closing days are corrected."""
