//! Numbers about a [`Network`]; one file a measure, one table of them all.
//!
//! A measure knows no names, dates or kinds of relation: it sees a network and answers one number
//! a node, with the terms under which it was counted.
