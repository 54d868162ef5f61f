//! Reading on after an error: what cannot be read is taken out and the rest is read.
//!
//! serde stops at the first problem. Taking out the smallest field, item or entry around it, and
//! reading again, brings out every other problem of the file in one run, and keeps all that can be
//! used. Every change keeps the length of the text, so that all offsets stay where they were.

mod describe;
mod syntax;

use super::scan::{self, Element, Kind, Tree, offset_of};
use super::shape::World;
use crate::diagnostic::{At, Diagnostics, Place, Step};
use crate::model::kind::EntityKind;
use describe::describe;
use ron::error::{Error as RonError, SpannedError};
use ron::extensions::Extensions;
use std::ops::Range;

/// Every change reads the file anew; a file with more mistakes than this is not finished.
const MOST_MISTAKES: usize = 100;

/// What could be read of a file.
pub(super) struct Recovered {
    pub(super) world: World,
    /// The text that was read in the end, if it is not the text of the file.
    pub(super) read: Option<String>,
    /// Slugs and source ids whose records could not be read: they exist, but nothing is known of them.
    pub(super) lost: Vec<String>,
    /// Records of which parts could not be read.
    pub(super) doubtful: Vec<Place>,
}

/// Reads one file; findings are added, and `None` means that nothing of it can be used.
pub(super) fn world(text: &str, file: u32, found: &mut Diagnostics) -> Option<Recovered> {
    let error = match parse(text) {
        Ok(world) => return Some(Recovered { world, read: None, lost: Vec::new(), doubtful: Vec::new() }),
        Err(error) => error,
    };
    match scan::scan(text) {
        Ok(tree) => {
            let current = text.to_owned();
            let (gone, lost) = (Vec::new(), Vec::new());
            Recovery { text, file, tree, current, gone, lost, touched: Vec::new() }.run(error, found)
        }
        Err(broken) => {
            found.push(syntax::explain(text, file, &broken));
            None
        }
    }
}

fn parse(text: &str) -> Result<World, SpannedError> {
    let extensions = Extensions::IMPLICIT_SOME | Extensions::UNWRAP_VARIANT_NEWTYPES;
    ron::Options::default().with_default_extension(extensions).from_str(text)
}

struct Recovery<'t> {
    text: &'t str,
    file: u32,
    tree: Tree<'t>,
    /// The text with all changes so far.
    current: String,
    gone: Vec<Gone>,
    lost: Vec<String>,
    /// What was changed and still stands.
    touched: Vec<Range<usize>>,
}

/// What was taken out.
struct Gone {
    whole: Range<usize>,
    /// The field it was, and the field it was perhaps meant to be.
    fields: [Option<String>; 2],
    parent: Range<usize>,
}

impl Recovery<'_> {
    fn run(mut self, mut error: SpannedError, found: &mut Diagnostics) -> Option<Recovered> {
        for _ in 0..MOST_MISTAKES {
            self.mend(&error, found)?;
            match parse(&self.current) {
                Ok(world) => return Some(self.finish(world)),
                Err(next) => error = next,
            }
        }
        found.push(syntax::too_many(self.file, MOST_MISTAKES));
        None
    }

    /// Reports an error and changes the text so that it does not come again.
    fn mend(&mut self, error: &SpannedError, found: &mut Diagnostics) -> Option<()> {
        let span = self.span(error);
        if let Some(attribute) = syntax::attribute(self.text, &error.code, span.start) {
            found.push(syntax::bad_attribute(self.file, &error.code, span));
            self.overwrite(attribute, "");
            return Some(());
        }
        let Some(element) = self.culprit(&error.code, &span) else {
            found.push(syntax::no_world(self.text, self.file, &self.tree, &error.code, span.start));
            // A world of another name may still be one.
            let name = self.tree.name(self.tree.root())?;
            let first_time = !self.touched.contains(&name);
            self.overwrite(name.clone(), "");
            self.touched.push(name);
            return first_time.then_some(());
        };
        let mut meant = None;
        if !self.follows_from(&error.code, &element) {
            let (diagnostic, near) = describe(&self.tree, self.text, self.file, error, &element, span.start);
            found.push(diagnostic);
            meant = near;
        }
        let first_time = !self.touched.contains(&element.whole);
        self.touched.push(element.whole.clone());
        if !(first_time && self.respell(&error.code, &element, meant.as_deref(), span.start)) {
            self.take_out(element, meant);
        }
        Some(())
    }

    /// Where the reader stopped, without the white space that it had passed before.
    fn span(&self, error: &SpannedError) -> Range<usize> {
        let start = offset_of(&self.current, error.span.start.line, error.span.start.col);
        let end = offset_of(&self.current, error.span.end.line, error.span.end.col).max(start);
        let passed = self.current[start..end].starts_with(|c: char| c.is_whitespace() || c == '/');
        if passed { end..end } else { start..end }
    }

    /// The smallest element around an error that still stands.
    fn culprit(&self, code: &RonError, span: &Range<usize>) -> Option<Element> {
        let tree = &self.tree;
        let missing = matches!(code, RonError::MissingStructField { .. });
        // A missing field is missed where its record closes: the last byte before the error's end.
        let inside = if missing { span.end.saturating_sub(1).max(span.start) } else { span.start };
        let mut element = tree.innermost_element(inside).or_else(|| tree.innermost_element(span.start))?;
        if missing {
            // The field is missing from a record, and the record is what cannot be used.
            while tree.kind(element.node) != Kind::Struct && element.parent == Kind::Struct {
                element = self.parent(&element)?;
            }
        }
        if element.parent == Kind::Tuple && matches!(code, RonError::ExpectedIdentifier) {
            // Fields without names: it is the record that is of the wrong kind.
            element = self.parent(&element)?;
        }
        while self
            .gone
            .iter()
            .any(|gone| gone.whole.start <= element.whole.start && element.whole.end <= gone.whole.end)
        {
            element = self.parent(&element)?;
        }
        Some(element)
    }

    fn parent(&self, element: &Element) -> Option<Element> {
        self.tree.innermost_element(element.parent_range.start)
    }

    /// Whether the error is only there because its cause was taken out before.
    fn follows_from(&self, code: &RonError, element: &Element) -> bool {
        let RonError::MissingStructField { field, .. } = code else { return false };
        let is_field = |name: &Option<String>| name.as_deref() == Some(*field);
        self.gone.iter().any(|gone| gone.parent == element.value && gone.fields.iter().any(is_field))
    }

    /// Writes what was meant over what stands there, if it is known and there is room for it.
    fn respell(&mut self, code: &RonError, element: &Element, meant: Option<&str>, at: usize) -> bool {
        match code {
            RonError::NoSuchStructField { .. } => {
                let (Some(name), Some(meant)) = (&element.name, meant) else { return false };
                let room = name.start..element.value.start;
                let plain = self.text[name.end..room.end].chars().all(|c| c == ':' || c == ' ');
                let respelt = format!("{meant}:");
                if !plain || respelt.len() > room.len() || self.has_sibling(element, meant) {
                    return false;
                }
                self.overwrite(room, &respelt);
                true
            }
            RonError::NoSuchEnumVariant { expected, found, .. } => {
                let room = at..at + found.len();
                if self.text.get(room.clone()) != Some(found.as_str()) {
                    return false;
                }
                let is_word = self.tree.kind(element.node) == Kind::Scalar;
                // Any word of the list stands in for another, but records differ in their fields.
                let stand_ins = expected.iter().copied().filter(|_| is_word);
                let Some(word) = meant.into_iter().chain(stand_ins).find(|word| word.len() <= room.len()) else {
                    return false;
                };
                self.overwrite(room, word);
                true
            }
            RonError::ExpectedDifferentStructName { .. } => match self.tree.name(element.node) {
                Some(name) if self.tree.kind(element.node) != Kind::Scalar => {
                    self.overwrite(name, "");
                    true
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn has_sibling(&self, element: &Element, name: &str) -> bool {
        let parent = self.parent(element).map_or(self.tree.root(), |parent| parent.node);
        self.tree.children(parent).any(|child| self.tree.key_text(child).is_some_and(|key| key == name))
    }

    fn take_out(&mut self, element: Element, meant: Option<String>) {
        let tree = &self.tree;
        let root = tree.range(tree.root());
        if element.parent_range == root {
            self.lost.extend(tree.children(element.node).filter_map(|entry| tree.key_text(entry)).map(String::from));
        } else if self.parent(&element).is_some_and(|section| section.parent_range == root) {
            self.lost.extend(tree.key_text(element.node).map(String::from));
        }
        let field = element.name.as_ref().map(|name| self.text[name.clone()].to_owned());
        self.overwrite(element.whole.clone(), "");
        self.gone.push(Gone { whole: element.whole, fields: [field, meant], parent: element.parent_range });
    }

    /// Writes over a range, filled up with blanks; lines stay lines.
    fn overwrite(&mut self, range: Range<usize>, with: &str) {
        let old = &self.current.as_bytes()[range.start + with.len()..range.end];
        let blanks = old.iter().map(|&byte| if byte == b'\n' { '\n' } else { ' ' });
        let new: String = with.chars().chain(blanks).collect();
        self.current.replace_range(range, &new);
    }

    fn finish(self, world: World) -> Recovered {
        let doubtful = match scan::scan(&self.current) {
            Ok(tree) => self.touched.iter().filter_map(|range| record_at(&tree, range.start, self.file)).collect(),
            Err(_) => Vec::new(),
        };
        Recovered { world, read: Some(self.current), lost: self.lost, doubtful }
    }
}

/// The record of a section that an offset lies in.
fn record_at(tree: &Tree<'_>, offset: usize, file: u32) -> Option<Place> {
    let names = EntityKind::ALL.iter().map(|kind| kind.plural()).chain(["sources", "links"]);
    let holds = |id: &scan::NodeId| tree.element(*id).is_some_and(|element| element.whole.contains(&offset));
    let section = tree.children(tree.root()).find(holds)?;
    let key = tree.key_text(section)?;
    let name = names.into_iter().find(|name| *name == key)?;
    let entry = tree.children(section).position(|id| holds(&id))? as u32;
    let step = if tree.kind(section) == Kind::List { Step::Item(entry) } else { Step::Entry(entry) };
    Some(Place { file, at: At::Path { steps: vec![Step::Field(name), step], part: None } })
}
