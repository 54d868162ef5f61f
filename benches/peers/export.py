"""Times comity's exports beside NetworkX, igraph and rustworkx, on the same edges, in one sitting.

    python3 -m venv peers && peers/bin/pip install networkx==3.6.1 igraph==1.0.0 rustworkx==0.18.1
    cargo build --release --example time_exports
    peers/bin/python benches/peers/export.py target/release/examples/time_exports

A network of 10,000 nodes and 100,000 edges is drawn by lot (`--nodes`, `--edges`), each edge with a weight. Every program holds it
in memory and writes it to a file; only that is timed, the least of `--rounds` (default 5) counts. Each runs in a process of its own,
one after another. Before times are printed, the edges in all files are counted, and a difference ends the run.

Mind what is written: comity's nodes have a name, a label and a kind, its edges a kind, a value, a certainty and a source beside the
weight; DOT is a picture, with tooltips, that Graphviz draws as it stands. The others write names and weights. Sizes are printed for
that reason; `cargo bench --bench export` times edges that have no more than these.
"""

import argparse
import csv
import importlib.util
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import time

FORMATS = ["dot", "graphml", "gexf", "nodelink"]
PEERS = ["networkx", "igraph", "rustworkx"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--nodes", type=int, default=10_000)
    parser.add_argument("--edges", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        table = folder / "edges.csv"
        draw(table, args.nodes, args.edges)
        tail = [str(table), str(folder), str(args.rounds)]
        runs = {"comity": ran([args.program, *tail, *FORMATS])}
        for peer in PEERS:
            if importlib.util.find_spec(peer):
                runs[peer] = ran([sys.executable, __file__, "run", peer, *tail])
        for name, times in runs.items():
            for form in times:
                found = edges_in(folder / f"{name}.{form}", form)
                if found != args.edges:
                    sys.exit(f"{name} wrote {found} edges as {form}, not {args.edges}")
        show(runs)


def show(runs):
    print(f"{'format':10}{'program':12}{'ms':>9}{'MB':>8}{'of comity':>11}")
    for form in FORMATS:
        ours = runs["comity"][form][0]
        for name, times in runs.items():
            if form in times:
                seconds, size = times[form]
                print(f"{form:10}{name:12}{seconds * 1e3:9.1f}{size / 1e6:8.1f}{seconds / ours:10.1f}x")


def ran(words):
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(words)}\n{done.stderr}")
    rows = (line.split("\t") for line in done.stdout.splitlines())
    return {form: (float(seconds), int(size)) for form, seconds, size in rows}


def draw(path, nodes, count):
    """Pairs without repetition, in a ring first so that no node is left out."""
    lot = random.Random(1)
    pairs = {(i, i + 1) for i in range(nodes - 1)}
    while len(pairs) < count:
        a, b = lot.randrange(nodes), lot.randrange(nodes)
        if a != b:
            pairs.add((min(a, b), max(a, b)))
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "target", "weight"])
        writer.writerows((f"vertex-{a}", f"vertex-{b}", lot.randrange(1, 1000) / 8) for a, b in sorted(pairs))


def edges_in(path, form):
    text = path.read_text()
    if form == "nodelink":
        held = json.loads(text)
        return len(held.get("links", held.get("edges", [])))
    return len(re.findall({"dot": r"^\s*\S+ -- ", "graphml": r"<edge ", "gexf": r"<edge "}[form], text, re.MULTILINE))


def run(peer, table, folder, rounds):
    with open(table, newline="") as file:
        edges = [(row["source"], row["target"], float(row["weight"])) for row in csv.DictReader(file)]
    for form, write in globals()[f"of_{peer}"](edges).items():
        path = pathlib.Path(folder) / f"{peer}.{form}"
        least = float("inf")
        for _ in range(int(rounds)):
            begin = time.perf_counter()
            write(str(path))
            least = min(least, time.perf_counter() - begin)
        print(form, f"{least:.6f}", path.stat().st_size, sep="\t")


def of_networkx(edges):
    import networkx as nx

    graph = nx.Graph()
    graph.add_weighted_edges_from(edges)

    def nodelink(path):
        with open(path, "w") as file:
            json.dump(nx.node_link_data(graph, edges="edges"), file)

    # Its DOT goes through other libraries, so that it would be theirs that is timed.
    return {
        "graphml": lambda path: nx.write_graphml(graph, path),
        "gexf": lambda path: nx.write_gexf(graph, path),
        "nodelink": nodelink,
    }


def of_igraph(edges):
    import igraph

    graph = igraph.Graph.TupleList(edges, weights=True)
    return {"dot": graph.write_dot, "graphml": graph.write_graphml}


def of_rustworkx(edges):
    import rustworkx as rx

    graph = rx.PyGraph()
    names = sorted({name for edge in edges for name in edge[:2]})
    places = dict(zip(names, graph.add_nodes_from([{"name": name} for name in names])))
    graph.add_edges_from([(places[a], places[b], {"weight": str(weight)}) for a, b, weight in edges])
    label = lambda node: {"label": f'"{node["name"]}"'}
    writers = {
        "dot": lambda path: graph.to_dot(label, lambda edge: edge, filename=path),
        "nodelink": lambda path: rx.node_link_json(graph, path, node_attrs=lambda node: node, edge_attrs=lambda edge: edge),
    }
    if hasattr(rx, "write_graphml"):
        writers["graphml"] = lambda path: rx.write_graphml(graph, path)
    return writers


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(*sys.argv[2:])
    else:
        main()
