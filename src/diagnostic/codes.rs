//! The table of everything that can be wrong, with a paragraph on each (`comity explain CODE`).

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The world or the question cannot be used as it is.
    Error,
    /// It can be used, but something looks wrong or is missing.
    Warning,
}

impl Severity {
    /// The word that is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// A kind of finding. Codes are stable: `E` for errors, `W` for warnings.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable code, such as `E0201`.
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// A few words.
    pub title: &'static str,
    /// What it means, why it matters and how to mend it.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $title:literal $explanation:literal)+) => {
        $(#[doc = $title] pub static $name: Code =
            Code { id: $id, severity: Severity::$severity, title: $title, explanation: $explanation };)+
        /// Every kind of finding, by code.
        pub static CODES: &[&Code] = &[$(&$name),+];
    };
}

/// Finds a kind of finding by its code, in either case.
pub fn find(id: &str) -> Option<&'static Code> {
    CODES.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
}

codes! {
    SYNTAX "E0101" Error "the text is not RON"
"The file does not follow the grammar of RON: a bracket, a comma, a colon or a quote is missing or
stands in the wrong place. The rest of this file was not read, so names that it defines are unknown
to the other files; mend this first.

    \"kaz\": (name: \"Kazakhstan\"   // the closing bracket is missing
    \"kgz\": (name: \"Kyrgyzstan\"),"

    UNKNOWN_FIELD "E0102" Error "a field that does not exist here"
"The record has no field of this name. Nothing is ignored in silence: a misspelt `durin:` would
otherwise make a seat that holds for ever. The message lists the fields that exist.

    Member(who: \"kaz\", durin: \"1999-09-14/..\")   // meant: during"

    MISSING_FIELD "E0103" Error "a field is missing"
"The record cannot do without this field: a seat needs `who`, a source needs `title` and `kind`, a
roster needs `on` and `count`."

    WRONG_VALUE "E0104" Error "a value of the wrong kind"
"The field holds another kind of value than it should: a number where text is needed, a text where a
list is needed. Dates and codes are text, in quotes.

    roster: [Complete(on: 2014, count: \"24\")]   // meant: on: \"2014\", count: 24"

    UNKNOWN_VARIANT "E0105" Error "a word that is none of the choices"
"Only the words of a fixed list may stand here, such as the grades of a seat (`Member`, `Associate`,
`Observer`, `Partner`, `Candidate`, `Guest`). The message lists them."

    FIELD_TWICE "E0106" Error "a field is given twice"
"The same field stands twice in one record, and only one of them could be kept. Join or remove one."

    DUPLICATE_KEY "E0107" Error "a key is given twice in a map"
"The same key stands twice in one map. Most readers keep the last one and lose the first in silence;
comity shows both. For a body in two files see E0204."

    NOT_TEXT "E0108" Error "the file is not UTF-8 text"
"A world is plain text in UTF-8. The file holds bytes that are no such text: it may be a binary file, or
text in an old encoding such as Latin-1; save it as UTF-8."

    NO_FILES "E0109" Error "there is no world here"
"The folder holds no `.ron` file, so there is nothing to read. Give a `.ron` file or a folder that has some
at its top or in its sub-folders."

    UNKNOWN_SLUG "E0201" Error "an entity that is not defined"
"Relations name their ends by slug, and no file of this world defines this one. Names and codes work on
the command line, but files hold slugs only, so that a renamed state changes one line. Define the entity, or
mend the spelling.

    Member(who: \"kaz kyrgyzstan\", …)   // meant: kgz"

    UNKNOWN_SOURCE "E0202" Error "a source that is not defined"
"`src` names sources by their id, and no file of this world defines this one under `sources`."

    DUPLICATE_DEFINITION "E0204" Error "an entity or source is defined twice"
"Two definitions of one slug would have to be merged by guessing. Each entity stands in exactly one place;
slugs are unique over all kinds of entity, so a body and a state cannot share one either. Both places are shown."

    WRONG_END "E0205" Error "an end of the wrong kind"
"A relation joins only certain kinds of entity: a seat is held by a state or a body, in a body; a side is taken
by a state in a dispute. The entity named here is of another kind."

    BAD_SLUG "E0206" Error "a slug of the wrong form"
"Slugs are made of lower-case letters a–z, digits and hyphens, so that they can be typed anywhere and never
need quoting; issues and regions may use `/` between levels. Put the readable name into `name`."

    NOBODY "E0207" Error "nobody is named"
"The field should name at least one entity and is empty. Remove the statement or name somebody."

    NO_PARENT "E0208" Error "a parent level that is not defined"
"Issues and regions form trees by their slugs: `security/non-traditional/drugs` stands under
`security/non-traditional`, which must be defined too."

    BAD_DATE "E0301" Error "a date that is not EDTF"
"Dates follow EDTF (ISO 8601-2): `2014-05-20`, `2014-05`, `2014`, `2014~` (about), `2014?` (uncertain). An interval
is `1999-09-14/..` (still so), `2010/2014-05-19`, `/2014` (start unknown) or `2010/` (end unknown). The day must exist."

    REVERSED "E0302" Error "an interval that ends before it starts"
"The last day comes before the first. Perhaps two digits are swapped, or the ends are. Days are closed:
`to` is the last day on which it held."

    BEFORE_FOUNDING "E0303" Error "a seat before the body exists"
"The seat begins before the body's earliest form does, on every reading of both dates. Either the seat's
start or the body's `form` is wrong; a predecessor is a body of its own, joined by `succeeds`."

    AFTER_END "E0304" Error "a seat after the body has ended"
"The seat begins after the last form of the body has ended. Either the seat's start or the body's `form` is wrong."

    ROSTER_DISAGREES "E0401" Error "a roster count that disagrees"
"`roster: [Complete(on, count, …)]` repeats what a source says: on that day the body had so many seats of
that grade. The seats of this world add up to another number, so a seat is missing, or wrong, or the claim is. The
message names who was counted."

    NEVER_BUT_ACTED "E0402" Error "`never` and an act of the same actor"
"`never` says that an actor is known to have done nothing about a treaty, but an act of it stands here too. Keep the
one that is true."

    UNKNOWN_NAME "E0501" Error "nothing has this name"
"A name on the command line is looked up as a slug, then as a code (`KAZ`, `cow:705`), then as an exact name or alias valid
on the day, then without regard to case and accents. Nothing matched; near names are shown. A misspelt name is never
answered with an empty table."

    AMBIGUOUS_NAME "E0502" Error "a name that several entities have"
"The name or code fits several entities, such as `Korea` or `Congo`. Choose one of the slugs shown; a code can be
told apart by its scheme, as in `cow:710` and `m49:710`."

    WRONG_KIND "E0503" Error "an entity of another kind is needed"
"The command works on bodies, or on states, and the name given is something else. The message says which is needed."

    BAD_DAY "E0504" Error "not a day or an interval"
"`--as-of` takes one whole day as `2014-05-20`, or `today`; `--during` takes an interval as `2010/2014`. Relative words
such as `yesterday` are not understood, as the answer would change its meaning tomorrow."

    BAD_OPTION "E0505" Error "an option that does not fit"
"An option was given a value that it does not take, or two options contradict each other. The message lists the values."

    NO_SOURCE "W0601" Warning "a relation without a source"
"Every relation should say who says so. Without a source it can be neither cited nor weighed against another
statement. Add `src: \"…\"`; for your own judgement define a source of kind `Judgement`."

    ALIAS_TWICE "W0602" Warning "a name that several entities claim"
"A name or alias belongs to several entities, so that looking it up is ambiguous. If that is true to life (`Korea`,
`Congo`), write `(name: \"Korea\", shared: true)` in both; otherwise remove it from one, or date it."

    UNUSED_SOURCE "W0603" Warning "a source that nothing cites"
"The source is defined but no relation, form or roster cites it. Remove it, or cite it where it belongs."

    SEATS_OVERLAP "W0604" Warning "two seats of one grade at the same time"
"Two statements give the same seat in the same grade over days that surely overlap, and neither disagrees with the other
by source. End the first the day before the second begins, or join them."

    UNDATED "W0605" Warning "a relation without dates"
"Without `during` or `on` nothing is known about when the relation held, so it holds only possibly on every day. If a
source gives at least a year, write it."

    NO_SEATS "W0606" Warning "a body in which nobody sits"
"The body has no seats at all. It may be there only to hold seats in other bodies; otherwise its roster is missing."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_sorted_and_explained() {
        for pair in CODES.windows(2) {
            assert!(pair[0].id < pair[1].id, "{} before {}", pair[0].id, pair[1].id);
        }
        for code in CODES {
            let letter = if code.severity == Severity::Error { 'E' } else { 'W' };
            assert!(code.id.starts_with(letter) && code.id.len() == 5, "{}", code.id);
            assert!(code.explanation.len() > 60 && !code.title.ends_with('.'), "{}", code.id);
            assert!(code.explanation.lines().all(|line| line.len() <= 130), "{}", code.id);
        }
        assert_eq!(find("e0201"), Some(&UNKNOWN_SLUG));
    }
}
