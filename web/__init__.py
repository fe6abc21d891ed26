"""The pages: HTML for people, over HTTP from the api."""
