//! What `brokers` and `communities` share: which network, and by what its nodes are classed.

use super::Asked;
use crate::analysis::backbone::Choice;
use crate::analysis::centrality::On;
use crate::analysis::grouping::By;
use crate::analysis::seat_network::Which;
use crate::cli::args::{BackboneArgs, NoProjection};
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::graph::projection::Weight;
use crate::model::EntityId;
use crate::model::kind::{EntityKind, RelationKind};
use clap::builder::PossibleValue;
use std::path::Path;

/// Which network is asked.
#[derive(Debug, clap::Args)]
pub(super) struct NetworkArgs {
    /// Whose network; `both` means the two-mode network
    #[arg(long, value_name = "WHOM", default_value = "states", value_parser = ["states", "bodies", "both"])]
    on: String,
    /// Ask the network of states and bodies itself instead of a projection
    #[arg(long)]
    pub(super) two_mode: bool,
    /// How ties of a projection are weighted
    #[arg(long, value_name = "HOW", default_value = "shared", value_parser = weights())]
    weight: String,
    /// The least that two must share to be tied in a projection
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(super) min_shared: usize,
    /// Only the network of these bodies, separated by commas
    #[arg(long, value_name = "BODIES", value_delimiter = ',')]
    among: Vec<String>,
    /// Relations that tie states and bodies directly, separated by commas, instead of shared seats
    #[arg(long, value_name = "KINDS", value_delimiter = ',', value_parser = kinds(), conflicts_with_all = ["two_mode", "min_shared", "weight"])]
    over: Vec<String>,
    #[command(flatten)]
    pub(super) backbone: BackboneArgs,
}

/// The names of a question about a network, looked up.
pub(super) struct Named {
    among: Vec<EntityId>,
    over: Vec<RelationKind>,
    backbone: Option<Choice>,
}

impl NetworkArgs {
    pub(super) fn named(&self, asked: &Asked) -> Result<Named, Failure> {
        let among = asked.bodies(&self.among)?;
        let over = self.over.iter().filter_map(|word| RelationKind::from_word(word)).collect();
        let backbone = self.backbone.of(self.no_projection())?;
        Ok(Named { among, over, backbone })
    }

    fn no_projection(&self) -> Option<NoProjection> {
        match (self.over.is_empty(), self.two_mode || self.on == "both") {
            (false, _) => Some(NoProjection::Relations),
            (_, true) => Some(NoProjection::TwoMode),
            _ => None,
        }
    }

    pub(super) fn which<'n>(&self, named: &'n Named) -> Which<'n> {
        Which {
            on: match self.on.as_str() {
                "bodies" => On::Bodies,
                "both" => On::Both,
                _ => On::States,
            },
            two_mode: self.two_mode,
            weight: Weight::ALL.iter().find(|w| w.as_str() == self.weight).copied().unwrap_or(Weight::Shared),
            min_shared: self.min_shared,
            among: named.among(),
            over: &named.over,
            backbone: named.backbone,
        }
    }
}

impl Named {
    pub(super) fn among(&self) -> Option<&[EntityId]> {
        (!self.among.is_empty()).then_some(self.among.as_slice())
    }

    pub(super) fn backbone(&self) -> Option<Choice> {
        self.backbone
    }
}

/// The words that class nodes, for help and checks.
pub(super) const GROUPINGS: &[(&str, &str)] = &[
    ("region", "part of the world: Africa, Asia …; a body's is that of most of its members"),
    ("subregion", "the narrowest part of the world"),
    ("family", "lineage of bodies; a state's is that of most of its bodies"),
];

/// A grouping by its word.
pub(super) fn grouping(word: &str) -> Option<By<'static>> {
    match word {
        "region" => Some(By::Region),
        "subregion" => Some(By::Subregion),
        "family" => Some(By::Family),
        _ => None,
    }
}

/// Reads a table of classes: `id,class`, with a line of headings, names looked up as everywhere.
pub(super) fn table(path: &str, asked: &Asked) -> Result<Vec<(EntityId, String)>, Failure> {
    let (names, classes): (Vec<String>, Vec<String>) = rows(path)?.into_iter().unzip();
    let ids = asked.entities(&names, &[EntityKind::State, EntityKind::Body])?;
    Ok(ids.into_iter().zip(classes).collect())
}

/// Reads a table of classes as it stands.
pub(super) fn rows(path: &str) -> Result<Vec<(String, String)>, Failure> {
    let bad = |message: String| {
        let help = "write one line a state or body under `id,class`, as in `kaz,central`; or name a grouping: region, subregion, family";
        Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
    };
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_path(Path::new(path))
        .map_err(|error| bad(format!("`{path}` cannot be read: {error}")))?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| bad(format!("`{path}`: {error}")))?;
        let (Some(name), Some(class)) = (record.get(0), record.get(1)) else {
            return Err(bad(format!("`{path}` has a line without two columns")));
        };
        rows.push((name.to_owned(), class.to_owned()));
    }
    Ok(rows)
}

fn weights() -> Vec<PossibleValue> {
    Weight::ALL.iter().map(|weight| PossibleValue::new(weight.as_str())).collect()
}

fn kinds() -> Vec<PossibleValue> {
    let joins = |kind: &&RelationKind| {
        let actor = |ends: &[EntityKind]| ends.contains(&EntityKind::State) || ends.contains(&EntityKind::Body);
        actor(kind.spec().from) && actor(kind.spec().to)
    };
    RelationKind::ALL
        .iter()
        .filter(joins)
        .map(|kind| PossibleValue::new(kind.as_str()).help(kind.spec().label))
        .collect()
}
