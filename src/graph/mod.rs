//! The model as a petgraph multigraph, and the views and networks drawn from it.

pub mod network;
