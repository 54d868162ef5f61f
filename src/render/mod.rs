//! [`Answer`](crate::table::Answer) → text, CSV, JSON, Markdown, HTML, LaTeX; one file a format, one table of them all.
