//! Words from data, made harmless for the place where they are put.

/// A text as it may stand in an element or an attribute of HTML.
pub(super) fn html(text: &str) -> String {
    crate::render::html::escape(&crate::render::people::visible(text))
}

/// A text as plain words of Markdown, on one line.
pub(super) fn markdown(text: &str) -> String {
    crate::render::md::escape(&crate::render::people::visible(&one_line(text)))
}

/// A text as code of Markdown.
pub(super) fn code(text: &str) -> String {
    crate::render::md::code(&crate::render::people::visible(&one_line(text)))
}

/// Line ends would end a paragraph.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
