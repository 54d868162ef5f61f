"""Folds a large file of events beside DuckDB, in turn on the same machine.

    pip install duckdb
    cargo build --release && cargo run --release --example generate_events -- events.csv
    python benches/peers/fold.py target/release/comity events.csv [ROUNDS]

Both read the same CSV file from the page cache and write the groups to a CSV file: whole processes for comity, and for DuckDB the
query alone in a process that is already running, so that the start of Python is not held against it. The query is the one that comity
prints with --emit-sql; DuckDB is told no order of rows, which comity keeps. The number of groups and all events in them must agree, or
no time is printed. "texts" lets DuckDB read columns as it likes, as an analyst would.
"""

import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

import duckdb

CASES = [
    ("year, all kinds", ["--by", "year", "--kinds", "none"], "year", "''"),
    ("year, kind", ["--by", "year"], "year", "kind"),
    ("day, kind", ["--by", "day"], "day", "kind"),
]


def ours(program, events, words, out):
    begin, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    child = subprocess.Popen([program, "fold", events, *words, "-o", out], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    assert status == 0
    return time.perf_counter() - begin, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def theirs(connection, events, period, kind, out):
    query = f"""COPY (SELECT source, target, CAST(date_trunc('{period}', date) AS DATE) AS period, {kind} AS kind, count(*) AS count,
        sum(CAST(value AS DECIMAL(18, 6))) AS sum FROM read_csv('{events}', header = true,
        columns = {{'date': 'DATE', 'source': 'VARCHAR', 'target': 'VARCHAR', 'kind': 'VARCHAR', 'value': 'DECIMAL(18, 6)'}})
        GROUP BY ALL) TO '{out}' (HEADER)"""
    begin, before = time.perf_counter(), time.process_time()
    connection.execute(query)
    return time.perf_counter() - begin, time.process_time() - before


def total(connection, out):
    return connection.execute(f"SELECT count(*), sum(count), sum(CAST(sum AS DECIMAL(38, 6))) FROM '{out}'").fetchone()


def main(program, events, rounds="5"):
    connection = duckdb.connect()
    print(f"DuckDB {duckdb.__version__}, {os.cpu_count()} cores, {os.path.getsize(events) / 1e6:.0f} MB")
    print(f"{'case':<16} {'groups':>9}  {'comity: least, median, CPU s, MiB':<36} {'DuckDB: least, median, CPU s':<30} ratio of least, of medians")
    with tempfile.TemporaryDirectory(dir=pathlib.Path(events).parent) as folder:
        mine, other = os.path.join(folder, "a.csv"), os.path.join(folder, "b.csv")
        for name, words, period, kind in CASES:
            a, b = [], []
            for _ in range(int(rounds)):
                a.append(ours(program, events, words, mine))
                b.append(theirs(connection, events, period, kind, other))
            counted = total(connection, mine)
            assert counted == total(connection, other), (counted, total(connection, other))
            a.sort(), b.sort()
            (least, cpu, memory), middle = a[0], a[len(a) // 2][0]
            (best, busy), median = b[0], b[len(b) // 2][0]
            print(
                f"{name:<16} {counted[0]:>9}  {least:6.2f} {middle:6.2f} {cpu:6.2f} {max(run[2] for run in a):6}          "
                f"{best:6.2f} {median:6.2f} {busy:6.2f}           {best / least:5.2f} {median / middle:5.2f}"
            )


if __name__ == "__main__":
    main(*sys.argv[1:])
