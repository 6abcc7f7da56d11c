"""How long whole commands take, from the shell's point of view."""

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

_TIMES = 10


def time_command(arguments: Sequence[str], folder: Path) -> dict[str, Any]:
    """Run a command some times; give the medians of wall and CPU seconds of the whole process.

    Modules may keep their bytecode, as they do wherever pip has installed them.
    """
    walls, cpus = [], []
    command = [sys.executable, "-m", "povgraph", *arguments]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(_TIMES + 1):
        before, start = _children(), perf_counter()
        subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
        walls.append(perf_counter() - start)
        cpus.append(_children() - before)
    return {"wall": median(walls[1:]), "cpu": median(cpus[1:])}  # the first one may read files for the first time


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
