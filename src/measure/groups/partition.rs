//! A partition: every node in exactly one group.

use rustc_hash::FxHashMap;

/// Every node in exactly one group; groups are numbered from the largest, equals by their smallest node.
///
/// ```
/// use comity::measure::groups::Partition;
/// let parts = Partition::of_labels(&[7, 3, 3, 3, 7]);
/// assert_eq!(parts.labels(), &[1, 0, 0, 0, 1]);
/// assert_eq!(parts.groups(), [vec![1, 2, 3], vec![0, 4]]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    labels: Vec<u32>,
    count: usize,
}

impl Partition {
    /// Nodes with the same label are one group; the labels themselves mean nothing.
    pub fn of_labels(labels: &[u32]) -> Self {
        // Groups are numbered as they are met, which is by their first node, and then by size: equal ones stay in that order.
        let mut met: FxHashMap<u32, u32> = FxHashMap::default();
        let mut sizes: Vec<usize> = Vec::new();
        let mut numbers = Vec::with_capacity(labels.len());
        for label in labels {
            let number = *met.entry(*label).or_insert(sizes.len() as u32);
            if number as usize == sizes.len() {
                sizes.push(0);
            }
            sizes[number as usize] += 1;
            numbers.push(number);
        }
        let mut order: Vec<usize> = (0..sizes.len()).collect();
        order.sort_by_key(|number| std::cmp::Reverse(sizes[*number]));
        let mut renamed = vec![0; sizes.len()];
        order.iter().enumerate().for_each(|(place, number)| renamed[*number] = place as u32);
        numbers.iter_mut().for_each(|number| *number = renamed[*number as usize]);
        Self { labels: numbers, count: sizes.len() }
    }

    /// Everybody alone.
    pub fn singletons(n: usize) -> Self {
        Self { labels: (0..n as u32).collect(), count: n }
    }

    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The number of groups.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The group of every node.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// The group of one node.
    pub fn group_of(&self, node: usize) -> usize {
        self.labels[node] as usize
    }

    /// The number of nodes in every group.
    pub fn sizes(&self) -> Vec<usize> {
        let mut sizes = vec![0; self.count];
        self.labels.iter().for_each(|&label| sizes[label as usize] += 1);
        sizes
    }

    /// The nodes of every group, ascending.
    pub fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups = vec![Vec::new(); self.count];
        self.labels.iter().enumerate().for_each(|(node, &label)| groups[label as usize].push(node as u32));
        groups
    }
}

/// Orders groups that may overlap as a partition numbers its own: from the largest, equals by their nodes.
pub(super) fn ordered(mut groups: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    groups
}
