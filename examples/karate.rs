//! Zachary's karate club: the groups of greatest modularity, and the two clubs that it split into.
//!
//! `cargo run --example karate`
//!
//! Zachary, W. W. (1977), An information flow model for conflict and fission in small groups, *Journal of
//! Anthropological Research* 33, 452-473, doi:10.1086/jar.33.4.3629752. No partition has more modularity than
//! the four groups of 0.4198: Brandes, U. and others (2008), On modularity clustering, *IEEE Transactions on
//! Knowledge and Data Engineering* 20, 172-188, doi:10.1109/TKDE.2007.190689.

#![allow(clippy::print_stdout)]

use comity::graph::network::Network;
use comity::measure::groups::{Objective, Partition, Search, leiden::leiden};

/// Who met outside the club, counted from 1 as published: Mr. Hi is 1, the administrator 34.
#[rustfmt::skip]
const TIES: [(u32, &[u32]); 26] = [
    (1, &[2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 18, 20, 22, 32]), (2, &[3, 4, 8, 14, 18, 20, 22, 31]),
    (3, &[4, 8, 9, 10, 14, 28, 29, 33]), (4, &[8, 13, 14]), (5, &[7, 11]), (6, &[7, 11, 17]), (7, &[17]),
    (9, &[31, 33, 34]), (10, &[34]), (14, &[34]), (15, &[33, 34]), (16, &[33, 34]), (19, &[33, 34]),
    (20, &[34]), (21, &[33, 34]), (23, &[33, 34]), (24, &[26, 28, 30, 33, 34]), (25, &[26, 28, 32]),
    (26, &[32]), (27, &[30, 34]), (28, &[34]), (29, &[32, 34]), (30, &[33, 34]), (31, &[33, 34]),
    (32, &[33, 34]), (33, &[34]),
];

/// Those who went with Mr. Hi.
const MR_HI: [u32; 17] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22];

fn main() {
    let pairs: Vec<(u32, u32)> =
        TIES.iter().flat_map(|(a, others)| others.iter().map(move |b| (a - 1, b - 1))).collect();
    let club = Network::of_pairs(34, &pairs, false);
    let objective = Objective::modularity(&club, false, 1.0);

    let found = leiden(&objective, Search::default());
    println!("{} members, {} ties", club.node_count(), club.edge_count());
    println!("{} groups, modularity {:.4} (published: 4 and 0.4198)", found.count(), objective.quality(&found));
    for group in found.groups() {
        let with_hi = group.iter().filter(|node| MR_HI.contains(&(**node + 1))).count();
        let members: Vec<String> = group.iter().map(|node| (node + 1).to_string()).collect();
        println!("  {with_hi:>2} of {:>2} went with Mr. Hi: {}", group.len(), members.join(" "));
    }

    let clubs: Vec<u32> = (1..=34).map(|member| u32::from(!MR_HI.contains(&member))).collect();
    println!("the two clubs: modularity {:.4}", objective.quality(&Partition::of_labels(&clubs)));
}
