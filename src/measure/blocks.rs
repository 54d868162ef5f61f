//! Work shared between threads so that their number never shows in the result.
//!
//! Nodes are cut into blocks of a fixed size. Within a block work is done in order, and what blocks
//! contribute is added in the order of the blocks, whichever of them is ready first.

use rayon::prelude::*;

/// A network of no more nodes is searched through before a second thread has woken.
const SMALL: usize = 64;
/// Nodes a block where each costs a search through the network: few, so that threads end together.
const SEARCHES: usize = 16;
/// A network of more nodes is large: a search takes longer than a thread takes to start.
const LARGE: usize = 100_000;
const SEARCHES_IN_LARGE: usize = 8;
/// Nodes a block where each costs a look at its neighbours.
const LOOKS: usize = 4096;
/// Blocks in flight at once; bounds memory to so many copies of the totals.
const FLIGHT: usize = 32;

/// Adds up what sources contribute to all `n` nodes.
///
/// `add(tools, source, totals)` adds the contribution of one source; `tools` is made once a block.
pub(super) fn sum_over_sources<T>(
    n: usize,
    sources: &[u32],
    tools: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, usize, &mut [f64]) + Sync,
) -> Vec<f64> {
    sum_over(n, n, sources, tools, add)
}

/// Adds up what some of `n` nodes as sources contribute to a number of totals.
pub(super) fn sum_over<T>(
    n: usize,
    count: usize,
    sources: &[u32],
    tools: impl Fn() -> T + Sync,
    add: impl Fn(&mut T, usize, &mut [f64]) + Sync,
) -> Vec<f64> {
    let block = |sources: &[u32]| {
        let mut totals = vec![0.0; count];
        let mut tools = tools();
        for source in sources {
            add(&mut tools, *source as usize, &mut totals);
        }
        totals
    };
    if n <= SMALL {
        return block(sources);
    }
    // A few sources of a large network are shared between threads too; how many depends on the network
    // alone, so that the sums are the same on every machine.
    let each = if n > LARGE { SEARCHES_IN_LARGE } else { SEARCHES };
    let flights: Vec<&[u32]> = sources.chunks(each).collect();
    let mut totals = vec![0.0; count];
    for flight in flights.chunks(FLIGHT) {
        let parts: Vec<Vec<f64>> = flight.par_iter().map(|sources| block(sources)).collect();
        for part in parts {
            for (total, more) in totals.iter_mut().zip(part) {
                *total += more;
            }
        }
    }
    totals
}

/// Computes one value a node, each by a search of its own; `tools` is made once a block.
pub(super) fn search_each<T>(
    n: usize,
    tools: impl Fn() -> T + Sync,
    value: impl Fn(&mut T, usize) -> f64 + Sync,
) -> Vec<f64> {
    let mut values = vec![0.0; n];
    let block = |(index, block): (usize, &mut [f64])| {
        let mut tools = tools();
        for (offset, slot) in block.iter_mut().enumerate() {
            *slot = value(&mut tools, index * SEARCHES + offset);
        }
    };
    if n <= SMALL {
        block((0, &mut values));
    } else {
        values.par_chunks_mut(SEARCHES).enumerate().for_each(block);
    }
    values
}

/// Overwrites `values`, each by a look at its neighbours.
pub(super) fn fill(values: &mut [f64], value: impl Fn(usize) -> f64 + Sync) {
    let block = |(index, block): (usize, &mut [f64])| {
        for (offset, slot) in block.iter_mut().enumerate() {
            *slot = value(index * LOOKS + offset);
        }
    };
    // A small network is done before a second thread has woken.
    if values.len() <= LOOKS {
        block((0, values));
    } else {
        values.par_chunks_mut(LOOKS).enumerate().for_each(block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_node_is_visited_once_across_blocks() {
        let n = SMALL + SEARCHES * (FLIGHT + 2) + 3;
        let all: Vec<u32> = (0..n as u32).collect();
        let sums = sum_over_sources(n, &all, || (), |(), source, totals| totals[n - 1 - source] += source as f64);
        assert!((0..n).all(|i| sums[i] == (n - 1 - i) as f64));
        assert!(search_each(n, || (), |(), i| i as f64).iter().enumerate().all(|(i, &v)| v == i as f64));
        let mut values = vec![0.0; LOOKS + 1];
        fill(&mut values, |i| i as f64);
        assert!(values.iter().enumerate().all(|(i, &v)| v == i as f64));
        assert!(sum_over_sources(0, &[], || (), |(), _, _| ()).is_empty());
    }
}
