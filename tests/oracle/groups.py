"""Writes groups/*.json: graphs with what tests/groups_oracle.rs compares comity's groups and brokers with.

    pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
    python3 tests/oracle/groups.py

What either library defines is taken from it, and from both where both do; brokerage, Barber's modularity, the
constant Potts model and cores and peripheries are counted here from their definitions, by trying everything.
"""

import itertools
import json
import math
import pathlib
import random
import sys

import igraph
import networkx as nx
import numpy as np
import scipy.optimize

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import generate

HERE = pathlib.Path(__file__).parent / "groups"
AGREE = 1e-10


def agree(what, *values):
    values = [value for value in values if value is not None and not math.isnan(value)]
    if not values:
        return None
    if max(values) - min(values) > AGREE:
        raise SystemExit(f"{what}: {values}")
    return float(values[0])


def graphs():
    yield from generate.graphs()
    # Monks' liking at the last count, made small: arcs with weights and a class each.
    draw = random.Random(5)
    small = nx.gnm_random_graph(7, 16, seed=7, directed=True)
    for a, b in small.edges:
        small[a][b]["weight"] = draw.choice([1, 2, 3])
    yield "seven_directed", "seven nodes, 16 arcs, seeded: small enough to deal all classes", small, None
    yield "seven", "seven nodes, 10 edges, seeded", nx.gnm_random_graph(7, 10, seed=3), None
    seats = nx.Graph()
    seats.add_nodes_from(range(9))
    seats.add_edges_from([(0, 5), (1, 5), (2, 5), (0, 6), (3, 6), (4, 6), (1, 7), (2, 7), (0, 8), (4, 8), (3, 5)])
    yield "nine_seats", "two-mode: five states in four bodies", seats, range(5)


def partitions(pair):
    """Two ways to cut the nodes that every program can repeat, and none of them good."""
    draw = random.Random(pair.n)
    return [[node * 7 % 3 for node in range(pair.n)], [draw.randrange(4) for _ in range(pair.n)]]


def as_sets(labels):
    return [{node for node, other in enumerate(labels) if other == label} for label in sorted(set(labels))]


def modularities(pair, labels):
    rows = []
    for weighted, resolution in itertools.product([False, True], [0.5, 1.0, 1.7]):
        if not pair.edges:
            continue
        found = nx.community.modularity(
            pair.nx, as_sets(labels), weight="weight" if weighted else None, resolution=resolution
        )
        second = pair.ig.modularity(
            labels, weights=pair.strengths if weighted else None, resolution=resolution, directed=pair.directed
        )
        rows.append([weighted, resolution, agree("modularity", found, second)])
    return rows


def matrix(pair, weighted):
    a = np.zeros((pair.n, pair.n))
    for i, j, w in pair.edges:
        a[i, j] = w if weighted else 1
        if not pair.directed:
            a[j, i] = a[i, j]
    return a


def potts(pair, labels, resolution):
    a, total = matrix(pair, True), 0.0
    for i, j in itertools.permutations(range(pair.n), 2):
        if labels[i] == labels[j]:
            total += a[i, j] - resolution
    return total if pair.directed else total / 2


def barber(pair, labels):
    if pair.actors is None or not pair.edges:
        return None
    a = matrix(pair, True)
    k, m = a.sum(axis=1), a.sum() / 2
    others = [node for node in range(pair.n) if node not in pair.actors]
    pairs = ((i, j) for i in pair.actors for j in others if labels[i] == labels[j])
    return sum(a[i, j] - k[i] * k[j] / m for i, j in pairs) / m


def signed(pair, labels):
    """Every third edge is a rivalry: from the definition, as pairs."""
    if pair.directed or len(pair.edges) < 3:
        return None
    layers = [[e for i, e in enumerate(pair.edges) if (i % 3 == 2) == bad] for bad in (False, True)]
    total, norm = 0.0, 0.0
    for sign, edges in zip((1, -1), layers):
        a = np.zeros((pair.n, pair.n))
        for i, j, w in edges:
            a[i, j] = a[j, i] = w
        k = a.sum(axis=1)
        norm += a.sum()
        for i, j in itertools.product(range(pair.n), repeat=2):
            if labels[i] == labels[j]:
                total += sign * (a[i, j] - k[i] * k[j] / a.sum())
    return total / norm


def mixing(pair, labels):
    if not pair.edges:
        return {"degree": None, "classes": None, "inside": 0.0, "outside": 0.0}
    nx.set_node_attributes(pair.nx, dict(enumerate(labels)), "class")
    with np.errstate(all="ignore"):
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            degree = agree(
                "degree assortativity",
                nx.degree_assortativity_coefficient(pair.nx),
                pair.ig.assortativity_degree(directed=pair.directed),
            )
            classes = agree(
                "assortativity",
                nx.attribute_assortativity_coefficient(pair.nx, "class"),
                pair.ig.assortativity_nominal(labels, directed=pair.directed),
            )
    inside = sum(w for i, j, w in pair.edges if labels[i] == labels[j])
    return {"degree": degree, "classes": classes, "inside": inside, "outside": sum(pair.strengths) - inside}


def structure(pair):
    plain = nx.Graph(pair.nx)
    bare = igraph.Graph(n=pair.n, edges=list(plain.edges))
    points = sorted(nx.articulation_points(plain))
    bridges = sorted(sorted(edge) for edge in nx.bridges(plain))
    assert points == sorted(bare.articulation_points())
    assert bridges == sorted(sorted(bare.es[e].tuple) for e in bare.bridges())
    cores = [nx.core_number(pair.nx)[node] for node in range(pair.n)]
    assert cores == pair.ig.coreness()
    order = lambda sets: sorted(sorted(found) for found in sets)
    weak = order(nx.connected_components(plain))
    strong = order(nx.strongly_connected_components(pair.nx) if pair.directed else weak)
    return {
        "articulation_points": points,
        "bridges": bridges,
        "blocks": order(nx.biconnected_components(plain)),
        "weak": weak,
        "strong": strong,
        "cores": cores,
        "label_propagation": order(nx.community.label_propagation_communities(plain)),
        "k_cliques": {str(k): order(nx.community.k_clique_communities(plain, k)) for k in (2, 3, 4)},
    }


def best_modularity(pair):
    """The most that NetworkX and igraph find, and where it can be proved the most there is."""
    if pair.directed or not pair.edges:
        return None
    rows = []
    for weighted in (False, True):
        weight, weights = ("weight", pair.strengths) if weighted else (None, None)
        random.seed(1)
        found = [
            pair.ig.community_multilevel(weights=weights).modularity,
            pair.ig.community_fastgreedy(weights=weights).as_clustering().modularity,
        ]
        for seed in range(50):
            found.append(
                nx.community.modularity(
                    pair.nx, nx.community.louvain_communities(pair.nx, weight=weight, seed=seed), weight=weight
                )
            )
            random.seed(seed)
            leiden = pair.ig.community_leiden("modularity", weights=weights, n_iterations=-1)
            found.append(pair.ig.modularity(leiden.membership, weights=weights))
        proved = pair.n <= 34 and len(pair.edges) <= 80
        if proved:
            exact = pair.ig.community_optimal_modularity(weights=weights)
            found.append(pair.ig.modularity(exact.membership, weights=weights))
        rows.append({"weighted": weighted, "found": float(max(found)), "proved": proved})
    return rows


def core_periphery(pair):
    if pair.directed or not 2 < pair.n <= 34:
        return None
    a = matrix(pair, True)
    i, j = np.triu_indices(pair.n, 1)
    x = a[i, j]
    if x.std() == 0:
        return None
    found = {}
    if pair.n <= 16:
        best = -1
        for bits in range(1, 2**pair.n):
            inside = np.array([bits >> node & 1 for node in range(pair.n)])
            pattern = np.maximum(inside[i], inside[j])
            if pattern.std() > 0:
                best = max(best, np.corrcoef(x, pattern)[0, 1])
        found["discrete"] = float(best)

    def loss(c):
        y = c[i] * c[j]
        return -np.corrcoef(x, y)[0, 1] if y.std() > 1e-12 else 1.0

    draw = np.random.default_rng(3)
    starts = [a.sum(axis=1) + 1e-3] + [draw.random(pair.n) for _ in range(4)]
    best = min(scipy.optimize.minimize(loss, s, bounds=[(0, None)] * pair.n, method="L-BFGS-B").fun for s in starts)
    found["continuous"] = float(-best)
    return found


ROLES = ["coordinator", "itinerant", "gatekeeper", "representative", "liaison"]


def role(a, v, b):
    if a == v == b:
        return 0
    if a == b != v:
        return 1
    if b == v:
        return 2
    if a == v:
        return 3
    return 4


def brokers(a, classes, actors):
    """Roles, total, partial and exclusive of every node, over ordered pairs; an adjacency of 0 and 1."""
    n = len(a)
    rows = [[0.0] * 8 for _ in range(n)]
    for i, k in itertools.permutations(range(n), 2):
        if a[i][k]:
            continue
        between = [v for v in range(n) if v not in (i, k) and a[i][v] and a[v][k]]
        for v in between:
            row = rows[v]
            row[role(classes[i], classes[v], classes[k])] += 1
            row[5] += 1
            row[6] += 1 / len(between)
            row[7] += len(between) == 1
    return rows


def folded(row):
    """An undirected pair was met in both directions, and gatekeepers represent."""
    half = [value / 2 for value in row]
    half[2], half[3] = row[2], 0.0
    return half


def brokerage(pair):
    classes = partitions(pair)[0]
    a = (matrix(pair, False) > 0).astype(int).tolist()
    rows = brokers(a, classes, pair.actors)
    rows = rows if pair.directed else [folded(row) for row in rows]
    found = {"rows": rows}
    if pair.n <= 9 and pair.n > 4 and pair.edges:
        found["labels"] = dealt(pair, a, classes)
    return found


def dealt(pair, a, classes):
    """Mean and deviation of every node's roles over all ways to deal the classes out to the others."""
    rows = []
    for v in range(pair.n):
        if pair.actors is None:
            others = [node for node in range(pair.n) if node != v]
        else:
            others = [node for node in range(pair.n) if (node in pair.actors) != (v in pair.actors)]
        seen = []
        for dealt in set(itertools.permutations([classes[node] for node in others])):
            now = list(classes)
            for node, given in zip(others, dealt):
                now[node] = given
            row = [0.0] * 8
            for i, k in itertools.permutations(others, 2):
                if not a[i][k] and a[i][v] and a[v][k]:
                    row[role(now[i], now[v], now[k])] += 1
                    row[5] += 1
            seen.append(row if pair.directed else folded(row))
        values = np.array(seen)
        rows.append([values.mean(axis=0)[:6].tolist(), values.std(axis=0)[:6].tolist()])
    return rows


def by_ties():
    """Mean and deviation over all networks of a few nodes, each as likely as its ties are many."""
    rows = []
    for name, n, directed, actors, classes, edges in [
        ("arcs", 4, True, None, [0, 0, 1, 1], [(0, 1), (1, 2), (2, 3), (3, 0), (0, 2)]),
        ("edges", 5, False, None, [0, 0, 0, 1, 2], [(0, 1), (1, 2), (2, 3), (3, 4)]),
        ("seats", 6, False, [0, 1, 2, 3], [0, 0, 1, 1, 0, 2], [(0, 4), (1, 4), (2, 5), (3, 5), (0, 5)]),
    ]:
        pairs = [
            (i, j)
            for i, j in (itertools.permutations if directed else itertools.combinations)(range(n), 2)
            if actors is None or (i in actors) != (j in actors)
        ]
        density = len(edges) / len(pairs)
        mean, square = np.zeros((n, 6)), np.zeros((n, 6))
        for present in itertools.product([0, 1], repeat=len(pairs)):
            a = [[0] * n for _ in range(n)]
            for (i, j), there in zip(pairs, present):
                a[i][j] = there
                if not directed:
                    a[j][i] = there
            chance = density ** sum(present) * (1 - density) ** (len(pairs) - sum(present))
            now = brokers(a, classes, actors)
            values = np.array([(row if directed else folded(row))[:6] for row in now])
            mean += chance * values
            square += chance * values**2
        deviation = np.sqrt(np.maximum(square - mean**2, 0))
        rows.append(
            {
                "about": name,
                "nodes": n,
                "directed": directed,
                "actors": actors,
                "classes": classes,
                "edges": edges,
                "expected": mean.tolist(),
                "deviation": deviation.tolist(),
            }
        )
    return rows


def likeness(a, b):
    if not a:
        return None
    # For one group each igraph has no mutual information to normalise.
    nmi = igraph.compare_communities(a, b, method="nmi")
    return [
        None if math.isnan(nmi) else nmi,
        igraph.compare_communities(a, b, method="adjusted_rand") if len(a) > 1 else None,
        igraph.compare_communities(a, b, method="vi"),
    ]


def write(name, about, graph, actors):
    pair = generate.Pair(name, graph, actors)
    labels = partitions(pair)
    data = {
        "about": about,
        "directed": pair.directed,
        "nodes": pair.n,
        "actors": None if pair.actors is None else sorted(pair.actors),
        "edges": pair.edges,
        "partitions": [
            {
                "labels": given,
                "modularity": modularities(pair, given),
                "potts": [[r, potts(pair, given, r)] for r in (0.1, 0.5)],
                "barber": barber(pair, given),
                "signed": signed(pair, given),
                "mixing": mixing(pair, given),
            }
            for given in labels
        ],
        "likeness": likeness(*labels),
        "structure": structure(pair),
        "best_modularity": best_modularity(pair),
        "core_periphery": core_periphery(pair),
        "brokerage": brokerage(pair),
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in data.items()]
    (HERE / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    for graph in graphs():
        print(graph[0], flush=True)
        write(*graph)
    (HERE / "ties.json").write_text(json.dumps(by_ties()) + "\n")
