"""The window of Mask & Match: a Qt program around `mathnet`. Nothing in here imports torch at module level."""
