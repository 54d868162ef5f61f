//! Reports within pandoc: its tree of a document as JSON, with every block, value and reference in its place.
//!
//! The tree is looked at as plain JSON, so that one filter works under API 1.22 (pandoc 2.17) and 1.23 (pandoc 3) alike.
//! Its blocks are listed as a manuscript of their own, which is read, asked and numbered like any other.

mod build;
mod small;
mod sources;
mod targets;

use super::numbered::{Caption, Exhibit, Numbered, Shown};
use super::{entities, html};
use crate::draw::print;
use crate::render::people;
use crate::table::Table;
use build::{attr, inlines, link, node, strong, words};
use serde_json::{Value, json};
use sources::Sources;
use targets::{Form, Picture};
pub use targets::{TARGETS, Target};

/// A document as pandoc hands it to filters.
#[derive(Debug, Clone)]
pub struct Document {
    tree: Value,
    /// Whether figures are nodes of their own, as from API 1.23 on.
    figures: bool,
}

/// A document that is filled.
#[derive(Debug, Clone, Default)]
pub struct Filled {
    /// The tree as JSON.
    pub json: String,
    /// Files that it names: below the folder of files, and what is in them.
    pub files: Vec<(String, Vec<u8>)>,
    /// What whoever runs the filter should know.
    pub advice: Vec<String>,
}

/// Makes `png` or `pdf` from SVG where this program was built without it, if whoever runs the filter knows how.
pub type Other<'o> = &'o dyn Fn(&str, &str) -> Option<Vec<u8>>;

/// Keys of the document's metadata that hold for all of it.
const META: [&str; 3] = ["as-of", "graph", "lang"];

impl Document {
    /// Reads a document.
    ///
    /// # Errors
    /// If it is no tree of pandoc.
    pub fn read(json: &str) -> Result<Self, String> {
        let tree: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let version: Vec<u64> =
            tree["pandoc-api-version"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        if version.is_empty() || !tree["blocks"].is_array() {
            return Err("it has no `pandoc-api-version` and `blocks`".to_owned());
        }
        Ok(Self { tree, figures: version >= vec![1, 23] })
    }

    /// Everything in it that is ours, as a manuscript: the same parts in the same order.
    pub fn manuscript(&self) -> String {
        let mut text = String::new();
        let meta: Vec<String> = META
            .iter()
            .filter_map(|key| Some(format!("{key}: {}\n", quoted(&build::plain(self.tree["meta"].get(key)?)))))
            .collect();
        if !meta.is_empty() {
            text.push_str(&format!("---\n{}---\n", meta.concat()));
        }
        visit(&self.tree["blocks"], &mut |part| match part {
            Part::Block(attributes, code) => {
                let longest = code.split(|c| c != '`').map(str::len).max().unwrap_or_default();
                let fence = "`".repeat(longest.max(2) + 1);
                text.push_str(&format!("\n{fence}comity\n{}{code}\n{fence}\n", options(attributes)));
            }
            Part::Value(code) => text.push_str(&format!("\n`{}`\n", entities::one_line(code))),
            Part::Mention(label, number_only) => {
                text.push_str(&if number_only { format!("\n[-@{label}]\n") } else { format!("\n@{label}\n") });
            }
        });
        text
    }

    /// Puts everything in its place, for a writer of pandoc.
    pub fn fill(mut self, report: &Numbered<'_>, writer: &str, folder: &str, other: Other<'_>) -> Filled {
        let target = targets::of(writer);
        let mut filler = Filler {
            report,
            target,
            folder,
            other,
            figures: self.figures,
            shown: report.shown.iter(),
            sources: Sources::of(report),
            filled: Filled::default(),
        };
        let mut blocks = self.tree["blocks"].take();
        filler.fill(&mut blocks);
        let list = filler.sources.list(target.form, level(&blocks));
        if let Value::Array(blocks) = &mut blocks {
            blocks.extend(list);
        }
        self.tree["blocks"] = blocks;
        let mut filled = filler.filled;
        filled.json = self.tree.to_string();
        filled.advice.dedup();
        filled
    }
}

/// A part of a document that is ours.
enum Part<'d> {
    Block(&'d Value, &'d str),
    Value(&'d str),
    Mention(&'d str, bool),
}

/// What a node is, if it is ours.
fn ours(node: &Value) -> Option<Part<'_>> {
    let content = &node["c"];
    match node["t"].as_str()? {
        "CodeBlock" => {
            let mut classes = content[0][1].as_array()?.iter();
            let code = content[1].as_str()?;
            classes
                .any(|class| matches!(class.as_str(), Some("comity" | "{comity}")))
                .then_some(Part::Block(&content[0], code))
        }
        // Code with a class is code of a language, and only shown.
        "Code" => {
            let code = content[1].as_str().filter(|code| code.starts_with("comity ") && !code.contains('`'))?;
            content[0][1].as_array()?.is_empty().then_some(Part::Value(code))
        }
        "Cite" => {
            let [cite] = content[0].as_array()?.as_slice() else { return None };
            let label = cite["citationId"].as_str()?;
            let is_ours = label.starts_with("fig-") || label.starts_with("tbl-");
            is_ours.then_some(Part::Mention(label, cite["citationMode"]["t"] == "SuppressAuthor"))
        }
        _ => None,
    }
}

fn visit<'d>(value: &'d Value, see: &mut impl FnMut(Part<'d>)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, see)),
        Value::Object(fields) => match ours(value) {
            Some(part) => see(part),
            None => fields.values().for_each(|field| visit(field, see)),
        },
        _ => {}
    }
}

/// Attributes of the fence as options of the block.
fn options(attributes: &Value) -> String {
    let mut lines = String::new();
    if let Some(id) = attributes[0].as_str().filter(|id| !id.is_empty()) {
        lines.push_str(&format!("#| label: {id}\n"));
    }
    for pair in attributes[2].as_array().into_iter().flatten() {
        let (name, value) = (pair[0].as_str().unwrap_or_default(), pair[1].as_str().unwrap_or_default());
        lines.push_str(&format!("#| {}: {}\n", entities::one_line(name), quoted(value)));
    }
    lines
}

fn quoted(value: &str) -> String {
    format!("\"{}\"", entities::one_line(value).replace('\\', "\\\\").replace('"', "\\\""))
}

/// The level of the first heading.
fn level(blocks: &Value) -> u64 {
    let heading = blocks.as_array().into_iter().flatten().find(|block| block["t"] == "Header");
    heading.and_then(|heading| heading["c"][0].as_u64()).unwrap_or(1)
}

struct Filler<'f> {
    report: &'f Numbered<'f>,
    target: &'static Target,
    folder: &'f str,
    other: Other<'f>,
    figures: bool,
    shown: std::slice::Iter<'f, Shown<'f>>,
    sources: Sources<'f>,
    filled: Filled,
}

impl Filler<'_> {
    fn fill(&mut self, value: &mut Value) {
        match value {
            Value::Array(items) => {
                let mut all = Vec::with_capacity(items.len());
                for mut item in std::mem::take(items) {
                    if ours(&item).is_none() {
                        self.fill(&mut item);
                        all.push(item);
                        continue;
                    }
                    match self.shown.next() {
                        Some(Shown::Exhibit(exhibit)) => all.extend(self.exhibit(exhibit)),
                        Some(Shown::Value(_, text, sources)) => {
                            all.extend(words(text));
                            all.extend(self.sources.marks(sources));
                        }
                        Some(Shown::Mention(_, label, text)) => all.push(self.mention(label, text)),
                        None => all.push(item),
                    }
                }
                *items = all;
            }
            Value::Object(fields) => {
                let is_note = fields.get("t").is_some_and(|kind| kind == "Note");
                fields.values_mut().for_each(|field| self.fill(field));
                if is_note {
                    self.sources.passed();
                }
            }
            _ => {}
        }
    }

    /// "Figure 1" as a link; LaTeX counts figures itself.
    fn mention(&self, label: &str, text: &str) -> Value {
        if self.target.form == Form::Latex {
            let word = text.rsplit_once(' ').map(|(word, _)| format!("{word}~")).unwrap_or_default();
            return raw("latex", &format!("{word}\\ref{{{label}}}"), false);
        }
        link(words(text), &format!("#{label}"))
    }

    fn exhibit(&mut self, exhibit: &Exhibit<'_>) -> Vec<Value> {
        let mut blocks = Vec::new();
        if exhibit.block.echo {
            let command = format!("comity {}", exhibit.block.question.command);
            blocks.push(node("CodeBlock", json!([attr("", &["sh"], &[]), command])));
        }
        let mut caption = Vec::new();
        if !self.target.counts {
            caption.extend([strong(words(&format!("{}.", exhibit.name))), node("Space", Value::Null)]);
        }
        caption.extend(match &exhibit.caption {
            Caption::Written(text) => inlines(text),
            Caption::Found(text) => words(text),
        });
        if self.target.form == Form::Latex {
            caption.push(raw("latex", &format!("\\label{{{}}}", exhibit.id), false));
        }
        if let Some(table) = &exhibit.table {
            blocks.push(build::table(table, &caption));
            if table.rows.is_empty() {
                blocks.push(node("Para", json!(words(people::NONE))));
            }
        } else {
            blocks.extend(self.figure(exhibit, &caption));
            blocks.extend(self.page(exhibit));
        }
        if !exhibit.notes.is_empty() {
            let text = format!("{}: {}", self.report.tongue.note, exhibit.notes.join(" "));
            blocks.push(small::paragraph(self.target.form, words(&text)));
        }
        let mut foot = self.sources.line(&exhibit.sources);
        foot.extend(words(&format!("{} ·", exhibit.stamp)));
        foot.push(node("Space", Value::Null));
        foot.push(node("Code", json!([attr("", &[], &[]), exhibit.block.question.command])));
        blocks.push(small::paragraph(self.target.form, foot));
        if self.target.form == Form::Slides {
            // A picture or a table within something else would be left out of a slide.
            return blocks;
        }
        let id = if self.target.form == Form::Latex { "" } else { &exhibit.id };
        vec![node("Div", json!([attr(id, &["comity"], &[]), blocks]))]
    }

    fn figure(&mut self, exhibit: &Exhibit<'_>, caption: &[Value]) -> Vec<Value> {
        let Some(picture) = exhibit.picture else { return Vec::new() };
        if self.target.picture == Picture::Inline {
            let svg = picture
                .page
                .as_ref()
                .map_or_else(|| html::described(&picture.svg, exhibit), |page| html::frame(page, exhibit));
            let width = exhibit.block.width.as_ref().map(|width| format!(" style=\"width:{}\"", entities::html(width)));
            let figure = format!("<div class=\"comity-picture\"{}>\n{svg}\n</div>", width.unwrap_or_default());
            return vec![raw("html", &figure, true), node("Para", json!(caption))];
        }
        let address = self.picture(&exhibit.id, &picture.svg);
        // Word processors would take a pixel of a picture in print for one of the screen.
        let natural = (self.target.picture == Picture::Held).then(|| inches(&picture.svg)).flatten();
        let width = exhibit.block.width.as_deref().or(natural.as_deref());
        let mut attributes: Vec<(&str, &str)> = width.into_iter().map(|width| ("width", width)).collect();
        if self.target.form == Form::Latex {
            // A figure that floats would leave the line about its sources behind.
            let image = json!([attr("", &[], &attributes), words(&exhibit.alt), [address, ""]]);
            let captioned = [
                vec![raw("latex", "\\expandafter\\def\\csname @captype\\endcsname{figure}\\caption{", false)],
                caption.to_vec(),
                vec![raw("latex", "}", false)],
            ];
            return vec![
                raw("latex", "\\begin{center}", true),
                node("Para", json!([node("Image", image)])),
                raw("latex", "\\nopagebreak", true),
                node("Para", json!(captioned.concat())),
                raw("latex", "\\end{center}\\nopagebreak", true),
            ];
        }
        if !self.figures && self.target.form == Form::Word {
            // Its figures would tell the caption to those who cannot see them, too.
            let image = json!([attr("", &[], &attributes), words(&exhibit.alt), [address, ""]]);
            let styled = |style: &str, text: Value| {
                node("Div", json!([attr("", &[], &[("custom-style", style)]), [node("Para", text)]]))
            };
            return vec![
                styled("Captioned Figure", json!([node("Image", image)])),
                styled("Image Caption", json!(caption)),
            ];
        }
        if !self.figures || self.target.form == Form::Slides {
            // Before there were figures, and on slides still, the words of an image are its caption, and an attribute is
            // what is read aloud.
            attributes.push(("alt", exhibit.alt.as_str()));
            let image = json!([attr("", &[], &attributes), caption, [address, "fig:"]]);
            return vec![node("Para", json!([node("Image", image)]))];
        }
        let image = node("Image", json!([attr("", &[], &attributes), words(&exhibit.alt), [address, ""]]));
        let caption = json!([null, [node("Plain", json!(caption))]]);
        vec![node("Figure", json!([attr("", &[], &[]), caption, [node("Plain", json!([image]))]]))]
    }

    /// A link to the page of an exhibit, where the page cannot stand in the document itself.
    fn page(&mut self, exhibit: &Exhibit<'_>) -> Option<Value> {
        let page = exhibit.picture?.page.as_ref().filter(|_| self.target.picture != Picture::Inline)?;
        let name = format!("{}.html", exhibit.id);
        let address = format!("{}/{name}", self.folder);
        self.filled.files.push((name, page.html.clone().into_bytes()));
        Some(node("Para", json!([link(words(self.report.tongue.page), &address)])))
    }

    /// Makes the picture in the form that the target reads, and gives its address.
    fn picture(&mut self, id: &str, svg: &str) -> String {
        let (held, forms): (bool, &[&str]) = match self.target.picture {
            Picture::Inline => return String::new(),
            Picture::Held => (true, &["png"]),
            Picture::Print => (false, &["pdf", "png"]),
            Picture::Svg => (false, &[]),
        };
        let made = forms.iter().find_map(|form| {
            let own = print::find(form)?.make.and_then(|make| make(svg).ok());
            own.or_else(|| (self.other)(form, svg)).map(|bytes| (*form, bytes))
        });
        let (form, bytes) = made.unwrap_or_else(|| {
            if !forms.is_empty() {
                self.filled.advice.push(format!(
                    "this comity was built without {}, and there is no rsvg-convert, so {} gets SVG, which it may not show; \
                     install librsvg, or comity with `--features {}`",
                    forms[0].to_uppercase(),
                    self.target.name,
                    forms[0],
                ));
            }
            ("svg", svg.as_bytes().to_vec())
        });
        if held && form == "png" {
            return super::address::of("image/png", &bytes);
        }
        let name = format!("{id}.{form}");
        self.filled.files.push((name.clone(), bytes));
        format!("{}/{name}", self.folder)
    }
}

/// The width of a picture, as much of it as a page has room for.
fn inches(svg: &str) -> Option<String> {
    const ROOM: f64 = 6.3;
    let points = svg.split_once("width=\"")?.1.split_once("pt\"")?.0.parse::<f64>().ok()?;
    Some(format!("{:.2}in", (points / 72.0).min(ROOM)))
}

fn raw(format: &str, text: &str, is_block: bool) -> Value {
    node(if is_block { "RawBlock" } else { "RawInline" }, json!([format, text]))
}

/// The cells of a table for people.
fn cells(table: &Table) -> impl Iterator<Item = Vec<String>> {
    table
        .rows
        .iter()
        .map(|row| row.iter().zip(&table.columns).map(|(cell, column)| people::cell(cell, column)).collect())
}
