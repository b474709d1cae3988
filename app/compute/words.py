r"""Everything that the computing process says to people: sentences with places for what they are about.

They travel as a list, the sentence and what goes into its places, and the window translates the sentence. A place that
holds LaTeX or a number is not translated, one that holds an error is.
"""

from __future__ import annotations

from typing import Any, NoReturn

from mathnet.errors import SpokenError, to_json

Words = list[Any]  # of texts, and of errors as `mathnet.errors.to_json` makes them


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001 - the name that translation tools look for
    return text


class Refusal(ValueError):  # noqa: N818 - it is an answer, not a fault
    """What cannot be understood or done, with the sentence that says so in `words`."""

    def __init__(self, sentence: str, *about: str | SpokenError) -> None:
        super().__init__(sentence.format(*about))
        self.words: Words = [sentence, *(to_json(each) if isinstance(each, SpokenError) else each for each in about)]


def refuse(sentence: str, *about: str) -> NoReturn:
    raise Refusal(sentence, *about)


# What is not understood
MALFORMED = QT_TRANSLATE_NOOP("Compute", "The LaTeX is not complete: {}.")
EMPTY = QT_TRANSLATE_NOOP("Compute", "There is nothing to compute with yet.")
SIGN = QT_TRANSLATE_NOOP("Compute", "The sign {} is not understood here.")
MISSING = QT_TRANSLATE_NOOP("Compute", "Something is missing behind {}.")
MISSING_FIRST = QT_TRANSLATE_NOOP("Compute", "Something is missing before {}.")
UNCLOSED = QT_TRANSLATE_NOOP("Compute", "{} is opened but not closed.")
UNOPENED = QT_TRANSLATE_NOOP("Compute", "{} closes what was not opened.")
DOTS = QT_TRANSLATE_NOOP("Compute", "Dots leave open what is meant: write all terms, or a sum.")
CHAIN = QT_TRANSLATE_NOOP("Compute", "There are several relations in a row: write one of them, or one a line.")
WORD = QT_TRANSLATE_NOOP("Compute", "The letters {} look like a word, not like a product.")
NUMBER_BEHIND = QT_TRANSLATE_NOOP("Compute", "The number {} stands behind a factor: write · for a product.")
MIXED = QT_TRANSLATE_NOOP(
    "Compute", "A fraction behind a number may be added or multiplied: write + or · between them."
)
SLASH = QT_TRANSLATE_NOOP("Compute", "It is not clear where the part below / ends: write a fraction or brackets.")
APPLIED = QT_TRANSLATE_NOOP(
    "Compute", "{0} before a bracket may be a function or a factor: write {0} · (…) for the product."
)
COMMA = QT_TRANSLATE_NOOP("Compute", "Several things are listed with commas: write one of them.")
DIFFERENTIAL = QT_TRANSLATE_NOOP("Compute", "{} stands outside an integral.")
NO_DIFFERENTIAL = QT_TRANSLATE_NOOP("Compute", "The integral does not say over what: write dx at its end.")
BEHIND_DIFFERENTIAL = QT_TRANSLATE_NOOP(
    "Compute", "Something stands directly behind {}: write it before, or put + or ·."
)
BOUNDS = QT_TRANSLATE_NOOP("Compute", "{} needs both of its bounds, or none.")
RANGE = QT_TRANSLATE_NOOP("Compute", "{} needs where it begins, as in i = 1, and where it ends.")
APPROACH = QT_TRANSLATE_NOOP("Compute", "The limit needs a variable and where it goes, as in x → 0.")
DERIVATIVE = QT_TRANSLATE_NOOP("Compute", "This derivative is of something that is not written out.")
MARK = QT_TRANSLATE_NOOP("Compute", "The mark {} over or under a symbol is not understood.")
PRIMED = QT_TRANSLATE_NOOP("Compute", "{} is the derivative of a function that is not written out.")
INDEX = QT_TRANSLATE_NOOP("Compute", "The index of {} stands for a number that is not known here.")
SUBSCRIPT = QT_TRANSLATE_NOOP("Compute", "The subscript of {} is not understood.")
FUNCTION_POWER = QT_TRANSLATE_NOOP("Compute", "The exponent of {} is not understood: put it behind brackets.")
ARGUMENT_POWER = QT_TRANSLATE_NOOP(
    "Compute", "It is not clear whether the exponent belongs to {} or to what is in the brackets."
)
ARGUMENT_END = QT_TRANSLATE_NOOP("Compute", "It is not clear where what {} is taken of ends: put it into brackets.")
BARS = QT_TRANSLATE_NOOP("Compute", "It is not clear which of the bars | belong together: use brackets.")
ORDER = QT_TRANSLATE_NOOP("Compute", "{} stands on both sides of something: the order seems to matter here.")
DIFFERENCE = QT_TRANSLATE_NOOP("Compute", "{} may be one difference or a product: write · for the product.")
SIZE = QT_TRANSLATE_NOOP("Compute", "Bars around {} may be an absolute value, a determinant or a size.")
BRACKET_POWER = QT_TRANSLATE_NOOP("Compute", "The brackets in the exponent of {} may say something else than a power.")
TRANSPOSED = QT_TRANSLATE_NOOP("Compute", "{} may be a transpose or a power.")
DOUBLE_FACTORIAL = QT_TRANSLATE_NOOP("Compute", "Two signs ! in a row are not understood.")
GRID = QT_TRANSLATE_NOOP("Compute", "This arrangement in rows and columns is not understood.")
CASES = QT_TRANSLATE_NOOP("Compute", "Each case needs a value and a condition, as in x > 0.")
SIZES = QT_TRANSLATE_NOOP("Compute", "The matrices do not fit each other.")
MATRIX_HERE = QT_TRANSLATE_NOOP("Compute", "A matrix cannot stand here.")
PARTLY = QT_TRANSLATE_NOOP("Compute", "Only some of these are equations: write equations alone, one a line.")
PLUS_MINUS = QT_TRANSLATE_NOOP("Compute", "± is understood in a single expression or equation only.")
NOT_SURE = QT_TRANSLATE_NOOP("Compute", "It was not read back the same, so it may have been misunderstood.")
NOT_READ = QT_TRANSLATE_NOOP("Compute", "This is not understood as something to compute with.")
DEEP = QT_TRANSLATE_NOOP("Compute", "This is nested too deeply.")
UNNAMED = QT_TRANSLATE_NOOP("Compute", "{} is not the name of a variable.")
SCRIPTLESS = QT_TRANSLATE_NOOP("Compute", "A script stands on nothing.")

# What was assumed
EULER = QT_TRANSLATE_NOOP("Compute", "{} is Euler's number")
UNIT = QT_TRANSLATE_NOOP("Compute", "{} is the imaginary unit")
INDEX_NAME = QT_TRANSLATE_NOOP("Compute", "{} is a variable")
CIRCLE = QT_TRANSLATE_NOOP("Compute", "{} is the number 3.14159…")
PRODUCT = QT_TRANSLATE_NOOP("Compute", "{} before a bracket is a factor")
NATURAL = QT_TRANSLATE_NOOP("Compute", "log without a base is the natural logarithm")
INVERSE = QT_TRANSLATE_NOOP("Compute", "{} to the power −1 is the inverse function")
COVERS = QT_TRANSLATE_NOOP("Compute", "{} is taken of the whole product behind it")
REACH = QT_TRANSLATE_NOOP("Compute", "{} reaches up to the next + or −")
RADIANS = QT_TRANSLATE_NOOP("Compute", "angles without ° are in radians")
DEGREES = QT_TRANSLATE_NOOP("Compute", "° are degrees")
PRIME_NAME = QT_TRANSLATE_NOOP("Compute", "{} is a variable of its own, not a derivative")
DEFINES = QT_TRANSLATE_NOOP("Compute", "{} is what the right side says")
VALUE = QT_TRANSLATE_NOOP("Compute", "The = at the end asks for the value")
BOTH = QT_TRANSLATE_NOOP("Compute", "± gives two results, first + then −")
OTHERWISE = QT_TRANSLATE_NOOP("Compute", "The last line holds in all other cases")

# What cannot be done
MEMORY = QT_TRANSLATE_NOOP("Compute", "This needs more memory than it may have.")
UNSOLVED = QT_TRANSLATE_NOOP("Compute", "No way is known to do this.")
NO_VALUE = QT_TRANSLATE_NOOP("Compute", "There is no value that could be computed.")
NOT_SQUARE = QT_TRANSLATE_NOOP("Compute", "This needs as many rows as columns.")
SINGULAR = QT_TRANSLATE_NOOP("Compute", "There is no inverse: the determinant is zero.")
NO_PLOT = QT_TRANSLATE_NOOP("Compute", "This cannot be drawn.")
UNKNOWN = QT_TRANSLATE_NOOP("Compute", "This failed: {}.")

# Beside a result
EXACT = QT_TRANSLATE_NOOP("Compute", "exact")
ABOUT = QT_TRANSLATE_NOOP("Compute", "to {} digits")
NONE_FOUND = QT_TRANSLATE_NOOP("Compute", "There is no solution.")
ALWAYS = QT_TRANSLATE_NOOP("Compute", "Every value solves it.")
TOO_LONG = QT_TRANSLATE_NOOP("Compute", "The exact result has {} characters, too many to show.")
MULTIPLE = QT_TRANSLATE_NOOP("Compute", "{} times")
UPPER, LOWER = QT_TRANSLATE_NOOP("Compute", "with +"), QT_TRANSLATE_NOOP("Compute", "with −")
PLUS_CONSTANT = QT_TRANSLATE_NOOP("Compute", "plus any constant")
HOLDS = QT_TRANSLATE_NOOP("Compute", "This holds.")
DOES_NOT_HOLD = QT_TRANSLATE_NOOP("Compute", "This does not hold.")

# About the process itself
TOOK_TOO_LONG = QT_TRANSLATE_NOOP("Compute", "This took longer than {} seconds and was stopped.")
STOPPED = QT_TRANSLATE_NOOP("Compute", "Stopped.")
CRASHED = QT_TRANSLATE_NOOP("Compute", "The computation ended unexpectedly. Try again, or try something smaller.")
NOT_STARTED = QT_TRANSLATE_NOOP("Compute", "Computing could not be started: {}. Reading and copying work without it.")
