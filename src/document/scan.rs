//! Where in a RON text every value stands, comments included.
//!
//! [`scan`] reads the shape of the text and nothing more: which ranges are fields, items and
//! entries. It judges no numbers and no escapes, so that a text the reader refuses can still be
//! shown, mended or edited without touching the rest.

mod position;
mod scanner;
mod token;

pub use position::{line_column, offset_of};

use scanner::Scanner;
use std::borrow::Cow;
use std::fmt;
use std::iter;
use std::ops::Range;
use token::{identifier_len, unescape};

/// Finds the range of every value in a RON text, in time linear in its length.
///
/// ```
/// use comity::document::scan::{Step, scan};
/// let text = r#"(states: { "kaz": (name: "Kazakhstan") })"#;
/// let tree = scan(text)?;
/// let place = tree.locate(&[Step::Field("states"), Step::Key("kaz"), Step::Field("name")]).unwrap();
/// assert_eq!(&text[place.value], r#""Kazakhstan""#);
/// # Ok::<(), comity::document::scan::ScanError>(())
/// ```
///
/// # Errors
/// If brackets, quotes, commas or colons do not fit together.
pub fn scan(text: &str) -> Result<Tree<'_>, ScanError> {
    if u32::try_from(text.len()).is_err() {
        return Err(ScanError { offset: 0, message: "this text is larger than 4 GiB".into(), opening: None });
    }
    Scanner::new(text).run()
}

/// Why a text has no readable shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanError {
    /// Where it was noticed, in bytes from the start of the text.
    pub offset: usize,
    /// What is wrong there, in words.
    pub message: String,
    /// Where the bracket stands that is to blame, if it is not at `offset`.
    pub opening: Option<usize>,
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ScanError {}

/// The shape of a RON text: its values as a tree, each with its range in bytes.
#[derive(Debug, Clone)]
pub struct Tree<'t> {
    text: &'t str,
    /// In the order of the text: a value stands before the values inside it.
    nodes: Vec<Node>,
    comments: Vec<Span>,
}

/// Names one value of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NodeId(u32);

/// What a value is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Named fields in round brackets, perhaps after a name: `Member(who: "kaz")`.
    Struct,
    /// Values without names in round brackets, perhaps after a name: `Some(1)`, `(1, 2)`, `()`.
    Tuple,
    /// Values in square brackets.
    List,
    /// Entries of key and value in curly brackets.
    Map,
    /// Anything else: text, number, character, identifier.
    Scalar,
}

/// One step from a value to a value inside it. `Some(x)` counts as `x`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// The field of a struct.
    Field(&'a str),
    /// The first entry of a map with this key.
    Key(&'a str),
    /// The entry of a map at this position from zero; tells apart a key given twice.
    Entry(usize),
    /// The item of a list or tuple at this position from zero.
    Item(usize),
}

/// Where a value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The field name or the map key before the value.
    pub name: Option<Range<usize>>,
    /// The value.
    pub value: Range<usize>,
}

/// A part of a text that can be taken out, leaving a readable text: a field, an entry or an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// The value of the element, to go on from.
    pub node: NodeId,
    /// From its first byte to its last, with the comma that follows.
    pub whole: Range<usize>,
    /// The field name or the map key before the value.
    pub name: Option<Range<usize>>,
    /// The value without its name.
    pub value: Range<usize>,
    /// What it is an element of.
    pub parent: Kind,
    /// The range of what it is an element of.
    pub parent_range: Range<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[derive(Debug, Clone)]
struct Node {
    kind: Kind,
    parent: u32,
    /// The node after the last one inside this one.
    next: u32,
    label: Option<Span>,
    value: Span,
    /// Just after the opening bracket; the start of a scalar.
    inside: u32,
    /// The end with the comma that follows.
    whole_end: u32,
}

impl Node {
    fn start(&self) -> usize {
        self.label.unwrap_or(self.value).start as usize
    }
}

impl<'t> Tree<'t> {
    /// The outermost value.
    pub fn root(&self) -> NodeId {
        NodeId(0)
    }

    /// What a value is made of.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// The range of a value, from the name before its bracket to the closing bracket.
    pub fn range(&self, id: NodeId) -> Range<usize> {
        self.node(id).value.range()
    }

    /// The range between the brackets of a value; of a scalar, its whole range.
    pub fn inside(&self, id: NodeId) -> Range<usize> {
        let node = self.node(id);
        let end = if node.kind == Kind::Scalar { node.value.end } else { node.value.end - 1 };
        node.inside as usize..end as usize
    }

    /// The name before the round bracket of a struct or tuple.
    pub fn name(&self, id: NodeId) -> Option<Range<usize>> {
        let node = self.node(id);
        if !matches!(node.kind, Kind::Struct | Kind::Tuple) {
            return None;
        }
        let start = node.value.start as usize;
        let len = identifier_len(&self.text[start..]);
        (len > 0).then_some(start..start + len)
    }

    /// The values directly inside a value, in the order of the text.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let end = self.node(id).next;
        let first = id.0 + 1;
        iter::successors((first < end).then_some(first), move |&child| {
            let next = self.nodes[child as usize].next;
            (next < end).then_some(next)
        })
        .map(NodeId)
    }

    /// Where the value at the end of a path stands, if there is one.
    pub fn locate(&self, path: &[Step<'_>]) -> Option<Location> {
        let id = path.iter().try_fold(self.root(), |id, &step| self.follow(self.under_some(id), step))?;
        let node = self.node(id);
        Some(Location { name: node.label.map(Span::range), value: node.value.range() })
    }

    /// The smallest field, entry or item that a byte of the text belongs to.
    ///
    /// To read on after an error, blank out its `whole`.
    pub fn innermost_element(&self, offset: usize) -> Option<Element> {
        let after = self.nodes.partition_point(|node| node.start() <= offset);
        let last = after.checked_sub(1)? as u32;
        iter::successors(Some(last), |&id| (id > 0).then(|| self.nodes[id as usize].parent))
            .find(|&id| offset < self.nodes[id as usize].whole_end as usize)
            .and_then(|id| self.element(NodeId(id)))
    }

    /// A value as an element of what holds it; none for the outermost value.
    pub fn element(&self, id: NodeId) -> Option<Element> {
        if id == self.root() {
            return None;
        }
        let node = self.node(id);
        let parent = self.node(NodeId(node.parent));
        Some(Element {
            node: id,
            whole: node.start()..node.whole_end as usize,
            name: node.label.map(Span::range),
            value: node.value.range(),
            parent: parent.kind,
            parent_range: parent.value.range(),
        })
    }

    /// The field name before a value, without `r#`, or its map key: text without quotes and
    /// escapes, anything else as it is written.
    pub fn key_text(&self, id: NodeId) -> Option<Cow<'t, str>> {
        let written = &self.text[self.node(id).label?.range()];
        Some(match unescape(written) {
            Some(text) => text,
            None => Cow::Borrowed(written.strip_prefix("r#").unwrap_or(written)),
        })
    }

    /// The text that a quoted scalar stands for; none for anything else, or if an escape in it
    /// means nothing.
    pub fn string_value(&self, id: NodeId) -> Option<Cow<'t, str>> {
        let node = self.node(id);
        if node.kind == Kind::Scalar { unescape(&self.text[node.value.range()]) } else { None }
    }

    /// The comments that speak about an element from above or before it. A comment at the end of
    /// the line on which the element before it ends belongs to that one.
    pub fn comments_before(&self, id: NodeId) -> impl Iterator<Item = Range<usize>> + '_ {
        let node = self.node(id);
        let from = match self.sibling_before(id) {
            Some(before) => before.whole_end,
            None if id == self.root() => 0,
            None => self.nodes[node.parent as usize].inside,
        } as usize;
        let line_end = if id == self.root() { None } else { self.text[from..node.start()].find('\n') };
        self.comments_in(line_end.map_or(from, |end| from + end)..node.start())
    }

    /// The comments behind an element on the line on which it ends.
    pub fn comments_after(&self, id: NodeId) -> impl Iterator<Item = Range<usize>> + '_ {
        let node = self.node(id);
        let from = node.whole_end as usize;
        let sibling = self.nodes.get(node.next as usize).filter(|next| next.parent == node.parent);
        let to = match sibling {
            Some(next) => next.start(),
            None if id == self.root() => self.text.len(),
            None => self.nodes[node.parent as usize].value.end as usize - 1,
        };
        let line_end = self.text[from..to].find('\n').map(|end| from + end);
        // On one line with the next element, a comment speaks about that one.
        self.comments_in(from..line_end.unwrap_or(if sibling.is_some() { from } else { to }))
    }

    fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    fn follow(&self, id: NodeId, step: Step<'_>) -> Option<NodeId> {
        let named = |name: &str| self.children(id).find(|&child| self.key_text(child).is_some_and(|key| key == name));
        match (step, self.kind(id)) {
            (Step::Field(name), Kind::Struct) | (Step::Key(name), Kind::Map) => named(name),
            (Step::Entry(index), Kind::Map) | (Step::Item(index), Kind::List | Kind::Tuple) => {
                self.children(id).nth(index)
            }
            _ => None,
        }
    }

    fn under_some(&self, mut id: NodeId) -> NodeId {
        while self.kind(id) == Kind::Tuple && self.name(id).is_some_and(|name| &self.text[name] == "Some") {
            match self.children(id).next() {
                Some(child) => id = child,
                None => break,
            }
        }
        id
    }

    fn sibling_before(&self, id: NodeId) -> Option<&Node> {
        let parent = self.node(id).parent;
        let before = id.0.checked_sub(1).filter(|&before| before != parent)?;
        iter::successors(Some(before), |&node| Some(self.nodes[node as usize].parent))
            .map(|node| &self.nodes[node as usize])
            .find(|node| node.parent == parent)
    }

    fn comments_in(&self, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let first = self.comments.partition_point(|comment| (comment.start as usize) < range.start);
        self.comments[first..]
            .iter()
            .map(|comment| comment.range())
            .take_while(move |comment| comment.start < range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORLD: &str = r#"// head
#![enable(implicit_some)]
World(
    title: Some("t"), // of the world
    states: { // all of them
        // the first
        "kaz": (name: "Kazakhstan", aka: ["KZ", /* old */ "Kazakh SSR"]), // kept
        "k\u{61}z": (name: "again"),
    },
    links: [
        Tie("a", 2),
        // last
    ],
)
"#;

    fn located(path: &[Step<'_>]) -> Option<(&'static str, &'static str)> {
        let place = scan(WORLD).unwrap().locate(path)?;
        Some((place.name.map_or("", |name| &WORLD[name]), &WORLD[place.value]))
    }

    fn texts(ranges: impl Iterator<Item = Range<usize>>) -> Vec<&'static str> {
        ranges.map(|range| &WORLD[range]).collect()
    }

    #[test]
    fn paths_lead_to_values() {
        use Step::{Entry, Field, Item, Key};
        assert_eq!(located(&[Field("title")]), Some(("title", "Some(\"t\")")));
        assert_eq!(located(&[Field("states"), Key("kaz"), Field("name")]), Some(("name", "\"Kazakhstan\"")));
        assert_eq!(located(&[Field("states"), Entry(1), Field("name")]), Some(("name", "\"again\"")));
        assert_eq!(located(&[Field("states"), Entry(1)]).unwrap().0, "\"k\\u{61}z\"");
        assert_eq!(located(&[Field("states"), Entry(0), Field("aka"), Item(1)]), Some(("", "\"Kazakh SSR\"")));
        assert_eq!(located(&[Field("links"), Item(0), Item(1)]), Some(("", "2")));
        assert!(located(&[]).unwrap().1.starts_with("World("));
        for nowhere in [&[Field("no")][..], &[Key("title")], &[Field("title"), Item(0)], &[Field("links"), Item(1)]] {
            assert_eq!(located(nowhere), None);
        }
    }

    #[test]
    fn some_is_passed_on_the_way() {
        let text = "(a: Some(Some([Some(1), None])))";
        let tree = scan(text).unwrap();
        let place = tree.locate(&[Step::Field("a"), Step::Item(0)]).unwrap();
        assert_eq!(&text[place.value], "Some(1)");
    }

    #[test]
    fn the_innermost_element_holds_its_comma() {
        let tree = scan(WORLD).unwrap();
        let around = |needle: &str| tree.innermost_element(WORLD.find(needle).unwrap());
        let whole = |needle: &str| WORLD[around(needle).unwrap().whole].to_owned();
        assert_eq!(whole("azakhstan"), "name: \"Kazakhstan\",");
        assert_eq!(whole("name"), "name: \"Kazakhstan\",");
        assert_eq!(whole("KZ"), "\"KZ\",");
        assert_eq!(whole("azakh SSR"), "\"Kazakh SSR\"");
        assert_eq!(whole("[\"KZ"), "aka: [\"KZ\", /* old */ \"Kazakh SSR\"]");
        assert_eq!(whole("k\\u"), "\"k\\u{61}z\": (name: \"again\"),");
        assert_eq!(whole("Tie"), "Tie(\"a\", 2),");
        assert_eq!(whole(", 2"), "\"a\",");
        assert_eq!(whole("// all"), WORLD[around("states").unwrap().whole]);
        let tie = around("Tie").unwrap();
        assert_eq!((tie.parent, tie.name), (Kind::List, None));
        assert!(WORLD[tie.parent_range].starts_with("[\n        Tie"));
        assert_eq!(around("World"), None);
        assert_eq!(around("// head"), None);
        assert_eq!(tree.innermost_element(WORLD.len() + 9), None);
    }

    #[test]
    fn every_comment_has_one_owner() {
        let tree = scan(WORLD).unwrap();
        let element = |needle: &str| tree.innermost_element(WORLD.find(needle).unwrap()).unwrap().node;
        let comments =
            |needle| (texts(tree.comments_before(element(needle))), texts(tree.comments_after(element(needle))));
        assert_eq!(comments("title"), (vec![], vec!["// of the world"]));
        assert_eq!(comments("states"), (vec![], vec![]));
        assert_eq!(comments("\"kaz"), (vec!["// the first"], vec!["// kept"]));
        assert_eq!(comments("\"k\\"), (vec![], vec![]));
        assert_eq!(comments("\"KZ"), (vec![], vec![]));
        assert_eq!(comments("\"Kazakh SSR"), (vec!["/* old */"], vec![]));
        assert_eq!(comments("Tie"), (vec![], vec![]));
        assert_eq!(texts(tree.comments_before(tree.root())), ["// head"]);
    }

    #[test]
    fn brackets_and_text_are_open_to_edits() {
        let tree = scan(WORLD).unwrap();
        let links = tree.children(tree.root()).last().unwrap();
        assert!(WORLD[tree.inside(links)].ends_with("// last\n    "));
        let tie = tree.children(links).next().unwrap();
        assert_eq!(&WORLD[tree.inside(tie)], "\"a\", 2");
        let a = tree.children(tie).next().unwrap();
        assert_eq!(tree.string_value(a).as_deref(), Some("a"));
        assert_eq!(tree.string_value(tie), None);
    }
}
