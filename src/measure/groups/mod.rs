//! Groups in a network: partitions, how good they are, how to find them, and how they compare.
//!
//! | question | file |
//! |--|--|
//! | what a partition is | [`partition`] |
//! | how much better than chance it is: modularity, constant Potts, Barber's two modes, signed | [`objective`] |
//! | the best partition | [`leiden`], [`louvain`] |
//! | groups by who copies whom | [`label`] |
//! | groups that may overlap | [`kclique`], [`cuts`] |
//! | parts, strong parts, shells | [`components`], [`cores`] |
//! | core and periphery | [`core_periphery`] |
//! | how far ties stay inside classes | [`mixing`] |
//! | how alike two partitions are | [`compare`] |
//!
//! As with all measures nothing here knows names or dates. What draws lots takes a seed, and the same seed
//! gives the same groups on every machine and with any number of threads.

pub mod compare;
pub mod components;
pub mod core_periphery;
pub mod cores;
pub mod cuts;
pub mod kclique;
pub mod label;
pub mod leiden;
mod level;
pub mod louvain;
pub mod mixing;
pub mod objective;
pub mod partition;
mod tied;

pub use objective::Objective;
pub use partition::Partition;

/// How a search for the best partition is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// What the lots are drawn from.
    pub seed: u64,
    /// How many times to start anew; the best partition found is kept, of equals the first.
    pub starts: u32,
}

impl Default for Search {
    fn default() -> Self {
        Self { seed: 0, starts: 10 }
    }
}
