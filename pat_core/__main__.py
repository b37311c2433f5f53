"""Lets ``python -m pat_core`` do what ``pat`` does."""

import sys

from pat_core.cli import main

if __name__ == "__main__":
    sys.exit(main())
