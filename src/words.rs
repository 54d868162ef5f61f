//! Small pieces of English that answers are made of, and numbers in digits.

use std::fmt::Write;

/// "1 member", "24 members", "3 bodies".
pub(crate) fn count(n: usize, thing: &str) -> String {
    let plural = match thing.strip_suffix('y') {
        _ if n == 1 => thing.to_owned(),
        Some(stem) => format!("{stem}ies"),
        None => format!("{thing}s"),
    };
    format!("{n} {plural}")
}

/// "China, India and Russia".
pub(crate) fn enumerate(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A whole number with at least so many digits, written into some room: what tables of millions of numbers need. No number of 64 bits has
/// more than twenty.
pub(crate) fn digits(mut number: u64, least: usize, room: &mut [u8; 20]) -> &[u8] {
    let mut start = room.len();
    // Two at a time, as dividing is what takes long.
    while number >= 100 {
        start -= 2;
        room[start..start + 2].copy_from_slice(&PAIRS[(number % 100) as usize]);
        number /= 100;
    }
    if number >= 10 {
        start -= 2;
        room[start..start + 2].copy_from_slice(&PAIRS[number as usize]);
    } else if number > 0 {
        start -= 1;
        room[start] = b'0' + number as u8;
    }
    while room.len() - start < least.min(room.len()) {
        start -= 1;
        room[start] = b'0';
    }
    &room[start..]
}

/// "00" to "99".
const PAIRS: [[u8; 2]; 100] = {
    let mut pairs = [[b'0'; 2]; 100];
    let mut number = 0;
    while number < pairs.len() {
        pairs[number] = [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8];
        number += 1;
    }
    pairs
};

/// Adds a whole number with at least so many digits to a text.
pub(crate) fn push_digits(text: &mut String, number: u64, least: usize) {
    text.push_str(std::str::from_utf8(digits(number, least, &mut [0; 20])).unwrap_or_default());
}

/// A number of few decimals, as most are that people wrote, in the fewest digits that tell it from all others; none if it has
/// more. Several times as fast as the way that serves all numbers.
pub(crate) fn few_decimals(number: f64, room: &mut [u8; 24]) -> Option<&[u8]> {
    const MOST: f64 = 1e12;
    const POINT: usize = 20;
    let size = number.abs();
    // No two numbers of at most fifteen digits are the same, so that these digits are its own. The sign of zero is kept.
    let thousandths = (size * 1e3 + 0.5) as u64;
    if size >= MOST || thousandths as f64 / 1e3 != size || (size == 0.0 && number.is_sign_negative()) {
        return None;
    }
    let mut digits_room = [0; 20];
    let whole = digits(thousandths / 1000, 1, &mut digits_room);
    let mut start = POINT - whole.len();
    room[start..POINT].copy_from_slice(whole);
    if number < 0.0 {
        start -= 1;
        room[start] = b'-';
    }
    let rest = thousandths % 1000;
    let end = match rest {
        0 => POINT,
        _ if rest.is_multiple_of(100) => POINT + 2,
        _ if rest.is_multiple_of(10) => POINT + 3,
        _ => POINT + 4,
    };
    let [tens, ones] = PAIRS[(rest % 100) as usize];
    room[POINT..].copy_from_slice(&[b'.', b'0' + (rest / 100) as u8, tens, ones]);
    Some(&room[start..end])
}

/// Adds a number in the fewest digits that tell it from all others.
pub(crate) fn push_number(text: &mut String, number: f64) {
    match few_decimals(number, &mut [0; 24]) {
        Some(digits) => text.push_str(std::str::from_utf8(digits).unwrap_or_default()),
        // Writing into memory cannot fail.
        None => {
            let _ = write!(text, "{number}");
        }
    }
}

/// Adds a finite number, rounded to so many decimals. A small negative number rounds to zero, and zero has no sign.
pub(crate) fn push_rounded(text: &mut String, number: f64, decimals: usize) {
    let Some(units) = nearest_units(number, decimals) else {
        let digits = format!("{number:.decimals$}");
        let zero = digits.strip_prefix('-').filter(|rest| rest.bytes().all(|digit| matches!(digit, b'0' | b'.')));
        return text.push_str(zero.unwrap_or(&digits));
    };
    let one = POWERS[decimals];
    text.push_str(if number < 0.0 && units > 0 { "-" } else { "" });
    push_digits(text, units / one, 1);
    if decimals > 0 {
        text.push('.');
        push_digits(text, units % one, decimals);
    }
}

/// A number without its sign as whole units of its last shown decimal, where the product is far enough from the middle of two
/// units that its own rounding cannot matter: several times as fast as the exact way, which tables of all pairs feel.
fn nearest_units(number: f64, decimals: usize) -> Option<u64> {
    let units = number.abs() * *POWERS.get(decimals)? as f64;
    if units >= 1e9 {
        return None;
    }
    let below = units as u64;
    let beyond = units - below as f64;
    ((beyond - 0.5).abs() > 1e-6).then(|| below + u64::from(beyond > 0.5))
}

/// How many units of the last shown decimal make one, by decimals.
const POWERS: [u64; 10] = {
    let mut powers = [1; 10];
    let mut decimals = 1;
    while decimals < powers.len() {
        powers[decimals] = 10 * powers[decimals - 1];
        decimals += 1;
    }
    powers
};

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_rounded_as_the_exact_way_does(number in -1e7..1e7, decimals in 0usize..12) {
            let mut shown = String::new();
            push_rounded(&mut shown, number, decimals);
            let exact = format!("{number:.decimals$}");
            let is_zero = exact.bytes().all(|byte| matches!(byte, b'-' | b'0' | b'.'));
            prop_assert_eq!(shown, if is_zero { exact.trim_start_matches('-').to_owned() } else { exact });
        }
    }

    #[test]
    fn few_decimals_are_those_that_are_always_written() {
        let few = [0.0, 0.5, -0.001, 84.125, 999.999, 123_456_789.01, 7.0, -12.0, 999_999_999_999.999, 0.1];
        let many = [-0.0, 0.0005, 0.1 + 0.2, 1e12, 1e300, f64::INFINITY, f64::NAN, 1.0 / 3.0];
        for number in few {
            assert!(few_decimals(number, &mut [0; 24]).is_some(), "{number}");
        }
        for number in many {
            assert!(few_decimals(number, &mut [0; 24]).is_none(), "{number}");
        }
        for number in few.into_iter().chain(many) {
            let mut text = String::new();
            push_number(&mut text, number);
            assert_eq!(text, number.to_string());
        }
    }

    #[test]
    fn counts_and_lists_read_well() {
        let shown = |number, least| String::from_utf8(digits(number, least, &mut [0; 20]).to_vec()).unwrap();
        assert_eq!([shown(0, 1), shown(7, 3), shown(u64::MAX, 1)], ["0", "007", "18446744073709551615"]);
        assert_eq!(count(1, "body"), "1 body");
        assert_eq!(count(0, "body"), "0 bodies");
        assert_eq!(count(2, "state"), "2 states");
        assert_eq!(enumerate(&["a", "b", "c"]), "a, b and c");
    }
}
