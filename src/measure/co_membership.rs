//! What all pairs of groups share, at many moments one after another.
//!
//! Between two moments few actors join or leave a group. One who joins group `a` adds one to what `a` shares
//! with each other group of that actor and nothing else changes, so that a moment costs as many steps as
//! there are changes times groups of an actor, not a look at every pair of member sets. Moments are cut into
//! [`BLOCKS`] blocks that threads share; each block counts its first moment anew, and what is found is the
//! same with any number of threads.

use fixedbitset::FixedBitSet;
use rayon::prelude::*;

/// Blocks of moments, at most; a fixed number, not that of threads.
pub const BLOCKS: usize = 4;

/// What groups have and share at one moment.
#[derive(Debug, Clone)]
pub struct Shared {
    groups: usize,
    sizes: Vec<u32>,
    /// By pair of groups, the smaller number first.
    counts: Vec<u16>,
    /// For every actor its groups, ascending.
    of_actor: Vec<Vec<u32>>,
}

/// Looks at every moment of a network of actors and groups.
///
/// `moments` holds for every moment the groups of every actor; an actor who is not there has none. `look` sees
/// what is shared then; its answers come in the order of the moments.
///
/// ```
/// use comity::measure::co_membership::along;
/// use fixedbitset::FixedBitSet;
///
/// let set = |groups: &[usize]| groups.iter().copied().collect::<FixedBitSet>();
/// // First one actor in both groups, one in the first; then the second actor joins the other group, too.
/// let moments = [vec![set(&[0, 1]), set(&[0])], vec![set(&[0, 1]), set(&[0, 1])]];
/// let found = along(2, &moments, |_, shared| (shared.count(0, 1), shared.jaccard(0, 1)));
/// assert_eq!(found, [(1, Some(0.5)), (2, Some(1.0))]);
/// ```
///
/// # Panics
/// If an actor has a group that is not below `groups`, or there are more than 65,535 actors: mistakes of the
/// caller.
pub fn along<T: Send>(
    groups: usize,
    moments: &[Vec<FixedBitSet>],
    look: impl Fn(usize, &Shared) -> T + Sync,
) -> Vec<T> {
    // A moment late in a list has more groups, as a rule; blocks of equal work are shorter there.
    let weight = |moment: &Vec<FixedBitSet>| 1 + moment.iter().map(|set| set.count_ones(..)).sum::<usize>();
    let total: usize = moments.iter().map(weight).sum();
    let mut starts = vec![0];
    let mut done = 0;
    for (i, moment) in moments.iter().enumerate() {
        if done * BLOCKS >= total * starts.len() {
            starts.push(i);
        }
        done += weight(moment);
    }
    starts.push(moments.len());
    let blocks: Vec<(usize, usize)> = starts.windows(2).map(|ends| (ends[0], ends[1])).collect();
    let found: Vec<Vec<T>> = blocks
        .into_par_iter()
        .map(|(from, to)| {
            let mut shared = Shared::first(groups, moments.get(from).map_or(&[], Vec::as_slice));
            (from..to)
                .map(|moment| {
                    if moment > from {
                        shared.move_on(&moments[moment - 1], &moments[moment]);
                    }
                    look(moment, &shared)
                })
                .collect()
        })
        .collect();
    found.into_iter().flatten().collect()
}

impl Shared {
    /// Counts a moment from nothing.
    fn first(groups: usize, moment: &[FixedBitSet]) -> Self {
        countable(moment.len());
        let of_actor: Vec<Vec<u32>> = moment.iter().map(|set| set.ones().map(|group| group as u32).collect()).collect();
        let mut shared =
            Self { groups, sizes: vec![0; groups], counts: vec![0; groups * groups], of_actor: Vec::new() };
        for of_one in &of_actor {
            for (i, &group) in of_one.iter().enumerate() {
                shared.change(group, &of_one[i + 1..], |count| *count += 1);
                shared.sizes[group as usize] += 1;
            }
        }
        shared.of_actor = of_actor;
        shared
    }

    /// How many actors each group has.
    pub fn sizes(&self) -> &[u32] {
        &self.sizes
    }

    /// How many actors two different groups share.
    pub fn count(&self, a: usize, b: usize) -> u32 {
        u32::from(self.counts[a.min(b) * self.groups + a.max(b)])
    }

    /// What two groups share, as a share of all who are in either; `None` if nobody is.
    pub fn jaccard(&self, a: usize, b: usize) -> Option<f64> {
        let shared = self.count(a, b);
        let union = self.sizes[a] + self.sizes[b] - shared;
        (union > 0).then(|| f64::from(shared) / f64::from(union))
    }

    /// The groups that have an actor, ascending.
    pub fn alive(&self) -> Vec<u32> {
        (0..self.groups as u32).filter(|group| self.sizes[*group as usize] > 0).collect()
    }

    /// The coefficients of all pairs of `alive` groups: of the first with the second, the third, and so on.
    /// `out` is emptied first, and keeps its room between moments.
    pub fn jaccards(&self, alive: &[u32], out: &mut Vec<f64>) {
        out.clear();
        let n = alive.len();
        out.reserve(n * n.saturating_sub(1) / 2);
        // Signed numbers of 32 bits become floating-point ones in a single step.
        let sizes: Vec<i32> = alive.iter().map(|&group| self.sizes[group as usize] as i32).collect();
        for (i, &a) in alive.iter().enumerate() {
            let row = &self.counts[a as usize * self.groups..(a as usize + 1) * self.groups];
            let of_a = sizes[i];
            out.extend(alive[i + 1..].iter().zip(&sizes[i + 1..]).map(|(&b, &of_b)| {
                let shared = i32::from(row[b as usize]);
                f64::from(shared) / f64::from(of_a + of_b - shared)
            }));
        }
    }

    /// Moves on from the moment it stands at to the next one.
    fn move_on(&mut self, before: &[FixedBitSet], after: &[FixedBitSet]) {
        let actors = before.len().max(after.len());
        countable(actors);
        self.of_actor.resize_with(self.of_actor.len().max(actors), Vec::new);
        for actor in 0..actors {
            let (was, is) = (
                before.get(actor).map_or(&[][..], FixedBitSet::as_slice),
                after.get(actor).map_or(&[][..], FixedBitSet::as_slice),
            );
            if was == is {
                continue;
            }
            let mut groups = std::mem::take(&mut self.of_actor[actor]);
            for place in 0..was.len().max(is.len()) {
                let old = was.get(place).copied().unwrap_or(0);
                let new = is.get(place).copied().unwrap_or(0);
                for group in bits(place, old & !new) {
                    groups.retain(|other| *other != group);
                    self.change(group, &groups, |count| *count -= 1);
                    self.sizes[group as usize] -= 1;
                }
                for group in bits(place, new & !old) {
                    self.change(group, &groups, |count| *count += 1);
                    self.sizes[group as usize] += 1;
                    groups.insert(groups.partition_point(|other| *other < group), group);
                }
            }
            self.of_actor[actor] = groups;
        }
    }

    /// Changes what a group shares with each of some others.
    fn change(&mut self, group: u32, others: &[u32], change: impl Fn(&mut u16)) {
        let group = group as usize;
        assert!(group < self.groups, "group {group} of {}", self.groups);
        let place = others.partition_point(|other| (*other as usize) < group);
        for &other in &others[..place] {
            change(&mut self.counts[other as usize * self.groups + group]);
        }
        for &other in &others[place..] {
            change(&mut self.counts[group * self.groups + other as usize]);
        }
    }
}

/// Stops where counts of 16 bits would not do.
fn countable(actors: usize) {
    assert!(u16::try_from(actors).is_ok(), "{actors} actors are more than can be counted");
}

/// The numbers of the bits of one word of a set.
fn bits(place: usize, mut word: usize) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        (word != 0).then(|| {
            word &= word - 1;
            place as u32 * usize::BITS + bit
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_equals_the_intersection_of_member_sets(
            entries in prop::collection::vec((0usize..9, 0usize..6, 0usize..7), 0..120),
        ) {
            let mut moments = vec![vec![FixedBitSet::with_capacity(7); 6]; 9];
            for (moment, actor, group) in entries {
                moments[moment][actor].insert(group);
            }
            let all = along(7, &moments, |moment, shared| {
                let mut jaccards = Vec::new();
                shared.jaccards(&shared.alive(), &mut jaccards);
                (moment, shared.sizes().to_vec(), shared.clone(), jaccards)
            });
            for (i, (moment, sizes, shared, jaccards)) in all.iter().enumerate() {
                prop_assert_eq!(i, *moment);
                let members = |group: usize| -> Vec<usize> {
                    (0..6).filter(|actor| moments[i][*actor].contains(group)).collect()
                };
                let mut expected = Vec::new();
                for (a, size) in sizes.iter().enumerate() {
                    prop_assert_eq!(*size as usize, members(a).len());
                    for b in a + 1..7 {
                        let both = members(a).iter().filter(|actor| members(b).contains(actor)).count();
                        prop_assert_eq!(shared.count(b, a) as usize, both);
                        if !members(a).is_empty() && !members(b).is_empty() {
                            expected.push(both as f64 / (members(a).len() + members(b).len() - both) as f64);
                            prop_assert_eq!(shared.jaccard(a, b), expected.last().copied());
                        }
                    }
                }
                prop_assert_eq!(jaccards, &expected);
            }
        }
    }

    #[test]
    fn no_moments_and_nobody_are_answered() {
        assert!(along(3, &[], |_, _| ()).is_empty());
        let found = along(2, &[Vec::new(), Vec::new()], |_, shared| shared.jaccard(0, 1));
        assert_eq!(found, [None, None]);
    }
}
