//! `comity pandoc`: reports as a filter of pandoc.

use super::Session;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::reports::{Desk, Named, advise, stdin};
use crate::diagnostic::{Diagnostic, codes};
use crate::document::Texts;
use crate::error::Error;
use crate::report::manuscript::Manuscript;
use crate::report::numbered::number;
use crate::report::pandoc::Document;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const EXAMPLES: &str = "Pandoc runs a filter by one word, so make a file `comity-filter` with two lines, and let it be run:
  #!/bin/sh
  exec comity pandoc \"$@\"

Examples:
  pandoc brief.md --filter ./comity-filter -o brief.docx
  pandoc brief.md -t json | comity pandoc docx | pandoc -f json -o brief.docx

For Quarto name the same file in the front matter: `filters: [./comity-filter]`. Blocks, values and references are written
as `comity weave --help` shows; `as-of`, `graph` and `lang` stand in the metadata. Pictures for LaTeX need a comity with
`--features pdf`, and those for word processors `--features png`; else librsvg makes them, if it is installed.";

/// Arguments of `comity pandoc`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The writer that comes after the filter: html, docx, latex, typst, …; pandoc adds it itself
    #[arg(value_name = "WRITER", default_value = "html")]
    writer: String,
    /// Where files of pictures go, for writers that cannot hold them
    #[arg(long, value_name = "FOLDER", default_value = "comity_files")]
    files: PathBuf,
}

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let document = Document::read(&stdin()?).map_err(|why| {
        let found = Diagnostic::new(&codes::NOT_THIS_FORMAT, format!("this is no document of pandoc: {why}"), None);
        Failure::asked(found.help("run it as a filter, or feed it with `pandoc -t json`"))
    })?;
    let mut texts = Texts::default();
    let file = texts.push("what the document asks".to_owned(), document.manuscript());
    let text = texts.files()[file as usize].text.to_string();
    let (manuscript, mut wrong) = Manuscript::read(&text, file);
    let front = &manuscript.front;
    let as_of = front.as_of.as_ref().map(|day| day.text.as_str());
    let named = Named { graph: front.graph.as_ref(), as_of, file };
    let found = match Desk::new(session, Path::new("."), &named) {
        Ok(mut desk) => desk.ask_all(&manuscript, file, &mut wrong)?,
        Err(Failure::Asked { diagnostics, texts: inside }) if inside.files().is_empty() => {
            wrong.extend(diagnostics);
            Vec::new()
        }
        Err(other) => return Err(other),
    };
    let numbered = number(&manuscript, &found, env!("CARGO_PKG_VERSION"), file);
    let numbered = match numbered {
        Ok(numbered) if wrong.is_empty() => numbered,
        other => {
            other.err().into_iter().for_each(|slips| wrong.extend(slips));
            return Err(Failure::Asked { diagnostics: wrong, texts: Box::new(texts) });
        }
    };
    let folder = args.files.to_string_lossy().replace('\\', "/");
    let filled = document.fill(&numbered, &args.writer, &folder, &by_librsvg);
    if !filled.files.is_empty() {
        let failed = |cause| Error::Write { path: args.files.clone(), cause };
        std::fs::create_dir_all(&args.files).map_err(failed)?;
    }
    for (name, bytes) in &filled.files {
        output::bytes(bytes, Some(&args.files.join(name)), session.out)?;
    }
    advise(&filled.advice);
    session.print(&filled.json)
}

/// Makes PNG or PDF by `rsvg-convert`, as pandoc does itself for some writers; it reads our SVG alone.
fn by_librsvg(form: &str, svg: &str) -> Option<Vec<u8>> {
    let mut child = Command::new("rsvg-convert")
        .args(["--format", form, "--dpi-x", "300", "--dpi-y", "300"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // It reads all before it writes, so neither waits for the other.
    let fed = child.stdin.take()?.write_all(svg.as_bytes());
    let made = child.wait_with_output().ok()?;
    (fed.is_ok() && made.status.success() && !made.stdout.is_empty()).then_some(made.stdout)
}
