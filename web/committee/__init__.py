"""The pages of the committees: meetings, papers, promises, and reports that come again."""
