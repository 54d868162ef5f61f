//! The texts that were read, and where in them a finding stands.

use super::scan::{self, Tree};
use crate::diagnostic::{At, Place, Step};
use std::borrow::Cow;
use std::ops::Range;

/// The files a world was read from, in reading order.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    files: Vec<TextFile>,
    /// The hash, where it was counted before.
    known_hash: Option<&'static str>,
}

/// One file as it was read.
#[derive(Debug, Clone)]
pub struct TextFile {
    /// Its name as the user gave it.
    pub name: Cow<'static, str>,
    /// Its text without a byte order mark; empty if it was not text, with `\u{fffd}` for what was not.
    pub text: Cow<'static, str>,
    /// The text as it was read, if something in it could not be.
    read: Option<String>,
}

/// Where a finding stands, in terms a person can use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located<'t> {
    /// The file.
    pub file: &'t TextFile,
    /// The bytes that are meant.
    pub range: Range<usize>,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The path into the data, such as `bodies.cica.seats[3].who`; empty if it is not known.
    pub path: String,
}

impl TextFile {
    fn as_read(&self) -> &str {
        self.read.as_deref().unwrap_or(&self.text)
    }
}

impl PartialEq for TextFile {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text == other.text
    }
}

impl Eq for TextFile {}

impl Texts {
    /// Adds a file and gives its number.
    pub fn push(&mut self, name: String, mut text: String) -> u32 {
        // Some editors begin UTF-8 with a mark, which no reader of RON expects.
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        self.files.push(TextFile { name: name.into(), text: text.into(), read: None });
        self.files.len() as u32 - 1
    }

    /// Says that a file was read as another text of the same length, with blanks for what could not be
    /// read: positions in lists and maps count what was read.
    pub(super) fn read_as(&mut self, file: u32, text: String) {
        if let Some(file) = self.files.get_mut(file as usize) {
            assert_eq!(file.text.len(), text.len(), "blanks keep every offset");
            file.read = Some(text);
        }
    }

    /// The texts that are part of the program, and their hash.
    pub(super) fn shipped(files: &[(&'static str, &'static str)], hash: &'static str) -> Self {
        let file = |(name, text): &(&'static str, &'static str)| TextFile {
            name: (*name).into(),
            text: (*text).into(),
            read: None,
        };
        Self { files: files.iter().map(file).collect(), known_hash: Some(hash) }
    }

    /// The files, in reading order.
    pub fn files(&self) -> &[TextFile] {
        &self.files
    }

    /// A hash over all names and texts, in sixteen hexadecimal digits (FNV-1a, 64 bits).
    ///
    /// It tells one state of a graph from another; it is no protection against forgery.
    pub fn hash(&self) -> String {
        if let Some(hash) = self.known_hash {
            return hash.to_owned();
        }
        let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
        let mut add = |bytes: &[u8]| {
            for byte in bytes {
                hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        };
        for file in &self.files {
            // Only the last part: the same folder under another path is the same graph.
            add(file.name.rsplit(['/', '\\']).next().unwrap_or_default().as_bytes());
            add(&[0]);
            add(file.text.as_bytes());
            add(&[0]);
        }
        format!("{hash:016x}")
    }

    /// Prepares to look up places; a file is scanned when the first place in it is asked for.
    pub fn locator(&self) -> Locator<'_> {
        Locator { texts: self, trees: vec![Trees::default(); self.files.len()] }
    }
}

/// Looks up places in texts.
#[derive(Debug)]
pub struct Locator<'t> {
    texts: &'t Texts,
    trees: Vec<Trees<'t>>,
}

/// The shapes of a file, each scanned when it is first asked for; none if its grammar is broken.
#[derive(Debug, Clone, Default)]
struct Trees<'t> {
    /// Of the text as it was read.
    read: Option<Result<Tree<'t>, scan::ScanError>>,
    /// Of the text as it is written.
    written: Option<Result<Tree<'t>, scan::ScanError>>,
}

impl<'t> Locator<'t> {
    /// Where a place stands; `None` if there is no such file.
    pub fn locate(&mut self, place: &Place) -> Option<Located<'t>> {
        let number = place.file as usize;
        let file = self.texts.files.get(number)?;
        let range = match &place.at {
            At::Whole => 0..0,
            At::Bytes { start, end } => clamp(&file.text, *start, *end),
            At::Line(line) => line_range(&file.text, *line),
            At::Path { steps, part } => {
                let tree = self.trees[number].read.get_or_insert_with(|| scan::scan(file.as_read()));
                tree.as_ref().map_or(0..0, |tree| find(tree, &file.text, steps, *part))
            }
        };
        let path = match &place.at {
            At::Whole | At::Line(_) => String::new(),
            _ => {
                let tree = self.trees[number].written.get_or_insert_with(|| scan::scan(&file.text));
                tree.as_ref().map_or_else(|_| String::new(), |tree| path_to(tree, range.start))
            }
        };
        let (line, column) = scan::line_column(&file.text, range.start);
        Some(Located { file, range, line, column, path })
    }
}

/// The range a path leads to, or as far as it leads.
fn find(tree: &Tree<'_>, text: &str, steps: &[Step], part: Option<(u32, u32)>) -> Range<usize> {
    let mut walked: Vec<scan::Step<'_>> = Vec::with_capacity(steps.len());
    let mut range = 0..0;
    let mut complete = true;
    for step in steps {
        walked.push(match step {
            Step::Field(name) => scan::Step::Field(name),
            Step::Entry(position) => scan::Step::Entry(*position as usize),
            Step::Item(position) => scan::Step::Item(*position as usize),
        });
        let Some(location) = tree.locate(&walked) else {
            // A field that is not written stands for its record.
            complete = false;
            break;
        };
        range = match (step, location.name) {
            // An entry is best shown by its key: its record may be long.
            (Step::Entry(_), Some(key)) => key,
            _ => location.value,
        };
    }
    let whole = text.get(range.clone()).unwrap_or_default();
    if let (Some((start, length)), true) = (part, complete)
        && whole.starts_with('"')
        && !whole.contains('\\')
    {
        let start = range.start + 1 + start as usize;
        return clamp(text, start, start + length as usize);
    }
    // Only the head of a long record is meant.
    let end = whole.find('\n').map_or(range.end, |line_end| range.start + line_end);
    clamp(text, range.start, end)
}

/// The path to the smallest part of a text that holds an offset.
fn path_to(tree: &Tree<'_>, offset: usize) -> String {
    let mut path = String::new();
    let mut node = tree.root();
    loop {
        let holds = |id: scan::NodeId| tree.element(id).is_some_and(|element| element.whole.contains(&offset));
        let Some((position, child)) = tree.children(node).enumerate().find(|(_, child)| holds(*child)) else {
            return path;
        };
        match tree.key_text(child) {
            Some(name) => {
                path.push_str(if path.is_empty() { "" } else { "." });
                path.push_str(&name);
            }
            None => path.push_str(&format!("[{position}]")),
        }
        node = child;
    }
}

fn clamp(text: &str, start: usize, end: usize) -> Range<usize> {
    let inside = |mut offset: usize| {
        offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    };
    let (start, end) = (inside(start), inside(end));
    start..end.max(start)
}

fn line_range(text: &str, line: u32) -> Range<usize> {
    let mut start = 0;
    for (number, content) in text.split_inclusive('\n').enumerate() {
        if number as u32 + 1 == line {
            return start..start + content.trim_end_matches(['\n', '\r']).len();
        }
        start += content.len();
    }
    text.len()..text.len()
}
