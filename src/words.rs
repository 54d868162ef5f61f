//! Small pieces of English that answers are made of.

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
    fn counts_and_lists_read_well() {
        let shown = |number, least| String::from_utf8(digits(number, least, &mut [0; 20]).to_vec()).unwrap();
        assert_eq!([shown(0, 1), shown(7, 3), shown(u64::MAX, 1)], ["0", "007", "18446744073709551615"]);
        assert_eq!(count(1, "body"), "1 body");
        assert_eq!(count(0, "body"), "0 bodies");
        assert_eq!(count(2, "state"), "2 states");
        assert_eq!(enumerate(&["a", "b", "c"]), "a, b and c");
    }
}
