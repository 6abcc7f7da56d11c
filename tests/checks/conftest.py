"""Let the tests of the checks import ``corpora``, which builds the graphs that they look at."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
