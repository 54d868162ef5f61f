//! `comity weave`: a report filled with figures, tables and numbers of the graph.

use super::Session;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::reports::{Desk, Named};
use crate::diagnostic::{At, Diagnostic, Diagnostics, Place, codes};
use crate::document::Texts;
use crate::error::Error;
use crate::model::kind::EntityKind;
use crate::report::front::Written;
use crate::report::key::{self, key};
use crate::report::lock::{self, Changes, Entry, Lock, Output};
use crate::report::manuscript::Manuscript;
use crate::report::markdown::Pictures;
use crate::report::numbered::{Numbered, number};
use crate::report::{Found, address, html, markdown};
use crate::words::count;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "Examples:
  comity weave brief.md                     # to brief.html, one page that needs nothing else
  comity weave brief.md -o out/brief.md     # for GitHub, with its figures beside it
  comity weave brief.md --check             # exit code 1 if the graph now says something else

A report is Markdown with blocks and values:
  ---
  as-of: 2014-05-20
  ---
  SCO shares `comity who 'members(cica) & members(sco)' --count` members with CICA, see @fig-overlap.

  ```comity
  #| label: fig-overlap
  #| fig-cap: \"How the bodies overlap.\"
  overlap cica sco cis --as upset
  ```

What was said is kept in comity.lock beside the report. docs/reports.md tells more.";

/// Arguments of `comity weave`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(in crate::cli) struct Args {
    /// The report: Markdown
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// What to write, Markdown or HTML by its ending [default: what was written before, else FILE.html]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write nothing; tell what would change, and exit with 1 if anything but graph, version and day would
    #[arg(long)]
    check: bool,
    /// With `--check`, exit with 1 even if only graph, version or day would change
    #[arg(long, requires = "check")]
    strict: bool,
    /// The day of questions that name none, instead of that of the report
    #[arg(long, value_name = "DAY")]
    as_of: Option<String>,
}

/// The name of the file in which reports of a folder are kept.
const LOCK: &str = "comity.lock";

pub(super) fn run(args: &Args, session: &mut Session<'_>) -> Result<u8, Failure> {
    let text = read(&args.file)?;
    let mut texts = Texts::default();
    let file = texts.push(args.file.display().to_string(), text);
    let text = texts.files()[file as usize].text.to_string();
    let folder = folder_of(&args.file);
    let lock_path = folder.join(LOCK);
    let mut lock = read_lock(&lock_path)?;
    let name = args.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let before = lock.reports.get(&name).cloned();
    let targets = targets(args, &folder, before.as_ref())?;

    let (manuscript, mut wrong) = Manuscript::read(&text, file);
    let today = args.as_of.clone().map(|text| Written { text, at: 0..0 });
    let as_of = today.as_ref().or(manuscript.front.as_of.as_ref()).map(|day| day.text.as_str());
    // A slip in the front matter is one slip, not one of every block besides.
    let as_of = as_of.or_else(|| wrong.iter().any(|one| one.code == &codes::BAD_FRONT).then_some("today"));
    let named = Named { graph: manuscript.front.graph.as_ref(), as_of, file };
    let mut desk = match Desk::new(session, &folder, &named) {
        Ok(desk) => desk,
        Err(Failure::Asked { diagnostics, texts: inside }) if inside.files().is_empty() => {
            wrong.extend(diagnostics);
            return Err(Failure::Asked { diagnostics: wrong, texts: Box::new(texts) });
        }
        Err(other) => return Err(other),
    };
    let as_page = targets.iter().any(|path| is_html(path));
    let images = if as_page { images(&text, &folder, file, &mut wrong) } else { BTreeMap::new() };
    let version = env!("CARGO_PKG_VERSION");
    let world = desk.world()?;
    let (graph, day) = (world.texts.hash(), session.around.today.to_string());
    let key = key(&manuscript, key::From { graph: &graph, as_of, today: &day, version });
    let known = before.as_ref().filter(|before| wrong.is_empty() && key.as_ref() == Some(&before.key));
    if let Some(known) = known {
        if args.check {
            return check(args, session, Some(known), known, Some(Changes::default()), &folder);
        }
        if targets.iter().all(|target| stands(known, target, &images, &folder)) {
            return nothing_changed(&targets, session);
        }
    }
    let found = desk.ask_all(&manuscript, file, &mut wrong)?;
    let numbered = match number(&manuscript, &found, version, file) {
        Ok(numbered) => Some(numbered),
        Err(slips) => {
            wrong.extend(slips);
            None
        }
    };
    let Some(numbered) = numbered.filter(|_| wrong.is_empty()) else {
        sort(&mut wrong);
        return Err(Failure::Asked { diagnostics: wrong, texts: Box::new(texts) });
    };
    let mut entry = lock::entry(&numbered, &found, version);
    entry.key = key.unwrap_or_default();
    let names = |slug: &str| {
        let Some(entity) = world.model.find(slug).map(|id| world.model.entity(id)) else { return slug.to_owned() };
        if entity.kind == EntityKind::Body { entity.short_name().to_owned() } else { entity.name.clone() }
    };
    let changes = before.as_ref().map(|before| lock::changes(before, &entry, &names));
    if args.check {
        return check(args, session, before.as_ref(), &entry, changes, &folder);
    }
    entry.outputs = before.map(|before| before.outputs).unwrap_or_default();
    let written = write(&targets, &numbered, &images, &folder, &mut entry)?;
    lock.reports.insert(name, entry);
    output::text(&lock.write(), Some(&lock_path), session.out)?;
    let mut told = changes.unwrap_or_default().told;
    told.extend(written.iter().map(|path| format!("{}: {}", shown(path), holds(&numbered, &found))));
    if session.globals.quiet { Ok(0) } else { session.print(&(told.join("\n") + "\n")) }
}

/// Whether a file and all that it names are still what would be written now, for a report whose key is the same.
fn stands(known: &Entry, target: &Path, images: &BTreeMap<String, String>, folder: &Path) -> bool {
    let is = |path: &Path, hash: &str| std::fs::read(path).is_ok_and(|bytes| lock::hash(&bytes) == hash);
    known.outputs.get(&relative(target, folder)).is_some_and(|output| {
        output.made == made(&known.key, target, images)
            && is(target, &output.hash)
            && output.beside.iter().all(|(name, hash)| is(&folder.join(name), hash))
    })
}

/// A hash of what a file is made from; nothing if it is not known.
fn made(key: &str, target: &Path, images: &BTreeMap<String, String>) -> String {
    let mut all = key.to_owned();
    if is_html(target) {
        images.iter().for_each(|(name, address)| all.push_str(&format!("\n{name}\n{address}")));
    }
    if key.is_empty() { String::new() } else { lock::hash(all.as_bytes()) }
}

fn nothing_changed(targets: &[PathBuf], session: &mut Session<'_>) -> Result<u8, Failure> {
    if session.globals.quiet {
        return Ok(0);
    }
    let told: Vec<String> = targets.iter().map(|path| format!("{}: nothing changed\n", shown(path))).collect();
    session.print(&told.concat())
}

/// What a report holds, in words.
fn holds(numbered: &Numbered<'_>, found: &[Option<Found>]) -> String {
    let figures = numbered.exhibits().filter(|exhibit| exhibit.picture.is_some()).count();
    let tables = numbered.exhibits().count() - figures;
    let values = found.len() - figures - tables;
    let parts = [(figures, "figure"), (tables, "table"), (values, "value"), (numbered.sources.len(), "source")];
    parts.iter().map(|(n, thing)| count(*n, thing)).collect::<Vec<_>>().join(", ")
}

/// Tells what would change, and whether anything would.
fn check(
    args: &Args,
    session: &mut Session<'_>,
    before: Option<&Entry>,
    now: &Entry,
    changes: Option<Changes>,
    folder: &Path,
) -> Result<u8, Failure> {
    let (Some(before), Some(changes)) = (before, changes) else {
        session.print(&format!("{} was never woven\n", args.file.display()))?;
        return Ok(1);
    };
    let mut told = changes.told;
    for (name, output) in &before.outputs {
        for (name, hash) in &output.beside {
            let path = folder.join(name);
            match std::fs::read(&path) {
                Err(_) => told.push(format!("{} is not there", shown(&path))),
                Ok(bytes) if lock::hash(&bytes) != *hash => {
                    told.push(format!("{} was changed since it was woven", shown(&path)));
                }
                Ok(_) => {}
            }
        }
        let path = folder.join(name);
        match std::fs::read(&path) {
            Err(_) => told.push(format!("{} is not there", shown(&path))),
            Ok(bytes) if lock::hash(&bytes) != output.hash => {
                told.push(format!("{} was changed since it was woven", shown(&path)));
            }
            Ok(_) if output.digest != before.digest => {
                told.push(format!("{} is older than the last weaving", shown(&path)));
            }
            Ok(_) => {}
        }
    }
    let stale = !told.is_empty() || now.digest != before.digest;
    let code = u8::from(stale || (args.strict && !changes.stamps.is_empty()));
    if !stale {
        told.push(format!("{}: every figure, table and value holds", args.file.display()));
    }
    told.extend(changes.stamps.iter().map(|stamp| format!("new stamp: {stamp}")));
    session.print(&(told.join("\n") + "\n"))?;
    Ok(code)
}

/// Writes every target with its figures, and notes it; nothing is written before all is made.
fn write<'t>(
    targets: &'t [PathBuf],
    numbered: &Numbered<'_>,
    images: &BTreeMap<String, String>,
    folder: &Path,
    entry: &mut Entry,
) -> Result<Vec<&'t Path>, Failure> {
    let mut files = Vec::new();
    for target in targets {
        let woven = make(target, numbered, images);
        if let Some(((_, bytes), figures)) = woven.split_last() {
            let named = |(path, bytes): &(PathBuf, Vec<u8>)| (relative(path, folder), lock::hash(bytes));
            let output = Output {
                hash: lock::hash(bytes),
                digest: entry.digest.clone(),
                made: made(&entry.key, target, images),
                beside: figures.iter().map(named).collect(),
            };
            entry.outputs.insert(relative(target, folder), output);
        }
        files.extend(woven);
    }
    save(&files)?;
    Ok(targets.iter().map(PathBuf::as_path).collect())
}

/// Weaves a report in the form that the ending of a file names: its figures, if they lie beside it, and the file.
pub(super) fn make(
    target: &Path,
    numbered: &Numbered<'_>,
    images: &BTreeMap<String, String>,
) -> Vec<(PathBuf, Vec<u8>)> {
    if is_html(target) {
        return vec![(target.to_owned(), html::weave(numbered, images).into_bytes())];
    }
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let beside = format!("{stem}_files");
    let woven = markdown::weave(numbered, Pictures::Beside(&beside));
    let at = folder_of(target).join(&beside);
    let mut files: Vec<_> = woven.files.into_iter().map(|(name, bytes)| (at.join(name), bytes)).collect();
    files.push((target.to_owned(), woven.text.into_bytes()));
    files
}

/// Writes files, with the folders that they lie in.
pub(super) fn save(files: &[(PathBuf, Vec<u8>)]) -> Result<(), Failure> {
    for (path, bytes) in files {
        let at = folder_of(path);
        std::fs::create_dir_all(&at).map_err(|cause| Error::Write { path: at.clone(), cause })?;
        output::bytes(bytes, Some(path), &mut std::io::sink())?;
    }
    Ok(())
}

/// Refuses a file whose ending names no form of reports.
pub(super) fn check_ending(output: &Path) -> Result<(), Failure> {
    let ending = output.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if ["md", "markdown", "html", "htm"].contains(&ending.as_str()) {
        return Ok(());
    }
    let message = format!("a report cannot be woven to {}", output.display());
    let help = "write to a file that ends in .md or .html; `comity pandoc` is the way to Word, PDF and slides";
    Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)))
}

/// What is written: what is asked for, else what was written before, else a page.
fn targets(args: &Args, folder: &Path, before: Option<&Entry>) -> Result<Vec<PathBuf>, Failure> {
    let Some(output) = &args.output else {
        let known: Vec<PathBuf> =
            before.iter().flat_map(|entry| entry.outputs.keys()).map(|name| folder.join(name)).collect();
        return Ok(if known.is_empty() { vec![args.file.with_extension("html")] } else { known });
    };
    check_ending(output)?;
    let same = |path: &Path| path.canonicalize().ok();
    if same(output).is_some_and(|path| Some(path) == same(&args.file)) {
        let message = format!("{} is the report itself", output.display());
        let help = "give the woven report another name";
        return Err(Failure::asked(Diagnostic::new(&codes::BAD_OPTION, message, None).help(help)));
    }
    Ok(vec![output.clone()])
}

/// The author's own pictures, as addresses that hold them.
fn images(text: &str, folder: &Path, file: u32, wrong: &mut Diagnostics) -> BTreeMap<String, String> {
    let mut held = BTreeMap::new();
    for (name, range) in html::images(text) {
        let path = folder.join(&name);
        let kind = path.extension().and_then(|ending| address::kind(&ending.to_string_lossy()));
        let inside = super::inside::lies_within(&path, folder);
        let bytes = kind.filter(|_| inside).and_then(|kind| Some((kind, std::fs::read(&path).ok()?)));
        if let Some((kind, bytes)) = bytes {
            held.insert(name, address::of(kind, &bytes));
            continue;
        }
        let place = Place { file, at: At::Bytes { start: range.start, end: range.end } };
        let message = format!("the picture `{name}` cannot be put into the page");
        let help =
            "a page that needs nothing else holds PNG, JPEG, GIF, WebP and SVG files from the folder of the report";
        wrong.push(Diagnostic::new(&codes::NOT_IN_REPORTS, message, place).help(help));
    }
    held
}

fn read_lock(path: &Path) -> Result<Lock, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => return Ok(Lock::default()),
        Err(cause) => return Err(Error::Read { path: path.to_owned(), cause }.into()),
    };
    Lock::read(&text).map_err(|why| {
        let message = format!("{} cannot be read: {why}", path.display());
        let help = "take it from the last commit, or delete it and weave again";
        Failure::asked(Diagnostic::new(&codes::BROKEN_FILE, message, None).help(help))
    })
}

fn read(path: &Path) -> Result<String, Failure> {
    Ok(std::fs::read_to_string(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })?)
}

fn is_html(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm"))
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// A path as seen from the folder of the report, so that the lock says the same in every checkout.
fn relative(path: &Path, folder: &Path) -> String {
    let inside = path.strip_prefix(folder).ok().filter(|inside| !inside.as_os_str().is_empty());
    inside.unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// A path as people type it.
fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn sort(wrong: &mut Diagnostics) {
    wrong.sort_by_place(|one| match one.place.as_ref().map(|place| &place.at) {
        Some(At::Bytes { start, .. }) => (0, *start),
        _ => (0, 0),
    });
}
