//! Findings as a person reads them, in the look of rustc, or as JSON.

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::document::Texts;
use crate::document::texts::Locator;
use crate::error::Error;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use serde_json::{Value, json};

/// How findings are dressed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Whether to colour them.
    pub(super) colour: bool,
    /// Whether to write JSON.
    pub(super) json: bool,
}

/// All findings, and a line that counts them.
pub(super) fn render(diagnostics: &Diagnostics, texts: &Texts, style: Style) -> String {
    if style.json {
        return as_json(diagnostics, texts);
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let mut locator = texts.locator();
    let mut text = String::new();
    for diagnostic in diagnostics {
        text.push_str(&renderer.render(&[group(diagnostic, &mut locator)]));
        text.push_str("\n\n");
    }
    let (errors, warnings) = (diagnostics.count(Severity::Error), diagnostics.count(Severity::Warning));
    if errors + warnings > 1 {
        let counted = |n: usize, thing: &str| (n > 0).then(|| crate::words::count(n, thing));
        let parts: Vec<String> =
            [counted(errors, "error"), counted(warnings, "warning")].into_iter().flatten().collect();
        text.push_str(&format!("{} found; `comity explain CODE` tells more\n", parts.join(" and ")));
    } else {
        text.truncate(text.trim_end().len());
        text.push('\n');
    }
    text
}

/// A failure of the surroundings.
pub(super) fn render_error(error: &Error, style: Style) -> String {
    if style.json {
        let object = json!({ "error": error.to_string() });
        return format!("{object:#}\n");
    }
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let message = error.to_string();
    let title = Level::ERROR.primary_title(message.as_str());
    format!("{}\n", renderer.render(&[Group::with_title(title)]))
}

fn group<'a>(diagnostic: &'a Diagnostic, locator: &mut Locator<'a>) -> Group<'a> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id));
    if let Some(at) = diagnostic.place.as_ref().and_then(|place| locator.locate(place)) {
        if at.range.is_empty() && at.file.text.is_empty() {
            group = group.element(annotate_snippets::Origin::path(&*at.file.name));
        } else {
            let label = Some(diagnostic.label.as_str()).filter(|label| !label.is_empty());
            let annotation = AnnotationKind::Primary.span(at.range.clone()).label(label);
            let mut snippet = Snippet::source(&*at.file.text).path(&*at.file.name).annotation(annotation);
            let mut others = Vec::new();
            for (place, label) in &diagnostic.also {
                let Some(other) = locator.locate(place) else { continue };
                let annotation = AnnotationKind::Context.span(other.range.clone()).label(label.as_str());
                if other.file.name == at.file.name {
                    snippet = snippet.annotation(annotation);
                } else {
                    let text = &*other.file.text;
                    others.push(Snippet::source(text).path(&*other.file.name).annotation(annotation));
                }
            }
            group = group.element(snippet).elements(others);
        }
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

fn as_json(diagnostics: &Diagnostics, texts: &Texts) -> String {
    let mut locator = texts.locator();
    let mut place = |place: &crate::diagnostic::Place| {
        locator.locate(place).map_or(Value::Null, |at| {
            json!({
                "file": at.file.name, "line": at.line, "column": at.column, "path": at.path,
                "start": at.range.start, "end": at.range.end,
            })
        })
    };
    let list: Vec<Value> = diagnostics
        .iter()
        .map(|d| {
            let also: Vec<Value> =
                d.also.iter().map(|(p, label)| json!({ "place": place(p), "label": label })).collect();
            json!({
                "code": d.code.id,
                "severity": d.severity().as_str(),
                "message": d.message,
                "place": d.place.as_ref().map_or(Value::Null, &mut place),
                "label": d.label,
                "also": also,
                "help": d.help,
                "suggestion": d.suggestion,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "diagnostics": list }))
}
