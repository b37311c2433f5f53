"""Makes ``python -m pat_core`` do what ``pat`` does."""

import sys

if __name__ == "__main__":
    try:
        from pat_core.cli.main import main

        status = main()
    except KeyboardInterrupt:
        # It came before the program could handle it; see ``stopping``.
        print("pat: stopped before it was done", file=sys.stderr)
        status = 130
    sys.exit(status)
