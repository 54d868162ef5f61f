//! XML as events, within bounds: no DTD is read, so no entity expands; nesting, attributes and texts have limits.

use crate::diagnostic::{Diagnostic, codes};
use crate::import::Options;
use crate::import::input::{Input, text_of};
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// What an XML file says, one thing after another.
#[derive(Debug, PartialEq)]
pub(super) enum Said {
    /// An element begins: its name without a prefix, and its attributes.
    Start(String, Vec<(String, String)>),
    /// An element ends.
    End(String),
    /// Text within an element.
    Text(String),
}

/// The name of an element and its attributes.
type Element = (String, Vec<(String, String)>);

const LONGEST: usize = 1 << 20;
const ATTRIBUTES: usize = 1000;

/// Calls back for everything that a file says, with the line it stands in.
pub(super) fn walk(input: &Input, options: &Options, mut tell: impl FnMut(Said, usize)) -> Result<(), Box<Diagnostic>> {
    let whole = text_of(input.content());
    let mut reader = Reader::from_str(&whole);
    reader.config_mut().check_end_names = true;
    let mut lines = Lines { content: whole.as_bytes(), at: 0, line: 1 };
    let (mut depth, mut elements) = (0_usize, 0_usize);
    loop {
        let place = reader.buffer_position() as usize;
        let line = lines.of(place);
        let event = reader.read_event().map_err(|cause| broken(input, line, &cause.to_string()))?;
        match event {
            Event::Start(start) => {
                depth += 1;
                elements += 1;
                if depth > options.limits.depth {
                    return Err(too_much(input, line, "elements stand too deep inside one another"));
                }
                let (name, attributes) = element(&start, input, line)?;
                tell(Said::Start(name, attributes), line);
            }
            Event::Empty(start) => {
                elements += 1;
                let (name, attributes) = element(&start, input, line)?;
                tell(Said::Start(name.clone(), attributes), line);
                tell(Said::End(name), line);
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                tell(Said::End(local(end.name().as_ref())), line);
            }
            Event::Text(text) => {
                let text = text.to_string();
                if text.len() > LONGEST {
                    return Err(too_much(input, line, "a text is too long"));
                }
                tell(Said::Text(text), line);
            }
            Event::CData(text) => tell(Said::Text(text.to_string()), line),
            Event::GeneralRef(name) => {
                let name = name.to_string();
                match reference(&name) {
                    Some(text) => tell(Said::Text(text), line),
                    None => {
                        return Err(broken(
                            input,
                            line,
                            &format!("the entity `&{name};` is not defined in XML itself"),
                        ));
                    }
                }
            }
            Event::DocType(_) | Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof if depth > 0 => return Err(broken(input, line, "it ends within an element")),
            Event::Eof if elements == 0 => return Err(broken(input, line, "it holds no element")),
            Event::Eof => return Ok(()),
        }
    }
}

fn element(start: &BytesStart<'_>, input: &Input, line: usize) -> Result<Element, Box<Diagnostic>> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|cause| broken(input, line, &cause.to_string()))?;
        if attributes.len() == ATTRIBUTES {
            return Err(too_much(input, line, "an element has too many attributes"));
        }
        let value =
            unescape(&attribute.value).ok_or_else(|| broken(input, line, "an entity is not defined in XML itself"))?;
        attributes.push((local(attribute.key.as_ref()), value));
    }
    Ok((local(start.name().as_ref()), attributes))
}

fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_owned()
}

/// A text with its references put in; `None` if one is unknown.
fn unescape(text: &str) -> Option<String> {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once(';')?;
        plain.push_str(&reference(name)?);
        plain.push_str(rest);
    }
    Some(plain)
}

/// What `&name;` or `&#233;` stands for.
fn reference(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).map(String::from);
    }
    resolve_predefined_entity(name).map(str::to_owned)
}

/// Counts lines as places go forward.
struct Lines<'c> {
    content: &'c [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn of(&mut self, place: usize) -> usize {
        let place = place.min(self.content.len());
        if place > self.at {
            self.line += memchr::memchr_iter(b'\n', &self.content[self.at..place]).count();
            self.at = place;
        }
        self.line
    }
}

fn broken(input: &Input, line: usize, cause: &str) -> Box<Diagnostic> {
    let message = format!("{}:{line}: this is no XML that can be read: {cause}", input.name);
    Box::new(
        Diagnostic::new(&codes::BROKEN_FILE, message, None)
            .help("mend the file here, or write it again with the program it is from"),
    )
}

fn too_much(input: &Input, line: usize, cause: &str) -> Box<Diagnostic> {
    let found = Diagnostic::new(&codes::TOO_LARGE, format!("{}:{line}: {cause}", input.name), None);
    Box::new(found.help("no network is written so; fetch the file again"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> Option<&'static str> {
        let input = Input { name: "x.xml".into(), bytes: text.into(), ..Input::default() };
        walk(&input, &Options::default(), |_, _| {}).err().map(|found| found.code.id)
    }

    #[test]
    fn hostile_files_are_refused() {
        assert_eq!(code("<a><b c='&lt;&#233;'/>text &amp; more</a>"), None);
        let laughs = "<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><l>&b;</l>";
        assert_eq!(code(laughs), Some("E0703"));
        assert_eq!(code(&"<a>".repeat(100_000)), Some("E0702"));
        assert_eq!(code("<a><b></a>"), Some("E0703"));
        assert_eq!(code("<a"), Some("E0703"));
        assert_eq!(code(""), Some("E0703"));
        assert_eq!(code(&format!("<a>{}</a>", "x".repeat(LONGEST + 1))), Some("E0702"));
    }

    #[test]
    fn references_are_put_in_and_lines_counted() {
        let input =
            Input { name: "x.xml".into(), bytes: "<a>\n\n<n:b k=\"&quot;&#xE9;\"/></a>".into(), ..Input::default() };
        let mut heard = Vec::new();
        walk(&input, &Options::default(), |said, line| heard.push((said, line))).unwrap();
        assert!(heard.contains(&(Said::Start("b".into(), vec![("k".into(), "\"é".into())]), 3)), "{heard:?}");
    }
}
