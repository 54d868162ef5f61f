//! How the overlap of two bodies grew: visits only the days on which a seat began or ended.
//!
//! `cargo run --example overlap_over_time -- cica sco`

#![allow(clippy::print_stdout)]

use comity::graph::Graph;
use comity::graph::view::View;
use comity::model::kind::RelationKind;
use comity::time::{Certainty, Day};
use std::collections::BTreeSet;

fn main() {
    let names: Vec<String> = std::env::args().skip(1).collect();
    let [a, b] = names.as_slice() else {
        println!("two bodies, please: cica sco");
        return;
    };
    let world = comity::document::builtin();
    let (Some(a), Some(b)) = (world.model.find(a), world.model.find(b)) else {
        println!("no such body; `comity list bodies` names them");
        return;
    };
    let graph = Graph::of(&world.model);

    let mut changes: BTreeSet<Day> = BTreeSet::new();
    for relation in world.model.relations().iter().filter(|r| r.kind == RelationKind::Seat && (r.to == a || r.to == b))
    {
        changes.insert(relation.during.start().1);
        changes.insert(relation.during.end().0.next());
    }
    let members = |day: Day, body| -> BTreeSet<_> {
        let holdings = View::on(day).holders(&graph, body);
        holdings.into_iter().filter(|h| h.certainty == Certainty::Surely).map(|h| h.entity).collect()
    };
    let mut last = None;
    for day in changes.into_iter().filter(|day| *day != Day::BEGINNING && *day != Day::END) {
        let (in_a, in_b) = (members(day, a), members(day, b));
        let shared = in_a.intersection(&in_b).count();
        let now = (in_a.len(), in_b.len(), shared);
        if last != Some(now) {
            println!("{day}  {:>3} and {:>3}, {shared:>3} shared", now.0, now.1);
        }
        last = Some(now);
    }
}
