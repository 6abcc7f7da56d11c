"""Run the command line as ``python -m povgraph``."""

from povgraph.cli import main

if __name__ == "__main__":
    main()
