"""Writes a scale-free network as a list of edges, `source,target`: Chung and Lu's, with exponent 2.5.

Usage: scale_free.py NODES EDGES SEED FILE.csv          (numpy alone)

Node i is expected to have (i + 10)^(-1/1.5) of all ties, which makes degrees fall off with exponent 2.5; both ends of every
edge are drawn by it. Loops and repeated pairs are drawn anew until there are exactly so many edges; ids are
shuffled, so that none of them tells a degree. The same arguments give the same bytes.
"""

import sys

import numpy as np


def edges(nodes, wanted, seed):
    random = np.random.default_rng(seed)
    steps = np.cumsum((np.arange(nodes) + 10.0) ** (-1 / 1.5))
    found = np.empty(0, dtype=np.int64)
    while len(found) < wanted:
        more = wanted - len(found)
        more += more // 8 + 16
        a, b = (np.searchsorted(steps, random.random(more) * steps[-1]) for _ in range(2))
        keys = np.minimum(a, b).astype(np.int64) * nodes + np.maximum(a, b)
        found = np.concatenate([found, keys[a != b]])
        _, first = np.unique(found, return_index=True)
        found = found[np.sort(first)]
    found = found[:wanted]
    names = random.permutation(nodes)
    return names[found // nodes], names[found % nodes]


def main(nodes, wanted, seed, path):
    a, b = edges(int(nodes), int(wanted), int(seed))
    with open(path, "w") as file:
        file.write("source,target\n")
        for start in range(0, len(a), 1 << 18):
            part = slice(start, start + (1 << 18))
            file.write("".join(f"{x},{y}\n" for x, y in zip(a[part].tolist(), b[part].tolist())))


if __name__ == "__main__":
    main(*sys.argv[1:])
