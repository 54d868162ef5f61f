//! Laws of every output format: whatever the words in an answer, its frame holds.
//!
//! The frame of an answer is what its format prints for the same answer with harmless words. Each format is also read
//! back, by a parser of others where there is one.

use std::collections::BTreeMap;

use comity::render::{FORMATS, Style, find};
use comity::table::{Answer, Cell, Citation, Column, ColumnKind, GraphStamp, Table, Term};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

const PLAIN: Style = Style { colour: false, width: None };

/// What people have put into names to see what happens.
const HOSTILE: &[&str] = &[
    "=HYPERLINK(\"http://evil\")",
    "<script>alert(1)</script>",
    "</td></tr></table>",
    "<!--",
    "&lt;",
    "a | b",
    "\\|",
    "\\",
    "`",
    "```",
    "**",
    "[x](javascript:alert(1))",
    "![x](http://evil)",
    "# x",
    "1. x",
    "---",
    "\\end{tabular}",
    "\\input{/etc/passwd}",
    "}",
    "{",
    "%",
    "$",
    "[1cm]",
    "*",
    "^^M",
    "\"",
    "a,b",
    ";",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "\u{1b}[31m",
    "\u{9b}31m",
    "\u{1b}]0;title\u{7}",
    "\u{202e}",
    "\u{2028}",
    "\u{feff}",
    "中华人民共和国",
    "한국",
    "👩‍👩‍👧",
    "🇰🇿",
    "Co\u{302}te d'Ivoire",
    "لا",
    "\u{200d}",
    "\u{fe0f}",
    " ",
    "\u{3000}",
];

fn words() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        2 => "[a-z ]{1,8}",
    ];
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        4 => words().prop_map(Cell::Text),
        1 => any::<i64>().prop_map(Cell::Integer),
        1 => any::<f64>().prop_map(Cell::Number),
        1 => prop::collection::vec(words(), 0..4).prop_map(Cell::List),
        1 => Just(Cell::Missing),
    ]
}

fn table(rows: std::ops::Range<usize>) -> impl Strategy<Value = Table> {
    let kind = prop_oneof![
        Just(ColumnKind::Text),
        Just(ColumnKind::Integer),
        (0..6_u8).prop_map(|decimals| ColumnKind::Number { decimals }),
    ];
    // Names of columns are ours, but a user may ask for the same measure twice.
    let name = prop_oneof!["[a-c](_2)?", words().prop_map(|word| format!("x{word}"))];
    let column = (name, words(), kind).prop_map(|(name, heading, kind)| Column {
        name,
        heading,
        kind,
        machines_only: false,
        is_key: false,
    });
    (prop::collection::vec(column, 1..5), words(), words()).prop_flat_map(move |(columns, name, title)| {
        let row = prop::collection::vec(cell(), columns.len());
        prop::collection::vec(row, rows.clone()).prop_map(move |rows| Table {
            name: name.clone(),
            title: title.clone(),
            columns: columns.clone(),
            rows,
        })
    })
}

fn citation() -> impl Strategy<Value = Citation> {
    let maybe = || prop::option::of(words());
    let url = prop::option::of(prop_oneof![words(), words().prop_map(|path| format!("https://example.org/{path}"))]);
    (words(), words(), maybe(), maybe(), url, maybe(), words()).prop_map(
        |(id, title, publisher, date, url, accessed, kind)| Citation {
            id,
            title,
            publisher,
            date,
            url,
            accessed,
            kind,
        },
    )
}

fn answer() -> impl Strategy<Value = Answer> {
    let term = (words(), words()).prop_map(|(key, value)| Term { key, value });
    let more = prop::collection::vec(table(0..3), 0..3);
    let foot = (prop::collection::vec(words(), 0..3), prop::collection::vec(citation(), 0..3));
    let head = (words(), words(), words(), words(), prop::option::of(words()));
    (head, prop::collection::vec(term, 0..4), table(0..5), more, foot).prop_map(
        |((command, as_of, title, hash, headline), terms, table, more, (notes, sources))| Answer {
            command,
            as_of,
            graph: GraphStamp { title, hash },
            headline,
            terms,
            table,
            more,
            notes,
            sources,
        },
    )
}

/// The same answer in shape, with a harmless word for every word; sources lose their address, as a link is frame.
fn harmless(answer: &Answer) -> Answer {
    let mut tame = answer.clone();
    let x = || "x".to_owned();
    (tame.command, tame.as_of) = (x(), x());
    tame.graph = GraphStamp { title: x(), hash: x() };
    tame.headline = tame.headline.map(|_| x());
    tame.terms.iter_mut().for_each(|term| *term = Term::new("x", "x"));
    tame.notes.iter_mut().for_each(|note| *note = x());
    tame.sources.iter_mut().for_each(|source| {
        *source = Citation { id: x(), title: x(), ..Citation::default() };
    });
    for table in std::iter::once(&mut tame.table).chain(&mut tame.more) {
        table.title = x();
        table.columns.iter_mut().for_each(|column| column.heading = x());
        for cell in table.rows.iter_mut().flatten() {
            match cell {
                Cell::Text(text) => *text = x(),
                Cell::List(items) => items.iter_mut().for_each(|item| *item = x()),
                Cell::Integer(_) | Cell::Number(_) | Cell::Missing => {}
            }
        }
    }
    tame
}

fn without_addresses(answer: &Answer) -> Answer {
    let mut bare = answer.clone();
    bare.sources.iter_mut().for_each(|source| source.url = None);
    bare
}

fn written(format: &str, answer: &Answer, style: &Style) -> String {
    let Some(format) = find(format) else { unreachable!("no format `{format}`") };
    (format.write)(answer, style)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_same_answer_gives_the_same_bytes(answer in answer(), colour: bool, width in prop::option::of(0..120_usize)) {
        let style = Style { colour, width };
        for format in FORMATS {
            let text = (format.write)(&answer, &style);
            prop_assert_eq!(&text, &(format.write)(&answer.clone(), &style));
            prop_assert!(text.ends_with('\n'), "{} ends with a line end", format.name);
            if format.name != "text" {
                prop_assert_eq!(text, (format.write)(&answer, &PLAIN), "only text looks at the style");
            }
        }
    }

    #[test]
    fn no_control_character_reaches_people(answer in answer(), width in prop::option::of(0..120_usize)) {
        for format in ["text", "md", "html", "latex"] {
            let text = written(format, &answer, &Style { colour: false, width });
            let stray = text.chars().find(|&c| c.is_control() && c != '\n' || matches!(c, '\u{2028}' | '\u{202e}'));
            prop_assert_eq!(stray, None, "{}", format);
        }
    }

    #[test]
    fn csv_reads_back_the_same_cells(table in table(0..6)) {
        let text = written("csv", &Answer { table: table.clone(), ..Answer::default() }, &PLAIN);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let records: Vec<Vec<String>> =
            reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
        prop_assert_eq!(records.len(), table.rows.len() + 1);
        let names: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
        prop_assert_eq!(&records[0], &names);
        for (record, row) in records[1..].iter().zip(&table.rows) {
            prop_assert_eq!(record.len(), row.len());
            for (field, cell) in record.iter().zip(row) {
                match cell {
                    Cell::Text(text) => prop_assert_eq!(field, text),
                    Cell::Integer(count) => prop_assert_eq!(field.parse::<i64>().unwrap(), *count),
                    Cell::Number(number) if number.is_nan() => prop_assert_eq!(field, "NaN"),
                    Cell::Number(number) => prop_assert_eq!(field.parse::<f64>().unwrap().to_bits(), number.to_bits()),
                    Cell::List(items) => prop_assert_eq!(field, &items.join(";")),
                    Cell::Missing => prop_assert_eq!(field, ""),
                }
            }
        }
    }

    #[test]
    fn json_reads_back_every_row_and_every_word(answer in answer()) {
        let text = written("json", &answer, &PLAIN);
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read["command"].as_str(), Some(answer.command.as_str()));
        prop_assert_eq!(read["graph"]["hash"].as_str(), Some(answer.graph.hash.as_str()));
        prop_assert_eq!(read.get("headline").and_then(|words| words.as_str()), answer.headline.as_deref());
        prop_assert_eq!(read["terms"].as_object().unwrap().len(), answer.terms.len());
        prop_assert_eq!(read["notes"].as_array().unwrap().len(), answer.notes.len());
        let fixed = 8 + usize::from(answer.headline.is_some());
        prop_assert_eq!(read.as_object().unwrap().len(), fixed + answer.more.len());
        let names: Vec<&str> = read["columns"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
        prop_assert_eq!(names.len(), answer.table.columns.len());
        prop_assert_eq!(read["rows"].as_array().unwrap().len(), answer.table.rows.len());
        for (object, row) in read["rows"].as_array().unwrap().iter().zip(&answer.table.rows) {
            prop_assert_eq!(object.as_object().unwrap().len(), row.len());
            for (name, cell) in names.iter().zip(row) {
                let value = &object[*name];
                match cell {
                    Cell::Text(text) => prop_assert_eq!(value.as_str(), Some(text.as_str())),
                    Cell::Integer(count) => prop_assert_eq!(value.as_i64(), Some(*count)),
                    // The digits are exact; serde_json's quick reader may miss the last bits.
                    Cell::Number(number) if number.is_finite() => {
                        let digits = serde_json::to_string(number).unwrap();
                        prop_assert!(text.contains(&digits));
                        prop_assert_eq!(digits.parse::<f64>().unwrap().to_bits(), number.to_bits());
                        let error = (value.as_f64().unwrap() - number).abs();
                        prop_assert!(error <= number.abs() * 1e-15 + f64::MIN_POSITIVE, "{number} {error}");
                    }
                    Cell::List(items) => {
                        let read: Vec<&str> = value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect();
                        prop_assert_eq!(&read, &items.iter().map(String::as_str).collect::<Vec<_>>());
                    }
                    Cell::Number(_) | Cell::Missing => prop_assert!(value.is_null()),
                }
            }
        }
        for (source, read) in answer.sources.iter().zip(read["sources"].as_array().unwrap()) {
            prop_assert_eq!(read["title"].as_str(), Some(source.title.as_str()));
            prop_assert_eq!(read["url"].as_str(), source.url.as_deref());
        }
    }

    #[test]
    fn markdown_keeps_its_columns(table in table(1..6)) {
        let text = written("md", &Answer { table: table.clone(), ..Answer::default() }, &PLAIN);
        let lines: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
        prop_assert_eq!(lines.len(), table.rows.len() + 2);
        for line in lines {
            prop_assert_eq!(unescaped(line).matches('|').count(), table.columns.len() + 1, "{}", line);
        }
    }

    #[test]
    fn markdown_has_no_marks_from_data(answer in answer()) {
        let bare = without_addresses(&answer);
        let text = written("md", &bare, &PLAIN);
        // The command is in a code span, whose fence grows with what is in it.
        let (kept, spans): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| !line.starts_with("- command: "));
        prop_assert_eq!(spans.len(), 1);
        for line in kept.into_iter().filter(|line| !line.starts_with('|')) {
            let inner = line.strip_prefix("**").and_then(|line| line.strip_suffix("**")).unwrap_or(line);
            let stray = unescaped(inner).chars().find(|c| matches!(c, '*' | '`' | '_' | '[' | ']' | '<' | '>' | '~' | '$'));
            prop_assert_eq!(stray, None, "{}", line);
            let item = line.strip_prefix("- ").unwrap_or(line);
            prop_assert!(!item.starts_with(['#', '+', '-', '=', '>', ' ', '\t']), "{}", line);
        }
    }

    #[test]
    fn html_has_the_tags_of_a_harmless_answer(answer in answer()) {
        let bare = without_addresses(&answer);
        let text = written("html", &bare, &PLAIN);
        prop_assert_eq!(tags(&text), tags(&written("html", &harmless(&bare), &PLAIN)));
    }

    #[test]
    fn html_tags_balance_and_links_lead_to_the_web(answer in answer()) {
        let text = written("html", &answer, &PLAIN);
        let mut open = Vec::new();
        for tag in tags(&text) {
            if let Some(name) = tag.strip_prefix('/') {
                prop_assert_eq!(open.pop(), Some(name.to_owned()));
            } else {
                let (name, attributes) = tag.split_once(' ').unwrap_or((&tag, ""));
                if name == "a" {
                    prop_assert!(attributes.starts_with("href=\"http"), "{attributes}");
                    prop_assert!(attributes.ends_with("\" rel=\"noopener\""), "{attributes}");
                    prop_assert_eq!(attributes.matches('"').count(), 4);
                }
                open.push(name.to_owned());
            }
        }
        prop_assert!(open.is_empty(), "{open:?}");
    }

    #[test]
    fn latex_braces_balance(answer in answer()) {
        let text = unescaped(&written("latex", &answer, &PLAIN));
        let mut depth = 0_i64;
        for c in text.chars() {
            depth += i64::from(c == '{') - i64::from(c == '}');
            prop_assert!(depth >= 0);
        }
        prop_assert_eq!(depth, 0);
    }

    #[test]
    fn latex_has_the_frame_of_a_harmless_answer(answer in answer()) {
        let bare = without_addresses(&answer);
        let text = written("latex", &bare, &PLAIN);
        prop_assert_eq!(latex_frame(&text), latex_frame(&written("latex", &harmless(&bare), &PLAIN)));
        prop_assert!(!text.contains("\n["));
        prop_assert!(!text.contains("\n*"));
    }

    #[test]
    fn text_columns_start_at_the_same_place(table in table(1..6), width in prop::option::of(0..120_usize)) {
        // A last column whose cells are all one mark: it stands right under its heading if all before it do.
        for count in 0..=table.columns.len() {
            let mut marked = table.clone();
            marked.title = String::new();
            marked.columns.truncate(count);
            marked.columns.push(Column::integer("mark", "7"));
            for row in &mut marked.rows {
                row.truncate(count);
                row.push(Cell::Integer(7));
            }
            let rows = marked.rows.len();
            let text = written("text", &Answer { table: marked, ..Answer::default() }, &Style { colour: false, width });
            let ends: Vec<usize> = text.lines().filter(|line| line.ends_with('7')).map(UnicodeWidthStr::width).collect();
            prop_assert!(ends.len() > rows, "{text}");
            let full = ends[0];
            let at_the_end = ends.iter().filter(|&&end| end == full).count();
            prop_assert!(at_the_end > rows, "{ends:?}\n{text}");
            if width.is_none() {
                prop_assert_eq!(text.lines().count(), rows + 1);
            }
        }
    }

    #[test]
    fn text_ends_no_line_with_a_space_and_loses_nothing(answer in answer(), width in 0..120_usize) {
        let free = written("text", &answer, &PLAIN);
        let wrapped = written("text", &answer, &Style { colour: false, width: Some(width) });
        for line in free.lines().chain(wrapped.lines()) {
            prop_assert!(!line.ends_with(' '), "{line:?}");
        }
        // Wrapping moves words to other lines and adds no more than spaces and line ends; dots between terms may go.
        let letters = |text: &str| {
            let mut counts = BTreeMap::new();
            text.chars().filter(|c| !matches!(c, ' ' | '\n' | '·')).for_each(|c| *counts.entry(c).or_insert(0) += 1);
            counts
        };
        prop_assert_eq!(letters(&free), letters(&wrapped));
        let painted = written("text", &answer, &Style { colour: true, width: Some(width) });
        let stripped = painted.replace("\u{1b}[1m", "").replace("\u{1b}[2m", "").replace("\u{1b}[0m", "");
        prop_assert_eq!(stripped, wrapped);
    }
}

/// What is left of Markdown or LaTeX when each backslash is taken away with the character after it.
fn unescaped(text: &str) -> String {
    let mut left = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c == '\\' {
            // A command's letters stay; only a mark is taken.
            let mut ahead = chars.clone();
            if ahead.next().is_some_and(|next| !next.is_alphanumeric()) {
                chars = ahead;
            }
        } else {
            left.push(c);
        }
    }
    left
}

/// The tags of a piece of HTML, without their angle brackets; fails on a bracket that is no tag.
fn tags(html: &str) -> Vec<String> {
    let mut tags = Vec::new();
    for part in html.split('<').skip(1) {
        let Some((tag, text)) = part.split_once('>') else { unreachable!("a bracket that begins no tag: {part:?}") };
        assert!(!text.contains('>'), "a stray bracket in {text:?}");
        tags.push(tag.to_owned());
    }
    tags
}

/// What gives a LaTeX document its structure, line by line: its own commands, counted, and the characters that act.
fn latex_frame(latex: &str) -> Vec<(Vec<usize>, String)> {
    let commands = ["\\\\", "\\begin", "\\end", "\\multicolumn", "\\par", "\\noindent", "\\input", "\\caption"];
    let acting = |c: &char| matches!(c, '&' | '%' | '$' | '#' | '_' | '^' | '~');
    let line_of = |line: &str| {
        let counts = commands.iter().map(|name| line.matches(name).count()).collect();
        (counts, unescaped(line).chars().filter(acting).collect())
    };
    // Long words get another kind of column, which is right.
    latex.lines().filter(|line| !line.starts_with("\\begin{tabular}")).map(line_of).collect()
}
