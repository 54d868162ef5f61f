//! What is wrong with what the user gave us: many findings at once, each with code, place and cure.
//!
//! A diagnostic is a value. Nothing here prints, and nothing here knows what the text of a file
//! looks like: a place is a path into the data (`bodies.cica.seats[3].who`) or a stretch of bytes,
//! and the reader that holds the text finds the line when it is shown.

pub mod codes;

pub use codes::{CODES, Code, Severity};

/// One finding.
#[derive(Debug, Clone, PartialEq)]
pub struct Diagnostic {
    /// Its kind, with severity and explanation.
    pub code: &'static Code,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where; `None` when it is about nothing that was written, such as an option left out.
    pub place: Option<Place>,
    /// A few words at the place.
    pub label: String,
    /// Further places that belong to it, each with a few words.
    pub also: Vec<(Place, String)>,
    /// What to do about it.
    pub help: Option<String>,
    /// Text that could replace what stands at the place.
    pub suggestion: Option<String>,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(code: &'static Code, message: impl Into<String>, place: impl Into<Option<Place>>) -> Self {
        Self {
            code,
            message: message.into(),
            place: place.into(),
            label: String::new(),
            also: Vec::new(),
            help: None,
            suggestion: None,
        }
    }

    /// Says where it is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Says a few words at the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Shows a further place.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.also.push((place, label.into()));
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Offers near names: the first as a replacement, all of them in the help.
    #[must_use]
    pub fn suggest(mut self, near: &[String]) -> Self {
        if let [first, rest @ ..] = near {
            self.suggestion = Some(first.clone());
            let others = rest.iter().fold(String::new(), |text, name| text + " or `" + name + "`");
            self.help = Some(format!("did you mean `{first}`{others}?"));
        }
        self
    }

    /// How bad it is.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }
}

/// Where something stands in the files that were read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The number of the file, in reading order.
    pub file: u32,
    /// Where in the file.
    pub at: At,
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as a whole.
    Whole,
    /// A path into the data; `part` is a stretch of bytes inside the string that stands there.
    Path {
        /// The steps from the top.
        steps: Vec<Step>,
        /// Start and length in bytes inside the string, if only a part of it is meant.
        part: Option<(u32, u32)>,
    },
    /// A stretch of bytes.
    Bytes {
        /// The first byte.
        start: usize,
        /// The byte after the last.
        end: usize,
    },
    /// A line of a file without deeper structure, counted from 1.
    Line(u32),
}

/// One step of a path into the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// A field of a record.
    Field(&'static str),
    /// An entry of a map by its position, so that a key given twice can be told apart.
    Entry(u32),
    /// An item of a list by its position.
    Item(u32),
}

/// Many findings, in the order they were made.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Adds all findings of another list.
    pub fn extend(&mut self, more: Diagnostics) {
        self.0.extend(more.0);
    }

    /// Whether any of them is an error.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many there are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|d| d.severity() == severity).count()
    }

    /// The findings, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Keeps only the findings that pass a test.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Puts the findings in the order of their places; those without a place come first.
    pub fn sort_by_place(&mut self, key: impl FnMut(&Diagnostic) -> (u32, usize)) {
        self.0.sort_by_cached_key(key);
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
