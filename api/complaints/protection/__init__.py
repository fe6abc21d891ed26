"""Figures that hide small counts, from blocks of complaints that are made once. Pure.

Why blocks, and what they leave open: docs/decisions/0026-small-counts.md.
"""
