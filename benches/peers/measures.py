"""Times measures of comity beside NetworkX, igraph, NetworKit and rustworkx, on the same lists of edges, in one sitting.

    python3 -m venv peers
    peers/bin/pip install numpy==2.4.6 networkx==3.6.1 igraph==1.0.0 networkit==11.3 rustworkx==0.18.1
    cargo build --release --example time_measures
    COMITY_DATA=... peers/bin/python benches/peers/measures.py target/release/examples/time_measures [WORKLOAD...]

Workloads: `projection` and `two_mode` (who sat with whom in 2014, of the yearly table of the Correlates of War project, version
3), `years` (nine measures of the projection of each year 1816-2014, networks built anew), `medium` and `large` (scale_free.py:
20,000 nodes and 200,000 edges; 1,000,000 and 10,000,000). Without a name all are run but `medium` and `large`, which take long.
graph-tool, which no registry of Python packages has, takes part with the Python that it was installed for, as Debian's:
`apt install python3-graph-tool`, then `--python graph_tool=/usr/bin/python3`. A peer that fails, or is killed, keeps the rows
that it printed before, and the table says where it ended.

Each program runs in a process of its own, one after another, ROUNDS times (`--rounds`, default 3); the least time counts, which on
a machine that does other work is the fairest. Printed are wall time, time of all threads, peak memory of the process, and how
many times comity's wall and processor time that is. `load` is from CSV to a network, `build` from pairs in memory to a network.
Scores must add up to the same; where they do not, the row says so and why that may be.
"""

import argparse
import csv
import gzip
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np

PEERS = ["networkx", "igraph", "networkit", "rustworkx", "graph_tool"]
SMALL = ["degree", "strength", "closeness", "betweenness", "betweenness_weighted", "eigenvector", "pagerank", "clustering",
         "core_number", "louvain"]
NINE = [name for name in SMALL if name != "betweenness_weighted"]
WORKLOADS = {
    "projection": SMALL,
    "two_mode": [name for name in SMALL if name != "clustering"],
    "years": [],
    "medium": ["betweenness", "closeness"],
    "large": ["bfs", "components", "core_number", "pagerank", "clustering", "betweenness64"],
}
# Too slow to be waited for, or refused by the library.
LEFT_OUT = {
    ("networkx", "years"), ("networkx", "large"), ("networkx", "medium"), ("rustworkx", "medium"), ("rustworkx", "large"), ("graph_tool", "years"),
}
NOT_THE_SAME = {
    "louvain": "draws lots: the modularity found, more is better",
    "betweenness64": "draws other sources",
    "pagerank": "stops at another error",
    "eigenvector": "another length, or another error",
    "closeness": "another normalisation of parts",
    "betweenness": "another normalisation",
    "bfs": "from another node of as many ties",
    "series": "other normalisations, or measures that it lacks",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("workloads", nargs="*", choices=[*WORKLOADS, []], default=[])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default=",".join(PEERS))
    parser.add_argument("--python", action="append", default=[], metavar="PEER=PATH", help="the Python that runs a peer")
    args = parser.parse_args()
    names = args.workloads or ["projection", "two_mode", "years"]
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            files = inputs(name, pathlib.Path(folder))
            compare(name, files, args)


def compare(workload, files, args):
    flags = ["--two-mode"] if workload == "two_mode" else ["--series"] if workload == "years" else []
    ours = [args.program, *flags, "--rounds", str(args.rounds), *files, *WORKLOADS[workload]]
    runs, ended = {"comity": ran(ours)[0]}, []
    pythons = dict(choice.split("=", 1) for choice in args.python)
    for peer in args.peers.split(","):
        python = pythons.get(peer, sys.executable)
        if (peer, workload) not in LEFT_OUT and installed(python, peer):
            runs[peer], failure = ran([python, __file__, "run", peer, workload, str(args.rounds), *files])
            if failure:
                ended.append(f"{peer} ended after {list(runs[peer])[-1:]}: {failure}")
    if not runs["comity"]:
        sys.exit("comity failed")
    rows = ["series"] if workload == "years" else ["load", "build", *WORKLOADS[workload]]
    print(f"\n{workload}: {sum(1 for _ in open(files[0])) - 1 if len(files) == 1 else len(files)} "
          f"{'edges' if len(files) == 1 else 'years'}")
    print(f"{'':22}{'':12}{'wall ms':>11}{'cpu ms':>11}{'x wall':>8}{'x cpu':>8}")
    for row in rows:
        base = runs["comity"].get(row)
        for name, found in runs.items():
            if row not in found:
                continue
            wall, cpu, total = found[row]
            # The system counts the time of threads in ticks: little of it is not known.
            of_cpu = f"{cpu / base[1]:8.1f}" if base[1] > 0.02 else "       -"
            times = f"{wall / base[0]:8.1f}{of_cpu}"
            same = abs(total - base[2]) <= 1e-6 * max(1.0, abs(base[2]))
            remark = "" if same else f"   {total:.6g} for {base[2]:.6g}: {NOT_THE_SAME.get(row, 'DIFFERS')}"
            print(f"{row if name == 'comity' else '':22}{name:12}{wall * 1e3:11.3f}{cpu * 1e3:11.3f}{times}{remark}")
    peaks = ", ".join(f"{name} {found['peak'] / 1024:.0f}" for name, found in runs.items() if "peak" in found)
    print(f"peak memory of the process in MiB: {peaks}", *ended, sep="\n", flush=True)


def ran(command):
    """The rows that a program prints, by name, and why it ended, if that was too early."""
    found = subprocess.run(command, capture_output=True, text=True)
    failure = (found.stderr.strip().splitlines() or [f"signal {-found.returncode}"])[-1] if found.returncode else None
    rows = {}
    for line in found.stdout.splitlines():
        name, *numbers = line.split("\t")
        numbers = [float(number) for number in numbers]
        rows[name] = numbers if len(numbers) > 1 else numbers[0]
    return rows, failure


def installed(python, peer):
    return subprocess.run([python, "-c", f"import {peer}"], capture_output=True).returncode == 0


def inputs(workload, folder):
    """The files of a workload, written if need be."""
    if workload in ("medium", "large"):
        import scale_free
        nodes, edges = (20_000, 200_000) if workload == "medium" else (1_000_000, 10_000_000)
        path = pathlib.Path(os.environ.get("COMITY_SCALE_FREE", folder), f"{workload}.csv")
        if not path.exists():
            scale_free.main(nodes, edges, 1, path)
        return [str(path)]
    years = memberships()
    if workload == "two_mode":
        path = folder / "two_mode.csv"
        states, bodies = np.nonzero(years[2014])
        write(path, ([f"s{a}", f"b{b}"] for a, b in zip(states, bodies)))
        return [str(path)]
    chosen = [2014] if workload == "projection" else sorted(years)
    files = []
    for year in chosen:
        member = years[year].astype(np.int64)
        shared = np.triu(member @ member.T, 1)
        if shared.any():
            files.append(str(folder / f"{workload}{year}.csv"))
            write(files[-1], ([a, b, shared[a, b]] for a, b in zip(*np.nonzero(shared))))
    return files


def memberships():
    path = pathlib.Path(os.environ["COMITY_DATA"], "cow_igo_v3/state_year_formatv3.csv.gz")
    years = {}
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        rows = csv.reader(file)
        next(rows)
        for row in rows:
            years.setdefault(int(row[1]), []).append([cell == "1" for cell in row[3:]])
    return {year: np.array(rows) for year, rows in years.items()}


def write(path, rows):
    with open(path, "w") as file:
        file.write("source,target,weight\n")
        file.writelines(",".join(map(str, [*row, 1][:3])) + "\n" for row in rows)


# What follows runs in the process of one peer.


def run(peer, workload, rounds, files):
    library = __import__(peer)
    build, measures = globals()[peer.replace("_", "") + "_library"](library)
    measured = WORKLOADS[workload]
    if workload == "years":
        lists = [read(path) for path in files]

        def series():
            total = 0.0
            for edges in lists:
                graph = build(*edges)
                total += sum(score(measures[name](graph)) for name in NINE if name in measures)
            return total

        timed("series", rounds, series)
    else:
        edges = read(files[0])
        timed("load", rounds, lambda: (build(*read(files[0])), len(edges[1]))[1])
        timed("build", rounds, lambda: (build(*edges), len(edges[1]))[1])
        graph = build(*edges)
        for name in measured:
            if name in measures:
                timed(name, rounds, lambda: score(measures[name](graph)))
    # Not that of getrusage, which begins with the peak of whoever started the process.
    status = pathlib.Path("/proc/self/status").read_text()
    print("peak\t" + status.split("VmHWM:")[1].split()[0])


def read(path):
    """Numbers of nodes, both ends of all edges, and weights: what each library then takes as it likes best."""
    with open(path) as file:
        heading = file.readline().count(",")
        text = file.read()
    if text[0].isdigit():
        table = np.fromstring(text.replace("\n", ","), sep=",") if heading > 1 else np.fromstring(
            text.replace("\n", ","), sep=",", dtype=np.int64)
        table = table.reshape(-1, heading + 1)
        ends = table[:, :2].astype(np.int64)
        known, ends = np.unique(ends, return_inverse=True)
        ends = ends.reshape(-1, 2)
        weights = table[:, 2] if heading > 1 else np.ones(len(table))
        return len(known), ends[:, 0].copy(), ends[:, 1].copy(), weights.copy()
    known, a, b = {}, [], []
    for line in text.splitlines():
        x, y, _ = line.split(",")
        a.append(known.setdefault(x, len(known)))
        b.append(known.setdefault(y, len(known)))
    return len(known), np.array(a), np.array(b), np.ones(len(a))


def score(found):
    if isinstance(found, (int, float)):
        return float(found)
    if isinstance(found, dict):
        found = list(found.values())
    return float(np.nansum(np.asarray(found, dtype=float)))


def timed(what, rounds, work):
    wall = cpu = float("inf")
    for _ in range(rounds):
        start, before = time.perf_counter(), time.process_time()
        total = work()
        wall, cpu = min(wall, time.perf_counter() - start), min(cpu, time.process_time() - before)
        if wall > 60:
            break
    print(f"{what}\t{wall:.6f}\t{cpu:.6f}\t{total:.9f}", flush=True)


def networkx_library(nx):
    def build(n, a, b, w):
        graph = nx.Graph()
        graph.add_nodes_from(range(n))
        graph.add_weighted_edges_from(zip(a.tolist(), b.tolist(), w.tolist()))
        for _, _, data in graph.edges(data=True):
            data["length"] = 1.0 / data["weight"]
        return graph

    return build, {
        "degree": lambda g: dict(g.degree()),
        "strength": lambda g: dict(g.degree(weight="weight")),
        "closeness": nx.closeness_centrality,
        "betweenness": lambda g: nx.betweenness_centrality(g, normalized=False),
        "betweenness_weighted": lambda g: nx.betweenness_centrality(g, normalized=False, weight="length"),
        "eigenvector": lambda g: nx.eigenvector_centrality_numpy(g, weight="weight") if nx.is_connected(g) else 0,
        "pagerank": lambda g: nx.pagerank(g, tol=1e-10, max_iter=1000),
        "clustering": nx.clustering,
        "core_number": nx.core_number,
        "louvain": lambda g: nx.community.modularity(g, nx.community.louvain_communities(g, seed=1)),
    }


def igraph_library(ig):
    def build(n, a, b, w):
        return ig.Graph(n=n, edges=np.column_stack([a, b]), edge_attrs={"weight": w.tolist(), "length": (1.0 / w).tolist()})

    def sampled(g):
        return g.betweenness(sources=np.random.default_rng(1).choice(g.vcount(), 64, replace=False).tolist())

    return build, {
        "degree": lambda g: g.degree(),
        "strength": lambda g: g.strength(weights="weight"),
        "closeness": lambda g: g.closeness(),
        "betweenness": lambda g: g.betweenness(),
        "betweenness_weighted": lambda g: g.betweenness(weights="length"),
        "betweenness64": sampled,
        "eigenvector": lambda g: g.eigenvector_centrality(weights="weight"),
        "pagerank": lambda g: g.pagerank(weights="weight") if g.ecount() < 1_000_000 else g.pagerank(),
        "clustering": lambda g: g.transitivity_local_undirected(mode="zero"),
        "core_number": lambda g: g.coreness(),
        "louvain": lambda g: g.community_multilevel(weights="weight").modularity,
        "components": lambda g: len(g.connected_components()),
        "bfs": lambda g: g.distances(int(np.argmax(g.degree())))[0] and float(
            np.sum(d := np.array(g.distances(int(np.argmax(g.degree())))[0]), where=np.isfinite(d))),
    }


def networkit_library(nk):
    def build(n, a, b, w):
        if (w == 1).all():
            graph = nk.GraphFromCoo((a.astype(np.uint64), b.astype(np.uint64)), n=n)
        else:
            graph = nk.GraphFromCoo((w, (a.astype(np.uint64), b.astype(np.uint64))), n=n, weighted=True)
        if n > 100_000:
            graph.indexEdges()
        return graph

    def plain(g):
        return nk.graphtools.toUnweighted(g) if g.isWeighted() else g

    def scores(algorithm):
        return algorithm.run().scores()

    def louvain(g):
        plm = nk.community.PLM(g, refine=False)
        plm.run()
        return nk.community.Modularity().getQuality(plm.getPartition(), g)

    def bfs(g):
        most = max(g.iterNodes(), key=g.degree)
        found = np.array(nk.distance.BFS(g, most).run().getDistances(asarray=True))
        return float(found[found < 1e300].sum())

    def components(g):
        found = nk.components.ConnectedComponents(g)
        found.run()
        return found.numberOfComponents()

    def pagerank(g):
        return scores(nk.centrality.PageRank(g, tol=1e-10))

    return build, {
        "degree": lambda g: scores(nk.centrality.DegreeCentrality(plain(g))),
        "strength": lambda g: [g.weightedDegree(node) for node in g.iterNodes()],
        "closeness": lambda g: scores(nk.centrality.Closeness(plain(g), True, nk.centrality.ClosenessVariant.GENERALIZED)),
        "betweenness": lambda g: np.array(scores(nk.centrality.Betweenness(plain(g)))) / 2,
        "betweenness64": lambda g: scores(nk.centrality.EstimateBetweenness(g, 64, parallel=True)),
        "eigenvector": lambda g: scores(nk.centrality.EigenvectorCentrality(g, tol=1e-10)),
        "pagerank": pagerank,
        "clustering": lambda g: scores(nk.centrality.LocalClusteringCoefficient(plain(g), turbo=g.numberOfNodes() > 100_000)),
        "core_number": lambda g: scores(nk.centrality.CoreDecomposition(plain(g))),
        "louvain": louvain,
        "components": components,
        "bfs": bfs,
    }


def rustworkx_library(rx):
    def build(n, a, b, w):
        graph = rx.PyGraph(multigraph=False, node_count_hint=n, edge_count_hint=len(a))
        graph.add_nodes_from(range(n))
        graph.add_edges_from(list(zip(a.tolist(), b.tolist(), w.tolist())))
        return graph

    return build, {
        "degree": lambda g: [g.degree(node) for node in range(len(g))],
        "closeness": lambda g: dict(rx.closeness_centrality(g)),
        "betweenness": lambda g: dict(rx.betweenness_centrality(g, normalized=False)),
        "eigenvector": lambda g: dict(rx.eigenvector_centrality(g, weight_fn=float, tol=1e-10, max_iter=10_000))
        if rx.is_connected(g) and not rx.is_bipartite(g) else 0,
        "pagerank": lambda g: dict(rx.pagerank(g.to_directed(), weight_fn=float, tol=1e-10, max_iter=1000)),
        "core_number": lambda g: dict(rx.core_number(g)),
        "components": lambda g: rx.number_connected_components(g),
    }


def graphtool_library(gt):
    import graph_tool.centrality
    import graph_tool.clustering
    import graph_tool.topology

    def build(n, a, b, w):
        graph = gt.Graph(directed=False)
        graph.add_vertex(n)
        graph.add_edge_list(np.column_stack([a, b]))
        graph.ep["weight"] = graph.new_ep("double", vals=w)
        graph.ep["length"] = graph.new_ep("double", vals=1.0 / w)
        return graph

    def sampled(g):
        sources = np.random.default_rng(1).choice(g.num_vertices(), 64, replace=False)
        return gt.centrality.betweenness(g, pivots=sources, norm=False)[0].a

    return build, {
        "degree": lambda g: g.get_out_degrees(g.get_vertices()),
        "strength": lambda g: g.degree_property_map("out", weight=g.ep["weight"]).a,
        "closeness": lambda g: gt.centrality.closeness(g).a,
        "betweenness": lambda g: gt.centrality.betweenness(g, norm=False)[0].a,
        "betweenness_weighted": lambda g: gt.centrality.betweenness(g, norm=False, weight=g.ep["length"])[0].a,
        "betweenness64": sampled,
        "pagerank": lambda g: gt.centrality.pagerank(g, weight=g.ep["weight"], epsilon=1e-10).a,
        "clustering": lambda g: gt.clustering.local_clustering(g).a,
        "core_number": lambda g: gt.topology.kcore_decomposition(g).a,
        "components": lambda g: len(gt.topology.label_components(g)[1]),
        "bfs": lambda g: (d := gt.topology.shortest_distance(g, int(np.argmax(g.get_out_degrees(g.get_vertices())))).a)[d < 1e9].sum(),
    }


if __name__ == "__main__":
    if sys.argv[1:2] == ["run"]:
        run(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5:])
    else:
        main()
