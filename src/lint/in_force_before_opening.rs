//! Treaties in force before they were opened.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Attributes, Model};

/// Reports treaties whose entry into force is surely dated before their opening.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for treaty in model.entities() {
        let Attributes::Treaty { opened: Some(opened), in_force: Some(in_force) } = &treaty.attributes else {
            continue;
        };
        if in_force.latest() >= opened.earliest() {
            continue;
        }
        let message = format!("`{}` is in force from {in_force}, but was opened only {opened}", treaty.slug);
        let diagnostic = Diagnostic::new(&codes::IN_FORCE_BEFORE_OPENING, message, treaty.origin.place("in_force"));
        let diagnostic = diagnostic.also(treaty.origin.place("opened"), "opened");
        found.push(diagnostic.help("the dates may have changed places; `opened` is the first day of signature"));
    }
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;

    fn told(opened: &str, in_force: &str) -> Vec<String> {
        let mut world = Sample::default();
        world.treaty("npt", opened, in_force);
        world.told_by("W0614")
    }

    #[test]
    fn opening_comes_first() {
        let reversed = told("1970-03-05", "1968-07-01");
        assert_eq!(reversed, ["`npt` is in force from 1968-07-01, but was opened only 1970-03-05"]);
        for (opened, in_force) in [("1968-07-01", "1970-03-05"), ("1968-07-01", "1968"), ("1996", ""), ("", "1970")] {
            assert!(told(opened, in_force).is_empty(), "{opened} {in_force}");
        }
    }
}
