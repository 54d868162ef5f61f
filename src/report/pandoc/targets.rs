//! The writers of pandoc, and which form of picture each of them shows.

/// What a family of writers needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The family in words.
    pub name: &'static str,
    /// The names of its writers.
    pub writers: &'static [&'static str],
    /// How it gets its pictures.
    pub(super) picture: Picture,
    /// What raw text it reads.
    pub(super) form: Form,
    /// Whether it counts figures and tables itself.
    pub(super) counts: bool,
}

/// How a writer gets its pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Picture {
    /// SVG within the page.
    Inline,
    /// PNG within the document: SVG is not shown everywhere.
    Held,
    /// A file of PDF, as LaTeX reads no SVG.
    Print,
    /// A file of SVG.
    Svg,
}

/// What raw text a writer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Latex,
    Slides,
    Typst,
    Word,
    Other,
}

/// Every family of writers; the last is for all that are not named.
pub static TARGETS: &[Target] = &[
    Target {
        name: "HTML",
        writers: &[
            "html",
            "html4",
            "html5",
            "chunkedhtml",
            "revealjs",
            "slidy",
            "slideous",
            "s5",
            "dzslides",
            "epub",
            "epub2",
            "epub3",
        ],
        picture: Picture::Inline,
        form: Form::Html,
        counts: false,
    },
    Target {
        name: "LaTeX",
        writers: &["latex", "beamer", "pdf"],
        picture: Picture::Print,
        form: Form::Latex,
        counts: true,
    },
    Target { name: "Word", writers: &["docx"], picture: Picture::Held, form: Form::Word, counts: false },
    Target {
        name: "a word processor",
        writers: &["odt", "opendocument", "rtf", "icml"],
        picture: Picture::Held,
        form: Form::Other,
        counts: false,
    },
    Target { name: "slides", writers: &["pptx"], picture: Picture::Held, form: Form::Slides, counts: false },
    Target { name: "Typst", writers: &["typst"], picture: Picture::Svg, form: Form::Typst, counts: true },
    Target { name: "a page with files", writers: &[], picture: Picture::Svg, form: Form::Other, counts: false },
];

/// The family of a writer; extensions such as `+smart` do not matter.
pub(super) fn of(writer: &str) -> &'static Target {
    let name = writer.split(['+', '-']).next().unwrap_or_default();
    TARGETS.iter().find(|target| target.writers.contains(&name)).unwrap_or(&TARGETS[TARGETS.len() - 1])
}
