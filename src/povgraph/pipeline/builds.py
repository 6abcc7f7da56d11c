"""What a build is asked for, and what it made.

Its machinery, which loads much, lies beside; commands that only ask a graph start without it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from povgraph.model import Finding
from povgraph.pipeline.reading import Progress, silent
from povgraph.resources import data_path
from povgraph.store.manifests import ReportEntry


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made.

    ``generation`` is the folder of the new graph; ``counts`` are rows by section; ``notes`` say how reports had to be
    read, each with the report's name; ``set_aside`` names the sources that could not be used, and why. ``origins``
    counts the reports, copies of one text as one; ``read`` those that were not known from the build before.
    """

    folder: Path
    generation: Path
    reports: tuple[ReportEntry, ...]
    notes: tuple[tuple[str, str], ...]
    counts: Mapping[str, int]
    quads: int
    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...]
    origins: int
    read: int


def build(
    sources: Sequence[Path],
    out: Path,
    *,
    reviewed: Sequence[Path] = (),
    least: Decimal = Decimal(0),
    jobs: int = 1,
    progress: Progress = silent,
) -> Built:
    """Build a graph: read the sources, make statements, write the quads, check them, publish a generation.

    Args:
        sources: Report files and folders of them; none for the sample that povgraph carries.
        out: The build folder. The graph that it holds stays whole until the new one is complete.
        reviewed: Folders with statements files that replace the extracted ones of the same name.
        least: Extracted statements that are less sure are left out.
        jobs: How many processes work at a time.
        progress: Called with a line for each step that takes time.

    Raises:
        PovgraphError: the input cannot be used or the folder cannot be written.
    """
    from povgraph.pipeline.building import build_into  # noqa: PLC0415

    if not sources:
        sources, reviewed = [data_path("sources")], [*reviewed, data_path("statements")]
    return build_into(out, sources, reviewed, least, jobs, progress)
