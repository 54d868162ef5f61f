"""Writes tests/import/*.parquet, tables with the traps of real ones. Needs pyarrow.

    python3 tests/import/make_parquet.py
"""

import sys
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

FOLDER = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent


def write(name, columns, **options):
    table = pa.table([array for _, array in columns], names=[name for name, _ in columns])
    path = FOLDER / name
    # Without the schema of Arrow, which takes a kilobyte.
    pq.write_table(table, path, store_schema=False, **options)
    print(path.name, path.stat().st_size, "bytes")


# Seats with days, gaps, texts that are empty or hold separators, and two columns that are no plain cells.
write(
    "seats.parquet",
    [
        ("iso3", pa.array(["KAZ", "CHN", None, "RUS", "TJK", "Atlantis", "IRN", "", "NA"])),
        ("org", pa.array(["CICA", "SCO", "SCO", "SCO", "SCO", "SCO", "S\"C\tO", "SCO", "CICA"])),
        (
            "start",
            pa.array(
                [date(1999, 9, 14), date(2001, 6, 15), date(2001, 6, 15), None, date(2001, 6, 15), date(2005, 7, 5)]
                + [date(2005, 7, 5), date(2005, 7, 5), date(1500, 1, 1)]
            ),
        ),
        ("end", pa.array(["present", None, None, "2014-05-20", None, None, None, None, "1501"])),
        ("type", pa.array(["member", "member", "member", "observer", "king", "member", "member", "member", "observer"])),
        ("tags", pa.array([["a", "b"], [], None, ["c"], None, None, None, None, None])),
        ("about", pa.array([{"x": 1}, None, None, None, None, None, None, None, {"x": 2}])),
    ],
    compression="snappy",
    row_group_size=4,
)

# Every plain type: a value, a value at the edge, nothing.
moment = datetime(2014, 5, 20, 12, 30, 15)
whole = datetime(2014, 5, 20)
old = [pa.array([moment, whole, None], pa.timestamp("ns"))]
types = [
    ("truth", pa.array([True, False, None])),
    ("tiny", pa.array([-128, 0, None], pa.int8())),
    ("large", pa.array([2**63 - 1, -(2**63), None], pa.int64())),
    ("natural", pa.array([2**32 - 1, 0, None], pa.uint32())),
    ("huge", pa.array([2**64 - 1, 0, None], pa.uint64())),
    ("single", pa.array([0.1, 2014.0, None], pa.float32())),
    ("double", pa.array([0.1, float("nan"), None], pa.float64())),
    ("money", pa.array([Decimal("-0.05"), Decimal("1234567.80"), None], pa.decimal128(9, 2))),
    ("wealth", pa.array([Decimal("-12345678901234567890.123456"), Decimal("0"), None], pa.decimal128(38, 6))),
    ("text", pa.array(["Côte d'Ivoire", "", None])),
    ("bytes", pa.array([b"Comit\xe9", b"", None], pa.binary())),
    ("code", pa.array([b"abc", b"xyz", None], pa.binary(3))),
    ("word", pa.array(["a", "b", None]).dictionary_encode()),
    ("day", pa.array([date(2014, 5, 20), date(1, 1, 1), None])),
    ("second", pa.array([moment, whole, None], pa.timestamp("s"))),
    ("micro", pa.array([moment.replace(microsecond=5), whole, None], pa.timestamp("us", "UTC"))),
    ("clock", pa.array([time(9, 5, 0), time(23, 59, 59, 999999), None], pa.time64("us"))),
    ("nothing", pa.array([None, None, None], pa.null())),
]
write("types.parquet", types, compression="gzip")
write("types-2.parquet", types, compression="zstd", data_page_version="2.0", use_dictionary=False)
write("spark.parquet", [("moment", old[0])], use_deprecated_int96_timestamps=True)
write(
    "delta.parquet",
    [("number", pa.array(list(range(300)) + [None])), ("text", pa.array([f"t{i}" for i in range(300)] + [None]))],
    use_dictionary=False,
    column_encoding={"number": "DELTA_BINARY_PACKED", "text": "DELTA_LENGTH_BYTE_ARRAY"},
)
write("events.parquet", [
    ("event_date", pa.array([date(2018, 6, 1), date(2018, 6, 30), date(2018, 7, 1), None])),
    ("source_country", pa.array(["China", "China", "India", "India"])),
    ("target_country", pa.array(["India", "India", "China", "China"])),
    ("cameo_code", pa.array(["040", "046", "190", "190"])),
    ("intensity", pa.array([1.0, 0.5, None, 1.0])),
])
