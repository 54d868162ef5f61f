//! The command of a block or of a value: words as a shell would split them, and the few that only reports know.

use crate::draw::PICTURES;
use crate::model::names::near_among;
use std::ops::Range;

/// What is asked, and as what its answer is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The command as typed, on one line.
    pub command: String,
    /// Its words, as given to the program.
    pub words: Vec<String>,
    /// As what the answer is shown.
    pub shape: Shape,
    /// The bytes where it stands.
    pub at: Range<usize>,
}

/// As what an answer is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A picture.
    Picture,
    /// An interactive page, and a picture where none can be shown.
    Page,
    /// A table.
    Table,
    /// A few words within a sentence.
    Value(Pick),
}

/// Which words of an answer stand in the sentence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pick {
    /// What is taken of it.
    pub what: What,
    /// The table it is taken of; the main one, if none is named.
    pub table: Option<String>,
    /// Columns and the words that they hold in the rows that count.
    pub rows: Vec<(String, String)>,
    /// Whether a number is a share, shown of a hundred.
    pub percent: bool,
    /// Whether its sources are footnotes too.
    pub cite: bool,
}

/// What is taken of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum What {
    /// The sentence that answers the question.
    #[default]
    Headline,
    /// How many rows there are.
    Count,
    /// The names in the rows, as a list.
    Names,
    /// A column of the first row.
    Column(String),
}

/// Reads the command of a block.
pub(super) fn of_block(text: &str, at: Range<usize>) -> Result<Question, Wrong> {
    let mut words = split(text)?;
    let shown = take(&mut words, "--as")?;
    let shape = match shown.as_deref() {
        Some(other) if words[0] == "page" && other != "page" => {
            let message = format!("`page` cannot be shown as `{other}`");
            return Err(Wrong::new(
                message,
                format!("name a question, as in `members cica --as {other}`, or leave `--as` out"),
            ));
        }
        Some("page") if words[0] == "draw" => {
            let message = "`draw` makes a picture, and `--as page` an interactive page";
            return Err(Wrong::new(message, "write `page` and the bodies, as in `page cica sco`"));
        }
        None if words[0] == "draw" => Shape::Picture,
        None | Some("page") if words[0] == "page" => Shape::Page,
        Some("page") => {
            words[0] = "page".to_owned();
            Shape::Page
        }
        None | Some("table") => Shape::Table,
        Some(picture) if crate::draw::find(picture).is_some() || picture == "euler" => {
            if words[0] == "draw" {
                let message = format!("`draw` and `--as {picture}` both name a picture");
                return Err(Wrong::new(message, "leave `--as` out"));
            }
            words.splice(0..1, ["draw".to_owned(), picture.to_owned()]);
            Shape::Picture
        }
        Some(other) => {
            let names = || PICTURES.iter().map(|picture| picture.name).chain(["page", "table"]);
            let all = names().collect::<Vec<_>>().join(", ");
            let near = near_among(other, names().map(|name| (name, name)));
            let help =
                near.first().map_or_else(|| format!("there are {all}"), |near| format!("did you mean `{near}`?"));
            return Err(Wrong::new(format!("an answer cannot be shown as `{other}`"), help));
        }
    };
    Ok(Question { command: one_line(text), words, shape, at })
}

/// Reads the command of a value.
pub(super) fn of_value(text: &str, at: Range<usize>) -> Result<Question, Wrong> {
    let mut words = split(text)?;
    let mut pick = Pick { table: take(&mut words, "--table")?, ..Pick::default() };
    while let Some(condition) = take(&mut words, "--where")? {
        let Some((column, wanted)) = condition.split_once('=') else {
            let message = format!("`--where {condition}` names no value");
            return Err(Wrong::new(message, "write a column and a value, as in `--where id=kaz`"));
        };
        pick.rows.push((column.trim().to_owned(), wanted.trim().to_owned()));
    }
    let column = take(&mut words, "--value")?;
    let mut flag = |name: &str| {
        let before = words.len();
        words.retain(|word| word != name);
        words.len() < before
    };
    let (count, names) = (flag("--count"), flag("--names"));
    (pick.percent, pick.cite) = (flag("--percent"), flag("--cite"));
    pick.what = match (column, count, names) {
        (None, false, false) => What::Headline,
        (None, true, false) => What::Count,
        (None, false, true) => What::Names,
        (Some(column), false, false) => What::Column(column),
        _ => {
            let message = "a value is one thing: a count, names or a column";
            return Err(Wrong::new(message, "keep one of `--count`, `--names` and `--value COLUMN`"));
        }
    };
    if pick.percent && !matches!(pick.what, What::Column(_)) {
        return Err(Wrong::new("`--percent` is for a share", "name its column, as in `--value jaccard --percent`"));
    }
    if words.iter().any(|word| word == "--as" || word.starts_with("--as="))
        || ["draw", "page"].contains(&words[0].as_str())
    {
        let message = "a picture does not fit into a sentence";
        return Err(Wrong::new(message, "ask for it in a block of its own, between lines of three backticks"));
    }
    Ok(Question { command: one_line(text), words, shape: Shape::Value(pick), at })
}

/// What is wrong with a command, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// What is wrong.
    pub message: String,
    /// The cure.
    pub help: String,
}

impl Wrong {
    pub(super) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}

fn split(text: &str) -> Result<Vec<String>, Wrong> {
    let mut words = shlex::split(text).ok_or_else(|| {
        Wrong::new("a quote of the command is never closed", "close it, or put a backslash before it")
    })?;
    // Whoever tried it in a terminal pastes the whole line.
    if words.first().is_some_and(|word| word == "comity") {
        words.remove(0);
    }
    if words.is_empty() {
        return Err(Wrong::new("there is no command", "write one, as in `members cica`"));
    }
    Ok(words)
}

/// Takes an option with its value out of the words.
fn take(words: &mut Vec<String>, name: &str) -> Result<Option<String>, Wrong> {
    let with_value = format!("{name}=");
    let Some(at) = words.iter().position(|word| word == name || word.starts_with(&with_value)) else { return Ok(None) };
    let word = words.remove(at);
    if let Some(value) = word.strip_prefix(&with_value) {
        return Ok(Some(value.to_owned()));
    }
    if at == words.len() {
        return Err(Wrong::new(format!("`{name}` lacks its value"), format!("write a word after `{name}`")));
    }
    Ok(Some(words.remove(at)))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_on_the_question_or_by_draw() {
        let asked = of_block("overlap cica sco --as upset --as-of 2014-05-20", 0..0).unwrap();
        assert_eq!(asked.words, ["draw", "upset", "cica", "sco", "--as-of", "2014-05-20"]);
        assert_eq!(asked.shape, Shape::Picture);
        assert_eq!(of_block("comity draw matrix cica", 0..0).unwrap().words, ["draw", "matrix", "cica"]);
        assert_eq!(of_block("members cica --as=table", 0..0).unwrap().shape, Shape::Table);
        let page = of_block("overlap cica sco --as page", 0..0).unwrap();
        assert_eq!((page.words, page.shape), (["page", "cica", "sco"].map(str::to_owned).to_vec(), Shape::Page));
        assert_eq!(of_block("page cica", 0..0).unwrap().shape, Shape::Page);
        for slip in ["page cica --as table", "page cica --as upset", "draw upset cica --as page"] {
            assert!(of_block(slip, 0..0).is_err(), "{slip}");
        }
        assert!(of_value("page cica --count", 0..0).is_err());
        assert!(of_block("members cica --as upst", 0..0).unwrap_err().help.contains("`upset`"));
        assert!(of_block("draw upset cica --as matrix", 0..0).is_err());
        assert!(of_block("who 'members(cica)", 0..0).is_err());
        assert!(of_block("members cica --as", 0..0).is_err());
    }

    #[test]
    fn a_value_is_picked_from_an_answer() {
        let asked = of_value("overlap cica sco --value jaccard --where a=cica --where=b=sco --cite", 0..0).unwrap();
        assert_eq!(asked.words, ["overlap", "cica", "sco"]);
        let Shape::Value(pick) = asked.shape else { panic!("a value") };
        assert_eq!(pick.what, What::Column("jaccard".into()));
        assert_eq!(pick.rows, [("a".into(), "cica".into()), ("b".into(), "sco".into())]);
        assert!(pick.cite);
        assert!(of_value("members cica --count --names", 0..0).is_err());
        assert!(of_value("draw upset cica", 0..0).is_err());
    }
}
