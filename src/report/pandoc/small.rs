//! Small grey print: the line under an exhibit, and the list of sources.

use super::build::{attr, node};
use super::targets::Form;
use crate::render::people;
use crate::report::entities;
use serde_json::{Value, json};

/// How it looks where a writer reads no style sheet: half points for Word, points for Typst.
const WORD: &str = "<w:rPr><w:color w:val=\"5C6370\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>{}</w:rPr>";
const LATEX: &str = "{\\footnotesize\\ifdefined\\color\\color[gray]{.35}\\fi ";
const TYPST: &str = "#text(size: 8pt, fill: luma(35%))[";
const CSS: &str = "font-size:.8em;color:#5c6370";

/// One paragraph of it; on slides it is for whoever speaks.
pub(super) fn paragraph(form: Form, text: Vec<Value>) -> Value {
    if form == Form::Slides {
        return spoken(&[node("Para", json!(text))]);
    }
    let style = [("custom-style", "Comity Stamp")];
    let pairs: &[(&str, &str)] = if form == Form::Html { &[("style", CSS)] } else { &style };
    node("Div", json!([attr("", &["comity-stamp"], pairs), [node("Para", json!(line(form, text)))]]))
}

/// Blocks of it, which a writer sets as they are.
pub(super) fn blocks(form: Form, mut blocks: Vec<Value>) -> Vec<Value> {
    if form == Form::Slides {
        return vec![spoken(&blocks)];
    }
    if let Some((format, before, after)) = around(form) {
        blocks.insert(0, super::raw(format, before, true));
        blocks.push(super::raw(format, after, true));
    }
    blocks
}

/// The notes of a slide.
fn spoken(blocks: &[Value]) -> Value {
    node("Div", json!([attr("", &["notes"], &[]), blocks]))
}

/// The words of one paragraph of it.
pub(super) fn line(form: Form, mut text: Vec<Value>) -> Vec<Value> {
    if form == Form::Word {
        return word(&text);
    }
    if let Some((format, before, after)) = around(form) {
        text.insert(0, super::raw(format, before, false));
        text.push(super::raw(format, after, false));
    }
    text
}

/// The format that can say so around the words, and how.
fn around(form: Form) -> Option<(&'static str, &'static str, &'static str)> {
    match form {
        Form::Latex => Some(("latex", LATEX, "\\par}")),
        Form::Typst => Some(("typst", TYPST, "]")),
        Form::Word | Form::Html | Form::Slides | Form::Other => None,
    }
}

/// The same words as runs of Word, which has no style for them; footnotes stay pandoc's.
fn word(text: &[Value]) -> Vec<Value> {
    let mut runs = Vec::new();
    let mut plain = String::new();
    for piece in text {
        if let Some(words) = words(piece) {
            plain.push_str(&words);
            continue;
        }
        runs.extend(flushed(&mut plain));
        let content = &piece["c"];
        let inside = |value: &Value| value.as_array().into_iter().flatten().filter_map(words).collect::<String>();
        match piece["t"].as_str() {
            Some("Code") => {
                let code = people::visible(content[1].as_str().unwrap_or_default());
                let face = "<w:rFonts w:ascii=\"Consolas\" w:hAnsi=\"Consolas\" w:cs=\"Consolas\"/>";
                runs.push(xml(&format!("<w:r>{}{}</w:r>", look(face, ""), shown(&code))));
            }
            Some("Superscript") => {
                let raised = look("", "<w:vertAlign w:val=\"superscript\"/>");
                runs.push(xml(&format!("<w:r>{raised}{}</w:r>", shown(&inside(content)))));
            }
            Some("Link") => {
                let run = format!("<w:r>{}{}</w:r>", look("", ""), shown(&inside(&content[1])));
                let to = entities::html(content[2][0].as_str().unwrap_or_default());
                runs.push(xml(&match to.strip_prefix('#') {
                    Some(place) => format!("<w:hyperlink w:anchor=\"{place}\">{run}</w:hyperlink>"),
                    None => format!("<w:fldSimple w:instr=\" HYPERLINK &quot;{to}&quot; \">{run}</w:fldSimple>"),
                }));
            }
            _ => runs.push(piece.clone()),
        }
    }
    runs.extend(flushed(&mut plain));
    runs
}

/// A word or a space.
fn words(piece: &Value) -> Option<String> {
    match piece["t"].as_str()? {
        "Str" => piece["c"].as_str().map(str::to_owned),
        "Space" => Some(" ".to_owned()),
        _ => None,
    }
}

fn flushed(plain: &mut String) -> Option<Value> {
    let text = std::mem::take(plain);
    (!text.is_empty()).then(|| xml(&format!("<w:r>{}{}</w:r>", look("", ""), shown(&text))))
}

/// The look of a run; what Word wants before the colour and after the size goes there.
fn look(before: &str, after: &str) -> String {
    WORD.replace("<w:rPr>", &format!("<w:rPr>{before}")).replace("{}", after)
}

fn shown(text: &str) -> String {
    format!("<w:t xml:space=\"preserve\">{}</w:t>", entities::html(text))
}

fn xml(text: &str) -> Value {
    super::raw("openxml", text, false)
}

#[cfg(test)]
mod tests {
    use super::super::build::{link, words};
    use super::*;

    #[test]
    fn word_gets_runs_and_keeps_footnotes() {
        let note = node("Note", json!([node("Para", json!(words("n")))]));
        let mut text = words("a <b> & c");
        text.extend([note.clone(), link(words("x y"), "http://e.org/?a=1&b=\"2\""), link(words("3"), "#source-3")]);
        let runs = line(Form::Word, text.clone());
        let has = |at: usize, words: &str| runs[at]["c"][1].as_str().unwrap().contains(words);
        assert!(has(0, ">a &lt;b&gt; &amp; c</w:t>") && has(0, "w:sz w:val=\"16\""), "{runs:?}");
        assert_eq!(runs[1], note);
        assert!(has(2, "HYPERLINK &quot;http://e.org/?a=1&amp;b=&quot;2&quot;&quot; \""), "{runs:?}");
        assert!(has(3, "w:anchor=\"source-3\""));
        assert_eq!(line(Form::Other, text.clone()), text);
        assert_eq!(line(Form::Latex, text.clone()).len(), text.len() + 2);
    }
}
