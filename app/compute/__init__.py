"""Computing with a formula, in a process of its own: what LaTeX means to SymPy, what can be done with it, its plot.

No Qt in here. `python -m app.compute` is the process; `app.services.computing` starts and ends it.
"""
