//! Laws of dates and intervals, for any dates.

use comity::time::{Certainty, Date, Day, Interval, Span};
use proptest::prelude::*;

/// A written date of any precision between the years 1 and 2100, with the days it can mean.
fn written() -> impl Strategy<Value = String> {
    let day = (-719_000i32..47_000).prop_map(|n| Day::from_number(n).to_string());
    prop_oneof![
        day.clone(),
        day.clone().prop_map(|d| d[..7].to_owned()),
        day.clone().prop_map(|d| d[..4].to_owned()),
        (day.clone(), prop_oneof![Just("~"), Just("?"), Just("%")]).prop_map(|(d, mark)| format!("{}{mark}", &d[..4])),
        day.prop_map(|d| format!("{}X", &d[..3])),
    ]
}

/// Any interval that can be read, with open, unknown, written and one-of-several ends.
fn interval() -> impl Strategy<Value = Interval> {
    let end = prop_oneof![3 => written(), 1 => Just("..".to_owned()), 1 => Just(String::new())];
    let several = (written(), written()).prop_map(|(a, b)| format!("[{a},{b}]/.."));
    let whole =
        prop_oneof![6 => (end.clone(), end).prop_map(|(a, b)| format!("{a}/{b}")), 1 => written(), 1 => several];
    whole.prop_filter_map("readable", |text| Interval::parse(&text).ok())
}

fn any_day() -> impl Strategy<Value = Day> {
    (-800_000i32..60_000).prop_map(Day::from_number)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_date_means_at_least_one_day(text in written()) {
        let date = Date::parse(&text).unwrap();
        prop_assert!(date.earliest() <= date.latest());
        prop_assert_eq!(date.as_str(), text);
    }

    #[test]
    fn days_survive_being_written(day in any_day()) {
        prop_assert_eq!(Day::parse(&day.to_string()).unwrap(), day);
        let (year, month, number) = day.calendar();
        prop_assert!((1..=12).contains(&month) && (1..=31).contains(&number) && year > -3000);
        prop_assert_eq!(day.next().previous(), day);
    }

    #[test]
    fn the_ends_are_in_order(interval in interval()) {
        let (start, end) = (interval.start(), interval.end());
        prop_assert!(start.0 <= start.1 && end.0 <= end.1);
        prop_assert!(start.0 <= end.0 && start.1 <= end.1, "{}", interval);
    }

    #[test]
    fn surely_on_a_day_means_surely_and_possibly_within_any_span_around_it(
        interval in interval(), day in any_day(), before in 0i32..4_000, after in 0i32..4_000
    ) {
        let span = Span { first: Day::from_number(day.number() - before), last: Day::from_number(day.number() + after) };
        prop_assert!(interval.within(span) >= interval.on(day));
    }

    #[test]
    fn the_rule_of_surely_and_possibly(interval in interval(), day in any_day()) {
        let (start, end) = (interval.start(), interval.end());
        let surely = start.1 <= day && day <= end.0;
        let possibly = start.0 <= day && day <= end.1;
        prop_assert!(!surely || possibly);
        let expected = if surely { Certainty::Surely } else if possibly { Certainty::Possibly } else { Certainty::No };
        prop_assert_eq!(interval.on(day), expected);
    }

    /// Learning the exact days can only turn *possibly* into *surely* or *no*, never take back a *surely* or a *no*.
    #[test]
    fn refining_never_takes_back(
        a in written(), b in written(), day in any_day(), at_start in 0.0f64..1.0, at_end in 0.0f64..1.0
    ) {
        let (a, b) = if Interval::parse(&format!("{a}/{b}")).is_ok() { (a, b) } else { (b, a) };
        let rough = Interval::parse(&format!("{a}/{b}")).unwrap();
        let pick = |date: &str, at: f64| {
            let date = Date::parse(date).unwrap();
            let length = f64::from(date.latest().number() - date.earliest().number());
            Day::from_number(date.earliest().number() + (length * at) as i32)
        };
        let (start, end) = (pick(&a, at_start), pick(&b, at_end));
        prop_assume!(start <= end);
        let exact = Interval::parse(&format!("{start}/{end}")).unwrap();
        match rough.on(day) {
            Certainty::Possibly => {}
            settled => prop_assert_eq!(exact.on(day), settled, "{} refined to {}", rough, exact),
        }
    }

    #[test]
    fn meeting_is_mutual_and_follows_from_a_common_day(a in interval(), b in interval(), day in any_day()) {
        prop_assert_eq!(a.meets(&b), b.meets(&a));
        prop_assert!(a.meets(&b) >= a.on(day).min(b.on(day)));
    }

    #[test]
    fn open_ends_never_end_and_unknown_ones_may(date in written(), later in 0i32..100_000) {
        let last = Date::parse(&date).unwrap().latest();
        let after = Day::from_number(last.number() + later);
        prop_assert_eq!(Interval::parse(&format!("{date}/..")).unwrap().on(after), Certainty::Surely);
        let unknown_end = Interval::parse(&format!("{date}/")).unwrap();
        prop_assert!(unknown_end.on(after) > Certainty::No);
        let before = Day::from_number(Date::parse(&date).unwrap().earliest().number() - later);
        prop_assert_eq!(Interval::parse(&format!("../{date}")).unwrap().on(before), Certainty::Surely);
        let unknown_start = Interval::parse(&format!("/{date}")).unwrap();
        prop_assert!(unknown_start.on(before) > Certainty::No);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,24}") {
        let _ = (Day::parse(&text), Date::parse(&text), Interval::parse(&text));
    }
}

#[test]
fn leap_days_and_early_years() {
    assert!(Day::parse("1900-02-29").is_err());
    assert!(Day::parse("2000-02-29").is_ok());
    assert_eq!(Date::parse("1500-02").unwrap().latest().to_string(), "1500-02-28");
    assert_eq!(Date::parse("0999").unwrap().earliest().to_string(), "0999-01-01");
    assert_eq!(
        Interval::parse("0962-02-02/1806-08-06").unwrap().on(Day::parse("1000-01-01").unwrap()),
        Certainty::Surely
    );
}
