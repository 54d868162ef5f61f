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
    while start > 0 && (number > 0 || room.len() - start < least) {
        start -= 1;
        room[start] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    &room[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

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
