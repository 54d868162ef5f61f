//! Lines of `graphs/DIFFERENCES.md`: one difference each, written, read, and given their reasons.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Nothing is said, or membership is denied.
pub(crate) const NO: &str = "no";

/// One difference between the shipped world and a data set.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    /// The scheme of the data set.
    pub(crate) set: String,
    /// The slug of the body or treaty.
    pub(crate) of: String,
    /// The slug of the state.
    pub(crate) who: String,
    /// The time, as an EDTF interval; for a treaty, the act.
    pub(crate) what: String,
    /// What is said here.
    pub(crate) here: String,
    /// What is said there.
    pub(crate) there: String,
    /// Who is right, and why they differ; empty if nobody said so yet.
    pub(crate) why: String,
}

impl Line {
    /// The line without its reason: what must be the same in the world and on the page.
    pub(crate) fn fact(&self) -> [&str; 6] {
        [&self.set, &self.of, &self.who, &self.what, &self.here, &self.there]
    }
}

/// Reads the lines of a page: tables below `## … (set)` and `### slug`.
pub(crate) fn parse(page: &str) -> Vec<Line> {
    let (mut set, mut of) = (String::new(), String::new());
    let mut lines = Vec::new();
    for text in page.lines() {
        if let Some(title) = text.strip_prefix("## ") {
            set = title.rsplit_once('`').and_then(|(t, _)| t.rsplit_once('`')).map_or("", |(_, s)| s).to_owned();
        } else if let Some(slug) = text.strip_prefix("### ") {
            of = slug.to_owned();
        } else if let Some([who, what, here, there, why]) = cells(text).filter(|[who, ..]| is_slug(who)) {
            let [who, what, here, there, why] = [who, what, here, there, why].map(str::to_owned);
            lines.push(Line { set: set.clone(), of: of.clone(), who, what, here, there, why });
        }
    }
    lines
}

/// Neither the head of a table nor the rule below it.
fn is_slug(who: &str) -> bool {
    who != "state" && !who.starts_with('-')
}

fn cells(text: &str) -> Option<[&str; 5]> {
    let inner = text.strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<&str> = inner.split('|').map(str::trim).collect();
    cells.try_into().ok()
}

/// Writes a page of the lines, with the reasons that an older page gives for them.
pub(crate) fn page(lines: &[Line], titles: &[(&str, &str)], older: &str) -> String {
    let known = parse(older);
    let reasons: BTreeMap<_, _> = known.iter().map(|line| (line.fact(), line.why.as_str())).collect();
    let sections = titles.first().map_or_else(String::new, |(_, title)| format!("\n## {title}"));
    let head = older.split_once(&sections).map_or(older, |(head, _)| head).trim_end();
    let mut page = format!("{head}\n");
    for (set, title) in titles {
        let _ = writeln!(page, "\n## {title} (`{set}`)");
        let mut of = "";
        for line in lines.iter().filter(|line| line.set == *set) {
            if of != line.of {
                of = &line.of;
                let what = if line.is_act() { "act" } else { "when" };
                let _ = writeln!(page, "\n### {of}\n\n| state | {what} | here | there | why |\n|--|--|--|--|--|");
            }
            let why = reasons.get(&line.fact()).copied().unwrap_or(&line.why);
            let Line { who, what, here, there, .. } = line;
            let _ = writeln!(page, "| {who} | {what} | {here} | {there} | {why} |");
        }
    }
    page
}

impl Line {
    fn is_act(&self) -> bool {
        !self.what.starts_with(|c: char| c.is_ascii_digit())
    }
}
