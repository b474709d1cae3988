"""The wide vocabulary measured: composed expressions, single symbols and scribbles of ink that training left out."""
