"""Formulas: what is written, from a grammar, from files of formulas, and from captions."""
