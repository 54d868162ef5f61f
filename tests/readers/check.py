"""Reads what `comity export` wrote with the programs it is meant for, and says whether all of it arrived.

usage: check.py FOLDER

The folder holds, for each network NAME, what is expected (NAME.expected.json: nodes and edges with their attributes, as our
own node-link file has them) and the same network in other formats. Every line printed is `ok NAME READER`, `skip READER
(why)` or `FAIL NAME READER: what`; the exit code is 1 if anything failed.
"""

import csv
import importlib
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml

FOLDER = pathlib.Path(sys.argv[1])
FAILED = []


def load(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"skip {name} (not installed)")
        return None


networkx, igraph, pandas, rdflib, kuzu = map(load, ["networkx", "igraph", "pandas", "rdflib", "kuzu"])


def plain(value):
    """A value as every format can give it back."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(float(value))
    return str(value)


def record(attributes, leave=()):
    """Attributes that are there, as text."""
    def there(value):
        return value is not None and value != "" and value == value

    return tuple(sorted((k, plain(v)) for k, v in attributes.items() if k not in leave and there(v)))


class Network:
    def __init__(self, data):
        self.directed = data["directed"]
        self.nodes = {n["id"]: {k: v for k, v in n.items() if k != "id"} for n in data["nodes"]}
        ends = ("source", "target")
        self.edges = [(e["source"], e["target"], {k: v for k, v in e.items() if k not in ends}) for e in data["edges"]]

    def node_set(self, leave=()):
        return {(id, record(a, leave)) for id, a in self.nodes.items()}

    def edge_list(self, leave=()):
        return sorted((*self.pair(a, b), record(x, leave)) for a, b, x in self.edges)

    def pair(self, a, b):
        return (a, b) if self.directed else tuple(sorted((a, b)))


def compare(name, reader, expected, nodes, edges, leave_nodes=(), leave_edges=()):
    """Whether nodes {id: attributes} and edges [(a, b, attributes)] are those expected."""
    got_nodes = {(id, record(a, leave_nodes)) for id, a in nodes.items()}
    got_edges = sorted((*expected.pair(a, b), record(x, leave_edges)) for a, b, x in edges)
    want_nodes, want_edges = expected.node_set(leave_nodes), expected.edge_list(leave_edges)
    if got_nodes != want_nodes:
        return fail(name, reader, f"nodes: {first_difference(sorted(want_nodes), sorted(got_nodes))}")
    if got_edges != want_edges:
        return fail(name, reader, f"edges: {first_difference(want_edges, got_edges)}")
    print(f"ok {name} {reader}: {len(nodes)} nodes, {len(edges)} edges")


def first_difference(want, got):
    for a, b in zip(want, got):
        if a != b:
            return f"expected {a!r:.600}, got {b!r:.600}"
    return f"{len(want)} expected, {len(got)} found"


def fail(name, reader, what):
    FAILED.append(name)
    print(f"FAIL {name} {reader}: {what}")


def of_networkx(graph, rename=()):
    edges = [(a, b, dict(x)) for a, b, x in graph.edges(data=True)]
    return {id: dict(a) for id, a in graph.nodes(data=True)}, edges


def of_igraph(graph, key):
    nodes = {v[key]: {k: x for k, x in v.attributes().items() if k != key} for v in graph.vs}
    ids = graph.vs[key]
    edges = [(ids[e.source], ids[e.target], e.attributes()) for e in graph.es]
    return nodes, edges


def check(name, expected):
    file = lambda ending: FOLDER / f"{name}.{ending}"
    if networkx:
        graph = networkx.read_graphml(file("graphml"), force_multigraph=True)
        # The id of an edge is its key.
        compare(name, "networkx graphml", expected, *of_networkx(graph), leave_edges=("id",))
        # What GEXF has a place of its own for.
        graph = networkx.read_gexf(file("gexf"))
        own = ("viz", "label", "form", "start", "end")
        edge_own = ("id", "weight", "viz", "spells", "standing", "kind", "start", "end", "networkx_key")
        compare(name, "networkx gexf", expected, *of_networkx(graph), own, edge_own)
        graph = networkx.node_link_graph(json.loads(file("json").read_text()), edges="edges")
        compare(name, "networkx nodelink", expected, *of_networkx(graph))
        graph = networkx.cytoscape_graph(json.loads(file("cyjs").read_text()))
        leave = ("id", "value", "source", "target", "key")
        compare(name, "networkx cytoscape", expected, *of_networkx(graph), leave, leave)
        pajek = file("net").read_text()
        if len(re.findall(r"^\*(?:Arcs|Edges)", pajek, re.M)) == 1:
            # NetworkX knows neither two modes nor several kinds of line.
            one_mode = re.sub(r"^(\*Vertices \d+) \d+", r"\1", pajek)
            check_pajek(name, expected, networkx.parse_pajek(one_mode.split("\n")), "networkx pajek")
    if igraph:
        graph = igraph.Graph.Read_GraphML(str(file("graphml")))
        nodes, edges = of_igraph(graph, "id")
        edges = [(a, b, {k: v for k, v in x.items() if k != "id"}) for a, b, x in edges]
        # igraph fills what is missing: false for flags, nothing for text, nan for numbers.
        flags = ("suspended", "jointly", "mutual")
        compare(name, "igraph graphml", expected, nodes, edges, (), flags)
        if not re.search(r"^\*\w+ :|\[\d+-", file("net").read_text(), re.M):
            # igraph knows neither time nor several kinds of line.
            graph = igraph.Graph.Read_Pajek(str(file("net")))
            got = (graph.vcount(), graph.ecount())
            want = (len(expected.nodes), len(expected.edges))
            fail(name, "igraph pajek", f"{want} expected, {got} found") if got != want else print(f"ok {name} igraph pajek")
    if pandas:
        read = lambda part: pandas.read_csv(FOLDER / name / f"{part}.csv", dtype=str, keep_default_na=False)
        nodes = {row.pop("id"): row for row in read("nodes").to_dict("records")}
        edges = [(row.pop("source"), row.pop("target"), row) for row in read("edges").to_dict("records")]
        number = lambda row: {k: float(v) if is_number(k, v) else v for k, v in row.items()}
        compare(
            name, "pandas csv", expected, {k: number(v) for k, v in nodes.items()}, [(a, b, number(x)) for a, b, x in edges]
        )
    check_matrix(name, expected, file("matrix"))
    check_xml(name, file("graphml"), file("gexf"), expected)
    if rdflib:
        check_turtle(name, expected, file("ttl"))
    # A statement takes it milliseconds.
    if kuzu and len(expected.edges) <= 400:
        check_cypher(name, expected, file("cypher"))


NUMBERS = {"bipartite", "size", "weight", "shared", "union", "value", "intensity", "betweenness", "degree", "community"}


def is_number(name, value):
    return name in NUMBERS and value != ""


def check_pajek(name, expected, graph, reader):
    """Pajek keeps names and strengths."""
    label = lambda id: re.sub(r"[\x00-\x1f]", " ", expected.nodes[id]["label"].replace('"', "'").replace("\\", "/"))
    labels = {id: label(id) for id in expected.nodes}
    doubled = {x for x in labels.values() if list(labels.values()).count(x) > 1}
    labels = {id: f"{x} ({id})" if x in doubled else x for id, x in labels.items()}
    want = sorted((*sorted((labels[a], labels[b])), float(x.get("weight", 1))) for a, b, x in expected.edges)
    got = sorted((*sorted((a, b)), float(x["weight"])) for a, b, x in graph.edges(data=True))
    if set(graph.nodes) != set(labels.values()):
        fail(name, reader, f"names: {set(graph.nodes) ^ set(labels.values())!r:.400}")
    elif want != got:
        fail(name, reader, first_difference(want, got))
    else:
        print(f"ok {name} {reader}")


def check_matrix(name, expected, file):
    with open(file, newline="", encoding="utf-8") as text:
        head, *rows = list(csv.reader(text))
    total = sum(float(x) for row in rows for x in row[1:])
    once = sum(float(x.get("weight", 1)) for _, _, x in expected.edges)
    two_mode = any(n.get("bipartite") == 1 for n in expected.nodes.values())
    mutual = sum(float(x.get("weight", 1)) for _, _, x in expected.edges if x.get("mutual"))
    want = once if two_mode else once + mutual if expected.directed else 2 * once
    if abs(total - want) > 1e-6 * max(1, want) or any(len(row) != len(head) for row in rows):
        return fail(name, "matrix", f"cells add up to {total}, not {want}")
    print(f"ok {name} matrix: {len(rows)} by {len(head) - 1}")


def check_xml(name, graphml, gexf, expected):
    """What the schemas of both formats ask for, as far as we use them: keys declared and typed, ids there and distinct."""
    space = "{http://graphml.graphdrawing.org/xmlns}"
    root = xml.parse(graphml).getroot()
    keys = {key.get("id"): (key.get("for"), key.get("attr.type")) for key in root.iter(f"{space}key")}
    wrong = []
    if len(keys) != len(root.findall(f"{space}key")):
        wrong.append("a key is declared twice")
    if any(kind not in ("boolean", "int", "long", "float", "double", "string") for _, kind in keys.values()):
        wrong.append("a key has a type that GraphML has not")
    tags = [child.tag for child in root]
    if tags != [f"{space}key"] * len(keys) + [f"{space}graph"]:
        wrong.append("keys must come before the one graph")
    for element in root.iter():
        sort = element.tag.removeprefix(space)
        for data in element.findall(f"{space}data"):
            about, kind = keys.get(data.get("key"), (None, None))
            if about != sort:
                wrong.append(f"the key {data.get('key')} stands at a {sort}")
            elif not is_of(kind, data.text or ""):
                wrong.append(f"`{data.text:.40}` is no {kind}")
    ids = [node.get("id") for node in root.iter(f"{space}node")]
    wrong += dangling(ids, [(e.get("source"), e.get("target")) for e in root.iter(f"{space}edge")], expected)
    fail(name, "graphml schema", wrong[0]) if wrong else print(f"ok {name} graphml schema")

    space = "{http://gexf.net/1.3}"
    root = xml.parse(gexf).getroot()
    wrong = [] if root.get("version") == "1.3" else ["no version"]
    if [child.tag for child in root] != [f"{space}meta", f"{space}graph"]:
        wrong.append("meta, then graph")
    graph = root.find(f"{space}graph")
    for part in graph.findall(f"{space}attributes"):
        if part.get("class") not in ("node", "edge") or part.get("mode") not in ("static", "dynamic"):
            wrong.append("attributes of no class or mode")
    for sort in ("node", "edge"):
        parts = [p for p in graph.findall(f"{space}attributes") if p.get("class") == sort]
        types = {a.get("id"): a.get("type") for p in parts for a in p}
        for element in graph.iter(f"{space}{sort}"):
            for value in element.iter(f"{space}attvalue"):
                kind = types.get(value.get("for"))
                if kind is None or not is_of(kind, value.get("value")):
                    wrong.append(f"{value.attrib} is no {kind}")
            days = [(s.get("start"), s.get("end")) for s in element.iter(f"{space}spell")]
            days.sort(key=lambda day: day[0] or "")
            for (_, end), (start, _) in zip(days, days[1:]):
                if end is None or start is None or start <= end:
                    wrong.append(f"spells of {element.get('id')} overlap")
            if any(start and end and start > end for start, end in days):
                wrong.append(f"a spell of {element.get('id')} ends before it starts")
    ids = [node.get("id") for node in graph.iter(f"{space}node")]
    wrong += dangling(ids, [(e.get("source"), e.get("target")) for e in graph.iter(f"{space}edge")], expected)
    fail(name, "gexf schema", wrong[0]) if wrong else print(f"ok {name} gexf schema")


def dangling(ids, edges, expected):
    wrong = []
    if len(set(ids)) != len(ids) or set(ids) != set(expected.nodes):
        wrong.append("nodes are not those expected")
    if any(end not in set(ids) for edge in edges for end in edge):
        wrong.append("an edge leads nowhere")
    if len(edges) != len(expected.edges):
        wrong.append(f"{len(edges)} edges")
    return wrong


def is_of(kind, text):
    patterns = {
        "boolean": "true|false",
        "int": r"-?\d+",
        "long": r"-?\d+",
        "float": r"-?\d+(\.\d+)?([eE][-+]?\d+)?",
        "double": r"-?\d+(\.\d+)?([eE][-+]?\d+)?",
    }
    return kind == "string" or re.fullmatch(patterns[kind], text) is not None


def check_turtle(name, expected, file):
    graph = rdflib.Graph()
    graph.parse(file, format="turtle")
    term = rdflib.Namespace("urn:comity:term:")
    entity = lambda node: str(node).removeprefix("urn:comity:entity:").replace("%20", " ")
    label = rdflib.RDFS.label
    nodes = {entity(s): str(o) for s, o in graph.subject_objects(label)}
    want = {id: a["name"] for id, a in expected.nodes.items()}
    if nodes != want:
        return fail(name, "rdflib turtle", first_difference(sorted(want.items()), sorted(nodes.items())))
    ends = lambda s: (entity(graph.value(s, term.subject)), entity(graph.value(s, term.object)))
    cited = lambda s: sorted(str(o).removeprefix("urn:comity:source:") for o in graph.objects(s, rdflib.DCTERMS.source))
    during = lambda s: str(graph.value(s, term.during) or "")
    got = sorted((*ends(s), during(s), cited(s)) for s in graph.subjects(term.subject))
    sources = lambda x: sorted(x["sources"].split(";")) if x.get("sources") else []
    want = sorted((a, b, x.get("during", ""), sources(x)) for a, b, x in expected.edges)
    if got != want:
        return fail(name, "rdflib turtle", first_difference(want, got))
    print(f"ok {name} rdflib turtle: {len(graph)} triples")


def check_cypher(name, expected, file):
    """Runs the script, twice: tables are declared first, as Kùzu asks for them."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        connection = kuzu.Connection(kuzu.Database(str(pathlib.Path(folder) / "db")))
        kinds = sorted({a["kind"].capitalize() for a in expected.nodes.values()})
        types = lambda rows: {k: type_of(k, v) for row in rows for k, v in row.items()}
        columns = types(expected.nodes.values())
        for kind in kinds:
            fields = "".join(f", `{k}` {t}" for k, t in columns.items())
            connection.execute(f"CREATE NODE TABLE {kind}(id STRING{fields}, PRIMARY KEY(id))")
        pairs = {}
        kind_of = lambda id: expected.nodes[id]["kind"].capitalize()
        for a, b, x in expected.edges:
            pairs.setdefault(x["relation"].upper(), set()).add((kind_of(a), kind_of(b)))
        columns = types(x for _, _, x in expected.edges)
        columns.pop("relation", None)
        for relation, ends in sorted(pairs.items()):
            ends = ", ".join(f"FROM {a} TO {b}" for a, b in sorted(ends))
            fields = "".join(f", `{k}` {t}" for k, t in columns.items())
            connection.execute(f"CREATE REL TABLE {relation}({ends}{fields})")
        script = [line for line in file.read_text().split("\n") if line and not line.startswith("//")]
        for _ in range(2):
            for statement in script:
                connection.execute(statement)
        nodes = dict(connection.execute("MATCH (n) RETURN n.id, n.name").get_all())
        count = connection.execute("MATCH ()-[r]->() RETURN count(r)").get_all()[0][0]
        # Of the escapes of openCypher, Kùzu takes those of lines and tabs for the letter itself.
        read = lambda text: text.replace("\n", "n").replace("\r", "r").replace("\t", "t")
        want = {id: read(a["name"]) for id, a in expected.nodes.items()}
        ties = len({(a, b, record(x)) for a, b, x in expected.edges})
        if nodes != want:
            return fail(name, "kuzu cypher", first_difference(sorted(want.items()), sorted(nodes.items())))
        if count != ties:
            return fail(name, "kuzu cypher", f"{count} ties, {ties} expected")
        print(f"ok {name} kuzu cypher: {len(nodes)} nodes, {count} ties, run twice")


def type_of(name, value):
    if isinstance(value, bool):
        return "BOOLEAN"
    if isinstance(value, int) and name not in ("weight", "value", "intensity"):
        return "INT64"
    return "DOUBLE" if isinstance(value, (int, float)) else "STRING"


for path in sorted(FOLDER.glob("*.expected.json")):
    name = path.name.removesuffix(".expected.json")
    try:
        check(name, Network(json.loads(path.read_text())))
    except Exception as problem:
        fail(name, "reading", f"{type(problem).__name__}: {problem}")
sys.exit(1 if FAILED else 0)
