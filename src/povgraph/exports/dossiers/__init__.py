"""A dossier: all that the reports say of one place, person, organization or programme, with every sentence."""

from povgraph.exports.dossiers.writing import (
    FORMATS,
    dossier_format,
    dossier_of,
    find_thing,
    make_dossier,
    write_dossier,
)

__all__ = ["FORMATS", "dossier_format", "dossier_of", "find_thing", "make_dossier", "write_dossier"]
