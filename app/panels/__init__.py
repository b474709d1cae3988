"""The panels around the canvas: formula, LaTeX, candidates, attention, and what the model sees."""
