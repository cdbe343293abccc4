"""`python -m regelverk.cli`."""

import sys

from regelverk.cli import main

sys.exit(main())
