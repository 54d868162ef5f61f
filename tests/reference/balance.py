"""Writes the signed networks, triads and frustration indices that tests/reference.rs compares comity's with.

    pip install numpy==2.4.6 scipy==1.17.1
    python3 tests/reference/balance.py

Run it only to add a network: the tests read the file it wrote and need no Python.

Triads are counted from traces of powers of matrices. The index of a network of up to 20 nodes is the least over all
divisions, each looked at; that of a larger one is the optimum of an integer programme that HiGHS (in scipy)
proves: a variable a node, one a tie that says whether it is contradicted.
"""

import json
import pathlib

import numpy as np
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import lil_matrix

HERE = pathlib.Path(__file__).parent


def networks():
    """Name, number of nodes, ties as (a, b, weight)."""
    draw = np.random.default_rng(1946)

    def drawn(n, density, hostile, weights=(1,)):
        ties = []
        for a in range(n):
            for b in range(a + 1, n):
                if draw.random() < density:
                    sign = -1 if draw.random() < hostile else 1
                    ties.append((a, b, int(sign * draw.choice(weights))))
        return ties

    yield "all tied, half hostile", 16, drawn(16, 1, 0.5)
    yield "all tied, a third hostile", 20, drawn(20, 1, 0.33)
    yield "dense with weights", 18, drawn(18, 0.7, 0.4, (1, 2, 5))
    yield "all enemies", 15, [(a, b, -1) for a in range(15) for b in range(a + 1, 15)]
    camps = [(a, b, 1 if (a < 7) == (b < 7) else -1) for a in range(14) for b in range(a + 1, 14)]
    yield "two camps", 14, camps
    yield "two camps with three slips", 14, [(a, b, -w if (a, b) in [(0, 1), (2, 9), (8, 13)] else w) for a, b, w in camps]
    yield "sparse", 40, drawn(40, 0.13, 0.4)
    yield "sparse with weights", 36, drawn(36, 0.15, 0.5, (1, 3))
    yield "few enemies among many friends", 40, drawn(40, 0.5, 0.06)
    ring = [(a, (a + 1) % 31, 1) for a in range(31)] + [(a, (a + 5) % 31, -1) for a in range(31)]
    yield "two rings", 31, ring


def census(n, ties):
    """Triads by the number of hostile ties, from traces: each triad is six closed walks of three steps."""
    plus, minus = np.zeros((n, n), dtype=int), np.zeros((n, n), dtype=int)
    for a, b, weight in ties:
        (plus if weight > 0 else minus)[[a, b], [b, a]] = 1
    trace = lambda x, y, z: int(np.trace(x @ y @ z))
    return [
        trace(plus, plus, plus) // 6, trace(plus, plus, minus) // 2,
        trace(plus, minus, minus) // 2, trace(minus, minus, minus) // 6,
    ]


def by_all_divisions(n, ties):
    divisions = np.arange(1 << (n - 1), dtype=np.uint32)
    cost = np.zeros(len(divisions), dtype=np.int64)
    for a, b, weight in ties:
        apart = (divisions >> np.uint32(a) ^ divisions >> np.uint32(b)) & 1
        cost += abs(weight) * (apart if weight > 0 else 1 - apart)
    return int(cost.min())


def by_programme(n, ties):
    m = len(ties)
    matrix, upper = lil_matrix((2 * m, n + m)), np.zeros(2 * m)
    for i, (a, b, weight) in enumerate(ties):
        # Contradicted, if friends are apart or enemies are not.
        if weight > 0:
            rows = [({a: 1, b: -1}, 0), ({a: -1, b: 1}, 0)]
        else:
            rows = [({a: 1, b: 1}, 1), ({a: -1, b: -1}, -1)]
        for j, (terms, bound) in enumerate(rows):
            for node, factor in terms.items():
                matrix[2 * i + j, node] = factor
            matrix[2 * i + j, n + i] = -1
            upper[2 * i + j] = bound
    cost = np.concatenate([np.zeros(n), [abs(weight) for _, _, weight in ties]])
    lower, high = np.zeros(n + m), np.ones(n + m)
    high[0] = 0
    from scipy.optimize import Bounds
    found = milp(cost, constraints=LinearConstraint(matrix.tocsr(), -np.inf, upper), integrality=np.ones(n + m),
                 bounds=Bounds(lower, high), options={"time_limit": 300, "mip_rel_gap": 0})
    assert found.status == 0, found.message
    return round(found.fun)


def main():
    out = []
    for name, n, ties in networks():
        index = by_all_divisions(n, ties) if n <= 20 else by_programme(n, ties)
        print(name, n, len(ties), index)
        out.append({"name": name, "nodes": n, "ties": ties, "census": census(n, ties), "frustration": index})
    text = json.dumps(out, separators=(",", ":"))
    (HERE / "balance.json").write_text(text.replace('{"name"', '\n{"name"') + "\n")


if __name__ == "__main__":
    main()
