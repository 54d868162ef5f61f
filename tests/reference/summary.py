"""Writes the figures of whole networks that tests/reference.rs compares comity's with.

    pip install networkx==3.6.1 igraph==1.0.0 numpy==2.4.6 scipy==1.17.1
    python3 tests/reference/summary.py

Run it only to add a figure: the tests read the file it wrote and need no Python. The graphs are those of
tests/oracle/generate.py, which are in the files beside it.

A figure that both libraries have must agree to AGREE before it is written. Where they differ in definition, comity
follows NetworkX: distances are of the largest (strong) component here, which both are asked about alone;
centralisation is in neither for Python, so Freeman's sum is made of NetworkX's scores.
"""

import importlib.util
import json
import math
import pathlib

import igraph
import networkx as nx

HERE = pathlib.Path(__file__).parent
AGREE = 1e-10


def graphs():
    spec = importlib.util.spec_from_file_location("generate", HERE.parent / "oracle" / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    return generate.graphs()


def same(name, a, b):
    assert (a is None and b is None) or abs(a - b) < AGREE, (name, a, b)
    return a


def number(value):
    return None if value is None or math.isnan(value) else float(value)


def centralisation(scores, most):
    scores = list(scores)
    return sum(max(scores) - score for score in scores) / most


def figures(graph, actors):
    n, directed = len(graph), graph.is_directed()
    plain = graph.copy()
    for _, _, data in plain.edges(data=True):
        data.setdefault("weight", 1)
    other = igraph.Graph.from_networkx(nx.convert_node_labels_to_integers(graph))
    degrees = [degree for _, degree in graph.degree]
    found = {
        "nodes": n,
        "edges": graph.number_of_edges(),
        "total_weight": plain.size(weight="weight"),
        "mean_degree": sum(degrees) / n,
        "max_degree": max(degrees),
        "isolates": nx.number_of_isolates(graph),
    }
    undirected = graph.to_undirected() if directed else graph
    found["components"] = same("components", nx.number_connected_components(undirected),
                               len(other.connected_components(mode="weak")))
    strong = list(nx.strongly_connected_components(graph) if directed else nx.connected_components(graph))
    if directed:
        found["strong_components"] = len(strong)
    order = {node: i for i, node in enumerate(graph)}
    largest = min(strong, key=lambda nodes: (-len(nodes), min(order[node] for node in nodes)))
    found["largest_component"] = len(largest)
    part = graph.subgraph(largest)
    inside = other.induced_subgraph(sorted(order[node] for node in largest))
    found["diameter"] = same("diameter", nx.diameter(part), inside.diameter())
    found["radius"] = same("radius", nx.radius(part), inside.radius(mode="out"))
    if len(part) > 1:
        found["mean_distance"] = same("mean", nx.average_shortest_path_length(part), inside.average_path_length())
    if graph.number_of_edges():
        assortativity = number(nx.degree_assortativity_coefficient(graph))
        if assortativity is not None:
            found["degree_assortativity"] = same("assortativity", assortativity,
                                                 other.assortativity_degree(directed=directed))
    if actors is None:
        if n > 1:
            found["density"] = same("density", nx.density(graph), other.density())
        simple = other.as_undirected(mode="collapse") if directed else other
        found["transitivity"] = same("transitivity", nx.transitivity(undirected),
                                     simple.transitivity_undirected(mode="zero"))
        found["mean_clustering"] = same("clustering", nx.average_clustering(undirected),
                                        simple.transitivity_avglocal_undirected(mode="zero"))
        if directed:
            found["reciprocity"] = same("reciprocity", nx.overall_reciprocity(graph), other.reciprocity())
            found["in_degree_centralisation"] = centralisation((d for _, d in graph.in_degree), (n - 1) ** 2)
            found["out_degree_centralisation"] = centralisation((d for _, d in graph.out_degree), (n - 1) ** 2)
        elif n > 2:
            found["degree_centralisation"] = centralisation(degrees, (n - 1) * (n - 2))
        if n > 2:
            between = nx.betweenness_centrality(graph).values()
            found["betweenness_centralisation"] = centralisation(between, n - 1)
            close = nx.closeness_centrality(graph).values()
            most = n - 1 if directed else (n - 1) * (n - 2) / (2 * n - 3)
            found["closeness_centralisation"] = centralisation(close, most)
    else:
        names = list(graph)
        actors = [names[a] for a in actors] if isinstance(actors, range) else list(actors)
        groups = [node for node in graph if node not in set(actors)]
        found |= {"actors": len(actors), "groups": len(groups)}
        found["density"] = nx.bipartite.density(graph, actors)
        found["mean_degree_actors"] = sum(graph.degree(node) for node in actors) / len(actors)
        found["mean_degree_groups"] = sum(graph.degree(node) for node in groups) / len(groups)
        found["square_clustering"] = nx.bipartite.robins_alexander_clustering(graph)
        two = [node for node in graph if graph.degree(node) > 1]
        redundancy = nx.bipartite.node_redundancy(graph, two)
        for name, side in [("", graph), ("_actors", actors), ("_groups", groups)]:
            values = [redundancy[node] for node in side if node in redundancy]
            if values:
                found["redundancy" + name] = sum(values) / len(values)
    return {name: float(value) for name, value in found.items()}


def main():
    out = {name: figures(graph, actors) for name, _, graph, actors in graphs()}
    text = json.dumps(out, separators=(",", ":"))
    (HERE / "summary.json").write_text(text.replace('},"', '},\n"') + "\n")


if __name__ == "__main__":
    main()
