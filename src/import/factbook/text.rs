//! Lists as the Factbook prints them: commas inside brackets, brackets never closed, markup, sentences before the list.

use serde_json::Value;

/// The name of a country and its list, from the JSON file of its page.
pub(super) fn of_json(text: &str) -> Result<(String, Option<String>), String> {
    let page: Value = serde_json::from_str(text).map_err(|cause| format!("this is no JSON: {cause}"))?;
    let text_at = |path: &[&str]| {
        let mut value = &page;
        for key in path {
            value = value.get(key)?;
        }
        value.get("text").and_then(Value::as_str).map(str::to_owned)
    };
    let names = ["conventional short form", "conventional long form"];
    let name =
        names.iter().find_map(|form| text_at(&["Government", "Country name", form]).filter(|name| name != "none"));
    let name = name.ok_or("the page names no country")?;
    Ok((plain(&name), text_at(&["Government", "International organization participation"])))
}

/// The items of a list, each with the words in its brackets.
pub(super) fn items(list: &str) -> Vec<(String, String)> {
    let list = plain(list);
    // A sentence before the list ends in a colon: "… do not participate: ADB, …".
    let list = list.rsplit_once(": ").map_or(list.as_str(), |(_, list)| list);
    let mut items = Vec::new();
    let mut rest = list;
    while !rest.trim().is_empty() {
        let comma = rest.find(',').unwrap_or(rest.len());
        let open = rest.find('(').filter(|open| *open < comma);
        let end = match open {
            None => comma,
            Some(open) => match closing(&rest[open..]) {
                Some(close) => open + close + rest[open + close..].find(',').unwrap_or(rest.len() - open - close),
                None => comma,
            },
        };
        let item = rest[..end].trim().trim_end_matches(';');
        let (org, note) = match item.split_once('(') {
            Some((org, note)) => (org, note.trim_end_matches([')', ' '])),
            None => (item, ""),
        };
        if !org.trim().is_empty() {
            items.push((org.trim().to_owned(), note.trim().to_owned()));
        }
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    items
}

/// Where the bracket that begins a text closes; `None` if another opens before, so that it was never closed.
fn closing(text: &str) -> Option<usize> {
    let close = text.find(')')?;
    let again = text[1..].find('(').map(|at| at + 1);
    match again {
        Some(again) if again < close => None,
        _ => Some(close),
    }
}

/// An abbreviation as it is usually written: `G- 9` is `G-9`.
pub(super) fn org(text: &str) -> String {
    text.replace("- ", "-").trim().trim_end_matches('.').to_owned()
}

/// A text without markup.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut tag = false;
    for c in text.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => {
                tag = false;
                plain.push(' ');
            }
            c if !tag => plain.push(c),
            _ => {}
        }
    }
    let plain = plain.replace("&nbsp;", " ").replace("&amp;", "&").replace('\u{a0}', " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(list: &str) -> Vec<String> {
        items(list).into_iter().map(|(org, note)| if note.is_empty() { org } else { format!("{org}={note}") }).collect()
    }

    #[test]
    fn an_unclosed_bracket_loses_nobody() {
        let list = "OECD (Enhanced Engagement, OIC, OPCW, PIF (partner), UN, WTO";
        assert_eq!(all(list), ["OECD=Enhanced Engagement", "OIC", "OPCW", "PIF=partner", "UN", "WTO"]);
        assert_eq!(
            all("CIS (associate member, has not ratified, and so on), ECO, G- 9 (x"),
            ["CIS=associate member, has not ratified, and so on", "ECO", "G- 9=x"]
        );
    }

    #[test]
    fn markup_and_sentences_are_left_aside() {
        assert_eq!(all("<p>note - they do not participate: ADB,&nbsp;CICA</p>, "), ["ADB", "CICA"]);
        assert_eq!(org("G- 9"), "G-9");
        assert!(all("").is_empty());
    }

    #[test]
    fn pages_are_read() {
        let page = r#"{"Government": {"Country name": {"conventional short form": {"text": "none"}, "conventional long form": {"text": "Republic of X"}},
            "International organization participation": {"text": "UN, WTO (observer)"}}}"#;
        assert_eq!(of_json(page), Ok(("Republic of X".into(), Some("UN, WTO (observer)".into()))));
        assert!(of_json("{").is_err() && of_json("{}").is_err());
    }
}
