//! Data sets: small ones of our own with the traps of the real ones, and the real ones where they are.

use super::{real, run};
use comity::import::{Imported, Make, Options};
use comity::model::kind::{Act, Grade};

fn facts(done: &Imported) -> Vec<String> {
    let model = &done.model;
    let line = |r: &comity::model::Relation| {
        let (a, b) = (&model.entity(r.from).slug, &model.entity(r.to).slug);
        format!("{a} {b} {} {}", r.detail_text(), r.during)
    };
    let mut all: Vec<String> = model.relations().iter().map(line).collect();
    all.sort();
    all
}

fn small(format: &str, files: &[(&str, &str)]) -> Imported {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    run(format, &files, &Options::default())
}

#[test]
fn obligations_of_both_sides_are_one_tie_and_of_one_side_directed() {
    let text = "ccode1,ccode2,year,atop_defense,atop_offense,atop_neutral,atop_nonagg,atop_consul\n\
                2,20,1942,1,0,0,0,0\n20,2,1942,1,0,0,0,0\n2,20,1943,1,0,0,0,0\n20,2,1943,1,0,0,0,0\n\
                2,365,1990,0,0,0,1,0\n2,365,1992,0,0,0,1,0\n2,200,1990,0,0,0,0,0\n2,200,1990,0,x,0,0,0\n";
    let done = small("atop", &[("atop.csv", text)]);
    assert_eq!(
        facts(&done),
        [
            "usa can alliance-defense [..1942]/1943",
            "usa rus alliance-nonaggression 1992/[1992..]",
            "usa sun alliance-nonaggression 1990/1990",
        ]
    );
    assert_eq!((done.report.totals(), done.report.counted("rows_without_obligation")), ((8, 7, 1), 1));
}

#[test]
fn borders_pass_on_with_their_states_and_open_ends_stay_open() {
    let text = "dyad,statelno,statelab,statehno,statehab,conttype,begin,end,notes,version\r\n\
                1,2,\"USA\",365,\"RUS\",4,186704,201612,\"Bering Strait; closest, Diomede\",3.2\r\n2,2,\"USA\",20,\"CAN\",1,192001,195012,\"\",3.2\r\n\
                3,2,\"USA\",70,\"MEX\",9,192001,195012,\"\",3.2\r\n4,2,\"USA\",70,\"MEX\",1,192013,195012,\"\",3.2\r\n";
    let done = small("contiguity", &[("contdir.csv", text)]);
    assert_eq!(
        facts(&done),
        [
            "usa can border-land 1920-01/1950-12",
            "usa rus border-water-150 1867-04/1922-12-29",
            "usa rus border-water-150 1991-12-26/[2016-12..]",
            "usa sun border-water-150 1922-12-30/1991-12-25",
        ]
    );
    assert_eq!(done.report.totals(), (4, 2, 2));
}

#[test]
fn missions_are_sent_from_one_state_to_the_other() {
    let text = "ccode1,ccode2,year,DR_at_1,DR_at_2\n2,20,1930,0,2\n2,20,1935,2,2\n2,20,1950,3,9\n2,20,1955,7,0\n";
    let done = small("diplomatic-exchange", &[("x.csv", text)]);
    assert_eq!(
        facts(&done),
        [
            "can usa mission-ambassador 1950/1950",
            "can usa mission-minister 1935/1935",
            "usa can mission-minister [..1930]/1935",
            "usa can mission-other 1950/1950",
        ]
    );
    assert_eq!(done.report.totals(), (4, 3, 1));
}

#[test]
fn rivalries_keep_their_kinds_and_run_on_at_the_end_of_the_list() {
    let tss = "tssr_id,rivalry,ccode1,ccode2,start,end,positional,spatial,ideological,interventionary,principal,aprin\n\
               2,Britain-France 1,200,220,1494,1716,1,1,,,1,\n9,China-India,710,750,1948,2020,1,1,,,,\n";
    let done = small("rivalries", &[("tss.csv", tss)]);
    assert_eq!(facts(&done), ["chn ind positional spatial 1948/[2020..]", "gbr fra positional spatial 1494/1716"]);
    assert_eq!(done.model.relations()[0].note.as_deref(), Some("Britain-France 1"));
    let td = "rivalryno,rivalryname,ccode1,ccode2,styear,endyear,region,type1,type2,type3\n1,A-B,2,40,1959,2010,America,ideological,,\n";
    assert_eq!(facts(&small("rivalries", &[("td.csv", td)])), ["usa cub ideological 1959/[2010..]"]);
}

#[test]
fn disputes_have_sides_that_come_and_go() {
    let a = "dispnum,stday,stmon,styear,endday,endmon,endyear,outcome,hostlev,ongo2014\r\n2,-9,7,1902,24,1,1903,6,3,0\r\n3,1,1,2014,31,12,2014,0,4,1\r\n";
    let b = "dispnum,stabb,ccode,stday,stmon,styear,endday,endmon,endyear,sidea,revtype1,revtype2,hostlev\r\n\
             2,\"UKG\",200,-9,7,1902,24,1,1903,0,1,-9,1\r\n2,\"USA\",2,-9,7,1902,24,1,1903,1,1,-9,3\r\n2,\"USA\",2,-9,-9,1904,-9,-9,1904,1,2,-9,3\r\n\
             3,\"CHN\",710,1,1,2014,31,12,2014,1,3,-9,4\r\n3,\"IND\",750,1,1,2014,31,12,2013,0,0,-9,4\r\n";
    let done = small("cow-mid", &[("MIDB 5.0.csv", b), ("MIDA 5.0.csv", a)]);
    assert_eq!(
        facts(&done),
        [
            "chn mid-3 claimant 2014-01-01/2014-12-31",
            "gbr mid-2 defendant 1902-07/1903-01-24",
            "usa mid-2 claimant 1902-07/1903-01-24",
            "usa mid-2 claimant 1904/1904",
        ]
    );
    let dispute = done.model.entity(done.model.find("mid-3").unwrap());
    assert_eq!(dispute.name, "Militarized dispute of China 2014");
    assert!(format!("{:?}", dispute.attributes).contains("2014-01-01/[2014-12-31..]"));
    assert_eq!(done.report.totals(), (7, 6, 1));
}

#[test]
fn informal_bodies_keep_a_state_that_cannot_be_right_and_say_so() {
    let text = "stateID,StateName,igoID,Title,Begin,End,Year\nAUH,Austria-Hungary,QUAD,Quad,2007,,2017\nJPN,Japan,QUAD,Quad,2007,,2017\n\
                FRA,France,CoE,Concert Of Europe,1815,1856,2017\nFRA,France,CoE,Concert Of Europe,1856,1815,2017\nGBR,United Kingdom,CoE,Concert Of Europe,,,2017\n";
    let done = small("iigo", &[("m.csv", text)]);
    assert_eq!(done.report.totals(), (5, 4, 1));
    assert!(facts(&done).iter().any(|fact| fact.ends_with(" /[2017..]")), "an unknown start stays unknown");
    assert!(done.report.problems.iter().any(|p| p.line == 2 && p.cause.contains("Austria-Hungary")));
    assert!(
        facts(&done).iter().any(|fact| fact.starts_with("jpn ") && fact.ends_with("2007/[2017..]")),
        "{:?}",
        facts(&done)
    );
}

#[test]
fn acts_follow_marks_and_headings() {
    let table = "Participant,\"Signature, Succession to signature(d)\",\"Succession(d), Ratification\"\n\
                 China,24 Sep 1996,\n\"Iran (Islamic Republic of)\",24 Sep 1996,\nMontenegro,23 Oct 2006 d,23 Oct 2006 d\nKazakhstan 2,30 Sep 1996,14 May 2002\nAtlantis,1 Jan 2000,\n";
    let index = "chapter_no,treaty_no,treaty_name\n26,4,\"My Test Ban. New York, 10 September 1996\"\n";
    let done = small("treaty-acts", &[("26-4.csv", table), ("index.csv", index)]);
    assert_eq!(
        facts(&done),
        [
            "chn 26-4 signed 1996-09-24/..",
            "irn 26-4 signed 1996-09-24/..",
            "kaz 26-4 ratified 2002-05-14/..",
            "kaz 26-4 signed 1996-09-30/..",
            "mne 26-4 signed 2006-10-23/..",
            "mne 26-4 succeeded 2006-10-23/..",
        ]
    );
    assert_eq!(done.model.entity(done.model.find("26-4").unwrap()).name, "My Test Ban");
    assert_eq!(done.report.totals(), (6, 5, 1));
    let events = "date,iso2,country,action,treaty,treaty_group\n1990-01-01,NA,Namibia,acceded to,My Ban,x\n2027-07-27,HU,Hungary,withdrew from,My Ban,x\n1990,HU,Hungary,danced,My Ban,x\n";
    let done = small("treaty-acts", &[("e.csv", events)]);
    assert_eq!(done.model.relations()[0].act(), Some(Act::Acceded));
    assert_eq!(done.report.totals(), (3, 2, 1));
    let long = "treaty,participant,column,value,date,mark\n1-1,Argentina,Ratification,24 Sep 1945,1945-09-24,\n1-2,Argentina,UNTS Page,4,,\n1-1,Australia,Accession(a),1 Nov 1945,1945-11-01,n\n";
    assert_eq!(small("treaty-acts", &[("l.csv", long)]).report.totals(), (3, 1, 2));
}

#[test]
fn the_factbook_is_read_in_all_its_shapes() {
    let lists = "gec,country,org,note\nch,China,SCO,\nna,Namibia,SADC,\nch,China,SCO,\nas,Australia,ICC,NGOs\nas,Australia,none,\nbm,Burma,CICA,observer\n";
    let options = Options { date: Some("2026-05".into()), ..Options::default() };
    let done = run("factbook", &[("m.csv", lists.as_bytes())], &options);
    let all = facts(&done);
    assert!(all.contains(&"chn sco member [..2026-05]/[2026-05..]".to_owned()), "{all:?}");
    assert!(all.contains(&"mmr cica observer [..2026-05]/[2026-05..]".to_owned()), "{all:?}");
    assert_eq!((done.report.totals(), done.report.counted("listed_twice")), ((6, 5, 1), 1));

    let history = "snapshot,gec,country,org,note\n2015-01-15,ch,China,SCO,\n2016-01-15,ch,China,SCO,\n2017-01-15,ch,China,CICA,\n2018-01-15,ch,China,SCO,suspended\n";
    assert_eq!(
        facts(&small("factbook", &[("h.csv", history)])),
        [
            "chn cica member [2016-01-15..2017-01-15]/[2017-01-15..2018-01-15]",
            "chn sco member (suspended) [2017-01-15..2018-01-15]/[2018-01-15..]",
            "chn sco member [..2015-01-15]/[2016-01-15..2017-01-15]",
        ]
    );
    let texts = "gec,country,text\nbr,Brazil,\"OECD (Enhanced Engagement, OIC, UN, WTO\"\n";
    let done = small("factbook", &[("t.csv", texts)]);
    assert_eq!(facts(&done).len(), 4);
    assert_eq!(done.model.relations().iter().filter(|r| r.grade() == Some(Grade::Partner)).count(), 1);
}

#[test]
fn votes_become_agreement_of_pairs() {
    let calls = "rcid,session,date\n3,1,1990-01-01\n4,1,1990-02-01\n5,2,1992-01-01\n";
    let votes = "rcid,country,country_code,vote\n3,United States,US,yes\n3,Russia,RU,no\n3,Namibia,NA,yes\n4,United States,US,yes\n4,Russia,RU,abstain\n4,Namibia,NA,yes\n\
                 5,United States,US,no\n5,Russia,RU,no\n9,Russia,RU,no\n5,Namibia,NA,shout\n";
    let done = small("un-votes", &[("v.csv", votes), ("c.csv", calls)]);
    assert_eq!(
        facts(&done),
        [
            "sun nam vote-agreement 0.25 1990-01-01/1990-12-31",
            "usa nam vote-agreement 1 1990-01-01/1990-12-31",
            "usa rus vote-agreement 1 1992-01-01/1992-12-31",
            "usa sun vote-agreement 0.25 1990-01-01/1990-12-31",
        ]
    );
    assert_eq!(done.report.totals(), (13, 11, 2));
}

#[test]
fn every_published_set_is_stored_or_reported_to_the_last_row() {
    let all = Options { make: Make::All, ..Options::default() };
    let dated = Options { date: Some("2026-05".into()), ..all.clone() };
    let some = Options { within: vec!["sco".into(), "asean".into()], ..all.clone() };
    let sets: &[(&str, &[&str], &Options, usize)] = &[
        ("atop", &["atop/atop_alliance_ddy.csv.gz"], &all, 273_296),
        ("contiguity", &["cow_contiguity/contdir.csv"], &all, 847),
        ("contiguity", &["cow_contiguity/contdird.csv.gz"], &all, 82_498),
        ("diplomatic-exchange", &["cow_diplomatic_exchange_subset/diplomatic_exchange_subset.csv.gz"], &all, 46_365),
        ("rivalries", &["rivalries/tss_rivalries.csv"], &all, 264),
        ("rivalries", &["rivalries/td_rivalries.csv"], &all, 197),
        ("cow-mid", &["cow_mid_v5/MIDA 5.0.csv.gz", "cow_mid_v5/MIDB 5.0.csv.gz"], &all, 2_436 + 5_883),
        ("iigo", &["iigo/iigo_memberships.csv"], &all, 3_502),
        ("treaty-acts", &["un_treaties_2015/parties_long.csv.gz", "un_treaties_2015/index.csv"], &all, 31_993 + 401),
        ("treaty-acts", &["treaty_events/treaty_events.csv"], &all, 2_410),
        ("factbook", &["factbook/memberships.csv"], &dated, 10_907),
        ("factbook", &["factbook/memberships_history.csv.gz"], &all, 149_665),
        ("factbook", &["factbook/participation_raw_2015-11-29.csv.gz"], &dated, 234),
        ("un-votes", &["un_votes/un_votes.csv.gz", "un_votes/un_roll_calls.csv.gz"], &some, 870_109 + 6_203),
    ];
    for (format, paths, options, rows) in sets {
        let Some(done) = real(format, paths, options) else { return };
        let (read, stored, reported) = done.report.totals();
        let relations = done.model.relations().len();
        eprintln!("{format} {}: {read} rows, {stored} stored, {reported} reported, {relations} relations", paths[0]);
        for problem in done.report.problems.iter().take(3) {
            eprintln!("    line {}: {}", problem.line, problem.cause);
        }
        assert_eq!(read, *rows, "{format}");
        // The long list of treaties has columns that hold no acts.
        assert!(stored * 10 > read * 8, "{format}: most rows are stored");
    }
}
