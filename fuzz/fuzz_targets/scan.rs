//! Scans any text: no panic, and every range lies in the text, in order, between characters.
#![no_main]

use comity::document::scan::{NodeId, Tree, line_column, offset_of, scan};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    match scan(text) {
        Err(error) => {
            assert!(text.is_char_boundary(error.offset));
            assert!(error.opening.is_none_or(|at| text.is_char_boundary(at)));
            let (line, column) = line_column(text, error.offset);
            assert_eq!(offset_of(text, line, column), error.offset);
        }
        Ok(tree) => check(text, &tree, tree.root()),
    }
});

fn check(text: &str, tree: &Tree<'_>, id: NodeId) {
    assert!(text.get(tree.range(id)).is_some_and(|value| !value.is_empty()));
    assert!(tree.name(id).is_none_or(|name| text.get(name).is_some()));
    for comment in tree.comments_before(id).chain(tree.comments_after(id)) {
        assert!(text[comment].starts_with('/'));
    }
    let _ = (tree.key_text(id), tree.string_value(id));
    let inside = tree.inside(id);
    let mut end = inside.start;
    for child in tree.children(id) {
        let element = tree.element(child).expect("a child is an element");
        assert!(element.whole.start >= end && element.whole.end <= inside.end);
        assert!(element.name.as_ref().is_none_or(|name| text.get(name.clone()).is_some()));
        assert_eq!(tree.innermost_element(element.value.start), Some(element.clone()));
        end = element.whole.end;
        check(text, tree, child);
    }
    assert!(text.get(inside).is_some());
}
