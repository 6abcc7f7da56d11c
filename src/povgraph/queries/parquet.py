"""Write rows as Parquet, typed columns for pandas, polars, R, DuckDB; needs the extra ``parquet``."""

from decimal import Decimal
from typing import Any, BinaryIO

from povgraph.extras import need
from povgraph.queries.answers import Table
from povgraph.queries.values import MOST_DIGITS, Column, columns_of, decimal_places


def write_parquet(table: Table, out: BinaryIO) -> int:
    """Write Parquet: figures that a double holds exactly as doubles, any others as decimals, days as dates.

    Raises:
        ResourceError: the extra ``parquet`` is not installed.
    """
    arrow, writer = need("pyarrow", "parquet"), need("pyarrow.parquet", "parquet")
    columns = columns_of(table)
    arrays = [arrow.array(column.values, type=_type(arrow, column)) for column in columns]
    made = arrow.table(arrays, names=[column.name for column in columns])
    writer.write_table(made, out, compression="zstd")
    return int(made.num_rows)


def _type(arrow: Any, column: Column) -> Any:
    if column.kind == "decimal":
        places = max(decimal_places(value) for value in column.values if isinstance(value, Decimal))
        return arrow.decimal128(MOST_DIGITS, places)
    types = {"integer": arrow.int64, "number": arrow.float64, "date": arrow.date32, "truth": arrow.bool_}
    return types.get(column.kind, arrow.string)()
