//! What decides what a report says, as one hash: while it is the same, no question need be asked again.

use super::html::STYLE;
use super::lock::hash;
use super::manuscript::Manuscript;
use super::question::Question;

/// What a report is woven from, but for its text.
#[derive(Debug, Clone, Copy)]
pub struct From<'k> {
    /// The hash of the world.
    pub graph: &'k str,
    /// The day of questions that name none.
    pub as_of: Option<&'k str>,
    /// The day of the weaving.
    pub today: &'k str,
    /// The version of the program.
    pub version: &'k str,
}

/// A hash of all that decides what a report says; none if files that nobody has read yet may decide, too.
///
/// The day of the weaving counts only where it can be seen, so that a lock stays as it is from one day to the next.
///
/// ```
/// use comity::report::Manuscript;
/// use comity::report::key::{From, key};
/// let from = From { graph: "3f1c", as_of: Some("2014-05-20"), today: "2026-01-01", version: "0.1.0" };
/// let (report, _) = Manuscript::read("SCO has `comity members sco --count` members.", 0);
/// assert_eq!(key(&report, from), key(&report, From { today: "2026-01-02", ..from }));
/// assert_ne!(key(&report, from), key(&report, From { graph: "77ab", ..from }));
/// let (other, _) = Manuscript::read("It has `comity members sco --count -g other.ron`.", 0);
/// assert_eq!(key(&other, from), None);
/// ```
pub fn key(manuscript: &Manuscript, from: From<'_>) -> Option<String> {
    if manuscript.questions().any(reads) {
        return None;
    }
    let moves = from.as_of.is_none_or(|day| day == "today") || manuscript.questions().any(moves);
    let today = if moves { from.today } else { "" };
    let parts = [from.version, STYLE, from.graph, from.as_of.unwrap_or_default(), today, &manuscript.text];
    // Lengths keep one part from running into the next.
    let all: Vec<String> = parts.iter().map(|part| format!("{}:{part}", part.len())).collect();
    Some(hash(all.join("\n").as_bytes()))
}

/// Whether a question may read a file: another world, or a list of edges. A flag may stand in a bundle, as in `-qg`.
fn reads(question: &Question) -> bool {
    question.words.iter().any(|word| {
        let bundle = word.starts_with('-') && !word.starts_with("--");
        (bundle && word.contains('g')) || word.starts_with("--graph") || word.starts_with("--edges")
    })
}

/// Whether the day of the weaving may be seen in an answer: intervals without an end are drawn and counted up to it.
fn moves(question: &Question) -> bool {
    let seen = |word: &String| {
        word.contains("today")
            || word.starts_with("--during")
            || ["series", "timeline", "page"].contains(&word.as_str())
    };
    question.words.iter().any(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: From<'_> = From { graph: "g", as_of: Some("2014-05-20"), today: "2026-01-01", version: "1" };

    fn of(text: &str, from: From<'_>) -> Option<String> {
        let (manuscript, wrong) = Manuscript::read(text, 0);
        assert!(wrong.is_empty(), "{wrong:?}");
        key(&manuscript, from)
    }

    #[test]
    fn all_that_decides_is_in_the_key() {
        let text = "`comity members sco --count`";
        let same = of(text, FROM).unwrap();
        assert_eq!(of(text, From { today: "2026-01-02", ..FROM }).unwrap(), same);
        let others = [
            From { graph: "h", ..FROM },
            From { as_of: Some("2014-05-21"), ..FROM },
            From { as_of: None, ..FROM },
            From { version: "2", ..FROM },
        ];
        for other in others {
            assert_ne!(of(text, other).unwrap(), same, "{other:?}");
        }
        assert_ne!(of("`comity members sco --count` ", FROM).unwrap(), same);
    }

    #[test]
    fn today_counts_where_it_can_be_seen() {
        let later = From { today: "2026-01-02", ..FROM };
        for text in [
            "`comity members sco --as-of today --count`",
            "`comity members sco --during 2001-06-15/.. --count`",
            "```comity\ndraw timeline sco\n```\n",
            "```comity\nmembers sco --as series\n```\n",
        ] {
            assert_ne!(of(text, FROM), of(text, later), "{text}");
        }
        let text = "`comity members sco --count`";
        let today = Some("today");
        assert_ne!(of(text, From { as_of: today, ..FROM }), of(text, From { as_of: today, ..later }));
    }

    #[test]
    fn nothing_is_known_of_files_that_questions_name() {
        for words in ["-g a.ron", "-ga.ron", "-qg a.ron", "--graph=a.ron", "--graph a.ron"] {
            assert_eq!(of(&format!("`comity members sco --count {words}`"), FROM), None, "{words}");
        }
    }
}
