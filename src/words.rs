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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_lists_read_well() {
        assert_eq!(count(1, "body"), "1 body");
        assert_eq!(count(0, "body"), "0 bodies");
        assert_eq!(count(2, "state"), "2 states");
        assert_eq!(enumerate(&["a", "b", "c"]), "a, b and c");
    }
}
