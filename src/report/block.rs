//! A block of a report: option lines `#| key: value`, then one command.

use super::question::{self, Question, Shape};
use super::scalar;
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, codes};
use crate::model::names::near_among;
use std::ops::Range;

/// A figure or a table that is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The bytes that it replaces, fence and all.
    pub range: Range<usize>,
    /// What is asked.
    pub question: Question,
    /// Its name for references: `fig-…` or `tbl-…`.
    pub label: Option<String>,
    /// What the author says about it, in Markdown.
    pub caption: Option<String>,
    /// What the author says to those who cannot see it, instead of what the data say.
    pub alt: Option<String>,
    /// How wide it is shown, as CSS writes lengths.
    pub width: Option<String>,
    /// Whether the command is shown above it.
    pub echo: bool,
    /// The columns of a table that are shown; all, if none are named.
    pub columns: Vec<String>,
    /// The table of the answer that is shown; the main one, if none is named.
    pub table: Option<String>,
}

/// The options of a block, and what each is for.
pub const OPTIONS: &[(&str, &str)] = &[
    ("label", "name for references, `fig-…` or `tbl-…`"),
    ("fig-cap", "caption of a figure, in Markdown"),
    ("tbl-cap", "caption of a table, in Markdown"),
    ("fig-alt", "what a figure shows, instead of what is said from the data"),
    ("width", "`column`, `page` or `slide` to lay a picture out for it; `80%` or `12cm` to show it so wide"),
    ("echo", "`true` to show the command too"),
    ("columns", "columns of a table, by their names in CSV"),
    ("table", "another table of the answer, by its name in JSON"),
];

/// One line of a block and the byte at which it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line without its end.
    pub text: String,
    /// Its first byte.
    pub start: usize,
}

impl Line {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Reads a block; every slip in it is reported.
pub fn read(lines: &[Line], range: Range<usize>, file: u32) -> Result<Block, Diagnostics> {
    let mut wrong = Diagnostics::new();
    let place = |at: Range<usize>| Place { file, at: At::Bytes { start: at.start, end: at.end } };
    let mut options: Vec<(&'static str, String, Range<usize>)> = Vec::new();
    let mut command: Vec<&Line> = Vec::new();
    for line in lines {
        let at = || place(line.start..line.end());
        let Some(option) = line.text.trim_start().strip_prefix("#|") else {
            // A remark is for whoever reads the source.
            if !line.text.trim().is_empty() && !line.text.trim_start().starts_with("# ") {
                command.push(line);
            }
            continue;
        };
        if !command.is_empty() {
            let help = "put all `#|` lines above the command";
            wrong.push(Diagnostic::new(&codes::BAD_BLOCK, "an option stands below the command", at()).help(help));
        }
        match one_option(option) {
            Ok((name, _)) if options.iter().any(|(known, ..)| *known == name) => {
                let message = format!("`{name}` is given twice");
                wrong.push(Diagnostic::new(&codes::BAD_BLOCK, message, at()).help("keep one of them"));
            }
            Ok((name, value)) => options.push((name, value, line.start..line.end())),
            Err(slip) => wrong.push(Diagnostic::new(&codes::BAD_BLOCK, slip.message, at()).help(slip.help)),
        }
    }
    let question = match asked(&command, &range) {
        Ok(question) => question,
        Err((slip, at)) => {
            wrong.push(Diagnostic::new(&codes::BAD_BLOCK, slip.message, place(at)).help(slip.help));
            return Err(wrong);
        }
    };
    let mut block = Block {
        range,
        question,
        label: None,
        caption: None,
        alt: None,
        width: None,
        echo: false,
        columns: Vec::new(),
        table: None,
    };
    for (name, value, at) in options {
        if let Err(slip) = block.set(name, value) {
            wrong.push(Diagnostic::new(&codes::BAD_BLOCK, slip.message, place(at)).help(slip.help));
        }
    }
    if wrong.is_empty() { Ok(block) } else { Err(wrong) }
}

/// The label of a block that may not be readable otherwise.
pub(super) fn label(lines: &[Line]) -> Option<String> {
    let options = lines.iter().filter_map(|line| line.text.trim_start().strip_prefix("#|"));
    options.filter_map(|option| one_option(option).ok()).find(|(name, _)| *name == "label").map(|(_, value)| value)
}

fn one_option(text: &str) -> Result<(&'static str, String), question::Wrong> {
    let Some((name, value)) = text.split_once(':') else {
        return Err(question::Wrong::new("an option without a colon", "write it as in `#| label: fig-overlap`"));
    };
    let name = name.trim();
    let Some((known, _)) = OPTIONS.iter().find(|(known, _)| *known == name) else {
        let near = near_among(name, OPTIONS.iter().map(|(known, _)| (*known, *known)));
        let all = OPTIONS.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
        let help = near.first().map_or_else(|| format!("there are {all}"), |near| format!("did you mean `{near}`?"));
        return Err(question::Wrong::new(format!("a block has no option `{name}`"), help));
    };
    let value = scalar::read(value).map_err(|why| {
        question::Wrong::new(format!("the value of `{name}` cannot be read: {why}"), "write it on one line")
    })?;
    if value.is_empty() {
        return Err(question::Wrong::new(format!("`{name}` has no value"), "write one, or leave the line out"));
    }
    Ok((known, value))
}

/// The command, which may go on over several lines if each but the last ends in a backslash.
fn asked(lines: &[&Line], range: &Range<usize>) -> Result<Question, (question::Wrong, Range<usize>)> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        let slip =
            question::Wrong::new("a block without a command", "write one below its options, as in `members cica`");
        return Err((slip, range.clone()));
    };
    let mut text = String::new();
    for (i, line) in lines.iter().enumerate() {
        let words = line.text.trim();
        let goes_on = words.strip_suffix('\\');
        if i + 1 < lines.len() && goes_on.is_none() {
            let next = lines[i + 1];
            let slip = question::Wrong::new(
                "a second command in one block",
                "give each its own block; a command that goes on ends its line with a backslash",
            );
            return Err((slip, next.start..next.end()));
        }
        text.push_str(goes_on.unwrap_or(words));
        text.push(' ');
    }
    let lead = first.text.len() - first.text.trim_start().len();
    let at = first.start + lead..last.start + last.text.trim_end().len();
    question::of_block(text.trim(), at.clone()).map_err(|slip| (slip, at))
}

impl Block {
    /// Whether it is a figure; else it is a table.
    pub fn is_figure(&self) -> bool {
        matches!(self.question.shape, Shape::Picture | Shape::Page)
    }

    fn set(&mut self, name: &str, value: String) -> Result<(), question::Wrong> {
        let (figure, kind) = (self.is_figure(), if self.is_figure() { "figure" } else { "table" });
        let only = |figures: bool| {
            let other = if figures { "figures" } else { "tables" };
            let help = format!("it is for {other}; this block is a {kind}");
            if figure == figures { Ok(()) } else { Err(question::Wrong::new(format!("`{name}` does not fit"), help)) }
        };
        match name {
            "label" => {
                let prefix = if figure { "fig-" } else { "tbl-" };
                let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
                if !value.starts_with(prefix) || value.len() == prefix.len() || !value.chars().all(plain) {
                    let message = format!("`{value}` is no label of a {kind}");
                    let help = format!("begin with `{prefix}`, and go on with letters of ASCII, digits, `-` and `_`");
                    return Err(question::Wrong::new(message, help));
                }
                self.label = Some(value);
            }
            "fig-cap" => {
                only(true)?;
                self.caption = Some(value);
            }
            "tbl-cap" => {
                only(false)?;
                self.caption = Some(value);
            }
            "fig-alt" => {
                only(true)?;
                self.alt = Some(value);
            }
            "width" => self.set_width(value)?,
            "echo" => match value.as_str() {
                "true" => self.echo = true,
                "false" => self.echo = false,
                _ => return Err(question::Wrong::new(format!("`echo: {value}`"), "write `true` or `false`")),
            },
            "columns" => {
                only(false)?;
                self.columns = value.split([',', ' ']).filter(|one| !one.is_empty()).map(str::to_owned).collect();
            }
            _ => {
                only(false)?;
                self.table = Some(value);
            }
        }
        Ok(())
    }

    fn set_width(&mut self, value: String) -> Result<(), question::Wrong> {
        let slip = |help: &str| Err(question::Wrong::new(format!("`width: {value}`"), help.to_owned()));
        if ["free", "column", "page", "slide"].contains(&value.as_str()) {
            if !self.is_figure() {
                return slip("only pictures are laid out for a width; leave it out");
            }
            if self.question.words.iter().any(|word| word.starts_with("--fit")) {
                return slip("the command says `--fit` already; keep one of the two");
            }
            self.question.words.extend(["--fit".to_owned(), value]);
            return Ok(());
        }
        let digits = value.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
        let number = digits.parse::<f64>().is_ok_and(|number| number > 0.0 && number < 10_000.0);
        let unit = ["%", "px", "cm", "mm", "in", "pt", "em"].contains(&&value[digits.len()..]);
        if !number || !unit || !self.is_figure() {
            return slip("write `column`, `page` or `slide`, or a length such as `80%` or `12cm` for a figure");
        }
        self.width = Some(value);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Result<Block, Vec<String>> {
        let mut start = 0;
        let lines: Vec<Line> = text
            .lines()
            .map(|line| {
                let one = Line { text: line.to_owned(), start };
                start += line.len() + 1;
                one
            })
            .collect();
        read(&lines, 0..text.len(), 0).map_err(|wrong| wrong.iter().map(|one| one.message.clone()).collect())
    }

    #[test]
    fn options_and_a_command_over_two_lines() {
        let text = "#| label: fig-nest\n#| fig-cap: \"Nested: a *fact*.\"\n#| width: page\n\noverlap cica sco \\\n  --as upset";
        let block = block(text).unwrap();
        assert_eq!(block.label.as_deref(), Some("fig-nest"));
        assert_eq!(block.caption.as_deref(), Some("Nested: a *fact*."));
        assert_eq!(block.question.words, ["draw", "upset", "cica", "sco", "--fit", "page"]);
        assert!(text[block.question.at].starts_with("overlap"));
    }

    #[test]
    fn all_slips_of_a_block_are_told() {
        let wrong = block("#| lable: x\n#| echo: maybe\n#| label: tbl-x\nmembers cica --as timeline").unwrap_err();
        assert_eq!(wrong.len(), 3, "{wrong:?}");
        assert!(block("members cica\nmembers sco").unwrap_err()[0].contains("second command"));
        assert!(block("#| label: fig-x").unwrap_err()[0].contains("without a command"));
        assert!(block("#| fig-cap: x\nmembers cica").is_err());
        assert!(block("#| width: 80\ndraw upset cica").is_err());
        assert_eq!(block("#| width: 80%\ndraw upset cica").unwrap().width.as_deref(), Some("80%"));
    }
}
