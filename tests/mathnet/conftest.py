"""What the tests of the recogniser share: one thread."""

from tests.threads import one_thread  # noqa: F401  # a fixture that pytest finds here
