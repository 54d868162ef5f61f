//! Numbers of every node that go along as attributes.

use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::export::data::{Data, Score};
use crate::graph::network::{Fold, Network, Side};
use crate::measure::groups::leiden::leiden;
use crate::measure::groups::{Objective, Search};
use crate::measure::{self, MEASURES, Options};
use crate::random::DEFAULT_SEED;
use clap::builder::PossibleValue;

/// What can be computed.
const COMMUNITY: &str = "community";

/// The numbers that can be named.
pub(super) fn names() -> Vec<PossibleValue> {
    let measures = MEASURES.iter().map(|measure| PossibleValue::new(measure.name));
    std::iter::once(PossibleValue::new(COMMUNITY)).chain(measures).collect()
}

/// Computes numbers on the network of the rows: parallel ties count once, and weights are those of a projection.
/// Communities are those of Leiden, in a two-mode network by Barber's modularity.
pub(super) fn compute(names: &[String], data: &mut Data<'_>) -> Result<(), Failure> {
    if names.is_empty() {
        return Ok(());
    }
    let weighted = data.is_projection() && data.is_weighted();
    let network = network(data);
    for name in names {
        let score = if name == COMMUNITY {
            let barber = Objective::barber(&network, weighted, 1.0);
            let objective = barber.unwrap_or_else(|| Objective::modularity(&network, weighted, 1.0));
            let partition = leiden(&objective, Search { seed: DEFAULT_SEED, starts: 10 });
            let values = partition.labels().iter().map(|label| f64::from(*label) + 1.0).collect();
            Score { name: COMMUNITY, values, is_whole: true }
        } else {
            let Some(measure) = measure::find(name) else { continue };
            if let Some(need) = measure.lacks(&network) {
                let message = format!("`{name}` is not defined on this network: it needs {}", need.words());
                let found = Diagnostic::new(&codes::BAD_OPTION, message, None);
                return Err(Failure::asked(found.help("leave it out of `--with`, or project with `--on`")));
            }
            let scores = measure.scores(&network, Options { weighted, normalised: true }, None);
            Score { name: measure.name, values: scores.values, is_whole: false }
        };
        data.scores.push(score);
    }
    Ok(())
}

fn network(data: &Data<'_>) -> Network {
    let edges: Vec<(u32, u32, f64)> = data.ties.iter().map(|tie| (tie.from, tie.to, tie.weight)).collect();
    let n = data.nodes.len();
    if data.two_mode {
        let sides = data.nodes.iter().map(|node| node.side.unwrap_or(Side::Actor)).collect();
        return Network::undirected(n, &edges, Fold::Max).with_sides(sides);
    }
    let build = if data.directed { Network::directed } else { Network::undirected };
    build(n, &edges, if data.is_projection() { Fold::Sum } else { Fold::Once })
}
