"""Corpora, composed expressions and batches."""
