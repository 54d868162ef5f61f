//! Files from elsewhere become worlds: small ones of our own with the traps of real ones, and the real ones where they are.

mod bounds;
mod csv;
mod networks;
mod parquet;
mod sets;
mod workbook;

use comity::document::{builtin, read_texts, write};
use comity::import::{Imported, Input, Limits, Options, find, import};
use comity::model::kind::Grade;
use comity::model::{EntityId, Model};
use comity::time::{Certainty, Day, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const STATE_YEAR: &str = include_str!("import/state_year.csv");
const IGO_YEAR: &str = include_str!("import/igo_year.csv");

pub(crate) fn run(format: &str, files: &[(&str, &[u8])], options: &Options) -> Imported {
    let limits = Limits::default();
    let inputs: Vec<Input> =
        files.iter().map(|(name, bytes)| Input::open(*name, bytes.to_vec(), &limits).unwrap()).collect();
    let done = import(find(format).unwrap(), &inputs, options, &builtin().model).unwrap();
    let (rows, stored, reported) = done.report.totals();
    assert_eq!(rows, stored + reported, "{format}: every row is stored or reported");
    assert!(done.model.relations().iter().all(|relation| !relation.sources.is_empty()), "{format}: all is sourced");
    let text = write::text(&done.model);
    let back = read_texts(vec![("world.ron".into(), text.clone().into_bytes())]);
    let wrong: Vec<_> = back.diagnostics.iter().take(3).collect();
    assert!(!back.diagnostics.has_errors(), "{format}: what is written is read: {wrong:?}");
    assert_eq!(back.model.relations().len(), done.model.relations().len());
    assert_eq!(write::text(&back.model), text, "{format}: and written the same again");
    done
}

fn seats(model: &Model) -> Vec<String> {
    let sources = |r: &comity::model::Relation| {
        let ids: Vec<&str> = r.sources.iter().map(|id| model.source(*id).id.rsplit("igo-").next().unwrap()).collect();
        ids.join("+")
    };
    let line = |r: &comity::model::Relation| {
        let (who, body) = (&model.entity(r.from).slug, &model.entity(r.to).slug);
        format!("{body} {who} {} {} ({})", r.detail_text(), r.during, sources(r))
    };
    let mut all: Vec<String> = model.relations().iter().map(line).collect();
    all.sort();
    all
}

#[test]
fn yearly_memberships_become_spells_that_know_what_is_missing() {
    let done = run("cow-igo", &[("state_year.csv", STATE_YEAR.as_bytes())], &Options::default());
    assert_eq!(
        seats(&done.model),
        [
            "ally can member [..1990]/[1990..1991] (state-year)",
            "ally can member [1991..1992]/[1992..] (state-year)",
            "ally usa member [..1990]/[1992..] (state-year)",
            "bank austria-hungary-cow-300 member [..1990]/1990 (state-year)",
            "bank rus observer 1992/[1992..] (state-year)",
            "bank sun observer [..1990]/1991 (state-year)",
            "bank usa associate 1992/[1992..] (state-year)",
            "club can member 1991/1991 (state-year)",
            "club can observer 1992/[1992..] (state-year)",
            "club rus member 1992/[1992..] (state-year)",
            "club sun member 1991/1991 (state-year)",
            "club usa member 1991/[1992..] (state-year)",
        ]
    );
    assert_eq!(done.report.totals(), (14, 11, 3));
    let told: Vec<(usize, bool)> = done.report.problems.iter().map(|p| (p.line, p.left_out)).collect();
    assert_eq!(told, [(12, true), (13, false), (14, true), (15, true)]);
    let life = |slug: &str| done.model.entity(done.model.find(slug).unwrap()).life().unwrap().to_string();
    assert_eq!((life("ally"), life("club")), ("[..1990]/[1992..]".to_owned(), "1991/[1992..]".to_owned()));
}

#[test]
fn both_tables_agree_in_one_statement_and_differ_in_two() {
    let files = [("state_year.csv", STATE_YEAR.as_bytes()), ("igo_year.csv.txt", IGO_YEAR.as_bytes())];
    let done = run("cow-igo", &files, &Options::default());
    let all = seats(&done.model);
    assert!(all.contains(&"ally usa member [..1990]/[1992..] (state-year+year)".to_owned()), "{all:#?}");
    assert!(all.contains(&"ally can member [..1990]/[1992..] (year)".to_owned()), "{all:#?}");
    assert!(all.contains(&"ally can member [..1990]/[1990..1991] (state-year)".to_owned()));
    let club = done.model.entity(done.model.find("club").unwrap());
    assert_eq!(club.note.as_deref(), Some("members not known: 1991"));
    let ally = done.model.entity(done.model.find("ally").unwrap());
    assert_eq!(ally.name, "Comité of Allies");
    assert!(ally.aka.iter().any(|alias| alias.text == "The Allies"));
    assert_eq!(done.report.files[1].rows, 6);
    assert_eq!(done.report.files[1].reported, 1, "a body's year given twice");
}

fn data(path: &str) -> Option<(String, Vec<u8>)> {
    let Some(folder) = std::env::var_os("COMITY_DATA").map(PathBuf::from) else {
        eprintln!("skipped: COMITY_DATA is not set");
        return None;
    };
    let path = folder.join(path);
    Some((path.display().to_string(), std::fs::read(&path).unwrap()))
}

pub(crate) fn real(format: &str, paths: &[&str], options: &Options) -> Option<Imported> {
    let files: Option<Vec<(String, Vec<u8>)>> = paths.iter().map(|path| data(path)).collect();
    let files = files?;
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    Some(run(format, &files, options))
}

/// Full members of each body in a year.
fn members(model: &Model, year: i32) -> BTreeMap<EntityId, BTreeSet<EntityId>> {
    let day = |text: String| Day::parse(&text).unwrap();
    let span = Span { first: day(format!("{year}-01-01")), last: day(format!("{year}-12-31")) };
    let mut members: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for relation in model.relations().iter().filter(|r| r.grade() == Some(Grade::Member)) {
        if relation.during.within(span) == Certainty::Surely {
            members.entry(relation.to).or_default().insert(relation.from);
        }
    }
    members
}

#[test]
fn the_published_memberships_come_out_as_others_count_them() {
    let Some(done) = real("cow-igo", &["cow_igo_v3/state_year_formatv3.csv.gz"], &Options::default()) else { return };
    let report = &done.report;
    assert_eq!(report.totals(), (15_557, 15_557, 0));
    // An independent count of the codes of the original file.
    let cells = ["member", "associate", "observer", "missing", "not_in_existence", "no_member"];
    let counts = cells.map(|what| report.counted(&format!("cells_{what}")));
    assert_eq!(counts, [535_772, 861, 2_332, 138_874, 5_459_286, 2_170_313]);
    let model = &done.model;
    let in_existence = |year: i32| {
        let span = Span {
            first: Day::parse(&format!("{year}-01-01")).unwrap(),
            last: Day::parse(&format!("{year}-12-31")).unwrap(),
        };
        // Two bodies skip years, so their lives are no measure.
        let lives = |e: &&comity::model::Entity| {
            e.forms_within(span).iter().any(|(_, certainty)| *certainty == Certainty::Surely)
        };
        model.entities().iter().filter(|e| e.kind == comity::model::kind::EntityKind::Body).filter(lives).count()
    };
    let mut table = Vec::new();
    for year in [1950, 1975, 2000, 2014] {
        let seats: usize = members(model, year).values().map(BTreeSet::len).sum();
        table.push((year, in_existence(year), seats));
    }
    assert_eq!(table, [(1950, 96, 2056), (1975, 241, 5801), (2000, 331, 11_274), (2014, 335, 12_295)]);
    let cica = model.find("cica").unwrap();
    let counts = [2006, 2008, 2010, 2011, 2014].map(|year| members(model, year)[&cica].len());
    assert_eq!(counts, [17, 19, 21, 23, 25]);
    let of_2013 = members(model, 2013);
    let overlap = |other: &str| {
        let (a, b) = (&of_2013[&cica], &of_2013[&model.find(other).unwrap()]);
        let shared = a.intersection(b).count();
        (shared, (1000.0 * shared as f64 / a.union(b).count() as f64).round() as usize)
    };
    assert_eq!(["sco", "csto", "eco", "oic"].map(overlap), [(6, 261), (4, 160), (9, 375), (14, 215)]);
    let mut dyads: BTreeMap<(EntityId, EntityId), usize> = BTreeMap::new();
    for members in members(model, 2014).values() {
        for a in members {
            for b in members.range(a..).skip(1) {
                *dyads.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let mut ranked: Vec<(usize, String)> = dyads
        .iter()
        .map(|((a, b), shared)| {
            let mut pair = [&*model.entity(*a).slug, &*model.entity(*b).slug];
            pair.sort_unstable();
            (*shared, pair.join("-"))
        })
        .collect();
    ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let top: Vec<String> = ranked[..5].iter().map(|(shared, pair)| format!("{pair} {shared}")).collect();
    assert_eq!(top, ["fra-nld 98", "fin-swe 97", "bel-fra 95", "esp-prt 95", "deu-fra 94"]);
}

#[test]
fn both_published_tables_together_keep_what_they_disagree_on() {
    let paths = ["cow_igo_v3/state_year_formatv3.csv.gz", "cow_igo_v3/igo_year_formatv3.csv.gz"];
    let Some(done) = real("cow-igo", &paths, &Options::default()) else { return };
    assert_eq!(done.report.totals(), (15_557 + 19_335, 15_557 + 19_335, 0));
    let (agreed, alone) =
        (done.report.counted("spells_both_tables_tell"), done.report.counted("spells_one_table_tells"));
    assert!(agreed > 18_000 && alone > 500, "{agreed} {alone}");
}

/// `docs/import.md` is run with the other sessions; here it is held against the register, and the seeds of the fuzz target with it.
#[test]
fn every_importer_has_a_page_with_a_sample_and_a_seed() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/import.md")).unwrap();
    for importer in comity::import::IMPORTERS {
        let name = importer.name;
        let section = page.split("\n## ").find(|section| section.starts_with(&format!("`{name}`\n")));
        let section = section.unwrap_or_else(|| panic!("docs/import.md has no section `{name}`"));
        assert!(section.contains(importer.about), "docs/import.md tells of `{name}`: {}", importer.about);
        let command = format!("$ comity import {name} tests/import/samples/{name}.");
        assert!(section.contains(&command), "docs/import.md shows `{command}`");
        let seed = std::fs::read(root.join("fuzz/seeds/import").join(name)).unwrap();
        let sample = seed.strip_prefix(format!("{name}\n").as_bytes()).unwrap();
        let samples = std::fs::read_dir(root.join("tests/import/samples")).unwrap();
        let mut samples = samples.map(|entry| entry.unwrap().path());
        let path = samples.find(|path| path.file_stem().is_some_and(|stem| stem == name)).unwrap();
        assert_eq!(sample, std::fs::read(&path).unwrap(), "the seed is the sample {}", path.display());
    }
}

#[test]
fn every_importer_is_in_the_help_and_told_apart() {
    let mut command = comity::cli::command();
    let help = command.find_subcommand_mut("import").unwrap().render_long_help().to_string();
    let mut names = BTreeSet::new();
    for importer in comity::import::IMPORTERS {
        assert!(names.insert(importer.name), "{} stands twice", importer.name);
        assert!(
            help.contains(importer.name) && help.contains(importer.about.split(',').next().unwrap()),
            "{}",
            importer.name
        );
    }
}

#[test]
fn merged_worlds_keep_both_statements_and_can_be_read() {
    let imported = run("cow-igo", &[("state_year.csv", STATE_YEAR.as_bytes())], &Options::default()).model;
    let shipped = builtin().model;
    let merged = comity::import::merge::merge(&[&shipped, &imported]).unwrap();
    let text = write::text(&merged.model);
    let back = read_texts(vec![("world.ron".into(), text.into_bytes())]);
    assert!(!back.diagnostics.has_errors(), "{:?}", back.diagnostics.iter().next());
    assert_eq!(
        merged.model.relations().len(),
        shipped.relations().len() - twice(&shipped) + imported.relations().len()
    );
    let again = comity::import::merge::merge(&[&shipped, &shipped]).unwrap();
    assert_eq!(again.model.relations().len(), shipped.relations().len() - twice(&shipped));
    assert!(again.remarks.is_empty(), "{:?}", again.remarks);
}

/// Statements that a world makes twice in the same words.
fn twice(model: &Model) -> usize {
    let mut seen = BTreeSet::new();
    let again = model.relations().iter().filter(|r| {
        let key = format!(
            "{} {:?} {:?} {} {:?} {:?} {:?} {:?}",
            r.kind, r.from, r.to, r.during, r.detail, r.confidence, r.note, r.known
        );
        !seen.insert(key)
    });
    again.count()
}

/// A Python with a package that runs emitted queries: `COMITY_PYTHON` names it, else it is `python3`. Says so if there is none.
pub(crate) fn python_with(package: &str) -> Option<std::ffi::OsString> {
    let python = std::env::var_os("COMITY_PYTHON").unwrap_or_else(|| "python3".into());
    let probe = std::process::Command::new(&python).args(["-c", &format!("import {package}")]).output();
    if probe.is_ok_and(|run| run.status.success()) {
        return Some(python);
    }
    eprintln!("skipped: no Python with {package}; COMITY_PYTHON may name one");
    None
}

/// Run emitted queries, and print a row a line and an empty line after each query. Their first line is a remark.
const RUN_IN_DUCKDB: &str = "import duckdb, sys
for query in sys.argv[1:]:
    for row in duckdb.sql(query.split('\\n', 1)[1].rstrip().rstrip(';')).fetchall():
        print('|'.join('' if cell is None else str(cell) for cell in row))
    print()";
const RUN_IN_SPARK: &str = "import sys
from pyspark.sql import SparkSession
session = SparkSession.builder.master('local[2]').config('spark.ui.enabled', 'false').getOrCreate()
for query in sys.argv[1:]:
    for statement in query.rstrip().rstrip(';').split(';\\n'):
        found = session.sql(statement)
    for row in found.collect():
        print('|'.join('' if cell is None else str(cell) for cell in row))
    print()";

#[test]
fn the_emitted_query_gives_the_rows_of_the_fold() {
    use comity::import::fold::{Actors, Dialect, Kinds, Period, Recipe, fold, sql};
    let mut text = String::from("event_date,source_country,target_country,cameo_code,intensity\n");
    for i in 0..5000_u32 {
        let (a, b) =
            (["China", "Police (India)", "Korea, South"][i as usize % 3], ["Iran", "A \"B\" (Iran)"][i as usize % 2]);
        let cell = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
        text.push_str(&format!(
            "201{}{}0{}{}11,{},{},{:02}0,{}.{}\n",
            i % 10,
            if i % 3 == 0 { "" } else { "-" },
            1 + i % 9,
            if i % 3 == 0 { "" } else { "-" },
            cell(a),
            cell(b),
            1 + i % 20,
            i % 7,
            i % 100
        ));
    }
    // A row without a value counts; one whose day or value is none does not, nor one without an actor.
    text.push_str("2014-01-01,China,Iran,010,\n2014-01-01,China,Iran,010,NA\n2014-01-01,China,Iran,010,x\n");
    text.push_str("2014-02-31,China,Iran,010,1\n2014,China,Iran,010,1\n2014-01-01,,Iran,010,1\n");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("it's.csv");
    std::fs::write(&file, &text).unwrap();
    let recipes = [
        (Period::Year, Kinds::Column, Actors::Column),
        (Period::Month, Kinds::Quad, Actors::Country),
        (Period::Week, Kinds::Root, Actors::Country),
        (Period::Quarter, Kinds::None, Actors::Column),
    ]
    .map(|(period, kinds, actors)| Recipe { period, kinds, actors, ..Recipe::default() });
    for (package, dialect, script) in
        [("duckdb", Dialect::Duckdb, RUN_IN_DUCKDB), ("pyspark", Dialect::Spark, RUN_IN_SPARK)]
    {
        let Some(python) = python_with(package) else { continue };
        let head = text.lines().next().unwrap().as_bytes();
        let queries = recipes.iter().map(|recipe| sql(&file.display().to_string(), head, recipe, dialect).unwrap());
        let run = std::process::Command::new(&python).args(["-c", script]).args(queries).output().unwrap();
        assert!(run.status.success(), "{package}: {}", String::from_utf8_lossy(&run.stderr));
        let answers = String::from_utf8(run.stdout).unwrap();
        for (recipe, answer) in recipes.iter().zip(answers.split_terminator("\n\n")) {
            let theirs: BTreeSet<String> = answer.lines().map(plain_sum).collect();
            let folded = fold(vec![("e".into(), Box::new(text.as_bytes()))], recipe).unwrap();
            let ours = folded.groups().map(|g| {
                let sum = g.sum.map(|sum| format!("{}", sum as f64 / 1e6)).unwrap_or_default();
                plain_sum(&format!("{}|{}|{}|{}|{}|{sum}", g.from, g.to, g.period, g.kind, g.count))
            });
            assert_eq!(ours.collect::<BTreeSet<_>>(), theirs, "{package}");
        }
        assert_eq!(answers.split_terminator("\n\n").count(), recipes.len(), "{package}");
    }
}

/// A row with its sum to six places.
fn plain_sum(row: &str) -> String {
    let (head, sum) = row.rsplit_once('|').unwrap();
    sum.parse::<f64>().map_or_else(|_| row.to_owned(), |sum| format!("{head}|{sum:.6}"))
}
