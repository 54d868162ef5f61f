//! Tables of every sort, with the traps of real ones.

use comity::import::{Imported, Input, Limits, Make, Names, Options, find, import};
use comity::model::kind::{Act, Grade};

fn table(text: &str, map: &str, change: impl Fn(&mut Options)) -> Imported {
    let input = Input::open("my table.csv", text.as_bytes().to_vec(), &Limits::default()).unwrap();
    let mut options = Options { map: Some(map.to_owned()), ..Options::default() };
    change(&mut options);
    let known = comity::document::builtin().model;
    let done = import(find("csv").unwrap(), &[input], &options, &known).unwrap();
    let (rows, stored, reported) = done.report.totals();
    assert_eq!(rows, stored + reported, "{:?}", done.report.problems);
    done
}

fn seats(done: &Imported) -> Vec<String> {
    let model = &done.model;
    let seat = |r: &comity::model::Relation| {
        format!("{} {} {} {}", model.entity(r.from).slug, model.entity(r.to).slug, r.detail_text(), r.during)
    };
    model.relations().iter().map(seat).collect()
}

#[test]
fn a_spreadsheet_becomes_seats_and_every_bad_row_is_told() {
    let text = "iso3;org;start;end;type\nKAZ;CICA;14.09.1999;;full member\nNA;SADC;1990;present;member\nKAZ;SCO;05/06/2001;;member\nQQQ;SCO;2001;;member\n\
                Iran;SCO;4 July 2023;;member\nMongolia;SCO;2004;;observer\nIndia;SCO;2017;2016;member\nIndia;;2017;;member\nIndia;SCO;2017;;king\n";
    let done = table(text, "who=iso3,body=org,from=start,to=end,grade=type", |_| {});
    assert_eq!(done.report.totals(), (9, 4, 5));
    assert_eq!(
        seats(&done),
        [
            "kaz cica member 1999-09-14/",
            "nam sadc member 1990/..",
            "irn sco member 2023-07-04/",
            "mng sco observer 2004/"
        ]
    );
    let lines: Vec<(usize, &str)> = done.report.problems.iter().map(|p| (p.line, p.code.id)).collect();
    assert_eq!(lines, [(4, "W0701"), (5, "W0703"), (8, "W0701"), (9, "W0701"), (10, "W0701")]);
    let open = table(text, "who=iso3,body=org,from=start,to=end,grade=type", |options| options.open = true);
    assert_eq!(seats(&open)[0], "kaz cica member 1999-09-14/..");
    assert!(done.model.relations().iter().all(|r| r.sources.len() == 1));
}

#[test]
fn years_become_spells_and_codes_pass_on() {
    let text =
        "ccode,year,igo\n365,1990,AAA\n365,1991,AAA\n365,1992,AAA\n365,1993,AAA\n2,1990,AAA\n2,1992,AAA\n2,1992,AAA\n";
    let done = table(text, "who=ccode,body=igo", |options| {
        options.names = Names::Cow;
        options.make = Make::Groups;
    });
    let mut found = seats(&done);
    found.sort();
    assert_eq!(
        found,
        [
            "rus aaa member 1992/[1993..]",
            "sun aaa member [..1990]/1991",
            "usa aaa member 1992/1992",
            "usa aaa member [..1990]/1990",
        ]
    );
    assert_eq!(done.report.counted("spells"), 4);
}

#[test]
fn acts_and_ties_are_told_by_their_columns() {
    let acts =
        table("country,treaty,action,date\nIndia,My Pact,signed,1996-09-24\nIndia,My Pact,danced,1996\n", "", |o| {
            o.make = Make::Groups;
        });
    assert_eq!(acts.model.relations()[0].act(), Some(Act::Signed));
    assert_eq!(acts.report.totals(), (2, 1, 1));
    let ties =
        table("source,target,weight,kind\nusa,gbr,\"1,5\",trade\nusa,usa,1,trade\ngbr,usa,x,trade\n", "", |_| {});
    assert_eq!(seats(&ties), ["usa gbr trade 1.5 /"]);
    assert_eq!(ties.report.totals(), (3, 1, 2));
}

#[test]
fn a_fixed_value_stands_for_every_row_and_wrong_columns_are_near_missed() {
    let done = table("name\nKazakhstan\n", "who=name,body='cica',grade='observer'", |_| {});
    assert_eq!(done.model.relations()[0].grade(), Some(Grade::Observer));
    let input = Input::open("t.csv", b"iso3,org\n".to_vec(), &Limits::default()).unwrap();
    let known = comity::document::builtin().model;
    let options = Options { map: Some("who=iso,body=org".to_owned()), ..Options::default() };
    let error = import(find("csv").unwrap(), &[input], &options, &known).unwrap_err();
    assert_eq!((error.code.id, error.suggestion.as_deref()), ("E0704", Some("iso3")));
}

#[test]
fn a_hostile_table_is_refused_within_bounds() {
    let wide = format!("{}\n", "a,".repeat(1_000_000));
    let input = Input::open("t.csv", wide.into_bytes(), &Limits::default()).unwrap();
    let known = comity::document::builtin().model;
    let error = import(find("csv").unwrap(), &[input], &Options::default(), &known).unwrap_err();
    assert_eq!(error.code.id, "E0702");
    let quotes = table("who,body\n\"kaz,cica\nkaz,\"sco\n", "", |_| {});
    assert_eq!(quotes.report.totals().1, 0);
}

const WORLD: &str = r#"World(states: {
    "sun": (name: "Soviet Union", codes: { "cow": [(code: "365", during: "1922-12-30/1991-12-25")] }),
    "rus": (name: "Russia", official: "Russian Federation", codes: { "cow": [(code: "365", during: "1991-12-26/..")] }),
    "civ": (name: "Côte d’Ivoire", codes: { "iso2": "CI" }),
    "nam": (name: "Namibia", codes: { "iso2": "NA" }),
    "vct": (name: "Saint Vincent and the Grenadines"),
    "gmb": (name: "Gambia"),
    "kor": (name: "South Korea", aka: [(name: "Korea", shared: true)]),
    "prk": (name: "North Korea", aka: [(name: "Korea", shared: true)]),
})"#;

#[test]
fn names_are_found_in_every_spelling_and_ambiguous_ones_are_told() {
    let known = comity::document::read_texts(vec![("w.ron".into(), WORLD.into())]).model;
    let whom = |name: &str| {
        let text = format!("who;body\n{name};Club\n");
        let input = Input::open("t.csv", text.into_bytes(), &Limits::default()).unwrap();
        let done = import(find("csv").unwrap(), &[input], &Options::default(), &known).unwrap();
        match done.model.relations() {
            [seat] => done.model.entity(seat.from).slug.to_string(),
            _ => done.report.problems[0].cause.clone(),
        }
    };
    for (name, expected) in [
        ("cote d'ivoire", "civ"),
        ("NA", "nam"),
        ("St. Vincent & the Grenadines", "vct"),
        ("Gambia, The", "gmb"),
        ("The Gambia", "gmb"),
        ("Russian Federation", "rus"),
        ("Russia\u{a0}(Moscow)", "rus"),
        ("southkorea", "kor"),
        ("Korea", "`Korea` may be kor or prk"),
        ("Atlantis", "nobody is called `Atlantis`"),
    ] {
        assert_eq!(whom(name), expected, "{name}");
    }
    assert!(whom("Namibja").contains("near are nam"));
}
