"""Files that the program carries with it: vocabulary, icons, themes, sample inks and the shipped models."""
