//! Reads any bytes as a plain list of edges: no panic, every edge between known labels, and twice the same.
#![no_main]

use comity::graph::edges::read;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let list = read(bytes);
    let nodes = list.labels.len();
    assert!(list.pairs.iter().all(|(a, b)| (*a as usize) < nodes && (*b as usize) < nodes));
    assert!(list.weights.as_ref().is_none_or(|weights| weights.len() == list.pairs.len()));
    assert!(list.unusable.len() <= list.unusable_count);
    assert_eq!(list.pairs, read(bytes).pairs);
    for directed in [false, true] {
        assert_eq!(list.network(directed).node_count(), nodes);
    }
});
