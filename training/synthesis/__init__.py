"""Synthesis: handwriting made of written symbols, for any formula."""
