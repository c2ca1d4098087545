"""`python -m pelican_plugins.cli` is `pouch`, for a checkout that is not installed."""

import sys

from .main import main

sys.exit(main())
