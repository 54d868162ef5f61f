//! Sources that nobody could find again.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;
use crate::model::kind::SourceKind;

/// Reports sources with neither a publisher nor a date. One's own judgement needs neither.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for source in model.sources() {
        let known = source.publisher.is_some() || source.date.is_some();
        if known || source.kind == SourceKind::Judgement {
            continue;
        }
        let message = format!("the source `{}` (“{}”) has neither a publisher nor a date", source.id, source.title);
        let diagnostic = Diagnostic::new(&codes::VAGUE_SOURCE, message, source.origin.place(""));
        found.push(diagnostic.help("add `publisher` or `date`, so that a reader can find it"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::sample::Sample;

    #[test]
    fn one_of_the_two_is_enough() {
        let mut world = Sample::default();
        world.source("whole");
        world.source("undated").date = None;
        world.source("treaty").publisher = None;
        let vague = world.source("yearbook");
        (vague.publisher, vague.date) = (None, None);
        let own = world.source("own-view");
        (own.publisher, own.date, own.kind) = (None, None, SourceKind::Judgement);
        assert_eq!(world.told_by("W0617"), ["the source `yearbook` (“yearbook”) has neither a publisher nor a date"]);
    }
}
