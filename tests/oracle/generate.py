"""Writes the graphs and expected numbers that tests/oracle.rs compares comity's measures with.

    pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
    python3 tests/oracle/generate.py

Run it only to add a graph or a measure: the tests read the files it wrote and need no Python.

Each row of a file holds the numbers of one measure, in `settings` the options it is for as pairs of
`weighted` and `normalised`, and in `by` the libraries that gave them: of two the generator has
checked that they agree to AGREE. Where a library is missing from `by`, `why` says why: it lacks the
definition, or its definition differs from ours in the way named.
"""

import fractions
import itertools
import json
import math
import pathlib
import random
import warnings

import igraph
import networkx as nx

assert (nx.__version__, igraph.__version__) == ("3.6.1", "1.0.0")

HERE = pathlib.Path(__file__).parent
AGREE = 1e-10
SETTINGS = list(itertools.product([False, True], [False, True]))
# Where the libraries differ and why ours follows the other one; anything else stops the generator.
NETWORKX_DIFFERS = {
    ("acyclic", "eigenvector"): "NetworkX's iteration does not converge where no arc leads back",
}
IGRAPH_DIFFERS = {
    ("parts", "eigenvector"): "igraph chooses one vector of several: two parts have the same eigenvalue",
}


def graphs():
    """Name, what it is for, graph with a `weight` on every edge, and the actors if it is two-mode."""
    yield "path", "a path of five", nx.path_graph(5), None
    yield "star", "a star of six", nx.star_graph(5), None
    yield "karate", "Zachary's karate club (1977), with its weights", nx.karate_club_graph(), None
    yield "florentine", "marriages of Florentine families (Padgett 1994)", nx.florentine_families_graph(), None
    davis = nx.davis_southern_women_graph()
    yield "davis", "Southern Women, two-mode (Davis and others 1941)", davis, davis.graph["top"]
    seats = nx.Graph()
    seats.add_nodes_from(range(9))
    for state, body, weight in [(0, 6, 2), (1, 6, 1), (2, 6, 4), (2, 7, 1), (3, 7, 0.5), (4, 7, 8)]:
        seats.add_edge(state, body, weight=weight)
    yield "seats", "two-mode with weights, a state and a body alone", seats, range(6)
    arcs = nx.DiGraph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2), (4, 5), (1, 5)])
    yield "directed", "two circles of arcs and a sink", arcs, None
    yield "acyclic", "arcs that never lead back", nx.DiGraph([(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)]), None
    mutual = nx.DiGraph()
    for a, b, weight in [(0, 1, 2), (1, 0, 1), (1, 2, 4), (2, 3, 0.5), (3, 1, 8), (3, 0, 1), (0, 3, 0.25)]:
        mutual.add_edge(a, b, weight=weight)
    yield "mutual", "weighted arcs, one pair mutual, with unequal weights", mutual, None
    thirds = nx.Graph()
    for a, b, weight in [(0, 1, 3), (1, 2, 3), (2, 3, 3), (0, 4, 1.25), (4, 3, 5), (0, 5, 2), (5, 3, 2), (3, 6, 7)]:
        thirds.add_edge(a, b, weight=weight)
    yield "thirds", "equal paths whose lengths are not equal in binary", thirds, None
    parts = nx.disjoint_union_all([nx.cycle_graph(3), nx.path_graph(4), nx.cycle_graph(4), nx.empty_graph(2)])
    yield "parts", "a triangle, a path, a square and two isolates", parts, None
    alone = nx.wheel_graph(6)
    alone.add_nodes_from([6, 7, 8])
    yield "isolates", "a wheel and three isolates", alone, None
    yield "complete", "everybody tied to everybody", nx.complete_graph(6), None
    near = nx.complete_graph(30)
    draw = random.Random(2014)
    near.remove_edges_from(draw.sample(sorted(near.edges), 60))
    yield "near_complete", "thirty nodes, sixty ties short of complete", near, None
    yield "single", "one node", nx.empty_graph(1), None
    yield "no_edges", "four nodes and no edges", nx.empty_graph(4), None
    draw = random.Random(1999)
    sixty = nx.gnm_random_graph(60, 150, seed=1999)
    for a, b in sixty.edges:
        sixty[a][b]["weight"] = draw.choice([0.5, 1, 2, 3, 7])
    yield "random", "sixty nodes, 150 weighted edges, seeded", sixty, None
    forty = nx.gnm_random_graph(40, 160, seed=1992, directed=True)
    for a, b in forty.edges:
        forty[a][b]["weight"] = draw.choice([0.5, 1, 2, 4])
    yield "random_directed", "forty nodes, 160 weighted arcs, seeded", forty, None


def finite(values):
    """igraph has no number for an isolate's closeness and for shares of nothing; ours is zero."""
    return [0.0 if math.isnan(value) else float(value) for value in values]


class Pair:
    """One graph in both libraries, nodes numbered in order."""

    def __init__(self, name, graph, actors):
        order = {node: i for i, node in enumerate(graph)}
        self.name = name
        self.nx = nx.relabel_nodes(graph, order)
        self.actors = None if actors is None else {order[node] for node in actors}
        for _, _, data in self.nx.edges(data=True):
            data["weight"] = float(data.get("weight", 1))
            # NetworkX compares path lengths exactly, so that of two paths as long as each other it drops one
            # where 1/3 was rounded. With fractions it has no such trouble; igraph and ours allow for rounding.
            data["distance"] = 1 / fractions.Fraction(data["weight"])
        self.edges = [(a, b, data["weight"]) for a, b, data in self.nx.edges(data=True)]
        self.n = len(self.nx)
        self.directed = self.nx.is_directed()
        self.ig = igraph.Graph(n=self.n, edges=[edge[:2] for edge in self.edges], directed=self.directed)
        self.strengths = [weight for _, _, weight in self.edges]

    def list(self, by_node):
        return [float(by_node[node]) for node in range(self.n)]

    def lengths(self, weighted):
        return [1 / weight for weight in self.strengths] if weighted and self.edges else None

    def other(self, node):
        """How many nodes `node` could be tied to."""
        if self.actors is None:
            return self.n - 1
        return self.n - len(self.actors) if node in self.actors else len(self.actors)


NO_NORM = "igraph does not normalise"


def degree(pair, weighted, normalised):
    if not normalised:
        return pair.list(dict(pair.nx.degree)), pair.ig.degree(), None
    if pair.actors is None:
        return pair.list(nx.degree_centrality(pair.nx)), None, NO_NORM
    return pair.list(nx.bipartite.degree_centrality(pair.nx, pair.actors)), None, NO_NORM


def strength(pair, weighted, normalised):
    sums = pair.list(dict(pair.nx.degree(weight="weight")))
    if not normalised:
        return sums, pair.ig.strength(weights=pair.strengths), None
    # Neither library normalises; as degree does, a node that is alone included.
    divided = [s / pair.other(v) for v, s in enumerate(sums)] if pair.n > 1 else [1.0]
    return divided, None, "neither library normalises: NetworkX's sums divided as it divides degrees"


def closeness(pair, weighted, normalised):
    distance = "distance" if weighted else None
    if not normalised:
        values = finite(pair.ig.closeness(mode="in", weights=pair.lengths(weighted), normalized=False))
        return None, values, "NetworkX always normalises"
    if pair.actors is not None:
        plain = pair.list(nx.bipartite.closeness_centrality(pair.nx, pair.actors))
        if not weighted:
            return plain, None, "igraph has no norm for two modes"
        values = []
        for node in range(pair.n):
            found = nx.single_source_dijkstra_path_length(pair.nx, node, weight="distance")
            own = pair.n - pair.other(node)
            least, total = pair.other(node) + 2 * (own - 1), sum(found.values())
            values.append(least / total * (len(found) - 1) / (pair.n - 1) if total else 0.0)
        return values, None, "neither library has weights in two modes: NetworkX's distances in its own formula"
    values = pair.list(nx.closeness_centrality(pair.nx, distance=distance))
    if pair.n > 1 and pair.ig.is_connected(mode="strong"):
        return values, pair.ig.closeness(mode="in", weights=pair.lengths(weighted), normalized=True), None
    return values, None, "igraph does not scale by the share of nodes within reach"


def harmonic(pair, weighted, normalised):
    found = finite(
        pair.ig.harmonic_centrality(mode="in", weights=pair.lengths(weighted), normalized=normalised)
    )
    if normalised:
        return None, found, "NetworkX does not normalise"
    return pair.list(nx.harmonic_centrality(pair.nx, distance="distance" if weighted else None)), found, None


def betweenness(pair, weighted, normalised):
    weight = "distance" if weighted else None
    counts = pair.list(nx.betweenness_centrality(pair.nx, normalized=False, weight=weight))
    if not normalised:
        return counts, pair.ig.betweenness(directed=pair.directed, weights=pair.lengths(weighted)), None
    if pair.actors is None:
        divided = pair.list(nx.betweenness_centrality(pair.nx, weight=weight))
        return divided, None, NO_NORM
    plain = nx.betweenness_centrality(pair.nx, normalized=False)
    divided = nx.bipartite.betweenness_centrality(pair.nx, pair.actors)
    if not weighted:
        return pair.list(divided), None, "igraph has no norm for two modes"
    # The norm of a side is what NetworkX divided by where it had no weights.
    norm = {}
    for node in range(pair.n):
        if plain[node]:
            norm[node in pair.actors] = plain[node] / divided[node]
    values = [count and count / norm[node in pair.actors] for node, count in enumerate(counts)]
    return values, None, "neither library has weights in two modes: NetworkX's counts over its own norm"


def eigenvector(pair, weighted, normalised):
    def scaled(values):
        values = [abs(value) for value in values]
        size = math.sqrt(sum(value * value for value in values)) if normalised else max(values)
        return [value / size for value in values] if size else values

    try:
        weight = "weight" if weighted else None
        first = scaled(pair.list(nx.eigenvector_centrality(pair.nx, max_iter=10**6, tol=1e-15, weight=weight)))
    except nx.PowerIterationFailedConvergence:
        first = None
    weights = pair.strengths if weighted and pair.edges else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # `directed=False` is refused by 1.0.0; without arcs the argument means nothing.
        second = scaled(pair.ig.eigenvector_centrality(directed=True, weights=weights))
    return first, second, None


def pagerank(pair, weighted, normalised):
    first = nx.pagerank(pair.nx, alpha=0.85, max_iter=10**4, tol=1e-14, weight="weight" if weighted else None)
    weights = pair.strengths if weighted and pair.edges else None
    return pair.list(first), pair.ig.pagerank(damping=0.85, weights=weights), None


MEASURES = [degree, strength, closeness, harmonic, betweenness, eigenvector, pagerank]


def row(pair, measure, weighted, normalised):
    key = (pair.name, measure.__name__)
    first, second, why = measure(pair, weighted, normalised)
    if first is not None and second is not None:
        worst = max((abs(a - b) for a, b in zip(first, second)), default=0.0)
        if worst > AGREE:
            if key in NETWORKX_DIFFERS:
                first, why = None, NETWORKX_DIFFERS[key]
            elif key in IGRAPH_DIFFERS:
                second, why = None, IGRAPH_DIFFERS[key]
            else:
                raise SystemExit(f"{key}, weighted {weighted}, normalised {normalised}: {worst}\n{first}\n{second}")
    elif first is None and second is not None and why is None:
        why = NETWORKX_DIFFERS[key]
    by = [name for name, values in [("networkx", first), ("igraph", second)] if values is not None]
    values = [float(value) for value in (first if first is not None else second)]
    return {"measure": measure.__name__, "values": values, "by": by, "why": why}


def rows(pair):
    """All settings of all measures; those with the same numbers in one row."""
    kept = []
    for measure in MEASURES:
        seen = {}
        for weighted, normalised in SETTINGS:
            entry = row(pair, measure, weighted, normalised)
            seen.setdefault(json.dumps(entry), []).append([weighted, normalised])
        kept += [{**json.loads(entry), "settings": settings} for entry, settings in seen.items()]
    return kept


def write(name, about, graph, actors):
    pair = Pair(name, graph, actors)
    head = {
        "about": about,
        "directed": pair.directed,
        "nodes": pair.n,
        "actors": None if pair.actors is None else sorted(pair.actors),
        "edges": pair.edges,
    }
    lines = ["{"] + [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    lines += [' "rows": [', ",\n".join(f"  {json.dumps(entry)}" for entry in rows(pair)), " ]", "}", ""]
    (HERE / f"{name}.json").write_text("\n".join(lines))


if __name__ == "__main__":
    for graph in graphs():
        write(*graph)
