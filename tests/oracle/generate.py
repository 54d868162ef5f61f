"""Writes the graphs and expected numbers that tests/oracle.rs compares comity's measures with.

    pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
    python3 tests/oracle/generate.py

Run it only to add a graph or a measure: the tests read the files it wrote and need no Python.

Each row of a file holds the numbers of one measure, in `settings` the options it is for as pairs of
`weighted` and `normalised`, and in `by` the libraries that gave them: of two the generator has
checked that they agree to AGREE. Where a library is missing from `by`, `why` says why: it lacks the
definition, or its definition differs from ours in the way named. A measure that is not defined on a
graph has no row there, and a value that it has not is null. Edges may be parallel or loops, in the order they are
read; the libraries get them folded as comity folds them: weights added, loops dropped.
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
import numpy as np

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


    many = nx.MultiGraph()
    many.add_nodes_from(range(7))
    for a, b, weight in [(0, 1, 1), (1, 0, 2), (1, 2, 0.5), (2, 2, 4), (2, 3, 1), (2, 3, 1), (3, 0, 3), (1, 3, 1), (4, 5, 2)]:
        many.add_edge(a, b, weight=weight)
    yield "parallel", "parallel edges, a loop, a pair apart and an isolate", many, None
    lines = nx.MultiDiGraph()
    lines.add_nodes_from(range(6))
    for a, b, weight in [(0, 1, 1), (0, 1, 2), (1, 0, 1), (1, 2, 5), (2, 2, 1), (2, 0, 1), (3, 2, 2), (3, 2, 2), (4, 3, 1)]:
        lines.add_edge(a, b, weight=weight)
    yield "parallel_directed", "parallel arcs and a loop, an isolate", lines, None
    draw = random.Random(2001)
    wide = nx.bipartite.gnmk_random_graph(25, 12, 90, seed=2001)
    for a, b in wide.edges:
        wide[a][b]["weight"] = draw.choice([0.5, 1, 2, 3])
    yield "two_modes", "25 states, 12 bodies, 90 weighted seats, seeded", wide, range(25)


def finite(values):
    """igraph has no number for an isolate's closeness and for shares of nothing; ours is zero."""
    return [0.0 if math.isnan(value) else float(value) for value in values]


class Pair:
    """One graph in both libraries, nodes numbered in order."""

    def __init__(self, name, graph, actors):
        order = {node: i for i, node in enumerate(graph)}
        self.name = name
        self.given = [(order[a], order[b], float(data.get("weight", 1))) for a, b, data in graph.edges(data=True)]
        self.nx = nx.DiGraph() if graph.is_directed() else nx.Graph()
        self.nx.add_nodes_from(range(len(order)))
        for a, b, weight in self.given:
            if a != b:
                before = self.nx[a][b]["weight"] if self.nx.has_edge(a, b) else 0
                self.nx.add_edge(a, b, weight=before + weight)
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
        # Ties in the order of Network::ties.
        self.ties = sorted((a, b) if self.directed else (min(a, b), max(a, b)) for a, b, _ in self.edges)

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


def in_degree(pair, weighted, normalised):
    if not pair.directed:
        return None
    if normalised:
        return pair.list(nx.in_degree_centrality(pair.nx)), None, NO_NORM
    return pair.list(dict(pair.nx.in_degree)), pair.ig.indegree(), None


def out_degree(pair, weighted, normalised):
    if not pair.directed:
        return None
    if normalised:
        return pair.list(nx.out_degree_centrality(pair.nx)), None, NO_NORM
    return pair.list(dict(pair.nx.out_degree)), pair.ig.outdegree(), None


def one_way_strength(pair, normalised, sums, mode):
    if normalised:
        return [s / (pair.n - 1) for s in sums], None, "neither library normalises: NetworkX's sums divided by n - 1"
    return sums, pair.ig.strength(mode=mode, weights=pair.strengths), None


def in_strength(pair, weighted, normalised):
    sums = pair.list(dict(pair.nx.in_degree(weight="weight"))) if pair.directed else None
    return one_way_strength(pair, normalised, sums, "in") if pair.directed else None


def out_strength(pair, weighted, normalised):
    sums = pair.list(dict(pair.nx.out_degree(weight="weight"))) if pair.directed else None
    return one_way_strength(pair, normalised, sums, "out") if pair.directed else None


def closeness_plain(pair, weighted, normalised):
    distance = "distance" if weighted else None
    if not normalised:
        values = finite(pair.ig.closeness(mode="in", weights=pair.lengths(weighted), normalized=False))
        return None, values, "NetworkX always normalises"
    if pair.actors is None:
        plain = pair.list(nx.closeness_centrality(pair.nx, distance=distance, wf_improved=False))
        return plain, finite(pair.ig.closeness(mode="in", weights=pair.lengths(weighted), normalized=True)), None
    values = []
    for node in range(pair.n):
        found = nx.single_source_dijkstra_path_length(pair.nx, node, weight=distance or (lambda *_: 1))
        own = pair.n - pair.other(node)
        total = float(sum(found.values()))
        values.append((pair.other(node) + 2 * (own - 1)) / total if total else 0.0)
    return values, None, "NetworkX's norm for two modes is always scaled by the share within reach: its distances"


def information(pair, weighted, normalised):
    if pair.directed:
        return None
    values = [0.0] * pair.n
    for part in nx.connected_components(pair.nx):
        r = len(part) - 1
        if r == 0:
            continue
        found = nx.information_centrality(pair.nx.subgraph(part), weight="weight" if weighted else None)
        for node, value in found.items():
            scale = 2 * r / pair.n * r / (pair.n - 1) if normalised else 1
            values[node] = float(value) * scale
    why = "igraph lacks it; NetworkX's numbers of each part"
    return values, None, why + (", by our norm" if normalised else "")


def katz(pair, weighted, normalised):
    weight = "weight" if weighted else None
    matrix = nx.to_numpy_array(pair.nx, nodelist=range(pair.n), weight=weight)
    components = nx.strongly_connected_components(pair.nx) if pair.directed else nx.connected_components(pair.nx)
    largest = 0.0
    for nodes in components:
        inside = matrix[np.ix_(sorted(nodes), sorted(nodes))]
        largest = max(largest, max(abs(np.linalg.eigvals(inside))))
    if pair.directed and nx.is_directed_acyclic_graph(pair.nx):
        largest = 0.0
    received = matrix.sum(axis=0).max(initial=0.0)
    alpha = 0.9 / (largest or received or 1.0)
    if pair.n == 1:
        return None, [1.0], "NetworkX has no answer for one node: the base alone"
    # Without its own scaling: that takes the sign of the sum along.
    values = pair.list(nx.katz_centrality_numpy(pair.nx, alpha=alpha, beta=1.0, normalized=False, weight=weight))
    if normalised:
        size = math.sqrt(sum(value * value for value in values))
        values = [value / size for value in values]
    return values, None, "igraph lacks it; NetworkX is given our factor"


def hits(pair, weighted, normalised, which):
    """The leading eigenvector nearest to the vector of ones: NetworkX and igraph take any where there are several."""
    weight = "weight" if weighted else None
    matrix = nx.to_numpy_array(pair.nx, nodelist=range(pair.n), weight=weight)
    square = matrix @ matrix.T if which == 0 else matrix.T @ matrix
    found, vectors = np.linalg.eigh(square)
    leading = [i for i, value in enumerate(found) if value >= found[-1] * (1 - 1e-9)]
    several = len(leading) > 1

    def scaled(values):
        values = [abs(float(value)) for value in values]
        size = sum(values) if normalised else max(values)
        return [value / size for value in values] if size else values

    if several:
        values = sum(vectors[:, i] * vectors[:, i].sum() for i in leading)
        return scaled(values), None, "several leading vectors, of which either library takes any: numpy's nearest to ones"
    first = None
    if pair.n > 2 and pair.edges:
        plain = nx.DiGraph() if pair.directed else nx.Graph()
        plain.add_nodes_from(range(pair.n))
        plain.add_weighted_edges_from((a, b, w if weighted else 1.0) for a, b, w in pair.edges)
        first = scaled(pair.list(nx.hits(plain, max_iter=10**5, tol=1e-15)[which]))
    weights = pair.strengths if weighted and pair.edges else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        second = scaled((pair.ig.hub_score if which == 0 else pair.ig.authority_score)(weights=weights))
    return first, second, None if first else "NetworkX has no answer for so small a graph"


def hubs(pair, weighted, normalised):
    return hits(pair, weighted, normalised, 0)


def authorities(pair, weighted, normalised):
    return hits(pair, weighted, normalised, 1)


def birank(pair, weighted, normalised):
    if pair.actors is None:
        return None
    groups = set(pair.nx) - pair.actors
    found = nx.bipartite.birank(
        pair.nx,
        pair.actors,
        alpha=0.85,
        beta=0.85,
        top_personalization={node: 1 / len(pair.actors) for node in pair.actors},
        bottom_personalization={node: 1 / len(groups) for node in groups},
        max_iter=10**5,
        tol=1e-15,
        weight="weight" if weighted else None,
    )
    return pair.list(found), None, "igraph lacks it"


def subgraph(pair, weighted, normalised):
    if pair.directed:
        return None
    values = pair.list(nx.subgraph_centrality(pair.nx))
    if not normalised:
        return values, None, "igraph for Python lacks it"
    return [v / sum(values) for v in values], None, "igraph for Python lacks it; NetworkX's numbers as shares"


def core_number(pair, weighted, normalised):
    numbers = pair.list(nx.core_number(pair.nx))
    if not normalised:
        return numbers, pair.ig.coreness(mode="all"), None
    divided = [k / max(pair.other(v), 1) for v, k in enumerate(numbers)]
    return divided, None, "neither library normalises: NetworkX's numbers divided as it divides degrees"


def clustering(pair, weighted, normalised):
    if pair.actors is not None:
        return None
    values = pair.list(nx.clustering(pair.nx)) if pair.n else []
    if pair.directed:
        return values, None, "igraph ignores direction"
    return values, pair.ig.transitivity_local_undirected(mode="zero"), None


def clustering_barrat(pair, weighted, normalised):
    if pair.actors is not None or pair.directed:
        return None
    if not pair.edges:
        return [0.0] * pair.n, None, "no weights to hand to igraph; NetworkX has clustering without weights: nothing"
    weights = pair.strengths
    return None, finite(pair.ig.transitivity_local_undirected(mode="zero", weights=weights)), "NetworkX has Onnela's alone"


def clustering_onnela(pair, weighted, normalised):
    if pair.actors is not None:
        return None
    return pair.list(nx.clustering(pair.nx, weight="weight")), None, "igraph has Barrat's alone"


def latapy(pair, mode):
    if pair.actors is None:
        return None
    return pair.list(nx.bipartite.latapy_clustering(pair.nx, mode=mode)), None, "igraph lacks it"


def clustering_dot(pair, weighted, normalised):
    return latapy(pair, "dot")


def clustering_min(pair, weighted, normalised):
    return latapy(pair, "min")


def clustering_max(pair, weighted, normalised):
    return latapy(pair, "max")


def clustering_robins_alexander(pair, weighted, normalised):
    if pair.actors is None:
        return None
    values, paths, closed = [], 0, 0
    for v in range(pair.n):
        ends = [
            (x, w)
            for u in pair.nx[v]
            for x in pair.nx[v]
            for w in pair.nx[u]
            if x != u and w != v
        ]
        ties = sum(pair.nx.has_edge(x, w) for x, w in ends)
        values.append(ties / len(ends) if ends else 0.0)
        paths, closed = paths + len(ends), closed + ties
    # Each path has two nodes inside: all together they are the library's number for the whole.
    assert abs(nx.bipartite.robins_alexander_clustering(pair.nx) - (closed / paths if paths else 0)) < AGREE
    return values, None, "neither library has it by node: paths walked one by one in NetworkX's graph, its own number as their mean"


def number_or_none(values):
    return [None if math.isnan(value) else float(value) for value in values]


def both_ways(pair, weighted):
    """Arcs both ways added up: NetworkX adds them itself, but has no number for who points to nobody."""
    if not pair.directed:
        return pair.nx, "weight" if weighted else None
    added = nx.Graph()
    added.add_nodes_from(range(pair.n))
    for a, b, weight in pair.edges:
        before = added[a][b]["weight"] if added.has_edge(a, b) else 0
        added.add_edge(a, b, weight=before + (weight if weighted else 1))
    return added, "weight"


NO_HOLES = "neither library has it in two modes: products of the matrix of ties, by the formulas"


def meetings(pair):
    """For every node who of its side it meets, how much they share, and who of them meet where it sees them."""
    ties = (nx.to_numpy_array(pair.nx, nodelist=range(pair.n), weight=None) > 0).astype(int)
    for v in range(pair.n):
        seen = ties[:, ties[v] > 0]
        shared = seen @ seen[v]
        shared[v] = 0
        together = (seen @ seen.T > 0).astype(int)
        np.fill_diagonal(together, 0)
        others = np.flatnonzero(shared)
        repeated = (together @ together)[v][others]
        yield int((seen.sum(axis=0) > 1).sum()), shared[others], repeated


def constraint(pair, weighted, normalised):
    if pair.actors is not None:
        values = [float(((shared / several) ** 2).sum()) if len(shared) else None for several, shared, _ in meetings(pair)]
        return values, None, NO_HOLES
    graph, weight = both_ways(pair, weighted)
    first = number_or_none(pair.list(nx.constraint(graph, nodes=list(graph), weight=weight)))
    if not pair.edges:
        return first, None, "igraph has no answer without edges"
    second = number_or_none(pair.ig.constraint(weights=pair.strengths if weighted else None))
    return first, second, None


def effective_size(pair, weighted, normalised):
    if pair.actors is not None:
        values = [
            len(shared) - float(repeated.sum()) / len(shared) if len(shared) else None
            for _, shared, repeated in meetings(pair)
        ]
        return values, None, NO_HOLES
    graph, weight = both_ways(pair, weighted)
    # Node by node: for all at once 3.6.1 divides by the largest weights of the wrong ends.
    sizes = nx.effective_size(graph, nodes=list(graph), weight=weight)
    return number_or_none(pair.list(sizes)), None, "igraph lacks it"


def efficiency(pair, weighted, normalised):
    sizes = effective_size(pair, weighted, normalised)
    if pair.actors is not None:
        values = [size and size / len(shared) for size, (_, shared, _) in zip(sizes[0], meetings(pair))]
        return values, None, NO_HOLES
    around = [len(set(nx.all_neighbors(pair.nx, node))) for node in range(pair.n)]
    values = [size and size / count for size, count in zip(sizes[0], around)]
    return values, None, "neither library has it: NetworkX's effective sizes over its numbers of neighbours"


def hierarchy(pair, weighted, normalised):
    weight = "weight" if weighted else None
    if pair.actors is not None:
        each = [list((shared / several) ** 2) for several, shared, _ in meetings(pair)]
        why = NO_HOLES
    else:
        around = [set(nx.all_neighbors(pair.nx, node)) for node in range(pair.n)]
        each = [[nx.local_constraint(pair.nx, node, v, weight) for v in around[node]] for node in range(pair.n)]
        why = "neither library has it: NetworkX's local constraints in Burt's formula"
    values = []
    for parts in each:
        k = len(parts)
        if k < 2:
            values.append(None)
            continue
        mean = sum(parts) / k
        values.append(max(sum(p / mean * math.log(p / mean) for p in parts) / (k * math.log(k)), 0.0))
    return values, None, why


def edge_betweenness(pair, weighted, normalised):
    weight = "distance" if weighted else None
    found = nx.edge_betweenness_centrality(pair.nx, normalized=normalised, weight=weight)
    of = {(a, b) if pair.directed else (min(a, b), max(a, b)): float(value) for (a, b), value in found.items()}
    first = [of[tie] for tie in pair.ties]
    if normalised:
        return first, None, NO_NORM
    counts = pair.ig.edge_betweenness(directed=pair.directed, weights=pair.lengths(weighted))
    of = {
        (a, b) if pair.directed else (min(a, b), max(a, b)): value
        for (a, b, _), value in zip(pair.edges, counts)
    }
    return first, [of[tie] for tie in pair.ties], None


MEASURES = [
    degree,
    in_degree,
    out_degree,
    strength,
    in_strength,
    out_strength,
    closeness,
    closeness_plain,
    harmonic,
    information,
    betweenness,
    eigenvector,
    katz,
    pagerank,
    hubs,
    authorities,
    birank,
    subgraph,
    core_number,
    clustering,
    clustering_barrat,
    clustering_onnela,
    clustering_dot,
    clustering_min,
    clustering_max,
    clustering_robins_alexander,
    constraint,
    effective_size,
    efficiency,
    hierarchy,
    edge_betweenness,
]


def row(pair, measure, weighted, normalised):
    key = (pair.name, measure.__name__)
    found = measure(pair, weighted, normalised)
    if found is None:
        return None
    first, second, why = found
    if first is not None and second is not None:
        assert [a is None for a in first] == [b is None for b in second], key
        worst = max((abs(a - b) for a, b in zip(first, second) if a is not None), default=0.0)
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
    values = [None if value is None else float(value) for value in (first if first is not None else second)]
    return {"measure": measure.__name__, "values": values, "by": by, "why": why}


def rows(pair):
    """All settings of all measures; those with the same numbers in one row."""
    kept = []
    for measure in MEASURES:
        seen = {}
        for weighted, normalised in SETTINGS:
            entry = row(pair, measure, weighted, normalised)
            if entry is None:
                continue
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
        "edges": pair.given,
    }
    lines = ["{"] + [f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()]
    lines += [' "rows": [', ",\n".join(f"  {json.dumps(entry)}" for entry in rows(pair)), " ]", "}", ""]
    (HERE / f"{name}.json").write_text("\n".join(lines))


if __name__ == "__main__":
    for graph in graphs():
        write(*graph)
