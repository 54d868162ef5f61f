"""Times `comity overlap` beside networkx and sqlite3, whole processes, in turn on the same machine.

Usage: compare.py COMITY [--graph WORLD.ron] [--as-of DAY] [--runs N] A B
       compare.py COMITY [--graph WORLD.ron] [--as-of DAY] [--runs N] --all

Run it with the Python that has networkx. Needs no sqlite3: without one, its rows are left out. The peers read the
seats of every body on the day from a CSV that comity writes before the clock starts; comity itself reads
its world as text in every run. All must give the same numbers, or nothing is timed.
"""

import argparse
import csv
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

PAIRS = """
SELECT a.body, b.body, p.n, q.n, count(*), printf('%.3f', 1.0 * count(*) / (p.n + q.n - count(*)))
FROM seats a JOIN seats b ON a.id = b.id AND a.body < b.body
JOIN sizes p ON p.body = a.body JOIN sizes q ON q.body = b.body {only} GROUP BY a.body, b.body;
"""
SIZES = "CREATE TEMP VIEW sizes AS SELECT body, count(*) AS n FROM seats GROUP BY body;"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("comity")
    parser.add_argument("bodies", nargs="*", metavar="BODY")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--graph")
    parser.add_argument("--as-of", default="2014-05-20")
    parser.add_argument("--runs", type=int, default=50)
    args = parser.parse_args()
    if args.all == bool(args.bodies) or len(args.bodies) not in (0, 2):
        parser.error("name two bodies, or say --all")

    comity = [os.path.abspath(args.comity)] + (["--graph", args.graph] if args.graph else [])
    asked = ["--all"] if args.all else args.bodies
    frame = ["--as-of", args.as_of, "--dates", "surely", "--format", "csv"]
    with tempfile.TemporaryDirectory() as folder:
        seats = Path(folder, "seats.csv")
        write_seats(seats, comity, frame)
        commands = {"comity": comity + ["overlap", *asked, *frame]}
        here = Path(__file__).parent
        commands["networkx"] = [sys.executable, str(here / "overlap.py"), str(seats), *asked]
        if sqlite := shutil.which("sqlite3"):
            only = "" if args.all else "WHERE a.body = '{}' AND b.body = '{}'".format(*sorted(args.bodies))
            question = SIZES + PAIRS.format(only=only)
            store = str(Path(folder, "seats.db"))
            load = [".mode csv", f".import {seats} seats"]
            index = "CREATE INDEX by_body ON seats (body, id); CREATE INDEX by_id ON seats (id, body);"
            subprocess.run([sqlite, store, *load, index], check=True)
            commands["sqlite3, CSV"] = [sqlite, ":memory:", *load, question]
            commands["sqlite3, store"] = [sqlite, "-csv", store, question]
        check(commands)
        times = {name: [] for name in commands}
        for _ in range(args.runs):
            for name, command in commands.items():
                times[name].append(wall(command))
    least, middle = min(times["comity"]), median(times["comity"])
    print(f"{'':16}{'min ms':>9}{'median':>9}{'x comity (min)':>16}{'(median)':>10}   of {args.runs} runs")
    for name, spent in times.items():
        row = min(spent), median(spent)
        print(f"{name:16}{row[0]:9.1f}{row[1]:9.1f}{row[0] / least:16.1f}{row[1] / middle:10.1f}")


def write_seats(path, comity, frame):
    """One row a member and body, as `comity members` says for every body."""
    with path.open("w", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["body", "id"])
        for body in rows(comity + ["list", "bodies", "--format", "csv"]):
            out.writerows([body["id"], seat["id"]] for seat in rows(comity + ["members", body["id"], *frame]))


def rows(command):
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return list(csv.DictReader(text.splitlines()))


def check(commands):
    """Every program must give the same pairs and numbers."""
    expected = {pair(r["a"], r["b"], r["a_members"], r["b_members"], r["shared"]) for r in rows(commands["comity"])}
    for name, command in commands.items():
        if name != "comity":
            text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            found = {pair(*line.replace(",", " ").split()[:5]) for line in text.splitlines()}
            if found != expected:
                sys.exit(f"{name} answers something else: {sorted(found ^ expected)[:4]}")


def pair(a, b, in_a, in_b, shared):
    return (a, b, in_a, in_b, shared) if a < b else (b, a, in_b, in_a, shared)


def wall(command):
    """Milliseconds from the start of a process to its end."""
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, os.environ, file_actions=quiet)
    _, status = os.waitpid(process, 0)
    spent = (time.perf_counter() - began) * 1000
    if status:
        sys.exit(f"{command[0]} failed")
    return spent


if __name__ == "__main__":
    main()
