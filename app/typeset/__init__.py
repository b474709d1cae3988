"""LaTeX in print: ziamath sets it in a child process, Qt paints it, and each token's place in print is known."""
