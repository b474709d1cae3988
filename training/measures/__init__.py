"""Measuring trained networks in bulk: decoding, damage, and what the attention finds."""
