"""`python -m mathnet`: the recogniser on the command line."""

import sys

from mathnet.command import main

sys.exit(main())
