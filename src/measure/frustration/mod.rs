//! The frustration index of a signed network: how far it is from two camps at peace within.
//!
//! A network with friendly and hostile ties is *balanced* if its nodes fall into two camps so that all
//! friendly ties lie within a camp and all hostile ones between the camps (Harary 1953). The frustration
//! index is the least weight of ties that contradict a division into two camps, over all divisions: what
//! would have to change its mind for the network to be balanced. Zero means balanced.
//!
//! ```text
//! L = min over s ∈ {−1, 1}ⁿ of Σ |wᵢⱼ| over the ties with wᵢⱼ sᵢ sⱼ < 0
//! ```
//!
//! Finding it is NP-hard (it contains the maximum cut). Here the network is first made smaller without
//! loss: a friendly and a hostile tie of one pair are netted, as one of them contradicts every division;
//! a node with one tie as strong as all its others together joins its neighbour, which settles all nodes
//! with up to two ties; and what hangs together at single nodes alone is solved block by block. Each block
//! is then searched by branch and bound, where the exact indices of ever larger parts bound the whole
//! (*Russian doll search*; Verfaillie, Lemaître and Schiex 1996). A block of up to [`EXACT_NODES`] nodes is
//! always searched to the end, so that every network of that size gets its exact index; a larger one gets
//! an exact index if a fixed amount of work suffices, and otherwise bounds: from above by descent from many
//! divisions, from below by a packing of cycles with an odd number of hostile ties that share no tie.
//!
//! Choices: parallel ties are added up, friendly and hostile ones apart; loops contradict nothing and are
//! ignored; isolates stand in the first camp, as does the first node of every component. Of several best
//! divisions the same one is found on every run.
//!
//! # Literature
//! - Harary, F. (1953), On the notion of balance of a signed graph, *Michigan Mathematical Journal* 2,
//!   143–146, <https://doi.org/10.1307/mmj/1028989917>.
//! - Harary, F. (1959), On the measurement of structural balance, *Behavioral Science* 4, 316–323,
//!   <https://doi.org/10.1002/bs.3830040405>.
//! - Aref, S. and Wilson, M. C. (2019), Balance and frustration in signed networks, *Journal of Complex
//!   Networks* 7, 163–189, <https://doi.org/10.1093/comnet/cny015>.
//! - Doreian, P. and Mrvar, A. (2015), Structural balance and signed international relations, *Journal of
//!   Social Structure* 16, <https://doi.org/10.21307/joss-2019-012>.

mod bounds;
mod exact;
mod kernel;

/// Networks of up to so many nodes get their exact index, however long that takes.
pub const EXACT_NODES: usize = 40;

/// How frustrated a network is, and the division into camps that shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frustration {
    /// No division contradicts ties of less weight than this.
    pub at_least: i64,
    /// What the division found contradicts.
    pub at_most: i64,
    /// For every node, whether it is in the second camp.
    pub second_camp: Vec<bool>,
    /// The positions, in the list of ties, of those that the division contradicts.
    pub contradicted: Vec<usize>,
}

impl Frustration {
    /// Whether the index is proved: no division does better than the one found.
    pub fn is_exact(&self) -> bool {
        self.at_least == self.at_most
    }
}

/// Divides `n` nodes into two camps so that the ties contradict it as little as can be.
///
/// A tie is two nodes and a weight: above zero friendly, below zero hostile, zero no tie.
///
/// ```
/// use comity::measure::frustration::frustration;
/// // Two friends who disagree on a third: one of the three ties has to give.
/// let found = frustration(3, &[(0, 1, 1), (1, 2, 1), (0, 2, -1)]);
/// assert!(found.is_exact() && found.at_most == 1 && found.contradicted.len() == 1);
/// // The enemy of an enemy is a friend: balanced.
/// let found = frustration(3, &[(0, 1, -1), (1, 2, -1), (0, 2, 1)]);
/// assert_eq!((found.at_most, found.second_camp), (0, vec![false, true, false]));
/// ```
///
/// # Panics
/// If a tie names a node that is not below `n`: a mistake of the caller.
pub fn frustration(n: usize, ties: &[(u32, u32, i32)]) -> Frustration {
    let solved = kernel::solve(n, ties);
    let mut second_camp = solved.camps;
    turn_components(n, ties, &mut second_camp);
    let contradicts = |&(a, b, weight): &(u32, u32, i32)| {
        let apart = second_camp[a as usize] != second_camp[b as usize];
        a != b && if weight > 0 { apart } else { weight < 0 && !apart }
    };
    let contradicted: Vec<usize> = (0..ties.len()).filter(|&i| contradicts(&ties[i])).collect();
    let at_most: i64 = contradicted.iter().map(|&i| i64::from(ties[i].2).abs()).sum();
    // The count is what the division says, so that no slip in the reductions could understate it.
    Frustration { at_least: solved.at_least.min(at_most), at_most, second_camp, contradicted }
}

/// Turns camps so that the first node of every component is in the first.
fn turn_components(n: usize, ties: &[(u32, u32, i32)], camps: &mut [bool]) {
    let mut root: Vec<u32> = (0..n as u32).collect();
    for &(a, b, weight) in ties {
        if weight != 0 {
            let (a, b) = (find(&mut root, a), find(&mut root, b));
            // The smaller number stays the root, so that a root is the first node of its component.
            root[a.max(b) as usize] = a.min(b);
        }
    }
    let turned: Vec<bool> = (0..n as u32).map(|node| camps[find(&mut root, node) as usize]).collect();
    for (camp, turn) in camps.iter_mut().zip(turned) {
        *camp ^= turn;
    }
}

fn find(root: &mut [u32], mut node: u32) -> u32 {
    while root[node as usize] != node {
        root[node as usize] = root[root[node as usize] as usize];
        node = root[node as usize];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every division, one by one.
    fn by_brute_force(n: usize, ties: &[(u32, u32, i32)]) -> i64 {
        let cost = |camps: u32| {
            let apart = |a: u32, b: u32| (camps >> a ^ camps >> b) & 1 == 1;
            let cost = |&(a, b, w): &(u32, u32, i32)| {
                if a != b && (w > 0) == apart(a, b) { i64::from(w).abs() } else { 0 }
            };
            ties.iter().map(cost).sum()
        };
        (0..1u32 << n.saturating_sub(1)).map(cost).min().unwrap_or(0)
    }

    proptest! {
        #[test]
        fn it_equals_the_best_of_all_divisions(
            n in 1usize..11,
            ties in prop::collection::vec((0u32..11, 0u32..11, -3i32..4), 0..60),
        ) {
            let ties: Vec<_> = ties.into_iter().map(|(a, b, w)| (a % n as u32, b % n as u32, w)).collect();
            let found = frustration(n, &ties);
            prop_assert!(found.is_exact());
            prop_assert_eq!(found.at_most, by_brute_force(n, &ties));
            prop_assert!(!found.second_camp[0]);
        }

        #[test]
        fn turning_a_node_changes_nothing(
            ties in prop::collection::vec((0u32..14, 0u32..14, -2i32..3), 0..70),
            turned in 0u32..14,
        ) {
            let ties: Vec<_> = ties.into_iter().filter(|(a, b, _)| a != b).collect();
            let switch = |&(a, b, w): &(u32, u32, i32)| (a, b, if (a == turned) == (b == turned) { w } else { -w });
            let switched: Vec<_> = ties.iter().map(switch).collect();
            prop_assert_eq!(frustration(14, &ties).at_most, frustration(14, &switched).at_most);
        }
    }

    #[test]
    fn a_complete_network_of_enemies_splits_in_half() {
        // The largest cut of 12 nodes leaves two groups of six: 15 hostile ties within each.
        let ties: Vec<_> = (0..12).flat_map(|a| (a + 1..12).map(move |b| (a, b, -1))).collect();
        let found = frustration(12, &ties);
        assert!(found.is_exact());
        assert_eq!((found.at_most, found.second_camp.iter().filter(|&&camp| camp).count()), (30, 6));
    }

    #[test]
    fn nothing_and_loops_and_void_ties_are_balanced() {
        assert_eq!(frustration(0, &[]).at_most, 0);
        let found = frustration(3, &[(0, 0, -1), (1, 2, 0)]);
        assert_eq!((found.at_most, found.second_camp, found.contradicted), (0, vec![false; 3], vec![]));
    }

    #[test]
    fn a_pair_with_ties_of_both_signs_is_frustrated_by_the_weaker() {
        let found = frustration(2, &[(0, 1, 5), (1, 0, -2)]);
        assert_eq!((found.at_least, found.at_most, found.contradicted), (2, 2, vec![1]));
    }

    #[test]
    fn long_chains_of_blocks_are_solved_block_by_block() {
        // A thousand triangles in a row, every second one unbalanced.
        let ties: Vec<_> = (0..1000u32)
            .flat_map(|i| {
                let (a, b, c) = (2 * i, 2 * i + 1, 2 * i + 2);
                [(a, b, 1), (b, c, 1), (a, c, if i % 2 == 0 { -1 } else { 1 })]
            })
            .collect();
        let found = frustration(2001, &ties);
        assert!(found.is_exact());
        assert_eq!(found.at_most, 500);
    }

    #[test]
    fn bounds_hold_where_it_is_not_exact() {
        // Every node tied to its next on a line: too many nodes to be searched.
        let ties: Vec<_> = spin_glass(200, 7).into_iter().filter(|(a, b, _)| b - a < 9).collect();
        let found = frustration(200, &ties);
        assert!(found.at_least > 0 && found.at_least < found.at_most);
        assert!(found.at_most < ties.len() as i64 / 2);
        assert_eq!(found, frustration(200, &ties), "the same on every run");
    }

    #[test]
    fn forty_nodes_are_exact() {
        let found = frustration(40, &spin_glass(40, 3));
        assert!(found.is_exact());
    }

    /// Everybody tied to everybody, friend or enemy by a throw of dice: the hardest of networks.
    fn spin_glass(n: u32, seed: u64) -> Vec<(u32, u32, i32)> {
        let mut state = seed;
        let mut toss = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            if state >> 63 == 0 { 1 } else { -1 }
        };
        (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).map(|(a, b)| (a, b, toss())).collect()
    }
}
