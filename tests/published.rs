//! Results that the literature reports of well-known networks, found again.

use comity::graph::network::{Fold, Network, Side};
use comity::measure::groups::{Objective, Partition, Search, leiden::leiden};
use comity::measure::{self, Options};

#[path = "../examples/sampson/monks.rs"]
mod monks;

/// A network of the oracle, as its libraries ship it.
fn network(name: &str) -> Network {
    let path = format!("{}/tests/oracle/groups/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let data: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let edges: Vec<(u32, u32, f64)> = serde_json::from_value(data["edges"].clone()).unwrap();
    let nodes = data["nodes"].as_u64().unwrap() as usize;
    let network = Network::undirected(nodes, &edges, Fold::Sum);
    let Some(actors) = data["actors"].as_array().map(Vec::len) else { return network };
    network.with_sides((0..nodes).map(|i| if i < actors { Side::Actor } else { Side::Group }).collect())
}

/// Four groups of modularity 0.4198 are the most there is: Brandes, U. and others (2008), On modularity
/// clustering, doi:10.1109/TKDE.2007.190689. They refine the split that Zachary saw (1977), but for a
/// member at the border.
#[test]
fn zacharys_karate_club_has_four_groups() {
    let karate = network("karate");
    let objective = Objective::modularity(&karate, false, 1.0);
    let found = leiden(&objective, Search::default());
    assert_eq!((found.count(), (objective.quality(&found) * 1e4).round()), (4, 4198.0));
    let hi = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13, 16, 17, 19, 21];
    let clubs: Vec<u32> = (0..34).map(|node| u32::from(!hi.contains(&node))).collect();
    let clubs = Partition::of_labels(&clubs);
    for group in found.groups() {
        let with_mr_hi = group.iter().filter(|&&node| clubs.group_of(node as usize) == clubs.group_of(0)).count();
        assert!(with_mr_hi <= 1 || group.len() - with_mr_hi <= 1, "{group:?} of either club");
    }
    assert!((objective.quality(&clubs) - 0.3582).abs() < 5e-5);
}

/// The women fall into groups with the events they went to; the two cores of Davis, Gardner and Gardner (1941)
/// around Evelyn and around Nora are never in one.
#[test]
fn the_southern_women_fall_into_their_cores() {
    let davis = network("davis");
    let objective = Objective::barber(&davis, false, 1.0).unwrap();
    let found = leiden(&objective, Search::default());
    // Evelyn, Laura, Theresa, Brenda, then Nora, Sylvia, Katherina.
    let [evelyn, laura, theresa, brenda, nora, sylvia] = [0, 1, 2, 3, 13, 12].map(|woman| found.group_of(woman));
    assert_eq!([evelyn, laura, theresa, brenda], [evelyn; 4]);
    assert!(nora == sylvia && nora != evelyn);
    // Above the 0.3212 that Barber reports for his BRIM (2007, doi:10.1103/PhysRevE.76.066102).
    assert!(objective.quality(&found) > 0.3212, "{}", objective.quality(&found));
}

/// The Medici stand between more than half of all pairs: Padgett and Ansell (1993), doi:10.1086/230190.
#[test]
fn the_medici_stand_between_the_families_of_florence() {
    let families = network("florentine");
    let betweenness = measure::find("betweenness").unwrap();
    let scores = (betweenness.compute)(&families, Options { weighted: false, normalised: true }).values;
    let most = scores.iter().copied().fold(0.0, f64::max);
    assert_eq!((most * 1e3).round(), 522.0);
}

/// What is typed is what was printed: beneath the table stand how much each was liked, and how much disliked.
#[test]
fn sampsons_monks_have_the_totals_of_his_table() {
    let totals = |arcs: Vec<(u32, u32, f64)>| {
        let mut totals = [0.0; 18];
        arcs.iter().for_each(|&(_, to, rank)| totals[to as usize] += rank);
        totals.map(|total| total as u32)
    };
    let [liked, least] = [monks::arcs(|monk| monk.liked), monks::arcs(|monk| monk.least)].map(totals);
    assert_eq!(liked, [12, 13, 7, 12, 10, 3, 6, 6, 5, 0, 4, 9, 4, 3, 3, 2, 4, 8]);
    assert_eq!(least, [3, 17, 13, 18, 0, 9, 5, 10, 0, 3, 0, 1, 4, 2, 0, 1, 7, 1]);
}

/// An imbalance of 10.5 is the least there is, and that of Sampson's young Turks, loyal opposition and outcasts:
/// Doreian and Mrvar (1996), doi:10.1016/0378-8733(95)00259-6. Only John and Hugh might as well go with the outcasts.
#[test]
fn sampsons_monks_fall_into_their_factions() {
    let layer = |arcs: Vec<(u32, u32, f64)>| Network::directed(monks::MONKS.len(), &arcs, Fold::Sum);
    let (liked, least) = (layer(monks::arcs(|monk| monk.liked)), layer(monks::arcs(|monk| monk.least)));
    let objective = Objective::signed(&liked, &least, true, 0.0);
    let found = leiden(&objective, Search::default());
    assert_eq!((found.count(), monks::imbalance(|monk| found.group_of(monk))), (3, 10.5));

    let factions: [&[&str]; 3] = [
        &["John", "Gregory", "Mark", "Winfrid", "Hugh", "Boniface", "Albert"],
        &["Peter", "Bonaventure", "Berthold", "Victor", "Ambrose", "Romuald", "Louis"],
        &["Basil", "Elias", "Simplicius", "Amand"],
    ];
    let faction = |name: &str| factions.iter().position(|faction| faction.contains(&name)).unwrap() as u32;
    let seen = Partition::of_labels(&monks::MONKS.each_ref().map(|monk| faction(monk.name)));
    assert_eq!(monks::imbalance(|monk| seen.group_of(monk)), 10.5);
    assert!((objective.quality(&seen) - objective.quality(&found)).abs() < 1e-12);
    for (monk, sampson) in monks::MONKS.iter().enumerate() {
        let same = (0..18).filter(|&other| found.group_of(other) == found.group_of(monk));
        let with = same.filter(|&other| seen.group_of(other) == seen.group_of(monk)).count();
        assert!(with >= 4 || ["John", "Hugh"].contains(&sampson.name), "{}", sampson.name);
    }

    // Against chance the same three, with the same two in doubt.
    let objective = Objective::signed(&liked, &least, true, 1.0);
    let found = leiden(&objective, Search::default());
    assert_eq!((found.count(), (objective.quality(&found) * 1e4).round()), (3, 4119.0));
}
