"""Writes the matrices and p-values that tests/reference.rs compares comity's null models with.

    pip install numpy==2.4.6 scipy==1.17.1 networkx==3.6.1 bicm==3.4.0
    python3 tests/reference/backbone.py

Run it only to add a matrix or a model: the tests read the file it wrote and need no Python.

Nothing here follows comity's ways. The hypergeometric tail is scipy's; the chances of the bipartite
configuration model come from the package `bicm` of its authors and, on their own, from scipy's root finder on the
totals themselves, entry by entry; the two must agree. The Poisson-binomial tail is added up from a discrete Fourier
transform of its characteristic function. For the fixed degree sequence model all matrices of the same totals are
listed. The disparity filter is its formula over NetworkX's strengths.
"""

import itertools
import json
import pathlib

import networkx as nx
import numpy as np
from bicm import BipartiteGraph
from scipy.optimize import root
from scipy.special import expit
from scipy.stats import hypergeom

HERE = pathlib.Path(__file__).parent
AGREE = 1e-8


def matrices():
    """Name and matrix of zeros and ones."""
    davis = nx.davis_southern_women_graph()
    women, events = davis.graph["top"], davis.graph["bottom"]
    yield "davis", np.array([[int(davis.has_edge(w, e)) for e in events] for w in women])
    draw = np.random.default_rng(2014)
    yield "even", (draw.random((20, 30)) < 0.3).astype(int)
    # As bodies and states are: a few columns with nearly all rows, many with few.
    sizes = np.concatenate([[38, 36, 33, 30], draw.integers(2, 14, 36)])
    skewed = np.zeros((40, 40), dtype=int)
    for column, size in enumerate(sizes):
        weight = np.arange(40, 0, -1) ** 0.7
        skewed[draw.choice(40, size, replace=False, p=weight / weight.sum()), column] = 1
    yield "skewed", skewed
    # With a full and an empty row, a full and an empty column, and a row that is full once these are gone.
    edges = (draw.random((12, 9)) < 0.4).astype(int)
    edges[0] = 1
    edges[1] = 0
    edges[2] = 1
    edges[2, 5] = 0
    edges[:, 5] = 0
    edges[:, 3] = 1
    edges[1, 3] = 0
    yield "degenerate", edges


def peeled(matrix):
    """Which entries are certain, and rows and columns of what is left."""
    rows, columns = set(range(matrix.shape[0])), set(range(matrix.shape[1]))
    certain = np.full(matrix.shape, np.nan)
    while True:
        full = {r: sum(matrix[r, c] for c in columns) for r in rows}
        for r, total in full.items():
            if total in (0, len(columns)):
                for c in columns:
                    certain[r, c] = matrix[r, c]
                rows = rows - {r}
        tall = {c: sum(matrix[r, c] for r in rows) for c in columns}
        gone = {c for c, total in tall.items() if total in (0, len(rows))}
        for c in gone:
            for r in rows:
                certain[r, c] = matrix[r, c]
        columns = columns - gone
        if not gone and all(0 < sum(matrix[r, c] for c in columns) < len(columns) for r in rows):
            return certain, sorted(rows), sorted(columns)


def chances(name, matrix):
    """The chance of every entry in the bipartite configuration model."""
    certain, rows, columns = peeled(matrix)
    core = matrix[np.ix_(rows, columns)]
    row_totals, column_totals = core.sum(1), core.sum(0)
    r, c = core.shape

    def missing(logs):
        p = expit(logs[:r, None] + logs[None, r:])
        return np.concatenate([p.sum(1) - row_totals, p.sum(0) - column_totals])

    start = np.concatenate([np.log(row_totals / np.sqrt(core.sum())), np.log(column_totals / np.sqrt(core.sum()))])
    found = root(missing, start, method="lm", options={"xtol": 1e-15, "ftol": 1e-15, "maxiter": 100_000})
    own = expit(found.x[:r, None] + found.x[None, r:])
    assert np.abs(missing(found.x)).max() < 1e-9, (name, np.abs(missing(found.x)).max())

    graph = BipartiteGraph(biadjacency=core)
    graph.solve_tool(method="newton", tol=1e-12, print_error=False, verbose=False)
    theirs = graph.get_bicm_matrix()
    assert np.abs(theirs - own).max() < AGREE, (name, np.abs(theirs - own).max())
    whole = certain.copy()
    whole[np.ix_(rows, columns)] = own
    return whole


def poisson_binomial_tail(p, at_least):
    """P(X >= at_least), by the Fourier transform of the characteristic function."""
    n = len(p)
    turns = np.exp(2j * np.pi * np.arange(n + 1) / (n + 1))
    characteristic = np.prod(1 - p[:, None] + p[:, None] * turns[None, :], axis=0)
    mass = np.fft.fft(characteristic).real / (n + 1)
    return float(np.clip(mass[at_least:].sum(), 0, 1))


def all_matrices(row_totals, column_totals):
    """Every matrix with these totals, as tuples of rows."""
    if not row_totals:
        if not any(column_totals):
            yield ()
        return
    for chosen in itertools.combinations(range(len(column_totals)), row_totals[0]):
        left = [total - (c in chosen) for c, total in enumerate(column_totals)]
        if min(left, default=0) >= 0:
            for rest in all_matrices(row_totals[1:], left):
                yield (frozenset(chosen), *rest)


def fixed(matrix):
    """P(shared >= as observed) for every pair over all matrices of the same totals, and their number."""
    every = list(all_matrices(list(matrix.sum(1)), list(matrix.sum(0))))
    rows = [frozenset(np.flatnonzero(row)) for row in matrix]
    pairs = list(itertools.combinations(range(len(rows)), 2))
    reached = [sum(len(m[a] & m[b]) >= len(rows[a] & rows[b]) for m in every) for a, b in pairs]
    return [count / len(every) for count in reached], len(every)


def disparity(matrix):
    shared = matrix @ matrix.T
    np.fill_diagonal(shared, 0)
    graph = nx.from_numpy_array(shared)
    rows = []
    for a, b, data in sorted(graph.edges(data=True), key=lambda edge: edge[:2]):
        alphas = []
        for end in (a, b):
            k, s = graph.degree(end), graph.degree(end, weight="weight")
            alphas.append((1 - data["weight"] / s) ** (k - 1) if k > 1 else 1.0)
        rows.append([a, b, float(data["weight"]), float(min(alphas))])
    return rows


def main():
    out = []
    for name, matrix in matrices():
        shared = matrix @ matrix.T
        totals = matrix.sum(1)
        pairs = list(itertools.combinations(range(len(matrix)), 2))
        p = chances(name, matrix)
        out.append({
            "name": name,
            "rows": len(matrix),
            "columns": matrix.shape[1],
            "entries": [[int(r), int(c)] for r, c in zip(*np.nonzero(matrix))],
            "chances": [[float(v) for v in row] for row in p],
            "hypergeometric": [
                float(hypergeom.sf(shared[a, b] - 1, matrix.shape[1], totals[a], totals[b])) for a, b in pairs
            ],
            "sdsm": [poisson_binomial_tail(p[a] * p[b], shared[a, b]) for a, b in pairs],
            "disparity": disparity(matrix),
        })
    small = np.array([[1, 1, 0, 1, 0], [1, 1, 0, 0, 0], [0, 1, 1, 0, 0], [1, 0, 0, 1, 1], [1, 0, 1, 0, 0]])
    p_values, number = fixed(small)
    listed = {
        "rows": 5, "columns": 5, "entries": [[int(r), int(c)] for r, c in zip(*np.nonzero(small))],
        "matrices": number, "fdsm": p_values,
    }
    text = json.dumps({"matrices": out, "listed": listed}, indent=None, separators=(",", ":"))
    (HERE / "backbone.json").write_text(text.replace('{"name"', '\n{"name"').replace('"listed"', '\n"listed"') + "\n")


if __name__ == "__main__":
    main()
