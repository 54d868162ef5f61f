//! The table of measures.
//!
//! Load centrality is left out, as it differs from betweenness only in how equal paths share; percolation is, as it needs a
//! state of every node that a network alone does not have.

use super::{
    Measure, Need, Options, Scores, betweenness, birank, closeness, closeness_plain, clustering, clustering_barrat,
    clustering_onnela, clustering_robins_alexander, core_number, degree, edge_betweenness, eigenvector, harmonic, hits,
    holes, in_out, information, katz, pagerank, strength, subgraph, two_mode_clustering,
};
use crate::graph::network::Network;

/// Nodes of a part beyond which a dense matrix takes too long.
const DENSE: usize = 1_000;

/// Every measure of nodes, in the order that help and answers show them.
pub const MEASURES: &[Measure] = &[
    row("degree", "Degree", "How many others a node is tied to", degree::degree).formula("d(v), the ties at v"),
    row("in_degree", "In-degree", "How many others point to a node", in_out::in_degree)
        .formula("the arcs that lead to v")
        .needs(&[Need::Arcs]),
    row("out_degree", "Out-degree", "How many others a node points to", in_out::out_degree)
        .formula("the arcs that start from v")
        .needs(&[Need::Arcs]),
    row("strength", "Strength", "The sum of the weights of a node's ties; always weighted", strength::strength)
        .formula("Σ w(v, u)")
        .weighted(),
    row(
        "in_strength",
        "In-strength",
        "The sum of the weights that lead to a node; always weighted",
        in_out::in_strength,
    )
    .formula("Σ w(u, v)")
    .needs(&[Need::Arcs])
    .weighted(),
    row(
        "out_strength",
        "Out-strength",
        "The sum of the weights that start there; always weighted",
        in_out::out_strength,
    )
    .formula("Σ w(v, u)")
    .needs(&[Need::Arcs])
    .weighted(),
    row("closeness", "Closeness", "How near a node is to all others, by the mean distance", closeness::closeness)
        .formula("(r / Σ d(u, v)) · r / (n - 1), r the others within reach"),
    row(
        "closeness_plain",
        "Plain closeness",
        "How near a node is to all within its reach, by the mean distance",
        closeness_plain::closeness_plain,
    )
    .formula("r / Σ d(u, v), r the others within reach"),
    row(
        "harmonic",
        "Harmonic",
        "How near a node is to all others, by the sum of inverse distances",
        harmonic::harmonic,
    )
    .formula("Σ 1 / d(u, v)"),
    row(
        "information",
        "Information",
        "How near a node is to all others over all ways at once",
        information::information,
    )
    .formula("1 / Σ R(v, u), R the resistance")
    .decimals(4)
    .needs(&[Need::NoArcs, Need::PartsOfAtMost(DENSE)]),
    row(
        "betweenness",
        "Betweenness",
        "How many shortest paths between others run through a node",
        betweenness::betweenness,
    )
    .formula("Σ σ(s, t | v) / σ(s, t), σ the shortest paths")
    .decimals(4),
    row("eigenvector", "Eigenvector", "Being tied to others who are well tied themselves", eigenvector::eigenvector)
        .formula("λ x(v) = Σ w(u, v) x(u), the largest λ")
        .decimals(4),
    row("katz", "Katz", "Walks that end at a node, long ones counting less", katz::katz)
        .formula("x(v) = 1 + α Σ w(u, v) x(u), α = 0.9 / λ")
        .decimals(4)
        .tuned(katz::katz_with),
    row(
        "pagerank",
        "PageRank",
        "How often a walk along the ties, begun anew at times, meets a node",
        pagerank::pagerank,
    )
    .formula("p(v) = (1 - α) / n + α Σ p(u) w(u, v) / s(u), α = 0.85")
    .decimals(4)
    .tuned(pagerank::pagerank_with),
    row("hubs", "Hubs", "Pointing to those to whom the best point (HITS)", hits::hubs)
        .formula("h(v) = Σ w(v, u) a(u)")
        .decimals(4),
    row("authorities", "Authorities", "Being pointed to by those who point to the best (HITS)", hits::authorities)
        .formula("a(v) = Σ w(u, v) h(u)")
        .decimals(4),
    row("birank", "BiRank", "Standing that states and what they sit in lend each other", birank::birank)
        .formula("x(v) = α Σ w(v, u) x(u) / √(d(v) d(u)) + (1 - α) / m(v), α = 0.85")
        .decimals(4)
        .needs(&[Need::TwoModes, Need::NoArcs])
        .tuned(birank::birank_with),
    row("subgraph", "Subgraph", "Closed walks back to a node, long ones counting little", subgraph::subgraph)
        .formula("exp(A)(v, v) = Σ (Aᵏ)(v, v) / k!")
        .decimals(4)
        .needs(&[Need::NoArcs, Need::PartsOfAtMost(DENSE)]),
    row("core_number", "Core number", "How deep in the thick of the network a node sits", core_number::core_number)
        .formula("the largest k whose k-core holds v"),
    row(
        "clustering",
        "Clustering",
        "How many pairs of a node's contacts are tied to each other",
        clustering::clustering,
    )
    .formula("2 t(v) / (k (k - 1)), t the triangles")
    .needs(&[Need::OneMode]),
    row(
        "clustering_barrat",
        "Clustering (Barrat)",
        "Clustering by how much strength is closed; always weighted",
        clustering_barrat::clustering_barrat,
    )
    .formula("Σ (w(v, i) + w(v, j)) / 2 / (s(v) (k - 1)), i and j tied")
    .needs(&[Need::OneMode, Need::NoArcs])
    .weighted(),
    row(
        "clustering_onnela",
        "Clustering (Onnela)",
        "Clustering by the strength of triangles; always weighted",
        clustering_onnela::clustering_onnela,
    )
    .formula("Σ (w(v, i) w(i, j) w(j, v))^(1/3) / (k (k - 1)), w over the largest")
    .needs(&[Need::OneMode])
    .weighted(),
    row(
        "clustering_dot",
        "Two-mode clustering",
        "Mean overlap with all it meets, over what either has",
        two_mode_clustering::dot,
    )
    .formula("mean of |N(u) ∩ N(v)| / |N(u) ∪ N(v)|")
    .needs(&[Need::TwoModes, Need::NoArcs]),
    row(
        "clustering_min",
        "… by the smaller",
        "Mean overlap with all it meets, over what the smaller has",
        two_mode_clustering::min,
    )
    .formula("mean of |N(u) ∩ N(v)| / min(|N(u)|, |N(v)|)")
    .needs(&[Need::TwoModes, Need::NoArcs]),
    row(
        "clustering_max",
        "… by the larger",
        "Mean overlap with all it meets, over what the larger has",
        two_mode_clustering::max,
    )
    .formula("mean of |N(u) ∩ N(v)| / max(|N(u)|, |N(v)|)")
    .needs(&[Need::TwoModes, Need::NoArcs]),
    row(
        "clustering_robins_alexander",
        "Two-mode closure",
        "How many ways of three ties through a node close to a square",
        clustering_robins_alexander::clustering_robins_alexander,
    )
    .formula("2 q(v) / ((d(v) - 1) Σ (d(u) - 1)), q the squares of four ties")
    .needs(&[Need::TwoModes, Need::NoArcs]),
    row("constraint", "Constraint", "How much a node's contacts are tied and bind it (Burt)", holes::constraint)
        .formula("Σ (p(v, j) + Σ p(v, q) p(q, j))², p the share of a contact"),
    row("effective_size", "Effective size", "How many contacts do not repeat each other (Burt)", holes::effective_size)
        .formula("Σ (1 - Σ p(v, q) m(j, q)) over the contacts j"),
    row("efficiency", "Efficiency", "The share of contacts that do not repeat each other (Burt)", holes::efficiency)
        .formula("effective size / k"),
    row("hierarchy", "Hierarchy", "How far constraint comes from one contact alone (Burt)", holes::hierarchy)
        .formula("Σ x ln x / (k ln k), x the constraint of a contact over the mean"),
];

/// Every measure of ties, in the order that help and answers show them.
pub const TIE_MEASURES: &[Measure] = &[row(
    "edge_betweenness",
    "Edge betweenness",
    "How many shortest paths run along a tie",
    edge_betweenness::edge_betweenness,
)
.formula("Σ σ(s, t | e) / σ(s, t), σ the shortest paths")
.decimals(4)];

const fn row(
    name: &'static str,
    label: &'static str,
    about: &'static str,
    compute: fn(&Network, Options) -> Scores,
) -> Measure {
    Measure { name, label, about, formula: "", decimals: 3, needs: &[], always_weighted: false, compute, tuned: None }
}

impl Measure {
    const fn formula(mut self, formula: &'static str) -> Self {
        self.formula = formula;
        self
    }

    const fn decimals(mut self, decimals: u8) -> Self {
        self.decimals = decimals;
        self
    }

    const fn needs(mut self, needs: &'static [Need]) -> Self {
        self.needs = needs;
        self
    }

    const fn weighted(mut self) -> Self {
        self.always_weighted = true;
        self
    }

    const fn tuned(mut self, tuned: fn(&Network, Options, f64) -> Scores) -> Self {
        self.tuned = Some(tuned);
        self
    }
}
