//! Laws of the set language over random expressions on the shipped world: three-valued and exact.

use comity::graph::Graph;
use comity::graph::view::View;
use comity::model::Model;
use comity::query::Query;
use comity::query::suppose::suppose;
use comity::time::{Certainty, Day};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;

static WORLD: LazyLock<comity::document::Document> = LazyLock::new(comity::document::builtin);

/// Everybody found, with how surely.
fn ask(text: &str) -> BTreeMap<String, Certainty> {
    let graph = Graph::of(&WORLD.model);
    // A day on which two seats in CICA and many elsewhere are only possible.
    let view = View::on(Day::parse("2010-03-01").unwrap());
    let found = Query::parse(text).unwrap().run(&graph, &view).unwrap_or_else(|wrong| panic!("{text}: {wrong:?}"));
    found.into_iter().map(|one| (WORLD.model.entity(one.entity).slug.to_string(), one.certainty)).collect()
}

fn sets() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "members(cica)",
        "members(cica)@2010-06-01",
        "members(cica)@2004-06-01",
        "observers(cica)",
        "seats(sco)",
        "members(sco)@2010/2018",
        "members(eco)",
        "parties(npt)",
        "signed(ctbt)",
        "bodies(kaz)",
        "region(asia)",
        "{chn, rus, irq}",
        "irq",
        "where(members >= 20)",
        "members(bodies(irq))",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(3, 12, 2, |inner| {
        (inner.clone(), prop::sample::select(vec!["&", "-", "|", "^"]), inner)
            .prop_map(|(a, join, b)| format!("({a} {join} {b})"))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_left_of_a_set_without_itself(a in sets()) {
        let (without, one_of) = (format!("{a} - {a}"), format!("{a} ^ {a}"));
        prop_assert!(ask(&without).is_empty(), "{}", without);
        prop_assert!(ask(&one_of).is_empty(), "{}", one_of);
        prop_assert_eq!(ask(&format!("{a} & {a}")), ask(&a));
    }

    #[test]
    fn de_morgan_holds(a in sets(), b in sets(), c in sets()) {
        prop_assert_eq!(ask(&format!("{a} - ({b} | {c})")), ask(&format!("({a} - {b}) & ({a} - {c})")));
        prop_assert_eq!(ask(&format!("{a} - ({b} & {c})")), ask(&format!("({a} - {b}) | ({a} - {c})")));
    }

    #[test]
    fn joining_commutes_and_distributes(a in sets(), b in sets(), c in sets()) {
        prop_assert_eq!(ask(&format!("{a} & {b}")), ask(&format!("{b} & {a}")));
        prop_assert_eq!(ask(&format!("{a} ^ {b}")), ask(&format!("({a} - {b}) | ({b} - {a})")));
        prop_assert_eq!(ask(&format!("{a} & ({b} | {c})")), ask(&format!("({a} & {b}) | ({a} & {c})")));
    }

    #[test]
    fn what_is_in_both_is_in_each_at_least_as_surely(a in sets(), b in sets()) {
        let (first, either) = (ask(&a), ask(&format!("{a} | {b}")));
        for (id, certainty) in ask(&format!("{a} & {b}")) {
            prop_assert!(first.get(&id).is_some_and(|known| *known >= certainty), "{}", id);
        }
        for (id, certainty) in first {
            prop_assert!(either.get(&id).is_some_and(|known| *known >= certainty), "{}", id);
        }
    }
}

#[test]
fn any_text_is_answered_or_complained_about() {
    let graph = Graph::of(&WORLD.model);
    let view = View::on(Day::parse("2014-05-20").unwrap());
    for text in [
        "",
        "(",
        "members()",
        "members(cica, member)",
        "seats(cica, boss)",
        "nobody",
        "all()",
        "all(sheep)",
        "a@b",
        "@",
        "{}",
        "members(kaz)",
        "where(iso3 = KAZ)",
        "where(members = x)",
        "where(region < asia)",
        "members(cica)@2014@2015",
        "\u{0}",
        "членe(cica)",
        "region(asia) & all(bodies)@2014-02-30",
        "attended(npt)",
    ] {
        let outcome = Query::parse(text).and_then(|query| query.run(&graph, &view));
        if let Err(wrong) = outcome {
            assert!(wrong.iter().all(|one| one.place.is_some()), "{text}");
        }
    }
}

fn members(model: &Model, body: &str, day: &str) -> usize {
    let view = View::on(Day::parse(day).unwrap());
    view.holders(&Graph::of(model), model.find(body).unwrap()).len()
}

#[test]
fn joining_leaving_and_dropping_change_what_they_name_alone() {
    let world = &*WORLD;
    let day = Day::parse("2014-05-20").unwrap();
    let supposed = suppose(&world.model, "join ind sco on 2014-05-01; leave uzb cica; drop eco", day).unwrap();
    assert_eq!(members(&world.model, "sco", "2014-05-20"), 6);
    assert_eq!(members(&supposed, "sco", "2014-05-20"), 7);
    assert_eq!(members(&supposed, "sco", "2014-04-30"), 6);
    assert_eq!(members(&supposed, "cica", "2014-05-19"), 23);
    assert_eq!(members(&supposed, "eco", "2014-05-20"), 0);
}

#[test]
fn what_cannot_be_supposed_is_said_with_its_place() {
    let world = &*WORLD;
    let day = Day::parse("2014-05-20").unwrap();
    for text in [
        "",
        "joyn ind sco",
        "join ind",
        "join Inda sco",
        "leave bra cica",
        "join ind sco on 2014",
        "join ind sco as boss",
        "join ind npt",
        "join ind sco leave uzb csto",
        "join {ind sco",
    ] {
        let wrong = suppose(&world.model, text, day).unwrap_err();
        assert!(wrong.iter().all(|one| one.place.is_some() && one.help.is_some()), "{text}");
    }
}
