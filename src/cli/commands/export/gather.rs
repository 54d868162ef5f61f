//! What is exported: a picture for formats that draw, rows for all others.

use super::{Args, PINNED, TYPE, WIDTH, with};
use crate::analysis::backbone;
use crate::cli::commands::Asked;
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::draw;
use crate::export::data::{self, Data};
use crate::export::diagram::{self, Diagram};
use crate::graph::Graph;
use crate::graph::network::Side;
use crate::graph::projection::{Projection, Weight};
use crate::graph::two_mode::TwoMode;
use crate::model::EntityId;
use crate::model::kind::RelationKind;

/// What is drawn: a picture, or rows that are drawn one after another, as they are too many to be laid out.
pub(super) enum Drawing<'a> {
    Picture(Diagram),
    Rows(Data<'a>),
}

/// The drawing that is asked for, every node pinned where that is wanted.
pub(super) fn drawing<'a>(args: &Args, asked: &'a Asked) -> Result<Drawing<'a>, Failure> {
    if !args.with.is_empty() {
        let found = Diagnostic::new(&codes::BAD_OPTION, "a drawing shows no computed numbers", None);
        let help = "export data, as with `-f graphml`, or rank with `comity centrality`";
        return Err(Failure::asked(found.help(help)));
    }
    let mut diagram = if args.world || !args.kind.is_empty() || args.statements {
        let data = rows(args, asked)?;
        if args.free || data.nodes.len() > PINNED {
            return Ok(Drawing::Rows(data));
        }
        data.diagram()
    } else {
        picture(args, asked)?
    };
    if !args.free && diagram.nodes.len() <= PINNED {
        draw::network::place(&mut diagram, TYPE, WIDTH, None);
    }
    Ok(Drawing::Picture(diagram))
}

/// Who sits where, who shares what, or what one entity is related to, as a picture shows it.
fn picture(args: &Args, asked: &Asked) -> Result<Diagram, Failure> {
    let graph = graph(asked);
    let bodies = bodies(args, asked)?;
    let bodies = (!bodies.is_empty()).then_some(bodies.as_slice());
    let mut diagram = match (&args.ego, args.on.as_deref()) {
        (Some(name), _) => diagram::ego(&graph, &asked.view, asked.entity(name, &[])?),
        (None, Some(on)) => {
            let shared = Shared::of(args, asked, &graph, bodies, on)?;
            let Shared { seats, projection, onto, weight, notes } = &shared;
            let mut diagram = diagram::shared(&graph, seats, projection, *onto, *weight, args.min_shared);
            diagram.notes.extend(notes.iter().cloned());
            diagram
        }
        (None, None) => diagram::two_mode(&graph, &asked.view, bodies, !args.no_merge),
    };
    diagram.notes.extend(left_out(asked));
    diagram.graph_title = asked.model().title().to_owned();
    diagram.as_of = asked.written.clone();
    Ok(diagram)
}

/// The rows that are asked for, with the numbers that are to be computed, and placed where that is wanted.
pub(super) fn data<'a>(args: &Args, asked: &'a Asked) -> Result<Data<'a>, Failure> {
    let mut data = rows(args, asked)?;
    if args.world {
        return Ok(data);
    }
    with::compute(&args.with, &mut data)?;
    if !args.free && data.nodes.len() <= PINNED {
        let mut diagram = data.diagram();
        draw::network::place(&mut diagram, TYPE, WIDTH, None);
        // Places count from the top, data from the bottom.
        data.places = diagram.places.iter().map(|place| (place.x, -place.y)).collect();
    }
    Ok(data)
}

/// The rows that are asked for.
fn rows<'a>(args: &Args, asked: &'a Asked) -> Result<Data<'a>, Failure> {
    let graph = graph(asked);
    if args.world {
        return Ok(data::world(graph.model()));
    }
    let bodies = bodies(args, asked)?;
    let bodies = (!bodies.is_empty()).then_some(bodies.as_slice());
    let mut data = match (&args.ego, args.on.as_deref()) {
        _ if !args.kind.is_empty() => {
            let kinds: Vec<RelationKind> = args.kind.iter().filter_map(|word| RelationKind::from_word(word)).collect();
            data::relations(&graph, &asked.view, &kinds, None)
        }
        (Some(name), _) => data::relations(&graph, &asked.view, &[], Some(asked.entity(name, &[])?)),
        (None, Some(on)) => {
            let shared = Shared::of(args, asked, &graph, bodies, on)?;
            let Shared { seats, projection, onto, weight, notes } = shared;
            let mut data = data::projection(&graph, &asked.view, &seats, &projection, onto, weight);
            data.notes.extend(notes);
            data
        }
        (None, None) if args.statements => data::statements(&graph, &asked.view, bodies),
        (None, None) => data::two_mode(&graph, &asked.view, bodies),
    };
    data.notes.extend(left_out(asked));
    data.as_of = asked.written.clone();
    Ok(data)
}

/// The graph of the world, or of what is supposed of it.
fn graph(asked: &Asked) -> Graph<'_> {
    Graph::of(asked.supposed_model())
}

fn bodies(args: &Args, asked: &Asked) -> Result<Vec<EntityId>, Failure> {
    if args.bodies.is_empty() { Ok(Vec::new()) } else { asked.bodies(&args.bodies) }
}

fn left_out(asked: &Asked) -> Option<String> {
    let left_out = asked.left_out.borrow();
    let names: Vec<&str> = left_out.iter().map(|id| asked.model().entity(*id).name.as_str()).collect();
    (!names.is_empty()).then(|| format!("Only possibly meant and left out: {}.", names.join(", ")))
}

/// Who is tied by what they share.
struct Shared {
    seats: TwoMode,
    projection: Projection,
    onto: Side,
    weight: Weight,
    notes: Vec<String>,
}

impl Shared {
    fn of(
        args: &Args,
        asked: &Asked,
        graph: &Graph<'_>,
        bodies: Option<&[EntityId]>,
        on: &str,
    ) -> Result<Self, Failure> {
        let onto = if on == "states" { Side::Actor } else { Side::Group };
        let weight = Weight::ALL.iter().find(|w| w.as_str() == args.weight).copied().unwrap_or(Weight::Shared);
        let seats = TwoMode::of(graph, &asked.view, bodies);
        let mut notes = Vec::new();
        let projection = match args.backbone.choice()? {
            None => Projection::of(&seats, onto, args.min_shared),
            Some(choice) => {
                let found = backbone::extract(&seats, onto, weight, args.min_shared, choice);
                notes.push(found.caption(choice));
                notes.extend(found.notes);
                found.projection
            }
        };
        Ok(Self { seats, projection, onto, weight, notes })
    }
}
