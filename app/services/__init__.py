"""What works behind the widgets: recognition in a thread of its own, and reading and writing of files."""
