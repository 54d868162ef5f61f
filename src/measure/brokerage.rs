//! Brokerage: who stands between two others that are not tied, and to which classes the three belong.
//!
//! **Formula.** Every pair `i → v → k` without `i → k` gives `v` one role, by the classes of the three:
//!
//! | role | broker between | `i v k` |
//! |--|--|--|
//! | coordinator | two of its own class | A A A |
//! | itinerant (consultant) | two of one other class | B A B |
//! | gatekeeper | from outside into its own class | B A A |
//! | representative | from its own class to outside | A A B |
//! | liaison | two other classes | B A C |
//!
//! In an *undirected* network each pair counts once, and gatekeeper and representative are one role, given as
//! `gatekeeper`. `partial` shares each pair among all who stand between it (1 / their number), and `exclusive`
//! counts the pairs that nobody else stands between.
//!
//! In a *two-mode* network brokers stand between nodes of the other side, two bodies that a state sits in or
//! two states in a body, which are never tied themselves; all pairs count, and `exclusive` tells those that
//! would lose each other without it. A broker without a class of its own is itinerant or liaison.
//!
//! **Expected values.** Under [`Null::Labels`] the network stays and the classes are dealt out anew among the
//! others, as many of each: mean and variance are exact. Under [`Null::Ties`] the classes stay and every tie is
//! there with the probability of the density, independently: exact too. `z = (count − expected) / deviation`.
//!
//! **Meaning.** The difference between holding one's own region together and speaking for it to another. Counts
//! grow with degree and with the size of classes, so that `z` tells more than the count.
//!
//! **Choices.** *Weights* do not count, but an edge whose weight is not a positive number is no tie. Nodes
//! *without a class* are left out of a one-mode network; a class stands for ignorance only if the user gives
//! it that meaning. *Isolates* have zero.
//!
//! **Literature.** Gould, R. and Fernandez, R. (1989), Structures of mediation: a formal approach to brokerage in
//! transaction networks, *Sociological Methodology* 19, 89-126, <https://doi.org/10.2307/270949>. For two modes,
//! roles by the classes of both sides follow Jasny, L. and Lubell, M. (2015), Two-mode brokerage in policy
//! networks, *Social Networks* 41, 36-47, <https://doi.org/10.1016/j.socnet.2014.11.005>, and exclusive pairs the
//! idea of bridging in Burchard, J. and Cornwell, B. (2018), Structural holes and bridging in two-mode networks,
//! *Social Networks* 55, 11-20, <https://doi.org/10.1016/j.socnet.2018.04.001>.

use super::ties::Ties;
use crate::graph::network::{Network, Side};

/// A role of brokerage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// Its name in columns.
    pub name: &'static str,
    /// The heading of its column.
    pub label: &'static str,
    /// Between whom the broker stands.
    pub about: &'static str,
}

/// The five roles, in the order of [`Broker::roles`].
pub const ROLES: [Role; 5] = [
    Role { name: "coordinator", label: "Coordinator", about: "between two of its own class" },
    Role { name: "itinerant", label: "Itinerant", about: "between two of one other class" },
    Role { name: "gatekeeper", label: "Gatekeeper", about: "between another class and its own" },
    Role { name: "representative", label: "Representative", about: "from its own class to another" },
    Role { name: "liaison", label: "Liaison", about: "between two other classes" },
];

const COORDINATOR: usize = 0;
const ITINERANT: usize = 1;
const GATEKEEPER: usize = 2;
const REPRESENTATIVE: usize = 3;
const LIAISON: usize = 4;
const TOTAL: usize = 5;

/// What is left to chance when roles are expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Null {
    /// Which of the others belongs to which class; the network stays.
    Labels,
    /// Which ties there are; classes and density stay.
    Ties,
}

/// How often one node stands between others, and how often it would by chance.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Broker {
    /// Pairs by role, in the order of [`ROLES`].
    pub roles: [f64; 5],
    /// All pairs.
    pub total: f64,
    /// Pairs shared among all who stand between them.
    pub partial: f64,
    /// Pairs that nobody else stands between.
    pub exclusive: f64,
    /// The expected number for every role, and last for the total.
    pub expected: [f64; 6],
    /// The standard deviations that go with them.
    pub deviation: [f64; 6],
}

impl Broker {
    /// How many standard deviations a role, or with 5 the total, is above what is expected; none without any.
    pub fn z(&self, role: usize) -> Option<f64> {
        let count = self.roles.get(role).copied().unwrap_or(self.total);
        (self.deviation[role] > 1e-9).then(|| (count - self.expected[role]) / self.deviation[role])
    }
}

/// The roles of every node in a network whose nodes belong to classes.
///
/// ```
/// use comity::graph::network::{Fold, Network};
/// use comity::measure::brokerage::{Null, brokerage};
/// // 0 and 1 of class A, 2 and 3 of class B; 1 leads from its own class to both of B, 2 hands on to 3.
/// let arcs = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0)];
/// let network = Network::directed(4, &arcs, Fold::Once);
/// let found = brokerage(&network, &[Some(0), Some(0), Some(1), Some(1)], Null::Labels);
/// assert_eq!(found[1].roles, [0.0, 0.0, 0.0, 1.0, 0.0]); // 0 → 1 → 2 is A A B: representative
/// assert_eq!(found[2].roles, [0.0, 0.0, 1.0, 0.0, 0.0]); // 1 → 2 → 3 is A B B: gatekeeper
/// // Of the three ways to deal A, B and B to 0, 2 and 3, one gives node 1 an A before and a B behind it.
/// assert!((found[1].expected[3] - 1.0 / 3.0).abs() < 1e-12);
/// ```
///
/// # Panics
/// If there is not one entry of `classes` for every node: a mistake of ours.
pub fn brokerage(network: &Network, classes: &[Option<u32>], null: Null) -> Vec<Broker> {
    let n = network.node_count();
    assert_eq!(classes.len(), n, "one class, or none, for every node");
    let frame = Frame::of(network, classes);
    let mut walks = vec![Walks::default(); n];
    let mut brokers = vec![Broker::default(); n];
    // How many stand between the source and each node; pairs from here through each broker; and, by position in
    // a broker's list of whom it leads to, pairs that end there.
    let mut between = vec![0u32; n];
    let mut tied = vec![false; n];
    let mut ends: Vec<Vec<u32>> = frame.out.iter().map(|list| vec![0; list.len()]).collect();
    let mut begins: Vec<Vec<u32>> = frame.into.iter().map(|list| vec![0; list.len()]).collect();
    for source in 0..n {
        let Some(from) = frame.class(source) else { continue };
        let out = &frame.out[source];
        out.iter().for_each(|&k| tied[k as usize] = true);
        for &broker in out {
            frame.out[broker as usize].iter().for_each(|&k| between[k as usize] += 1);
        }
        for &broker in out {
            let broker = broker as usize;
            let mut from_here = 0;
            for (at, &target) in frame.out[broker].iter().enumerate() {
                let target = target as usize;
                let Some(to) = frame.class(target) else { continue };
                if target == source || tied[target] {
                    continue;
                }
                let found = &mut brokers[broker];
                found.roles[role(from, classes[broker], to)] += 1.0;
                found.total += 1.0;
                found.partial += 1.0 / f64::from(between[target]);
                found.exclusive += f64::from(u8::from(between[target] == 1));
                from_here += 1;
                ends[broker][at] += 1;
                walks[broker].reversed += f64::from(u8::from(frame.is_open(target, broker, source)));
            }
            if let Ok(at) = frame.into[broker].binary_search(&(source as u32)) {
                begins[broker][at] = from_here;
            }
        }
        for &broker in out {
            frame.out[broker as usize].iter().for_each(|&k| between[k as usize] = 0);
        }
        out.iter().for_each(|&k| tied[k as usize] = false);
    }
    for (node, broker) in brokers.iter_mut().enumerate() {
        if frame.class(node).is_none() && !frame.two_mode {
            continue;
        }
        walks[node].count(broker.total, (&frame.into[node], &begins[node]), (&frame.out[node], &ends[node]));
        frame.foretell(network, classes, node, &walks[node], null, broker);
        if !network.is_directed() {
            for role in [COORDINATOR, ITINERANT, LIAISON] {
                broker.roles[role] /= 2.0;
            }
            broker.roles[REPRESENTATIVE] = 0.0;
            broker.total /= 2.0;
            broker.partial /= 2.0;
            broker.exclusive /= 2.0;
        }
    }
    brokers
}

fn role(from: u32, broker: Option<u32>, to: u32) -> usize {
    match (Some(from) == broker, Some(to) == broker) {
        (true, true) => COORDINATOR,
        (false, true) => GATEKEEPER,
        (true, false) => REPRESENTATIVE,
        (false, false) if from == to => ITINERANT,
        (false, false) => LIAISON,
    }
}

/// The network as brokerage sees it: real ties between those who count.
struct Frame<'n> {
    classes: &'n [Option<u32>],
    out: Vec<Vec<u32>>,
    into: Vec<Vec<u32>>,
    two_mode: bool,
    /// By side, or at 0 for all: the number of nodes of every class, and of nodes that can be brokers.
    sizes: [Vec<f64>; 2],
    brokers: [f64; 2],
    ties: f64,
}

impl<'n> Frame<'n> {
    fn of(network: &'n Network, classes: &'n [Option<u32>]) -> Self {
        let ties = Ties::always_weighted();
        let sides = network.sides();
        let counts = |node: usize| sides.is_some() || classes[node].is_some();
        let list = |node: usize, others: &[u32], weights: &[f64]| -> Vec<u32> {
            let real = others.iter().zip(weights).filter(|(_, weight)| ties.strength(**weight) > 0.0);
            real.map(|(&other, _)| other).filter(|&other| counts(node) && counts(other as usize)).collect()
        };
        let nodes = 0..network.node_count();
        let out: Vec<_> = nodes.clone().map(|v| list(v, network.neighbours(v), network.weights(v))).collect();
        let into = nodes.clone().map(|v| list(v, network.predecessors(v), network.predecessor_weights(v))).collect();
        let count = classes.iter().flatten().max().map_or(0, |&most| most as usize + 1);
        let (mut sizes, mut brokers) = ([vec![0.0; count], vec![0.0; count]], [0.0, 0.0]);
        for node in nodes.filter(|&node| counts(node)) {
            let side = side(sides, node);
            brokers[side] += 1.0;
            if let Some(class) = classes[node] {
                sizes[side][class as usize] += 1.0;
            }
        }
        let ties = out.iter().map(Vec::len).sum::<usize>() as f64;
        Self { classes, out, into, two_mode: sides.is_some(), sizes, brokers, ties }
    }

    fn class(&self, node: usize) -> Option<u32> {
        self.classes[node]
    }

    fn is_open(&self, from: usize, broker: usize, to: usize) -> bool {
        let tied = |a: usize, b: usize| self.out[a].binary_search(&(b as u32)).is_ok();
        tied(from, broker) && tied(broker, to) && !tied(from, to)
    }

    /// Fills in what is expected of a broker.
    fn foretell(
        &self,
        network: &Network,
        classes: &[Option<u32>],
        node: usize,
        walks: &Walks,
        null: Null,
        broker: &mut Broker,
    ) {
        let own = classes[node];
        let side = side(network.sides(), node);
        let mut sizes = self.sizes[if self.two_mode { 1 - side } else { 0 }].clone();
        if let (Some(own), false) = (own, self.two_mode) {
            sizes[own as usize] -= 1.0;
        }
        let others: f64 = sizes.iter().sum();
        let directed = network.is_directed();
        for (role, tuples) in tuples(&sizes, own.map(|own| own as usize)).into_iter().enumerate() {
            let (mean, variance) = match null {
                Null::Labels => {
                    let (mean, variance) = tuples.dealt(walks, others);
                    // An undirected pair was walked in both directions.
                    if directed || role == GATEKEEPER { (mean, variance) } else { (mean / 2.0, variance / 4.0) }
                }
                Null::Ties => {
                    let nodes: f64 = self.brokers[0];
                    // Ties were counted from both ends, unless they are arcs.
                    let possible = if self.two_mode { 2.0 * nodes * self.brokers[1] } else { nodes * (nodes - 1.0) };
                    let density = if possible > 0.0 { self.ties / possible } else { 0.0 };
                    let open = if self.two_mode { 1.0 } else { 1.0 - density };
                    tuples.tied(density, open, !directed && role != GATEKEEPER)
                }
            };
            if directed || role != REPRESENTATIVE {
                broker.expected[role] = mean;
                broker.deviation[role] = variance.max(0.0).sqrt();
            }
        }
        if null == Null::Labels {
            // The network decides the total, not the classes.
            let half = if directed { 1.0 } else { 2.0 };
            (broker.expected[TOTAL], broker.deviation[TOTAL]) = (walks.all / half, 0.0);
        }
    }
}

fn side(sides: Option<&[Side]>, node: usize) -> usize {
    usize::from(sides.is_some_and(|sides| sides[node] == Side::Group))
}

/// The pairs that a broker stands between, as arcs among the others, and how two of these arcs can meet.
#[derive(Debug, Clone, Copy, Default)]
struct Walks {
    all: f64,
    reversed: f64,
    same_tail: f64,
    same_head: f64,
    chained: f64,
    apart: f64,
}

impl Walks {
    fn count(&mut self, all: f64, begins: (&[u32], &[u32]), ends: (&[u32], &[u32])) {
        let pairs = |counts: &[u32]| counts.iter().map(|&c| f64::from(c) * (f64::from(c) - 1.0)).sum::<f64>();
        self.all = all;
        self.same_tail = pairs(begins.1);
        self.same_head = pairs(ends.1);
        let through: f64 = begins
            .0
            .iter()
            .zip(begins.1)
            .filter_map(|(node, &begin)| {
                ends.0.binary_search(node).ok().map(|at| f64::from(begin) * f64::from(ends.1[at]))
            })
            .sum();
        self.chained = 2.0 * (through - self.reversed);
        self.apart = all * all - all - self.reversed - self.same_tail - self.same_head - self.chained;
    }
}

/// In how many ways different others can be chosen so that two arcs among them both give a role.
#[derive(Debug, Clone, Copy)]
struct Tuples {
    one: f64,
    reversed: f64,
    same_tail: f64,
    same_head: f64,
    chained: f64,
    apart: f64,
}

/// The product of `k` factors `n (n − 1) …`.
fn falling(n: f64, k: u32) -> f64 {
    (0..k).fold(1.0, |product, i| product * (n - f64::from(i)).max(0.0))
}

/// For every role, and last for any, with classes of these sizes.
fn tuples(sizes: &[f64], own: Option<usize>) -> [Tuples; 6] {
    let all: f64 = sizes.iter().sum();
    let mine = own.map_or(0.0, |own| sizes[own]);
    let rest = all - mine;
    let foreign = || sizes.iter().enumerate().filter(|(class, _)| Some(*class) != own).map(|(_, &size)| size);
    let over = |f: &dyn Fn(f64) -> f64| foreign().map(f).sum::<f64>();
    let alike = |one: f64, three: f64, apart: f64| Tuples {
        one,
        reversed: one,
        same_tail: three,
        same_head: three,
        chained: three,
        apart,
    };
    let pairs = over(&|size| falling(size, 2));
    // Two pairs, each within a class: the same one or two.
    let two_pairs = over(&|size| falling(size, 4)) + pairs * pairs - over(&|size| falling(size, 2).powi(2));
    let liaison = alike(
        over(&|size| size * (rest - size)),
        over(&|size| size * falling(rest - size, 2)),
        falling(rest, 4) - 2.0 * pairs * falling(rest - 2.0, 2) + two_pairs,
    );
    let crossing = |same_tail: f64, same_head: f64| Tuples {
        one: rest * mine,
        reversed: 0.0,
        same_tail,
        same_head,
        chained: 0.0,
        apart: falling(rest, 2) * falling(mine, 2),
    };
    let (spread, gathered) = (rest * falling(mine, 2), falling(rest, 2) * mine);
    [
        alike(falling(mine, 2), falling(mine, 3), falling(mine, 4)),
        alike(pairs, over(&|size| falling(size, 3)), two_pairs),
        crossing(spread, gathered),
        crossing(gathered, spread),
        liaison,
        alike(falling(all, 2), falling(all, 3), falling(all, 4)),
    ]
}

impl Tuples {
    /// Mean and variance over all ways to deal the classes out to `others`.
    fn dealt(&self, walks: &Walks, others: f64) -> (f64, f64) {
        let share = |ways: f64, k: u32| if ways > 0.0 { ways / falling(others, k) } else { 0.0 };
        let mean = walks.all * share(self.one, 2);
        let square = mean
            + walks.reversed * share(self.reversed, 2)
            + walks.same_tail * share(self.same_tail, 3)
            + walks.same_head * share(self.same_head, 3)
            + walks.chained * share(self.chained, 3)
            + walks.apart * share(self.apart, 4);
        // What rounding leaves of no variance at all.
        let variance = square - mean * mean;
        (mean, if variance > 1e-12 * square { variance } else { 0.0 })
    }

    /// Mean and variance if every tie is there with a probability, and a pair is not tied with another.
    fn tied(&self, density: f64, open: f64, halved: bool) -> (f64, f64) {
        let chance = density * density * open;
        let pairs = if halved { self.one / 2.0 } else { self.one };
        let meeting = if halved { self.same_tail } else { self.same_tail + self.same_head };
        // Two pairs that share an end share a tie.
        let shared = density.powi(3) * open * open * (1.0 - density);
        (pairs * chance, pairs * (chance - chance * chance) + meeting * shared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::network::Fold;

    #[test]
    fn every_role_is_told_apart() {
        // The broker 0 of class A between one pair a role: sources 1..=5, targets 6..=10.
        let classes = [0, 0, 1, 1, 0, 1, 0, 1, 0, 1, 2].map(Some);
        for (source, role) in [(1, COORDINATOR), (2, ITINERANT), (3, GATEKEEPER), (4, REPRESENTATIVE), (5, LIAISON)] {
            let target = source + 5;
            let arcs = [(source, 0, 1.0), (0, target, 1.0)];
            // The third pair is B A A: its target is of class A.
            let network = Network::directed(11, &arcs, Fold::Once);
            let found = brokerage(&network, &classes, Null::Labels)[0];
            let mut wanted = [0.0; 5];
            wanted[role] = 1.0;
            assert_eq!((found.roles, found.total, found.exclusive), (wanted, 1.0, 1.0));
        }
    }

    #[test]
    fn who_is_tied_needs_no_broker_and_who_has_no_class_is_none() {
        let triangle = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0)], Fold::Once);
        assert!(brokerage(&triangle, &[Some(0); 3], Null::Ties).iter().all(|broker| broker.total == 0.0));
        let path = Network::undirected(3, &[(0, 1, 1.0), (1, 2, 1.0)], Fold::Once);
        assert_eq!(brokerage(&path, &[Some(0); 3], Null::Labels)[1].roles, [1.0, 0.0, 0.0, 0.0, 0.0]);
        assert!(brokerage(&path, &[Some(0), None, Some(0)], Null::Labels).iter().all(|broker| broker.total == 0.0));
    }

    #[test]
    fn a_body_joins_states_of_one_region_or_of_two() {
        use Side::{Actor, Group};
        // States 0 and 1 of region A, 2 of region B; body 3 seats all of them, body 4 the first two.
        let edges = [(0, 3, 1.0), (1, 3, 1.0), (2, 3, 1.0), (0, 4, 1.0), (1, 4, 1.0)];
        let network = Network::undirected(5, &edges, Fold::Once).with_sides(vec![Actor, Actor, Actor, Group, Group]);
        let found = brokerage(&network, &[Some(0), Some(0), Some(1), None, Some(0)], Null::Labels);
        assert_eq!(found[3].roles, [0.0, 1.0, 0.0, 0.0, 2.0]);
        assert_eq!((found[3].exclusive, found[3].partial), (2.0, 2.5));
        assert_eq!(found[4].roles, [1.0, 0.0, 0.0, 0.0, 0.0]);
        assert!((found[4].expected[COORDINATOR] - 1.0 / 3.0).abs() < 1e-12);
    }
}
