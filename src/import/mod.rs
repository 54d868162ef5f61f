//! Foreign files → a world: one file for each format, one table that lists them.
//!
//! An importer writes drafts, cites the data set on every relation, and accounts for every row: what it could not use it
//! reports with file, line and cause. States and bodies are those of a known world wherever a dated code or a name leads
//! to one, so that what is imported can be joined with it.
//!
//! ```
//! use comity::import::{Input, Limits, Options, find, import};
//!
//! let table = "ccode,year,state,CICA\n705,2006,kazakhstan,1\n705,2007,kazakhstan,1\n705,2008,kazakhstan,0\n";
//! let input = Input::open("states.csv", table.into(), &Limits::default()).unwrap();
//! let known = comity::document::builtin().model;
//! let importer = find("cow-igo").unwrap();
//! let done = import(importer, &[input], &Options::default(), &known).unwrap();
//! assert_eq!(done.model.relations()[0].during.as_str(), "[..2006]/2007");
//! assert_eq!(done.report.totals(), (3, 3, 0));
//! ```

#[cfg(any(feature = "xlsx", feature = "parquet"))]
mod contain;
mod copied;
mod cow_igo;
mod cow_mid;
mod cow_states;
mod csv;
mod drafting;
mod factbook;
pub mod fold;
mod graphs;
mod iigo;
mod input;
pub mod merge;
mod pairs;
#[cfg(feature = "parquet")]
pub mod parquet;
mod recognize;
mod report;
mod resolve;
mod rows;
mod sheet;
mod spells;
mod treaty_acts;
mod un_votes;
mod unpack;
#[cfg(feature = "xlsx")]
mod workbook;

use input::Form;
pub use input::{Input, Limits};
pub use report::{FileCount, Problem, Report};

use crate::diagnostic::{At, Diagnostic, codes};
use crate::model::Model;
use crate::model::build::build;
use drafting::Drafting;

/// A format of foreign files.
#[derive(Debug)]
pub struct Importer {
    /// The name on the command line.
    pub name: &'static str,
    /// What it reads, in a line of help.
    pub about: &'static str,
    /// Endings of files that no other importer reads; none if the ending says too little.
    pub endings: &'static [&'static str],
    reads: Reads,
    read: Read,
}

/// What its files may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    /// Text alone.
    Text,
    /// Tables, which may be Parquet.
    Rows,
    /// Tables whose reader looks for cells without a value of their own, so that they may be sheets of workbooks too.
    Cells,
}

type Read = fn(&[Input], &Options, &mut Drafting<'_>) -> Result<(), Box<Diagnostic>>;

/// Every format, data sets first.
pub static IMPORTERS: &[Importer] = &[
    Importer {
        reads: Reads::Rows,
        ..row(
            "cow-igo",
            "Correlates of War, memberships in organizations: state-year and IGO-year tables",
            &[],
            cow_igo::read,
        )
    },
    table("cow-mid", "Correlates of War, militarized disputes: MIDA and MIDB", &[], cow_mid::read),
    table("contiguity", "Correlates of War, direct contiguity: contdir or contdird", &[], pairs::contiguity),
    table("diplomatic-exchange", "Correlates of War, levels of diplomatic missions", &[], pairs::diplomatic_exchange),
    table("atop", "Alliance Treaty Obligations and Provisions, by pair and year", &[], pairs::atop),
    table(
        "rivalries",
        "Strategic rivalries: Thompson and Dreyer, or Thompson, Sakuwa and Suhas",
        &[],
        pairs::rivalries,
    ),
    table("iigo", "Informal intergovernmental organizations, memberships by spell", &[], iigo::read),
    table(
        "factbook",
        "The World Factbook, organizations of each country: pages, lists, histories",
        &[],
        factbook::read,
    ),
    table(
        "treaty-acts",
        "United Nations Treaty Collection tables, and lists of dated treaty events",
        &[],
        treaty_acts::read,
    ),
    table("un-votes", "General Assembly votes and roll calls, as yearly agreement of pairs", &[], un_votes::read),
    table(
        "csv",
        "Any table of seats, acts or ties, its columns told by --map",
        &["csv", "tsv", "tab", "xlsx", "parquet"],
        csv::read,
    ),
    row("edgelist", "Lists of edges: two names a line, perhaps a weight", &["edges", "edgelist"], graphs::edgelist),
    table("network-csv", "CSV tables of nodes and edges, as Gephi and `export -f csv` write them", &[], graphs::tables),
    row("graphml", "GraphML, as NetworkX, igraph, yEd and Gephi write it", &["graphml"], graphs::graphml),
    row("gexf", "GEXF, as Gephi writes it, spells included", &["gexf"], graphs::gexf),
    row("pajek", "Pajek networks, one-mode and two-mode", &["net", "paj"], graphs::pajek),
    row("nodelink", "Node-link JSON, as NetworkX and D3 write it", &["json"], graphs::nodelink),
];

const fn row(name: &'static str, about: &'static str, endings: &'static [&'static str], read: Read) -> Importer {
    Importer { name, about, endings, reads: Reads::Text, read }
}

/// A format of tables with a row of headings.
const fn table(name: &'static str, about: &'static str, endings: &'static [&'static str], read: Read) -> Importer {
    Importer { reads: Reads::Cells, ..row(name, about, endings, read) }
}

/// Choices of one import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The title of the new world.
    pub title: Option<String>,
    /// The title of the source that relations cite, where the format does not tell it.
    pub source: Option<String>,
    /// Which column of a table holds what, as `who=iso3,body=org`.
    pub map: Option<String>,
    /// By what states are named.
    pub names: Names,
    /// What becomes of names that stand for nobody.
    pub make: Make,
    /// Whether an empty end means that it still holds, and not that the end is unknown.
    pub open: bool,
    /// The day that a snapshot without a date of its own is of.
    pub date: Option<String>,
    /// Slugs of states, or of bodies whose members are meant, to which an import of pairs is kept.
    pub within: Vec<String>,
    /// Bounds on what is read.
    pub limits: Limits,
}

/// By what the states of a file are named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Names {
    /// By anything: numbers are codes, and all else is looked up as code and as name.
    #[default]
    Auto,
    /// By numbers or abbreviations of Correlates of War.
    Cow,
    /// By numbers of Gleditsch and Ward.
    Gw,
    /// By letters of ISO 3166.
    Iso,
    /// By names.
    Name,
}

/// What becomes of names that stand for nobody in the known world.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Make {
    /// Rows with them are reported.
    None,
    /// Bodies and treaties are made, and states are reported.
    #[default]
    Groups,
    /// Everything is made.
    All,
}

/// A world that was imported.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The world.
    pub model: Model,
    /// What was done.
    pub report: Report,
}

/// Finds an importer by its name.
pub fn find(name: &str) -> Option<&'static Importer> {
    IMPORTERS.iter().find(|importer| importer.name == name)
}

/// Finds the importer that alone reads files with the ending of a name; `.gz` and `.zst` do not count.
pub fn by_ending(name: &str) -> Option<&'static Importer> {
    let ending = input::without_packing(name).rsplit_once('.')?.1.to_ascii_lowercase();
    IMPORTERS.iter().find(|importer| importer.endings.contains(&ending.as_str()))
}

/// Imports files of one format into a new world, with the states and bodies of a known one.
///
/// # Errors
/// If a file as a whole cannot be read. What is wrong with single rows is in the report.
pub fn import(
    importer: &Importer,
    inputs: &[Input],
    options: &Options,
    known: &Model,
) -> Result<Imported, Box<Diagnostic>> {
    let title = options.title.clone().unwrap_or_else(|| {
        let names: Vec<&str> = inputs.iter().map(Input::file_name).collect();
        format!("{} from {}", importer.name, names.join(", "))
    });
    let mut drafting = Drafting::new(known, &title);
    drafting.report.files =
        inputs.iter().map(|input| FileCount { name: input.name.clone(), ..FileCount::default() }).collect();
    for input in inputs {
        if let Some(why) = recognize::no_text(input) {
            let found = Diagnostic::new(&codes::NOT_THIS_FORMAT, format!("{} {why}", input.name), None);
            return Err(Box::new(found.help("`comity import --help` lists the formats")));
        }
        input::within_rows(input, &options.limits)?;
        drafting.report.notes.extend(taken(importer, input)?);
    }
    (importer.read)(inputs, options, &mut drafting)?;
    let (draft, mut report) = drafting.finish();
    let (model, found) = build(draft);
    for finding in &found {
        // A statement that the model refuses was stored too early.
        let (file, line) = match &finding.place {
            Some(place) => match place.at {
                At::Line(line) => (place.file as usize, line as usize),
                _ => (0, 0),
            },
            None => (0, 0),
        };
        if line > 0 && report.files.get(file).is_some_and(|count| count.stored > 0) {
            report.files[file].stored -= 1;
            report.left_out(file, line, finding.message.clone());
        } else {
            report.remark(file, line, finding.message.clone());
        }
    }
    report.count("relations", model.relations().len());
    report.count("entities", model.entities().len());
    Ok(Imported { model, report })
}

/// What was not read of a file that is no text, if anything; an error if the importer reads no such files.
fn taken(importer: &Importer, input: &Input) -> Result<Option<String>, Box<Diagnostic>> {
    let refused = |what: &str, help: &str| {
        let message = format!("{} is {what}, and `{}` reads none", input.name, importer.name);
        Err(Box::new(Diagnostic::new(&codes::NOT_THIS_FORMAT, message, None).help(help)))
    };
    match &input.form {
        Form::Sheet(_) if importer.reads != Reads::Cells => refused("a workbook", "save the sheet as CSV"),
        Form::Parquet(_) if importer.reads == Reads::Text => refused("a Parquet file", "write the table as text"),
        Form::Sheet(sheet) if !sheet.others.is_empty() => {
            let others = sheet.others.join(", ");
            Ok(Some(format!("Of {} only the sheet {} was read, not {others}.", input.name, sheet.name)))
        }
        Form::Parquet(unread) if !unread.is_empty() => {
            let columns = unread.join(", ");
            Ok(Some(format!("Of {} all was read but {columns}: a cell holds one plain value.", input.name)))
        }
        _ => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_belong_to_one_importer_each() {
        let mut endings: Vec<&str> = IMPORTERS.iter().flat_map(|importer| importer.endings).copied().collect();
        let all = endings.len();
        endings.sort_unstable();
        endings.dedup();
        assert_eq!(endings.len(), all);
        assert!(by_ending("table.csv.docx").is_none());
    }
}
