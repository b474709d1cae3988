"""The study: every arm of the comparison, run, measured and reported by one command."""
