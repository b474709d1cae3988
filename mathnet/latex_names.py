r"""The names of LaTeX: which commands the canonical form drops, which it renames, and what environments become.

Dropped is what says how something is set and not what is written: spacing, sizes, upright and bold fonts, `\left` and
`\right`, `\limits`. Renamed are other names of the same ink, such as `\le` for `\leq` and `\mathscr` for `\mathcal`.
What no handwriting tells apart has one name, so that a reader of ink has one answer to learn.
"""

from __future__ import annotations

DELIMITED = frozenset(["\\left", "\\right", "\\middle"]) | frozenset(
    f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)
# Upright fonts: behind them letters that spell a function are the function, as in `\mathrm{ln}`.
UPRIGHT = (
    frozenset(["\\rm", "\\mathrm", "\\mathnormal", "\\mathsf", "\\operatorname", "\\operatorname*", "\\mathop"])
    | frozenset(["\\text", "\\textrm", "\\textnormal", "\\textup", "\\mbox", "\\hbox"])
)  # fmt: skip
FUNCTIONS = (
    frozenset(["lim", "log", "ln", "exp", "max", "min", "sup", "inf", "det", "dim", "ker", "arg", "gcd", "deg"])
    | frozenset(["sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh", "tanh", "arcsin", "arccos", "arctan"])
)  # fmt: skip
DROPPED = (
    UPRIGHT
    | frozenset(["~", "$", "\\,", "\\:", "\\;", "\\!", "\\>", "\\/", "\\*", "\\ ", "\\\t", "\\\n"])
    | frozenset(["\\(", "\\)", "\\[", "\\]", "\\quad", "\\qquad", "\\limits", "\\nolimits", "\\displaylimits"])
    | frozenset(["\\thinspace", "\\medspace", "\\thickspace", "\\negthinspace", "\\enspace", "\\enskip", "\\hfill"])
    | frozenset(["\\displaystyle", "\\textstyle", "\\scriptstyle", "\\scriptscriptstyle", "\\nonumber", "\\notag"])
    | frozenset(["\\tiny", "\\scriptsize", "\\footnotesize", "\\small", "\\normalsize", "\\large", "\\Large"])
    | frozenset(["\\it", "\\bf", "\\sf", "\\tt", "\\sl", "\\mit", "\\mathit", "\\mathtt", "\\mathbf", "\\normalfont"])
    | frozenset(["\\boldsymbol", "\\bm", "\\pmb", "\\boldmath", "\\unboldmath", "\\textbf", "\\textit", "\\textsf"])
    | frozenset(["\\texttt", "\\emph", "\\vtop", "\\ensuremath", "\\smash", "\\hline", "\\protect", "\\strut"])
    | frozenset(["\\mathord", "\\mathbin", "\\mathrel", "\\mathopen", "\\mathclose", "\\mathpunct", "\\mathinner"])
)
DROPPED_WITH_GROUP = (
    frozenset(["\\hspace", "\\hspace*", "\\mspace", "\\vspace", "\\label", "\\tag", "\\color", "\\cline", "\\raisebox"])
    | frozenset(["\\phantom", "\\hphantom", "\\vphantom"])
)  # fmt: skip
_SAME_INK = {
    "<": "\\lt",
    ">": "\\gt",
    "\\leq": "\\le \\leqslant",
    "\\geq": "\\ge \\geqslant",
    "\\neq": "\\ne",
    "\\rightarrow": "\\to \\longrightarrow",
    "\\leftarrow": "\\gets \\longleftarrow",
    "\\leftrightarrow": "\\longleftrightarrow",
    "\\Rightarrow": "\\Longrightarrow \\implies",
    "\\Leftarrow": "\\Longleftarrow \\impliedby",
    "\\Leftrightarrow": "\\Longleftrightarrow \\iff",
    "\\mapsto": "\\longmapsto",
    "\\hookrightarrow": "\\longhookrightarrow",
    "\\ldots": "\\dots \\dotsc \\dotso \\hdots",
    "\\cdots": "\\dotsb \\dotsm \\dotsi",
    "\\cdot": "\\cdotp \\centerdot",
    "\\frac": "\\dfrac \\tfrac \\cfrac",
    "\\binom": "\\dbinom \\tbinom",
    "[": "\\lbrack",
    "]": "\\rbrack",
    "\\{": "\\lbrace",
    "\\}": "\\rbrace",
    "|": "\\mid \\vert \\lvert \\rvert \\shortmid",
    "\\|": "\\Vert \\lVert \\rVert",
    "*": "\\ast",
    ":": "\\colon",
    "/": "\\slash",
    "_": "\\sb",
    "^": "\\sp",
    "i": "\\imath",
    "j": "\\jmath",
    "\\wedge": "\\land",
    "\\vee": "\\lor",
    "\\neg": "\\lnot",
    "\\ni": "\\owns",
    "\\emptyset": "\\varnothing",
    "\\setminus": "\\backslash \\smallsetminus",
    "\\dagger": "\\dag",
    "\\perp": "\\bot",
    "\\parallel": "\\shortparallel",
    "\\propto": "\\varpropto",
    "\\sim": "\\thicksim",
    "\\approx": "\\thickapprox",
    "\\models": "\\vDash",
    "\\triangle": "\\bigtriangleup \\vartriangle",
    "\\hbar": "\\hslash",
    "\\int": "\\intop \\smallint",
    "\\hat": "\\widehat",
    "\\tilde": "\\widetilde",
    "\\mathcal": "\\mathscr",
    "\\mathbb": "\\mathds \\mathbbm \\Bbb",
}
RENAMED = {name: kept for kept, names in _SAME_INK.items() for name in names.split()}
NEGATED = {"=": "\\neq", "\\in": "\\notin"}
# Functions without a token of their own are spelt, as the pen does it.
SPELT = {f"\\{name}": tuple(name) for name in ("lg", "coth", "sech", "csch", "hom", "mod", "Pr")} | {
    "\\bmod": tuple("mod"),
    "\\limsup": ("\\lim", "\\sup"),
    "\\liminf": ("\\lim", "\\inf"),
    "\\degree": ("^", "{", "\\circ", "}"),
}

GRIDS = ("matrix", "pmatrix", "bmatrix", "vmatrix", "cases", "aligned")
COLUMNS = frozenset(["array", "subarray", "tabular", "alignat", "alignedat"])  # environments with an argument
EQUATIONS = "eqnarray"  # three columns, of which the second holds a relation: read as two
_SAME_LAYOUT = {
    "matrix": "smallmatrix array subarray tabular",
    "pmatrix": "psmallmatrix",
    "bmatrix": "bsmallmatrix",
    "vmatrix": "vsmallmatrix",
    "cases": "dcases",
    "aligned": "align alignat alignedat flalign split gather gathered multline multlined",
    "": "equation displaymath math",
}
_FENCED = {"Bmatrix": ("\\{", "\\}"), "Vmatrix": ("\\|", "\\|"), "rcases": ("", "\\}")}
# What stands for an environment, by its name without a star: left of it, the grid, right of it.
ENVIRONMENTS: dict[str, tuple[str, str, str]] = (
    {name: ("", name, "") for name in (*GRIDS, EQUATIONS)}
    | {name: ("", kept, "") for kept, names in _SAME_LAYOUT.items() for name in names.split()}
    | {name: (left, "matrix", right) for name, (left, right) in _FENCED.items()}
)
