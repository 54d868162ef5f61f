//! Writes an answer once it is whole: to the standard output, or to a file in one step.

use super::args::OutputArgs;
use super::failure::Failure;
use crate::diagnostic::{Diagnostic, codes};
use crate::error::Error;
use crate::render::{self, Format, Style};
use crate::table::Answer;
use std::io::Write;
use std::path::Path;

/// Writes an answer in the format asked for, else by the ending of the file, else as text.
pub(super) fn answer(
    answer: &Answer,
    args: &OutputArgs,
    colour: bool,
    width: Option<usize>,
    out: &mut dyn Write,
) -> Result<(), Failure> {
    let format = format(args)?;
    let style = if args.output.is_some() { Style::default() } else { Style { colour, width } };
    let text = (format.write)(answer, &style);
    self::text(&text, args.output.as_deref(), out)
}

/// Writes a text to a file, or to the standard output.
pub(super) fn text(text: &str, file: Option<&Path>, out: &mut dyn Write) -> Result<(), Failure> {
    bytes(text.as_bytes(), file, out)
}

/// Writes what may not be text to a file, or to the standard output.
pub(super) fn bytes(bytes: &[u8], file: Option<&Path>, out: &mut dyn Write) -> Result<(), Failure> {
    match file.filter(|path| *path != Path::new("-")) {
        None => out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| Error::Output(e).into()),
        Some(path) => replace(path, |file| file.write_all(bytes))
            .map_err(|cause| Error::Write { path: path.to_owned(), cause }.into()),
    }
}

/// Writes to a file or to the standard output as it goes, for what is too long to be built in memory first.
pub(super) fn stream(
    file: Option<&Path>,
    out: &mut dyn Write,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Failure> {
    match file.filter(|path| *path != Path::new("-")) {
        None => write(out).and_then(|()| out.flush()).map_err(|e| Error::Output(e).into()),
        Some(path) => replace(path, write).map_err(|cause| Error::Write { path: path.to_owned(), cause }.into()),
    }
}

fn format(args: &OutputArgs) -> Result<&'static Format, Failure> {
    if let Some(name) = &args.format {
        return render::find(name).ok_or_else(|| unknown_format(name));
    }
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        None => Ok(&render::FORMATS[0]),
        Some(path) => render::by_ending(path).ok_or_else(|| {
            let endings: Vec<&str> = render::FORMATS.iter().flat_map(|f| f.endings.iter().copied()).collect();
            let message = format!("the ending of {} names no format", path.display());
            let help = format!("use one of {}, or say `--format`", endings.join(", "));
            Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help))
        }),
    }
}

fn unknown_format(name: &str) -> Failure {
    let names: Vec<&str> = render::FORMATS.iter().map(|format| format.name).collect();
    let message = format!("there is no format `{name}`");
    Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(format!("there are {}", names.join(", "))))
}

/// Writes beside the file and then renames, so that nobody ever finds half an answer.
fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A device or a pipe cannot be renamed over.
    if path.exists() && !path.is_file() {
        return write(&mut std::fs::OpenOptions::new().write(true).truncate(true).open(path)?);
    }
    let mut file = tempfile::Builder::new().prefix(".comity-").tempfile_in(folder)?;
    write(&mut file)?;
    keep_mode(path, file.as_file())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// A new file gets the usual rights, and a file that is replaced keeps its own; a temporary file is private.
#[cfg(unix)]
fn keep_mode(path: &Path, file: &std::fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_or(0o644, |about| about.permissions().mode());
    file.set_permissions(std::fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_mode(_: &Path, _: &std::fs::File) -> std::io::Result<()> {
    Ok(())
}
