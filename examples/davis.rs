//! Davis's Southern Women: eighteen women at fourteen events, and the groups they fall into with the events.
//!
//! `cargo run --example davis`
//!
//! Davis, A., Gardner, B. B. and Gardner, M. R. (1941), *Deep South*, University of Chicago Press. Groups of both
//! modes at once are judged by the modularity of Barber, M. J. (2007), Modularity and community detection in
//! bipartite networks, *Physical Review E* 76, 066102, doi:10.1103/PhysRevE.76.066102, who reports 0.3212 for his
//! own search.

#![allow(clippy::print_stdout)]

use comity::graph::network::{Network, Side};
use comity::measure::groups::{Objective, Search, leiden::leiden};

/// Who was at which events, counted from 1.
#[rustfmt::skip]
const WOMEN: [(&str, &[u32]); 18] = [
    ("Evelyn", &[1, 2, 3, 4, 5, 6, 8, 9]),
    ("Laura", &[1, 2, 3, 5, 6, 7, 8]),
    ("Theresa", &[2, 3, 4, 5, 6, 7, 8, 9]),
    ("Brenda", &[1, 3, 4, 5, 6, 7, 8]),
    ("Charlotte", &[3, 4, 5, 7]),
    ("Frances", &[3, 5, 6, 8]),
    ("Eleanor", &[5, 6, 7, 8]),
    ("Pearl", &[6, 8, 9]),
    ("Ruth", &[5, 7, 8, 9]),
    ("Verne", &[7, 8, 9, 12]),
    ("Myra", &[8, 9, 10, 12]),
    ("Katherine", &[8, 9, 10, 12, 13, 14]),
    ("Sylvia", &[7, 8, 9, 10, 12, 13, 14]),
    ("Nora", &[6, 7, 9, 10, 11, 12, 13, 14]),
    ("Helen", &[7, 8, 10, 11, 12]),
    ("Dorothy", &[8, 9]),
    ("Olivia", &[9, 11]),
    ("Flora", &[9, 11]),
];

fn main() {
    let pairs: Vec<(u32, u32)> = (0u32..)
        .zip(WOMEN)
        .flat_map(|(woman, (_, events))| events.iter().map(move |event| (woman, 17 + event)))
        .collect();
    let sides = (0..32).map(|node| if node < 18 { Side::Actor } else { Side::Group }).collect();
    let network = Network::of_pairs(32, &pairs, false).with_sides(sides);
    let Some(objective) = Objective::barber(&network, false, 1.0) else { return };

    let found = leiden(&objective, Search::default());
    println!("{} attendances", network.edge_count());
    println!("{} groups, modularity {:.4} (Barber: 0.3212)", found.count(), objective.quality(&found));
    for group in found.groups() {
        let name = |node: &u32| match WOMEN.get(*node as usize) {
            Some((name, _)) => (*name).to_owned(),
            None => format!("E{}", node - 17),
        };
        println!("  {}", group.iter().map(name).collect::<Vec<_>>().join(", "));
    }
}
