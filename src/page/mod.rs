//! One page that can be handed on: a network of bodies and those who sit in them, on any day, in a single HTML file.
//!
//! The page brings its own small viewer and asks nothing of anybody: a strict policy lets it run its own script, known
//! by its hash, and nothing else. All that comes from the world stands in it as data, never as markup or script, so
//! that no name can become either.

mod assets;
mod data;
mod gather;
mod places;
mod squeeze;

use crate::draw::{Refusal, Stamp};
use crate::graph::Graph;
use crate::graph::view::View;
use crate::model::EntityId;
use crate::render::html::escape;
use crate::time::Day;
use crate::words::{count, enumerate};
use gather::Content;

/// The file around everything else.
const PAGE: &str = include_str!("page.html");

/// As many bodies are named in a title before they are counted.
const NAMED: usize = 6;

/// What a page is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The bodies it is about, in the order they were named.
    pub bodies: Vec<EntityId>,
    /// The day on which it opens.
    pub opens_on: Day,
    /// What is supposed and not so, as it was written.
    pub supposed: Option<String>,
    /// What its last line says.
    pub stamp: Stamp,
}

/// Writes a page: the seats of the view in some bodies, with every day on which one of them begins or ends.
///
/// The same question to the same graph gives the same bytes. The days of the view are those that the page can show, its
/// grades those that it holds.
///
/// ```
/// use comity::draw::Stamp;
/// use comity::graph::{Graph, view::View};
/// use comity::page::{Question, write};
/// use comity::time::{Day, Span};
/// let world = comity::document::builtin();
/// let bodies = ["cica", "sco"].map(|slug| world.model.find(slug).unwrap()).to_vec();
/// let opens_on = Day::parse("2014-05-20")?;
/// let always = Span { first: Day::BEGINNING, last: Day::END };
/// let view = View { when: always, ..View::on(opens_on) };
/// let question = Question { bodies, opens_on, supposed: None, stamp: Stamp::default() };
/// let page = write(&Graph::of(&world.model), &view, &question).unwrap();
/// assert!(page.starts_with("<!doctype html>") && page.contains("Who sits in CICA and SCO"));
/// # Ok::<(), comity::time::TimeError>(())
/// ```
///
/// # Errors
/// If nobody sits in any of the bodies in the view.
pub fn write(graph: &Graph<'_>, view: &View, question: &Question) -> Result<String, Refusal> {
    let content = Content::of(graph, view, question)?;
    let title = title(graph, question);
    let assets = assets::assets();
    let parts = [
        ("policy", assets.policy.as_str()),
        ("generator", concat!("comity ", env!("CARGO_PKG_VERSION"))),
        ("title", &escape(&title)),
        ("style", &assets.style),
        ("supposed", &question.supposed.as_ref().map_or_else(String::new, |text| supposed(text))),
        ("stamp", &stamp(&question.stamp)),
        ("data", &data::packed_data(&content, &title, question)),
        ("script", &assets.script),
    ];
    Ok(filled(PAGE, &parts))
}

fn title(graph: &Graph<'_>, question: &Question) -> String {
    let names: Vec<&str> = question.bodies.iter().map(|body| graph.model().entity(*body).short_name()).collect();
    let text = match names.len() {
        0..=NAMED => format!("Who sits in {}", enumerate(&names)),
        n => format!("Who sits where in {}", count(n, "body")),
    };
    crate::draw::text::printable(&text)
}

fn supposed(text: &str) -> String {
    format!("<p class=\"warn\">Supposed, and not so: {}.</p>", escape(&crate::draw::text::printable(text)))
}

/// Version, graph, day and command.
fn stamp(stamp: &Stamp) -> String {
    let line = format!(
        "comity {} · {} ({}) · as of {} · <code>comity {}</code>",
        env!("CARGO_PKG_VERSION"),
        escape(&crate::draw::text::printable(&stamp.graph)),
        escape(&stamp.hash),
        escape(&stamp.as_of),
        escape(&crate::draw::text::printable(&stamp.command))
    );
    line
}

/// Puts parts into a template at `{{name}}`, in one pass, so that no part is searched for another's place.
fn filled(template: &str, parts: &[(&str, &str)]) -> String {
    let mut page = String::with_capacity(template.len() + parts.iter().map(|(_, text)| text.len()).sum::<usize>());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        page.push_str(parts.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text));
        rest = after;
    }
    page.push_str(rest);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_not_searched_for_the_places_of_others() {
        let page = filled("<{{a}}|{{b}}>", &[("a", "{{b}}"), ("b", "</script>")]);
        assert_eq!(page, "<{{b}}|</script>>");
    }

    #[test]
    fn every_place_of_the_template_has_its_part() {
        let known = ["policy", "generator", "title", "style", "supposed", "stamp", "data", "script"];
        for place in PAGE.split("{{").skip(1) {
            let name = place.split("}}").next().unwrap();
            assert!(known.contains(&name), "{name}");
        }
    }
}
