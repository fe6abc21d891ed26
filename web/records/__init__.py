"""Nouns that people add, edit and delete on forms of their own: the pages they share."""
