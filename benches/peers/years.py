"""Times what all pairs of 534 organizations share in every year 1816-2014, beside numpy, in turn on the same machine.

    pip install numpy==2.4.6
    cargo build --release --example every_year
    COMITY_DATA=... python3 benches/peers/years.py target/release/examples/every_year [ROUNDS]

Both have the yearly memberships in memory before the clock starts: comity as sets, numpy as one matrix of float32 a year,
compacted to the states and organizations of that year. Both then make the shared members and the Jaccard coefficient of
every pair, and add the coefficients up, year by year. The sums must agree, or no time is printed.
"""

import csv
import gzip
import io
import os
import pathlib
import subprocess
import sys
import time

import numpy as np


def matrices():
    path = pathlib.Path(os.environ["COMITY_DATA"], "cow_igo_v3/state_year_formatv3.csv.gz")
    years = {}
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            years.setdefault(int(row[1]), []).append(np.array([cell == "1" for cell in row[3:]]))
    for year in sorted(years):
        matrix = np.array(years[year])
        yield year, np.ascontiguousarray(matrix[matrix.any(1)][:, matrix.any(0)], dtype=np.float32)


def count(matrix):
    shared = matrix.T @ matrix
    sizes = np.diagonal(shared)
    jaccard = shared / (sizes[:, None] + sizes[None, :] - shared)
    n = len(sizes)
    # Each pair is there twice, and everybody with itself.
    return n, n * (n - 1) // 2, (float(jaccard.sum(dtype=np.float64)) - n) / 2


def main(program, rounds="7"):
    years = list(matrices())
    ours, theirs = [], []
    for _ in range(int(rounds)):
        ran = subprocess.run([program, "15"], check=True, capture_output=True, text=True)
        ours.append(float(ran.stderr.split()[0]))
        fastest = float("inf")
        for _ in range(5):
            begin = time.perf_counter()
            found = [count(matrix) for _, matrix in years]
            fastest = min(fastest, (time.perf_counter() - begin) * 1000)
        theirs.append(fastest)
    rows = list(csv.DictReader(io.StringIO(ran.stdout)))
    assert len(rows) == len(found) == 199
    for row, (year, _), (n, pairs, total) in zip(rows, years, found):
        mean = total / pairs if pairs else 0.0
        same = (int(row["year"]), int(row["organizations"]), int(row["pairs"])) == (year, n, pairs)
        # numpy's coefficients have seven digits.
        assert same and abs(float(row["mean_jaccard"]) - mean) < 1e-6, (row, n, pairs, mean)
    ours, theirs = min(ours), min(theirs)
    print(f"comity {ours:8.2f} ms\nnumpy  {theirs:8.2f} ms   {theirs / ours:.1f} times as long")


if __name__ == "__main__":
    main(*sys.argv[1:])
