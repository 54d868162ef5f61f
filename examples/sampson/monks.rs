//! Whom the novices of a monastery liked most and least, at the last of the times that Sampson asked about.
//!
//! Sampson, S. F. (1968), *A novitiate in a period of change: an experimental and case study of social
//! relationships*, Ph.D. thesis, Cornell University, table D13. First choices count 3, second 2, third 1; some are
//! tied, and Bonaventure, Romuald and Winfrid named nobody whom they liked least.

/// A novice, with his choices: whom, counted from 1, and by how much.
pub(crate) struct Monk {
    pub(crate) name: &'static str,
    pub(crate) liked: &'static [(u32, u32)],
    pub(crate) least: &'static [(u32, u32)],
}

/// The eighteen, in the order of the thesis.
#[rustfmt::skip]
pub(crate) const MONKS: [Monk; 18] = [
    Monk { name: "John", liked: &[(3, 3), (14, 2), (12, 1)], least: &[(7, 3), (2, 2), (10, 1)] },
    Monk { name: "Gregory", liked: &[(1, 3), (12, 2), (7, 1)], least: &[(4, 3), (8, 2), (13, 1)] },
    Monk { name: "Basil", liked: &[(1, 3), (13, 2), (18, 2), (17, 1)], least: &[(4, 3), (2, 2), (6, 2), (16, 1)] },
    Monk { name: "Peter", liked: &[(5, 3), (11, 2), (6, 1)], least: &[(2, 3), (1, 2), (14, 1)] },
    Monk { name: "Bonaventure", liked: &[(4, 3), (11, 2), (9, 1)], least: &[] },
    Monk { name: "Berthold", liked: &[(4, 3), (9, 2), (5, 1)], least: &[(3, 3), (7, 2), (17, 2), (2, 1)] },
    Monk { name: "Mark", liked: &[(2, 3), (16, 2), (12, 1)], least: &[(4, 3), (6, 2), (8, 1)] },
    Monk { name: "Victor", liked: &[(4, 3), (6, 2), (9, 1)], least: &[(2, 3), (3, 2), (14, 1)] },
    Monk { name: "Ambrose", liked: &[(8, 3), (12, 2), (5, 1)], least: &[(3, 3), (17, 2), (18, 1)] },
    Monk { name: "Romuald", liked: &[(4, 3), (13, 2), (5, 1), (9, 1)], least: &[] },
    Monk { name: "Louis", liked: &[(8, 3), (5, 2), (14, 1)], least: &[(2, 3), (3, 2), (1, 1)] },
    Monk { name: "Winfrid", liked: &[(1, 3), (2, 2), (7, 1)], least: &[] },
    Monk { name: "Amand", liked: &[(18, 3), (5, 2), (7, 1)], least: &[(2, 3), (6, 2), (12, 1)] },
    Monk { name: "Hugh", liked: &[(1, 3), (15, 2), (12, 1)], least: &[(4, 3), (8, 2), (17, 1)] },
    Monk { name: "Boniface", liked: &[(2, 3), (12, 2), (7, 1)], least: &[(13, 3), (3, 2), (4, 1)] },
    Monk { name: "Albert", liked: &[(2, 3), (7, 2), (15, 1)], least: &[(4, 3), (17, 2), (3, 1)] },
    Monk { name: "Elias", liked: &[(18, 3), (3, 2), (2, 1)], least: &[(6, 3), (8, 2), (4, 1)] },
    Monk { name: "Simplicius", liked: &[(17, 3), (3, 2), (2, 1)], least: &[(8, 3), (10, 2), (4, 1)] },
];

/// Choices as arcs of nodes counted from 0.
pub(crate) fn arcs(of: fn(&Monk) -> &'static [(u32, u32)]) -> Vec<(u32, u32, f64)> {
    let each = |(from, monk)| of(monk).iter().map(move |&(to, rank)| (from, to - 1, f64::from(rank)));
    (0..).zip(&MONKS).flat_map(each).collect()
}

/// The line index of imbalance: half of the liking between groups and of the disliking inside them.
pub(crate) fn imbalance(group_of: impl Fn(usize) -> usize) -> f64 {
    let sum = |of, together: bool| -> f64 {
        let wrong = |&(a, b, _): &(u32, u32, f64)| (group_of(a as usize) == group_of(b as usize)) == together;
        arcs(of).iter().filter(|arc| wrong(arc)).map(|arc| arc.2).sum()
    };
    0.5 * (sum(|monk| monk.liked, false) + sum(|monk| monk.least, true))
}
