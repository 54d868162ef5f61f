//! A plain list of edges as a network that questions can be asked of, without a world around it.

use crate::graph::edges::EdgeList;
use crate::graph::network::{Network, Side};
use crate::measure::unusable_weights;
use crate::table::{Answer, Cell, Column, Table, Term};
use crate::words::count;

/// A list of edges and its network.
#[derive(Debug, Clone)]
pub struct Listed {
    /// The list as read.
    pub list: EdgeList,
    /// Its network.
    pub network: Network,
}

impl Listed {
    /// The network of a list; its edges are arcs if `directed`.
    pub fn new(list: EdgeList, directed: bool) -> Self {
        let network = list.network(directed);
        Self { list, network }
    }

    /// Whether edges have weights.
    pub fn is_weighted(&self) -> bool {
        self.list.weights.is_some()
    }

    /// What a node is called, as a cell.
    pub(super) fn id(&self, node: usize) -> Cell {
        Cell::Text(self.list.labels.text(node))
    }

    /// The word for a node's side, in a two-mode network.
    pub(super) fn side(&self, node: usize) -> Option<&'static str> {
        self.network.sides().map(|sides| if sides[node] == Side::Actor { "actor" } else { "group" })
    }

    /// Finishes an answer: terms of the network before its own, remarks on what is not in it after them.
    pub fn describe(&self, answer: &mut Answer) {
        let (way, tie) = if self.network.is_directed() { ("directed", "arc") } else { ("undirected", "edge") };
        let way = if self.network.sides().is_some() { "two-mode" } else { way };
        let (nodes, edges) = (self.network.node_count(), self.network.edge_count());
        let mut terms = vec![Term::new("network", format!("{way}; {}, {}", count(nodes, "node"), count(edges, tie)))];
        if let Some(headings) = &self.list.headings {
            terms.push(Term::new("headings", headings.as_str()));
        }
        let weights =
            if self.is_weighted() { "by the list; strong ties are short" } else { "none: every edge counts one" };
        terms.push(Term::new("edge_weights", weights));
        let (loops, listed) = (self.list.loops(), self.list.pairs.len());
        let folded = listed - loops - edges;
        if folded > 0 {
            let how = if self.is_weighted() { "weights of repeated ones added" } else { "repeated ones counted once" };
            terms.push(Term::new("fold", format!("{how}: {folded} of {}", count(listed, tie))));
        }
        terms.append(&mut answer.terms);
        answer.terms = terms;
        if loops > 0 {
            answer.notes.push(format!("Left out as loops, from a node to itself: {}.", count(loops, tie)));
        }
        // Some measures say so themselves.
        let unusable =
            unusable_weights(&self.network).filter(|note| self.is_weighted() && !answer.notes.contains(note));
        answer.notes.extend(unusable);
        if self.list.latin1 {
            answer.notes.push("The list is no UTF-8 text and was read as Latin-1.".to_owned());
        }
        self.report(answer);
    }

    /// Lines that could not be used.
    fn report(&self, answer: &mut Answer) {
        let (all, shown) = (self.list.unusable_count, self.list.unusable.len());
        if all == 0 {
            return;
        }
        let first =
            self.list.unusable.first().map(|(line, why)| format!(", as line {line}: {why}")).unwrap_or_default();
        answer.notes.push(format!("Left out of {} as no edge: {}{first}.", answer.graph.title, count(all, "line")));
        let columns = vec![Column::integer("line", "Line").key(), Column::text("cause", "Cause")];
        let title = if shown < all { format!("The first {shown} lines left out") } else { "Lines left out".to_owned() };
        let mut table = Table::new("unusable", &title, columns);
        self.list.unusable.iter().for_each(|(line, why)| table.push(vec![(*line).into(), why.as_str().into()]));
        answer.more.push(table);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::edges::read;

    #[test]
    fn weights_that_make_no_ties_are_told_once() {
        let listed = Listed::new(read(b"source,target,weight\na,b,1\nb,c,1e120\nc,d,2\nd,a,-3\n"), false);
        let told = |notes: &[String]| {
            let mut answer = Answer { notes: notes.to_vec(), ..Answer::default() };
            listed.describe(&mut answer);
            answer.notes
        };
        let note = "2 weights are not positive numbers between 1e-100 and 1e100; those edges count as no ties.";
        assert_eq!(told(&[]), [note]);
        assert_eq!(told(&[note.to_owned()]), [note]);
        let unweighted = Listed::new(read(b"a,b\nb,c\n"), false);
        let mut answer = Answer::default();
        unweighted.describe(&mut answer);
        assert!(answer.notes.is_empty());
    }
}
