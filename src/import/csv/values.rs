//! What people write into cells: dates by habit, grades and acts in the words of many data sets.

use crate::model::kind::{Act, Grade};
use crate::model::names::fold;
use crate::time::Date;

/// Whether a cell says that nothing is known.
pub(in crate::import) fn is_missing(text: &str) -> bool {
    matches!(text, "" | "NA" | "N/A" | "n/a" | "NaN" | "nan" | "NULL" | "null" | "None" | "." | "-9" | "-99" | "-999")
}

/// Whether an end says that there is none yet.
pub(in crate::import) fn is_open(text: &str) -> bool {
    matches!(text.to_ascii_lowercase().as_str(), ".." | "present" | "now" | "ongoing" | "current" | "today")
}

/// A date as EDTF: what is EDTF already, digits without hyphens (`20140520`, `201405`), and dates in which the order of day and
/// month is certain (`20 May 2014`, `2014/5/20`, `20.5.2014`). `05/06/2014` may be two days, and is refused.
pub(in crate::import) fn date(text: &str) -> Option<String> {
    let text = text.trim();
    let day = text.split(['T', ' ']).next().filter(|day| day.len() == 10).unwrap_or(text);
    if Date::parse(day).is_ok() {
        return Some(day.to_owned());
    }
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let valid = |text: String| Date::parse(&text).is_ok().then_some(text);
    if digits && text.len() == 8 {
        return valid(format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]));
    }
    if digits && text.len() == 6 {
        return valid(format!("{}-{}", &text[..4], &text[4..]));
    }
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| part.parse::<u32>().ok();
    if let Some((from, to)) = text.split_once("..") {
        return (Date::parse(from).is_ok() && Date::parse(to).is_ok()).then(|| format!("[{from}..{to}]"));
    }
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => valid(format!("{year}-{:02}-{:02}", number(month)?, number(day)?)),
        [a, b, year] if year.len() == 4 => match (number(a), number(b)) {
            (Some(day), Some(month)) | (Some(month), Some(day)) if day > 12 && month <= 12 => {
                valid(format!("{year}-{month:02}-{day:02}"))
            }
            (Some(same), Some(other)) if same == other => valid(format!("{year}-{same:02}-{same:02}")),
            (Some(day), None) => valid(format!("{year}-{:02}-{day:02}", month(b)?)),
            (None, Some(day)) => valid(format!("{year}-{:02}-{day:02}", month(a)?)),
            _ => None,
        },
        [name, year] if year.len() == 4 => valid(format!("{year}-{:02}", month(name)?)),
        _ => None,
    }
}

fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let word = word.to_ascii_lowercase();
    let found = MONTHS.iter().position(|month| word.starts_with(month))?;
    word.bytes().all(|byte| byte.is_ascii_alphabetic()).then_some(found as u32 + 1)
}

/// A grade and whether it is suspended, in the words of data sets. A remark in commas after the first word is left aside.
pub(in crate::import) fn grade(text: &str) -> Option<(Grade, bool)> {
    let folded = fold(text);
    let grade = match folded.as_str() {
        "1"
        | "member"
        | "full"
        | "full member"
        | "founding member"
        | "members"
        | "founder"
        | "nonregional member"
        | "nonregional members"
        | "regional member"
        | "de facto member"
        | "dialogue member" => Grade::Member,
        "2"
        | "associate"
        | "associate member"
        | "associates"
        | "associated"
        | "associate members"
        | "correspondent"
        | "correspondent member"
        | "subscriber"
        | "affiliate" => Grade::Associate,
        "3" | "observer" | "observers" | "observer state" => Grade::Observer,
        "partner"
        | "partners"
        | "dialogue partner"
        | "dialogue partners"
        | "partner country"
        | "sectoral partner"
        | "enhanced engagement"
        | "cooperating state"
        | "cooperation partner" => Grade::Partner,
        "candidate" | "candidate country" | "applicant" | "acceding" | "signatory" | "potential candidate" => {
            Grade::Candidate
        }
        "guest" | "guests" | "invitee" => Grade::Guest,
        "suspended" | "temporarily suspended" | "member suspended" | "membership suspended" => {
            return Some((Grade::Member, true));
        }
        _ => return None,
    };
    Some((grade, false))
}

/// An act on a treaty, in the words of data sets.
pub(in crate::import) fn act(text: &str) -> Option<Act> {
    let folded = fold(text);
    if let Some(act) = Act::from_word(&folded) {
        return Some(act);
    }
    Some(match folded.as_str() {
        "sign" | "signature" | "definitive signature" => Act::Signed,
        "ratify" | "ratification" => Act::Ratified,
        "acceded to" | "accession" | "accede" => Act::Acceded,
        "acceptance" | "accept" => Act::Accepted,
        "approval" | "approve" => Act::Approved,
        "succession" | "succeed" => Act::Succeeded,
        "withdrew from" | "withdrawal" | "denunciation" | "denounced" => Act::Withdrew,
        "reservation" => Act::Reserved,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_by_habit_are_read_and_doubtful_ones_refused() {
        for (text, expected) in [
            ("2014-05-20", Some("2014-05-20")),
            ("2014-05-20 00:00:00", Some("2014-05-20")),
            ("20140520", Some("2014-05-20")),
            ("201612", Some("2016-12")),
            ("2014", Some("2014")),
            ("2014~", Some("2014~")),
            ("20.5.2014", Some("2014-05-20")),
            ("5/20/2014", Some("2014-05-20")),
            ("2014/5/2", Some("2014-05-02")),
            ("20 May 2014", Some("2014-05-20")),
            ("May 20, 2014", Some("2014-05-20")),
            ("May 2014", Some("2014-05")),
            ("1981-09..1981-10", Some("[1981-09..1981-10]")),
            ("05/06/2014", None),
            ("31/02/2014", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(date(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn words_of_data_sets_are_understood() {
        assert_eq!(grade("Dialogue partner"), Some((Grade::Partner, false)));
        assert_eq!(grade("temporarily suspended"), Some((Grade::Member, true)));
        assert_eq!(grade("king"), None);
        assert_eq!(act("acceded to"), Some(Act::Acceded));
        assert_eq!(act("Signature"), Some(Act::Signed));
        assert_eq!(act("7"), None);
    }
}
