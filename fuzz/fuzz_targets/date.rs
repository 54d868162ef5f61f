//! Reads any text as a day, a date and an interval: no panic, ends in order, and what held surely held possibly.
#![no_main]

use comity::time::{Certainty, Date, Day, Interval, Span};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, i32, u16)| {
    let (text, number, length) = input;
    let day = Day::from_number(number % 400_000_000);
    let span = Span { first: day, last: Day::from_number(day.number() + i32::from(length)) };
    if let Ok(day) = Day::parse(text) {
        assert_eq!(Day::parse(&day.to_string()), Ok(day));
        assert_eq!(day.next().previous(), day);
        let date = Date::parse(text).expect("a day is a date");
        assert_eq!((date.earliest(), date.latest()), (day, day));
    }
    match Date::parse(text) {
        Ok(date) => {
            assert!(date.earliest() <= date.latest());
            assert_eq!(date.as_str(), text);
            let interval = Interval::parse(text).expect("a date is an interval");
            assert_eq!((interval.start().0, interval.end().1), (date.earliest(), date.latest()));
            check(&Interval::from_until(&date, None), span);
            // What ends before a day must have begun before it.
            if date.earliest() < date.latest() {
                check(&Interval::from_until(&date, Some(&date)), span);
            }
        }
        Err(error) => assert!(!error.message.is_empty() && error.offset <= text.len().max(10)),
    }
    match Interval::parse(text) {
        Ok(interval) => {
            assert_eq!(interval.as_str(), text);
            assert!(text.starts_with(interval.from_text()) && text.ends_with(interval.to_text()));
            check(&interval, span);
        }
        Err(error) => assert!(!error.message.is_empty()),
    }
});

fn check(interval: &Interval, span: Span) {
    let (start, end) = (interval.start(), interval.end());
    assert!(start.0 <= start.1 && end.0 <= end.1, "{interval}: each end has an order");
    assert!(start.0 <= end.0 && start.1 <= end.1, "{interval}: an end comes after its start");
    // Surely is more than possibly: what holds on a day holds within any span around that day.
    let (first, within) = (interval.on(span.first), interval.within(span));
    assert!(within >= first);
    let somewhere = start.0 <= span.last && end.1 >= span.first;
    assert_eq!(within > Certainty::No, somewhere, "{interval}");
    assert!(interval.meets(interval) > Certainty::No);
    assert_eq!(interval.meets(&Interval::always()), Certainty::Surely);
}
