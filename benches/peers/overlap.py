"""How two bodies overlap, answered with networkx: the peer that `compare.py` times beside comity.

Usage: overlap.py SEATS.csv A B      one pair
       overlap.py SEATS.csv --all    every pair of bodies that shares a member

SEATS.csv has the columns `body` and `id`; `compare.py` has comity write it. Prints one line a pair:
A B members-of-A members-of-B shared Jaccard.
"""

import csv
import sys

import networkx as nx


def main(path, *bodies):
    graph = nx.Graph()
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            # A body can sit in another: its two parts are two nodes.
            graph.add_edge(("body", row["body"]), ("holder", row["id"]))
    if bodies == ("--all",):
        names = sorted(name for side, name in graph if side == "body")
        pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1:]]
    else:
        pairs = [bodies]
    for a, b in pairs:
        left, right = (set(graph.adj.get(("body", body), ())) for body in (a, b))
        shared = len(left & right)
        if shared or len(pairs) == 1:
            print(a, b, len(left), len(right), shared, f"{shared / len(left | right):.3f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
