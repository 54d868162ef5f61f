//! Reports within mdBook: what it hands to preprocessors, with every chapter woven.

use super::front::Written;
use serde_json::Value;

/// A book as mdBook hands it to preprocessors.
#[derive(Debug, Clone)]
pub struct Book {
    context: Value,
    book: Value,
}

impl Book {
    /// Reads what mdBook wrote.
    ///
    /// # Errors
    /// If it is no pair of a context and a book.
    pub fn read(json: &str) -> Result<Self, String> {
        let pair: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
        match pair {
            Value::Array(pair) => match <[Value; 2]>::try_from(pair) {
                Ok([context, book]) if context.is_object() && book.is_object() => Ok(Self { context, book }),
                _ => Err("it is no pair of a context and a book".to_owned()),
            },
            _ => Err("it is no pair of a context and a book".to_owned()),
        }
    }

    /// An option of `[preprocessor.comity]` in `book.toml`.
    pub fn option(&self, name: &str) -> Option<Written> {
        let text = self.context["config"]["preprocessor"]["comity"].get(name)?.as_str()?;
        Some(Written { text: text.to_owned(), at: 0..0 })
    }

    /// The language of the book.
    pub fn language(&self) -> Option<String> {
        self.context["config"]["book"]["language"].as_str().map(str::to_owned)
    }

    /// The folder of the book.
    pub fn root(&self) -> &str {
        self.context["root"].as_str().unwrap_or(".")
    }

    /// Every chapter: its path or name, and its text.
    pub fn chapters(&mut self) -> Vec<(String, &mut String)> {
        let mut found = Vec::new();
        // The list of chapters was called `sections` before mdBook 0.5.
        if let Value::Object(fields) = &mut self.book {
            for (_, list) in fields.iter_mut().filter(|(name, _)| matches!(name.as_str(), "sections" | "items")) {
                gather(list, &mut found);
            }
        }
        found
    }

    /// The book for mdBook.
    pub fn write(&self) -> String {
        self.book.to_string()
    }
}

fn gather<'b>(list: &'b mut Value, found: &mut Vec<(String, &'b mut String)>) {
    for item in list.as_array_mut().into_iter().flatten() {
        let Some(Value::Object(chapter)) = item.get_mut("Chapter") else { continue };
        let text = |name: &str| chapter.get(name).and_then(Value::as_str).map(str::to_owned);
        let name = text("source_path").or_else(|| text("path")).or_else(|| text("name")).unwrap_or_default();
        let (mut content, mut below) = (None, None);
        for (field, value) in chapter.iter_mut() {
            match (field.as_str(), value) {
                ("content", Value::String(text)) => content = Some(text),
                ("sub_items", value) => below = Some(value),
                _ => {}
            }
        }
        found.extend(content.map(|content| (name, content)));
        if let Some(below) = below {
            gather(below, found);
        }
    }
}
