//! What must hold for groups and brokers on every network.

use comity::graph::network::{Fold, Network};
use comity::measure::brokerage::{Null, brokerage};
use comity::measure::groups::compare::compare;
use comity::measure::groups::components::weak;
use comity::measure::groups::leiden::leiden;
use comity::measure::groups::louvain::louvain;
use comity::measure::groups::{Objective, Partition, Search};
use proptest::collection::vec;
use proptest::prelude::*;
use rayon::ThreadPoolBuilder;

fn plans() -> impl Strategy<Value = (u32, Vec<(u32, u32, f64)>)> {
    (1..=24u32).prop_flat_map(|n| {
        let weight = prop::sample::select(vec![0.5, 1.0, 1.0, 2.0, 7.0]);
        (Just(n), vec((0..n, 0..n, weight), 0..=2 * n as usize))
    })
}

/// Whether every group hangs together by ties of its own.
fn connected(network: &Network, partition: &Partition) -> bool {
    let labels = partition.labels();
    let mut inner = Vec::new();
    for a in 0..network.node_count() {
        for &b in network.neighbours(a) {
            if labels[a] == labels[b as usize] {
                inner.push((a as u32, b, 1.0));
            }
        }
    }
    weak(&Network::directed(network.node_count(), &inner, Fold::Once)).count() == partition.count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn groups_of_leiden_hang_together((n, edges) in plans(), directed in any::<bool>(), seed in any::<u64>()) {
        let build = if directed { Network::directed } else { Network::undirected };
        let network = build(n as usize, &edges, Fold::Max);
        let search = Search { seed, starts: 2 };
        for objective in [Objective::modularity(&network, true, 1.0), Objective::cpm(&network, true, 0.4)] {
            let found = leiden(&objective, search);
            prop_assert!(connected(&network, &found), "{:?}", found);
            let alone = objective.quality(&Partition::singletons(n as usize));
            prop_assert!(objective.quality(&found) >= alone - 1e-9);
            prop_assert!(objective.quality(&louvain(&objective, search)) >= alone - 1e-9);
            prop_assert_eq!(found, leiden(&objective, search));
        }
    }

    #[test]
    fn modularity_lies_between_its_bounds((n, edges) in plans(), labels in vec(0..5u32, 24)) {
        let network = Network::undirected(n as usize, &edges, Fold::Max);
        let partition = Partition::of_labels(&labels[..n as usize]);
        let quality = Objective::modularity(&network, true, 1.0).quality(&partition);
        prop_assert!((-0.5 - 1e-9..1.0).contains(&quality), "{}", quality);
        let whole = Partition::of_labels(&vec![0; n as usize]);
        prop_assert!(Objective::modularity(&network, true, 1.0).quality(&whole).abs() < 1e-9);
    }

    #[test]
    fn likeness_is_symmetric_and_bounded(a in vec(0..4u32, 12), b in vec(0..4u32, 12)) {
        let (a, b) = (Partition::of_labels(&a), Partition::of_labels(&b));
        let (one, other) = (compare(&a, &b), compare(&b, &a));
        prop_assert!((one.nmi - other.nmi).abs() < 1e-12 && (one.adjusted_rand - other.adjusted_rand).abs() < 1e-12);
        prop_assert!((0.0..=1.0 + 1e-12).contains(&one.nmi) && one.adjusted_rand <= 1.0 + 1e-12 && one.variation >= 0.0);
        prop_assert_eq!(compare(&a, &a).adjusted_rand, 1.0);
    }

    #[test]
    fn roles_add_up_and_do_not_depend_on_numbering((n, edges) in plans(), classes in vec(0..3u32, 24)) {
        let classes: Vec<Option<u32>> = classes[..n as usize].iter().copied().map(Some).collect();
        let new = |node: u32| n - 1 - node;
        let moved: Vec<_> = edges.iter().map(|&(a, b, w)| (new(a), new(b), w)).collect();
        let mut turned = classes.clone();
        turned.reverse();
        for build in [Network::directed, Network::undirected] {
            for null in [Null::Labels, Null::Ties] {
                let found = brokerage(&build(n as usize, &edges, Fold::Max), &classes, null);
                let other = brokerage(&build(n as usize, &moved, Fold::Max), &turned, null);
                for (node, broker) in found.iter().enumerate() {
                    prop_assert!((broker.roles.iter().sum::<f64>() - broker.total).abs() < 1e-9);
                    prop_assert!(broker.partial <= broker.total + 1e-9 && broker.exclusive <= broker.partial + 1e-9);
                    // What is expected of the roles adds up to what is expected of all.
                    let sum: f64 = broker.expected[..5].iter().sum();
                    prop_assert!((sum - broker.expected[5]).abs() < 1e-9 * sum.max(1.0), "{:?}", broker);
                    let twin = &other[new(node as u32) as usize];
                    prop_assert_eq!(broker.roles, twin.roles);
                    prop_assert!((broker.partial - twin.partial).abs() < 1e-9);
                    for role in 0..6 {
                        prop_assert!((broker.deviation[role] - twin.deviation[role]).abs() < 1e-6);
                    }
                }
            }
        }
    }
}

#[test]
fn one_thread_and_two_find_the_same_groups() {
    let mut state = 2014u64;
    let mut draw = |below: u32| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % u64::from(below)) as u32
    };
    let edges: Vec<_> = (0..3000).map(|_| (draw(600), draw(600), f64::from(1 + draw(5)))).collect();
    let network = Network::undirected(600, &edges, Fold::Sum);
    let objective = Objective::modularity(&network, true, 1.0);
    let with = |threads: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let search = Search { seed: 3, starts: 6 };
            let found = leiden(&objective, search);
            (objective.quality(&found).to_bits(), found, louvain(&objective, search))
        })
    };
    assert_eq!(with(1), with(2));
}
