//! Compiles the shipped world into the program: the texts of `graphs/` and the model made of them.
//!
//! The text is the only source. Making the model here, with the program's own reader, spares every
//! start the reading; if the texts have errors the program reads them itself and reports those.

#![allow(dead_code, unused_imports, unreachable_pub, missing_docs, clippy::all, clippy::pedantic)]

#[path = "src/diagnostic/mod.rs"]
mod diagnostic;
#[path = "src/error.rs"]
mod error;
#[path = "src/model/mod.rs"]
mod model;
#[path = "src/text.rs"]
mod text;
#[path = "src/time/mod.rs"]
mod time;

#[path = "src/document"]
mod document {
    pub mod read;
    mod recover;
    pub mod scan;
    mod shape;
    mod table;
    pub mod texts;
}

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    for read in ["graphs", "src/diagnostic", "src/document", "src/error.rs", "src/model", "src/text.rs", "src/time"] {
        println!("cargo::rerun-if-changed={read}");
    }
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut paths = Vec::new();
    collect(&root.join("graphs"), &mut paths)?;
    paths.sort();

    let mut list = String::from("static FILES: &[(&str, &str)] = &[\n");
    let mut texts = Vec::new();
    for path in paths {
        let name = path.strip_prefix(&root).unwrap_or(&path).display().to_string().replace('\\', "/");
        let _ = writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string());
        texts.push((name, fs::read(&path)?));
    }
    let read = document::read::read_texts(texts);
    let snapshot = if read.diagnostics.is_empty() { model::snapshot::encode(&read.model) } else { Vec::new() };
    if snapshot.is_empty() {
        println!("cargo::warning=the shipped world has errors; `cargo run -- lint` shows them");
    }
    fs::write(out.join("graphs.bin"), snapshot)?;
    let _ = writeln!(list, "];\nstatic SNAPSHOT: &[u8] = include_bytes!(concat!(env!(\"OUT_DIR\"), \"/graphs.bin\"));");
    let _ = writeln!(list, "static HASH: &str = {:?};", read.texts.hash());
    fs::write(out.join("graphs.rs"), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            // Claims are questions about the world, not a part of it.
            if !path.ends_with("claims") {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|ending| ending == "ron" || ending == "csv") {
            files.push(path);
        }
    }
    Ok(())
}
