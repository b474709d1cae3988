"""The canvas: ink by pen, mouse and touch, a picture beneath it, and the heatmap between the two."""
