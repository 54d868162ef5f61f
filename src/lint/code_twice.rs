//! Codes that mean two entities on one day.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::{Code, Entity, Model};
use crate::time::{Certainty, Interval};
use rustc_hash::FxHashMap;

/// Reports every second claim to a code of the same scheme, by an entity of the same kind, on days that
/// surely meet. A code without dates is always valid: so the command line reads it too.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    let mut claims: FxHashMap<(&str, &str), Vec<(&Entity, &Code)>> = FxHashMap::default();
    for entity in model.entities() {
        for code in &entity.codes {
            let earlier = claims.entry((code.scheme.as_str(), code.code.as_str())).or_default();
            let clash = earlier.iter().find(|(other, claim)| {
                other.slug != entity.slug
                    && other.kind == entity.kind
                    && valid(claim).meets(&valid(code)) == Certainty::Surely
            });
            if let Some((other, claim)) = clash {
                let message = format!(
                    "`{}` and `{}` both have the {} code {}: {} and {}",
                    other.slug,
                    entity.slug,
                    code.scheme,
                    code.code,
                    when(claim),
                    when(code)
                );
                let diagnostic = Diagnostic::new(&codes::CODE_TWICE, message, entity.origin.place("codes"));
                let diagnostic = diagnostic.also(other.origin.place("codes"), "claimed here too");
                found.push(diagnostic.help(format!(
                    "if it passed from one to the other, date both: `\"{}\": [(code: \"{}\", during: \"…\")]`",
                    code.scheme, code.code
                )));
            }
            earlier.push((entity, code));
        }
    }
}

fn valid(code: &Code) -> Interval {
    code.during.clone().unwrap_or_else(Interval::always)
}

fn when(code: &Code) -> &str {
    code.during.as_ref().map_or("always", Interval::as_str)
}

#[cfg(test)]
mod tests {
    use crate::lint::sample::Sample;
    use crate::model::draft::CodeDraft;

    fn told(first: Option<&str>, second: Option<&str>) -> Vec<String> {
        let mut world = Sample::default();
        let code = |during: Option<&str>| CodeDraft {
            scheme: "iso2".to_owned(),
            entry: 0,
            code: "CS".to_owned(),
            during: during.map(str::to_owned),
        };
        world.state("csk", "1918/1992-12-31").codes.push(code(first));
        world.state("scg", "2003-02-04/2006-06-02").codes.push(code(second));
        world.told_by("W0615")
    }

    #[test]
    fn a_code_that_passed_on_must_be_dated() {
        let told = told(None, Some("2003-07-23/2006-06-02"));
        assert_eq!(told, ["`csk` and `scg` both have the iso2 code CS: always and 2003-07-23/2006-06-02"]);
    }

    #[test]
    fn dated_codes_do_not_meet() {
        assert!(told(Some("1974/1992-12-31"), Some("2003-07-23/2006-06-02")).is_empty());
    }
}
