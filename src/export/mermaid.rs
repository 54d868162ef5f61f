//! Mermaid, which GitHub, GitLab and Obsidian draw inside a text; for few ties, as it lays them out in two columns.

use super::data::Data;
use super::sink::Sink;
use super::{Refusal, Style, colours};
use crate::model::kind::{EntityKind, Grade, Sign};
use crate::time::Certainty;

/// More ties than this are a tangle.
const MOST_TIES: usize = 20;

/// Why a network is too large to be drawn, if it is.
pub(super) fn refuses(data: &Data<'_>) -> Option<Refusal> {
    (data.ties.len() > MOST_TIES).then(|| Refusal {
        message: format!("{} ties are too many for Mermaid, which draws up to {MOST_TIES} that can be followed", data.ties.len()),
        help: "name fewer bodies, keep to some states with `--within`, raise `--min-shared`, or draw SVG with `comity draw network`"
            .to_owned(),
    })
}

/// Writes a flow chart: bodies are rounded, lines of less than a full seat are broken, quarrels are red.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    sink.text("---\ntitle: ");
    let title = if data.as_of.is_empty() { data.title.clone() } else { format!("{}, {}", data.title, data.as_of) };
    super::json::string(sink, &title);
    sink.text("\n---\ngraph LR\n");
    let families = colours::families((0..data.nodes.len()).filter_map(|row| data.entity(row).family()));
    for row in 0..data.nodes.len() {
        let entity = data.entity(row);
        let (open, close) = match entity.kind {
            EntityKind::Body => ("([\"", "\"])"),
            EntityKind::State => ("[\"", "\"]"),
            _ => ("{{\"", "\"}}"),
        };
        sink.text(&format!("  n{row}{open}"));
        escape(sink, entity.short_name());
        sink.text(close);
        sink.text("\n");
        if entity.kind == EntityKind::Body {
            let fill = colours::of_family(entity.family(), &families).0;
            sink.text(&format!("  style n{row} fill:{fill},color:#FFFFFF,stroke:none\n"));
        }
    }
    let mut red = Vec::new();
    for (row, tie) in data.ties.iter().enumerate() {
        let relation = data.relation(row);
        let label = match relation {
            None => String::new(),
            Some(relation) if relation.grade() == Some(Grade::Member) && !relation.is_suspended() => String::new(),
            Some(relation) if relation.grade().is_some() => relation.detail_text(),
            Some(relation) => [relation.kind.as_str(), &relation.detail_text()].join(" ").trim().to_owned(),
        };
        let is_whole = label.is_empty() && tie.certainty == Certainty::Surely;
        let line = match (is_whole, data.directed && !data.is_mutual(row)) {
            (true, false) => "---",
            (true, true) => "-->",
            (false, false) => "-.-",
            (false, true) => "-.->",
        };
        sink.text(&format!("  n{} {line}", tie.from));
        if !label.is_empty() {
            sink.text("|\"");
            escape(sink, &label);
            sink.text("\"|");
        }
        sink.text(&format!(" n{}\n", tie.to));
        if relation.is_some_and(|relation| relation.kind.spec().sign == Sign::Negative) {
            red.push(row.to_string());
        }
    }
    if !red.is_empty() {
        sink.text(&format!("  linkStyle {} stroke:{}\n", red.join(","), colours::NEGATIVE));
    }
}

const NEEDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let byte_is = byte as u8;
        // All but letters, digits and harmless marks is written by number: Mermaid reads Markdown, HTML and its own codes.
        table[byte] = !(byte_is.is_ascii_alphanumeric()
            || matches!(byte_is, b' ' | b'.' | b',' | b'-' | b'(' | b')' | b'\'')
            || byte_is >= 0x80);
        byte += 1;
    }
    table
};

fn escape(sink: &mut Sink<'_>, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| NEEDS[usize::from(byte)]) {
        sink.text(&rest[..at]);
        match rest.as_bytes()[at] {
            b'\n' => sink.text("<br/>"),
            0..=0x1F | 0x7F => sink.text(" "),
            byte => sink.text(&format!("#{byte};")),
        }
        rest = &rest[at + 1..];
    }
    sink.text(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_mermaids_own_is_left_in_a_label() {
        let mut bytes = Vec::new();
        let mut sink = Sink::new(&mut bytes);
        escape(&mut sink, "a\"]; click n0 \"javascript:x\" `*_b_*`\n<i>&amp; #quot; é\t");
        sink.finish().unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let own = text.replace("<br/>", "");
        assert!(!own.contains(['"', ']', '`', '*', '_', '<', '&', '\n']), "{text}");
        assert!(text.contains("#34;#93;#59; click n0") && text.ends_with("é "), "{text}");
    }
}
