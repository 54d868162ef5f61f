//! Informal intergovernmental organizations by spell: BRICS, the G20, the Quad and their kin.
//!
//! Begin and end are years; an empty end means that it still held in the year of the table. F. Vabulas, D. Snidal, "Cooperation
//! under autonomy: Building and analyzing the Informal Intergovernmental Organizations 2.0 dataset", Journal of Peace Research 58 (2021).

use super::drafting::{Drafting, Statement, by};
use super::input::Input;
use super::rows::{Refused, dataset, each, year_span};
use super::{Make, Options, csv};
use crate::diagnostic::Diagnostic;
use crate::model::Detail;
use crate::model::draft::{DetailDraft, When};
use crate::model::kind::{EntityKind, Form, Grade, RelationKind};
use std::collections::BTreeMap;

/// Reads memberships.
pub(super) fn read(inputs: &[Input], options: &Options, drafting: &mut Drafting<'_>) -> Result<(), Box<Diagnostic>> {
    let source = dataset(drafting, "iigo", "Informal Intergovernmental Organizations", "F. Vabulas, D. Snidal");
    let mut lives: BTreeMap<_, (i32, String)> = BTreeMap::new();
    for (file, input) in inputs.iter().enumerate() {
        let needed = ["stateID", "StateName", "igoID", "Begin", "End"];
        each(input, file, &needed, "memberships of informal organizations", drafting, |row, drafting| {
            let last = row.get("Year").parse().unwrap_or(2017);
            let begin = match row.get("Begin") {
                "" | "NA" => None,
                _ => Some(row.number("Begin")?),
            };
            let span = year_span(begin.unwrap_or(last))?;
            let code = row.get("igoID");
            let known = drafting.names.bearer("iigo", code, span).or_else(|| drafting.names.only_bearer("iigo", code));
            let body = if let Some(id) = known {
                drafting.keep(id)
            } else {
                let item = drafting.make(EntityKind::Body, code, row.get("Title"));
                drafting.code(item, "iigo", code);
                item
            };
            let slug = drafting.slug(body).to_owned();
            drafting.report.named(code, &slug, "code of the body");
            let known = Options { make: Make::None, ..options.clone() };
            let found = csv::actor(drafting, &known, row.get("stateID"), EntityKind::State, Some(span))
                .or_else(|_| csv::actor(drafting, &known, row.get("StateName"), EntityKind::State, Some(span)));
            let who = match (found, options.make) {
                (Ok(item), _) => item,
                (Err(cause), Make::None) => return Err(Refused::Nobody(cause)),
                (Err(_), _) => {
                    let name = row.get("StateName");
                    drafting.report.remark(
                        row.file,
                        row.line,
                        format!("no state of the known world is called `{name}`; it was made"),
                    );
                    drafting.make(EntityKind::State, name, name)
                }
            };
            if !drafting.may_join(RelationKind::Seat, who, body) || who == body {
                return Err(Refused::Cell(format!("{} cannot sit in {slug}", drafting.slug(who))));
            }
            let end = match row.get("End") {
                "" | "NA" => format!("[{last:04}..]"),
                text => {
                    let end: i32 = text.parse().map_err(|_| Refused::Cell(format!("End is `{text}`, not a year")))?;
                    if begin.is_some_and(|begin| end < begin) {
                        return Err(Refused::Cell(format!("it ends in {end}, before it begins")));
                    }
                    format!("{end:04}")
                }
            };
            if let Some(begin) = begin {
                let life = lives.entry(body).or_insert((begin, end.clone()));
                life.0 = life.0.min(begin);
                if end.trim_start_matches('[') > life.1.trim_start_matches('[') {
                    life.1.clone_from(&end);
                }
            }
            let start = begin.map(|begin| format!("{begin:04}")).unwrap_or_default();
            let detail = DetailDraft::Ready(Detail::Seat { grade: Grade::Member, suspended: false, weight: 1.0 });
            let when = When::During(format!("{start}/{end}"));
            drafting.state(
                row.file,
                row.line,
                Statement { kind: RelationKind::Seat, from: who, to: body, when, detail, said: by(source) },
            );
            Ok(())
        })?;
    }
    for (body, (begin, end)) in lives {
        drafting.form(body, Form::Forum, format!("{begin:04}/{end}"), source);
    }
    Ok(())
}
