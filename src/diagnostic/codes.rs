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

    BAD_EXPRESSION "E0506" Error "an expression that cannot be read"
"A set of actors is written with names, braces, functions and the operators `&` (in both), `-` (in the first, not in
the second), `^` (in one of them) and `|` (in either), with `@DATE` after a part that is asked as of another day.

    members(cica)@2014-05-19 & members(sco) - parties(npt)

Names of several words stand in quotes, a hyphen that leaves one set out of another has a space before or after it, and the
shell wants the whole in single quotes. `comity who --help` lists all functions."

    UNKNOWN_WORD "E0507" Error "a function, field or word that does not exist"
"The set language has a fixed list of functions, and of fields in `where(field op value)`; some functions take further words, such
as the grades of `seats(cica, observer)`. `comity who --help` lists them."

    NO_PICTURE "E0510" Error "a picture that cannot be drawn"
"Nobody sits in the bodies on that day, or the picture does not fit the width of `--fit` with type of 7 points, the least
that can be read in print. Ask for another day, for every seat with `--grade any`, for fewer bodies, or leave `--fit` out, so
that the picture is as large as it needs."
    NOT_THIS_FORMAT "E0701" Error "a file of another format"
"`comity import` was told, or guessed from the ending, that the file has a certain format, and it lacks what every such file
has: a column, a first line, a root element. The message says what was looked for; `comity import --help` lists the formats."

    TOO_LARGE "E0702" Error "a file beyond all bounds"
"Files from elsewhere are read within bounds of size, columns and nesting that no real data set reaches, so that a damaged or
hostile file cannot exhaust the machine. Split the file; streams of events are for `comity fold`, which has no bound."

    BROKEN_FILE "E0703" Error "a damaged file"
"The file is cut short, or its packing or grammar is broken, so that what follows the place cannot be trusted. Nothing of
it was imported. Fetch it again, or unpack and mend it."

    NO_COLUMN "E0704" Error "a column that the table has not"
"`--map` names columns of the table by their headings, as in `who=iso3,body=org`. The table has no such heading; the message
shows near ones. A fixed value is written in quotes: `grade='observer'`."

    BAD_BLOCK "E0801" Error "a block of a report that cannot be read"
"A block holds option lines, which begin with `#|`, and then one command whose answer is a table, or a picture if it is
shown `--as` one. Within a sentence, a value is one command between single backticks. Code that is only to be shown stands
between double backticks.

    ```comity
    #| label: fig-overlap
    #| fig-cap: \"How the bodies overlap.\"
    overlap cica sco --as-of 2014-05-20 --as upset
    ```"

    BAD_FRONT "E0802" Error "front matter that cannot be read"
"Of the lines between `---` at the top of a report, `as-of`, `graph` and `lang` are read here, each a key and its value on
one line. What other programs read there is left alone, unless it looks like one of the three."

    UNKNOWN_LABEL "E0803" Error "a reference to nothing"
"`@fig-…` and `@tbl-…` name the block whose `#| label:` they repeat. No block of the report has this label, so a reader
would find a hole. If it is no reference, put a backslash before the `@`."

    LABEL_TWICE "E0804" Error "a label that two blocks have"
"A label names one figure or one table; a reference to it would otherwise lead to either."

    NOT_IN_REPORTS "E0805" Error "a command that may not stand in a report"
"A report is woven by whoever gets it, so its blocks can only ask: they give tables or pictures of the graph. They write no file
and read none outside the folder of the report; a graph from elsewhere is named by whoever weaves, with `--graph`."

    NO_DAY "E0806" Error "a report without a day"
"The answer would be another one tomorrow. Give the report a day with `as-of: 2014-05-20` in its front matter, or the command
one with `--as-of`; if the report is to follow the calendar, say `as-of: today`."

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
"The body has no seats at all. It may be there only to hold seats in other bodies, or as their organ (`organ_of`);
otherwise its roster is missing."

    SEAT_OUTSIDE_LIFE "W0607" Warning "a seat outside the life of its holder"
"On every reading of the dates the seat begins before its holder exists, or lasts after the holder has ended. Most often
a predecessor's or a successor's seat stands under the wrong name, or an open end was never closed. Seats that only may lie
outside are left alone. If it is true to life (a state that sat before it was independent), say so in the `note` of the seat,
and nothing is reported.

    \"csk\": (name: \"Czechoslovakia\", during: \"1918-10-28/1992-12-31\"),
    Member(who: \"csk\", during: \"1949-01-25/..\")   // meant: 1949-01-25/1991-06-28"

    UPGRADE_GAP "W0608" Warning "a few days between one grade and the next"
"The holder's seat of one grade surely ends, its seat of another grade (or its suspension) surely begins two to seven days
later, and nothing is written for the days between. `to` is the last day on which a seat was held, so the old seat ends on the day
before the new one begins; otherwise the holder vanishes from every count of those days.

    Observer(who: \"ind pak\", during: \"2005-07-05/2017-06-07\"),   // meant: 2017-06-08
    Member(who: \"ind pak\", during: \"2017-06-09/..\"),"

    GRADES_OVERLAP "W0609" Warning "two grades of one holder at the same time"
"The holder sits in the body in two grades, such as observer and member, on days that surely are the same. Whoever is
admitted as a member ceases to observe: end the first seat on the day before the second begins, whatever source gave it. Only a
candidate may stay what it was until it is a member. If two sources really disagree about the grade, let both stand, and give the
less sure one a lower `conf`; then nothing is reported."

    LONE_SUSPENSION "W0610" Warning "a suspension without a seat before or after"
"Only who has a seat can be suspended. The suspended seat neither follows another seat of the same holder in this body
nor leads to one, on any reading of the dates; so the seat itself is missing, or its dates leave a gap.

    Member(who: \"egy\", during: \"1945-03-22/1979-03-30\"),
    Member(who: \"egy\", during: \"1979-03-31/1989-05-22\", suspended: true),"

    LATE_SEATS "W0611" Warning "a body whose first seats come late"
"The body's `form` begins on one day and its first seat on another: one to seven days later, which looks like a slip in one
of the two, or more than ten years later, which looks like founding members that nobody wrote. Some months or years between a
proposal or signature and the first seats are common, and are left alone."

    ACT_BEFORE_OPENING "W0612" Warning "an act on a treaty before it was opened"
"The act is surely dated before the day on which the treaty was opened for signature. The act may belong to an earlier
treaty, or digits may have changed places. If some signed earlier, `opened` is that earlier day."

    BOUND_BEFORE_SIGNING "W0613" Warning "bound to a treaty before signing it"
"A ratification, acceptance, approval or accession of this actor surely comes before its signature, with no withdrawal
between them. The two days have likely changed places. Who accedes does not sign at all."

    IN_FORCE_BEFORE_OPENING "W0614" Warning "a treaty in force before it was opened"
"`in_force` is surely earlier than `opened`. The dates have likely changed places, or one of them belongs to another treaty."

    CODE_TWICE "W0615" Warning "a code that means two entities on one day"
"Two entities of one kind have the same code in the same list on the same day, so that the code finds neither for certain.
A code without dates is valid always, also after the end of the one who bore it. If it passed from one to the other, date both.

    \"csk\": (…, codes: { \"iso2\": [(code: \"CS\", during: \"1974/1992-12-31\")] }),
    \"scg\": (…, codes: { \"iso2\": [(code: \"CS\", during: \"2003-07-23/2006-06-02\")] }),"

    BAD_URL "W0616" Warning "an address that no browser opens"
"`url` holds a whole web address, with `http://` or `https://`, a host, and no space, so that a reader of an answer can
follow it. Shelf marks, identifiers and file names belong into `note`; a DOI is written `https://doi.org/10.…`."

    VAGUE_SOURCE "W0617" Warning "a source without publisher and date"
"A title alone does not tell a reader which text is meant. Say who published it, or when, or both. Only a source of kind
`Judgement` can do without, as it is yourself."

    BARE_BODY "W0618" Warning "a body without a form or a family"
"Without a `form` it is not known what the body is, when it was founded and whether it still exists, so seats cannot be
checked against its life. Without a `family` pictures cannot colour it with its kin; a world in which no body has a
family is left alone."

    LONE_FAMILY "W0619" Warning "a family that looks misspelt"
"Only one body is of this family, and the name differs from that of another family by one or two letters. Pictures would
give the body a colour of its own. A family of one body with a name of its own is left alone."

    UNUSED_ISSUE "W0620" Warning "an issue that nothing is about"
"No mandate, topic, cooperation, stance or concern names the issue, or one below it. Use it where it belongs, or remove it:
a list of issues that nobody has suggests gaps that are none. A narrower issue may wait for its first statement, as long as its
branch is in use."

    SUCCESSION_OUTSIDE_LIVES "W0621" Warning "a succession outside the lives it joins"
"A succession joins the end of one life to the beginning of another. Its day surely comes before one of the two exists, after
the successor has ended, or more than two years after the predecessor has, though the successor was there already. Perhaps a
year is wrong, or the two changed places: it is the successor that says `succeeds`, and names the predecessor."

    NEVER_NO_STATE "W0622" Warning "somebody under `never` who could not have acted"
"`never` is a fact about states that could have signed or acceded and are known to have done neither. The actor named here
is no state, or had ended before the treaty was opened, so it would only swell the count of those who stay outside."

    ROW_LEFT_OUT "W0701" Warning "a row that could not be used"
"A row of a foreign file has a cell that cannot be read, lacks one that it needs, or repeats another row. It is not part of
the new world; the report names file, line and cause, and counts it."

    PART_LEFT_OUT "W0702" Warning "a part of a row that could not be used"
"The row is part of the new world, but something in it is not: a code or a note that has no meaning here, or a column that
stands for nobody. The report names file, line and cause."

    UNRESOLVED_NAME "W0703" Warning "a name in a foreign file that stands for nobody"
"Names and codes of foreign files are looked up in the known world, by dated codes and in many spellings. This one fits
nobody, or several. Correct the name in the file, add it as an alias to a world given with `--graph`, or let unknown names be
made new entities with `--make`."
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
