//! Long rosters and lists of acts as CSV beside the RON, with the same names of columns.
//!
//! The header says what a file holds: with a column `body` its rows are seats, with `treaty` they are
//! acts. A row is one statement, and `who` may name several, as in RON.

use crate::diagnostic::{At, Code, Diagnostic, Diagnostics, Place, codes};
use crate::model::draft::{DetailDraft, Draft, End, RelationDraft, Said, When};
use crate::model::kind::{Act, Confidence, Grade, RelationKind};
use crate::model::names::near_among;
use crate::model::{Detail, Origin, Section};

const SAID: [&str; 5] = ["src", "conf", "note", "recorded", "retracted"];
/// No more columns than this are looked at.
const MOST_TOLD: usize = 50;
const SEATS: [&str; 6] = ["body", "who", "grade", "during", "suspended", "weight"];
const ACTS: [&str; 4] = ["treaty", "who", "act", "on"];

/// Adds the statements of one file; a row that cannot be used is reported and left out.
pub(super) fn add(draft: &mut Draft, text: &str, file: u32, found: &mut Diagnostics) {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let header = match reader.headers() {
        Ok(header) => header.clone(),
        Err(error) => return found.push(broken(file, &error)),
    };
    let acts = header.iter().any(|column| column == "treaty");
    let own: &[&'static str] = if acts { &ACTS } else { &SEATS };
    let Some(columns) = columns(&header, own, file, found) else {
        draft.incomplete = true;
        return;
    };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                found.push(broken(file, &error));
                continue;
            }
        };
        let line = record.position().map_or(1, |position| position.line() as u32);
        let row = Row { record: &record, columns: &columns, file, line };
        match row.statement(acts) {
            Ok(relation) => draft.relations.push(relation),
            Err(diagnostic) => found.push(*diagnostic),
        }
    }
}

/// The position of every column; `None` if one is unknown or missing.
fn columns(
    header: &csv::StringRecord,
    own: &[&'static str],
    file: u32,
    found: &mut Diagnostics,
) -> Option<Vec<&'static str>> {
    let all: Vec<&'static str> = own.iter().chain(&SAID).copied().collect();
    let place = Place { file, at: At::Line(1) };
    let mut columns = Vec::new();
    let mut good = true;
    // Of more columns than there are names some are wrong, and the first of them are enough to tell.
    for name in header.iter().take(MOST_TOLD) {
        match all.iter().find(|known| **known == name) {
            Some(known) if columns.contains(known) => {
                good = false;
                let message = format!("the column `{name}` is given twice");
                found.push(Diagnostic::new(&codes::FIELD_TWICE, message, place.clone()));
            }
            Some(known) => columns.push(*known),
            None => {
                good = false;
                let message = format!("there is no column `{name}` here; there are {}", all.join(", "));
                let near = near_among(name, all.iter().map(|known| (*known, *known)));
                found.push(Diagnostic::new(&codes::UNKNOWN_FIELD, message, place.clone()).suggest(&near));
            }
        }
    }
    for needed in &own[..2] {
        if good && !columns.contains(needed) {
            good = false;
            let message = format!("the column `{needed}` is missing");
            let help = "rosters have `body` and `who`, lists of acts `treaty`, `who` and `act`";
            found.push(Diagnostic::new(&codes::MISSING_FIELD, message, place.clone()).help(help));
        }
    }
    good.then_some(columns)
}

struct Row<'r> {
    record: &'r csv::StringRecord,
    columns: &'r [&'static str],
    file: u32,
    line: u32,
}

impl Row<'_> {
    fn statement(&self, acts: bool) -> Result<RelationDraft, Box<Diagnostic>> {
        let conf = self.word("conf", Confidence::from_word, Confidence::ALL)?;
        let said = Said {
            src: self.text("src"),
            conf,
            note: self.text("note"),
            recorded: self.text("recorded"),
            retracted: self.text("retracted"),
        };
        let slugs = |field: &'static str| End::Slugs { text: self.text(field).unwrap_or_default(), field };
        let origin = Origin::entry(self.file, Section::Line, self.line);
        if acts {
            let Some(act) = self.word("act", Act::from_word, Act::ALL)? else {
                return Err(self.wrong(&codes::MISSING_FIELD, "the act is missing".to_owned()));
            };
            let when = self.text("on").map_or(When::Unknown, When::On);
            let detail = DetailDraft::Act(act);
            return Ok(RelationDraft {
                kind: RelationKind::Party,
                from: slugs("who"),
                to: slugs("treaty"),
                when,
                detail,
                said,
                origin,
            });
        }
        let grade = self.word("grade", Grade::from_word, Grade::ALL)?.unwrap_or(Grade::Member);
        let suspended = match self.text("suspended").as_deref() {
            None | Some("false" | "no") => false,
            Some("true" | "yes") => true,
            Some(other) => {
                let message = format!("`suspended` is `{other}`; write true or false");
                return Err(self.wrong(&codes::WRONG_VALUE, message));
            }
        };
        let weight = match self.text("weight").map(|text| (text.parse::<f32>(), text)) {
            None => 1.0,
            Some((Ok(weight), _)) if weight.is_finite() && weight >= 0.0 => weight,
            Some((_, text)) => {
                return Err(self.wrong(&codes::WRONG_VALUE, format!("`weight` is `{text}`; write a number")));
            }
        };
        let detail = DetailDraft::Ready(Detail::Seat { grade, suspended, weight });
        let when = self.text("during").map_or(When::Unknown, When::During);
        Ok(RelationDraft {
            kind: RelationKind::Seat,
            from: slugs("who"),
            to: slugs("body"),
            when,
            detail,
            said,
            origin,
        })
    }

    /// A cell, if it is there and not empty.
    fn text(&self, column: &str) -> Option<String> {
        let position = self.columns.iter().position(|known| *known == column)?;
        self.record.get(position).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// A cell that holds one word of a list.
    fn word<T: ToString>(
        &self,
        column: &str,
        find: fn(&str) -> Option<T>,
        all: &[T],
    ) -> Result<Option<T>, Box<Diagnostic>> {
        let Some(text) = self.text(column) else { return Ok(None) };
        find(&text).map(Some).ok_or_else(|| {
            let words: Vec<String> = all.iter().map(ToString::to_string).collect();
            let near = near_among(&text, words.iter().map(|word| (word.as_str(), word.as_str())));
            let message = format!("`{text}` is none of {}", words.join(", "));
            let wrong = self.wrong(&codes::UNKNOWN_VARIANT, message);
            Box::new((*wrong).suggest(&near))
        })
    }

    fn wrong(&self, code: &'static Code, message: String) -> Box<Diagnostic> {
        Box::new(Diagnostic::new(code, message, Place { file: self.file, at: At::Line(self.line) }))
    }
}

fn broken(file: u32, error: &csv::Error) -> Diagnostic {
    let line = error.position().map_or(1, |position| position.line() as u32);
    let message = match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("this row has {len} cells and the header {expected_len}")
        }
        other => format!("this row cannot be read: {other:?}"),
    };
    let help = "put cells with commas in double quotes";
    Diagnostic::new(&codes::SYNTAX, message, Place { file, at: At::Line(line) }).help(help)
}

#[cfg(test)]
mod tests {
    use crate::document::read_texts;
    use crate::model::Detail;
    use crate::model::kind::{Act, Grade};

    const WORLD: &str = r#"World(
        sources: { "s": (title: "A list", kind: Official) },
        states: { "aaa": (name: "A"), "bbb": (name: "B") },
        bodies: { "club": (name: "Club", form: [Forum(during: "2000/..")], roster: [Complete(on: "2010-01-01", count: 2)]) },
        treaties: { "pact": (name: "Pact") },
    )"#;

    fn read(csv: &str) -> crate::document::Document {
        let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
        read_texts(vec![file("world.ron", WORLD), file("club.csv", csv)])
    }

    #[test]
    fn seats_and_acts_are_read_as_in_ron() {
        let read_seats =
            read("body,who,grade,during,suspended,src,note\nclub,aaa bbb,Member,2001/..,,s,\"two, at once\"\n");
        assert!(read_seats.diagnostics.is_empty(), "{:?}", read_seats.diagnostics);
        let seats = read_seats.model.relations();
        assert_eq!(seats.len(), 2);
        assert_eq!(seats[1].detail, Detail::Seat { grade: Grade::Member, suspended: false, weight: 1.0 });
        assert_eq!(seats[0].note.as_deref(), Some("two, at once"));

        let acts = read("treaty,who,act,on\npact,aaa,signed,2001-05-01\nclub,bbb,signed,2001\n");
        assert_eq!(acts.model.relations()[0].act(), Some(Act::Signed));
        let codes: Vec<&str> = acts.diagnostics.iter().map(|d| d.code.id).collect();
        assert!(codes.contains(&"E0205"), "a body is no treaty: {codes:?}");
    }

    #[test]
    fn every_bad_row_is_told_with_its_line() {
        let bad = read(
            "body,who,grade,during\nclub,aaa,Membr,2001/..\nclub,ccc,,2001/..\nclub,aaa\nclub,bbb,Member,2001-13/..\n",
        );
        let mut lines: Vec<(&str, crate::diagnostic::At)> =
            bad.diagnostics.iter().filter_map(|d| Some((d.code.id, d.place.clone()?.at))).collect();
        lines.retain(|(code, _)| *code != "E0401");
        let at = |line| crate::diagnostic::At::Line(line);
        assert_eq!(lines, [("E0105", at(2)), ("E0201", at(3)), ("E0101", at(4)), ("E0301", at(5))]);
        let header = read("body,whom\nclub,aaa\n");
        assert_eq!(header.diagnostics.iter().next().map(|d| d.code.id), Some("E0102"));
        let missing = read("body,grade\nclub,member\n");
        assert!(missing.diagnostics.iter().any(|d| d.code.id == "E0103"));
    }
}
