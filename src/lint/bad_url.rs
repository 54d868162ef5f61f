//! Addresses of sources that no browser opens.

use crate::diagnostic::{Diagnostic, Diagnostics, codes};
use crate::model::Model;

/// Reports sources whose `url` is no whole http or https address.
pub(super) fn check(model: &Model, found: &mut Diagnostics) {
    for source in model.sources() {
        let Some(url) = source.url.as_deref().filter(|url| !is_web_address(url)) else { continue };
        let message = format!("the source `{}` has the address `{url}`, which is no http or https address", source.id);
        let diagnostic = Diagnostic::new(&codes::BAD_URL, message, source.origin.place("url"));
        found.push(diagnostic.help("write it whole, with `https://` and without spaces, or put it into `note`"));
    }
}

/// A scheme, a host with a dot or a port, and nothing that ends an address.
fn is_web_address(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let ends_it = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>');
        host.contains(['.', ':']) && !host.starts_with('.') && !host.ends_with('.') && !url.contains(ends_it)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::sample::Sample;

    #[test]
    fn an_address_is_whole() {
        for good in [
            "https://treaties.un.org",
            "http://www.s-cica.org/page.php?page_id=6130&lang=1#top",
            "https://en.wikipedia.org/wiki/Côte_d’Ivoire_(state)",
            "http://localhost:8080/x",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "",
            "www.un.org",
            "ftp://un.org",
            "https://",
            "https:///path",
            "https://un org",
            "https://un.org/a b",
            "un",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }

    #[test]
    fn the_source_is_named() {
        let mut world = Sample::default();
        world.source("minutes");
        world.source("list").url = Some("www.club.example".to_owned());
        let told = world.told_by("W0616");
        assert_eq!(told, ["the source `list` has the address `www.club.example`, which is no http or https address"]);
    }
}
