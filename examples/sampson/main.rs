//! Sampson's monks: the factions of a monastery before it broke up, from whom the novices liked and disliked.
//!
//! `cargo run --example sampson`
//!
//! Sampson (1968) saw young Turks (John, Gregory, Mark, Winfrid, Hugh, Boniface, Albert), a loyal opposition (Peter,
//! Bonaventure, Berthold, Victor, Ambrose, Romuald, Louis) and outcasts (Basil, Elias, Simplicius, with Amand). These
//! factions have an imbalance of 10.5, the least there is, as Doreian, P. and Mrvar, A. (1996) report: A partitioning
//! approach to structural balance, *Social Networks* 18, 149-168, doi:10.1016/0378-8733(95)00259-6. The signed
//! modularity of a resolution of 0 is this imbalance with the sign turned, so that the search for the one finds the
//! other; with a resolution of 1 ties count against what chance would give, as in Gómez, S., Jensen, P. and Arenas, A.
//! (2009), Analysis of community structure in networks of correlated data, *Physical Review E* 80, 016114,
//! doi:10.1103/PhysRevE.80.016114. Either way John and Hugh may go with the outcasts: they liked Basil and John best.

#![allow(clippy::print_stdout)]

mod monks;

use comity::graph::network::{Fold, Network};
use comity::measure::groups::{Objective, Search, leiden::leiden};
use monks::{MONKS, arcs, imbalance};

fn main() {
    let liked = Network::directed(MONKS.len(), &arcs(|monk| monk.liked), Fold::Sum);
    let least = Network::directed(MONKS.len(), &arcs(|monk| monk.least), Fold::Sum);
    println!("{} choices of the liked, {} of the least liked", liked.edge_count(), least.edge_count());
    for resolution in [0.0, 1.0] {
        let objective = Objective::signed(&liked, &least, true, resolution);
        let found = leiden(&objective, Search::default());
        let (quality, imbalance) = (objective.quality(&found), imbalance(|monk| found.group_of(monk)));
        println!("resolution {resolution}: {} groups, quality {quality:.4}, imbalance {imbalance}", found.count());
        for group in found.groups() {
            let names: Vec<&str> = group.iter().map(|&monk| MONKS[monk as usize].name).collect();
            println!("  {}", names.join(", "));
        }
    }
}
