//! RDF as Turtle: every entity, source and relation is a resource; a relation points to its ends, dates and sources.

use super::Style;
use super::data::{Cell, Data, Field, Row, Type};
use super::sink::Sink;

const HEAD: &str = "@prefix c: <urn:comity:term:> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
";

/// EDTF as the Library of Congress names it.
const EDTF: &str = "<http://id.loc.gov/datatypes/edtf>";

/// Writes triples, one resource a paragraph.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    sink.text(HEAD);
    sink.text("\n<urn:comity:network> a c:Network");
    for (name, value) in data.about().iter().filter(|(name, _)| *name != "sources") {
        sink.text(if *name == "title" { " ;\n  dcterms:title " } else { " ;\n  c:" });
        if *name != "title" {
            sink.text(name);
            sink.text(" ");
        }
        literal(sink, value);
    }
    sink.text(" .\n");
    for source in data.sources() {
        let text = |name: &str| source.get(name).and_then(serde_json::Value::as_str);
        sink.text("\n");
        iri(sink, "source", text("id").unwrap_or_default());
        sink.text(" a c:Source");
        for (name, predicate) in [
            ("title", "dcterms:title"),
            ("publisher", "dcterms:publisher"),
            ("date", "dcterms:date"),
            ("url", "c:url"),
            ("accessed", "c:accessed"),
            ("kind", "c:kind"),
            ("note", "rdfs:comment"),
        ] {
            if let Some(text) = text(name) {
                sink.text(&format!(" ;\n  {predicate} "));
                literal(sink, text);
            }
        }
        sink.text(" .\n");
    }
    let fields = data.node_fields();
    sink.rows(data.nodes.len(), |sink, row| {
        let entity = data.entity(row);
        sink.text("\n");
        iri(sink, "entity", &entity.slug);
        sink.text(" a c:");
        sink.text(&capital(entity.kind.as_str()));
        for field in fields.iter().filter(|field| field.name != "kind") {
            pair(sink, data.node_row(row), field, node_predicate(field.name));
        }
        for alias in &entity.aka {
            sink.text(" ;\n  skos:altLabel ");
            literal(sink, &alias.text);
        }
        sink.text(" .\n");
    });
    let fields = data.tie_fields();
    sink.rows(data.ties.len(), |sink, row| {
        let tie = &data.ties[row];
        let kind = data.relation(row).map_or("shared", |relation| relation.kind.as_str());
        sink.text("\n");
        // The plain statement, for those who ask for no dates.
        iri(sink, "entity", data.id(tie.from));
        sink.text(&format!(" c:{kind} "));
        iri(sink, "entity", data.id(tie.to));
        sink.text(&format!(" .\n<urn:comity:relation:{row}> a c:{} ;\n  c:subject ", capital(kind)));
        iri(sink, "entity", data.id(tie.from));
        sink.text(" ;\n  c:object ");
        iri(sink, "entity", data.id(tie.to));
        for field in &fields {
            match field.name {
                "relation" => {}
                "sources" => {
                    for id in cited(data, row) {
                        sink.text(" ;\n  dcterms:source ");
                        iri(sink, "source", id);
                    }
                }
                name => pair(sink, data.tie_row(row), field, &format!("c:{name}")),
            }
        }
        sink.text(" .\n");
    });
}

fn cited<'m>(data: &Data<'m>, row: usize) -> Vec<&'m str> {
    let model = data.model();
    let mut ids: Vec<&str> = Vec::new();
    for id in data.behind(row).iter().flat_map(|id| model.relation(*id).sources.iter()) {
        let id = model.source(*id).id.as_str();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn node_predicate(name: &str) -> &str {
    match name {
        "name" => "rdfs:label",
        "label" => "skos:prefLabel",
        "note" => "rdfs:comment",
        "bipartite" => "c:bipartite",
        "size" => "c:size",
        "family" => "c:family",
        "iso3" => "c:iso3",
        "cow" => "c:cow",
        "official" => "c:official",
        "during" => "c:during",
        "src" => "c:src",
        "record" => "c:record",
        // Computed numbers.
        _ => "",
    }
}

fn pair<'d>(sink: &mut Sink<'_>, row: Row<'d>, field: &Field<'d>, predicate: &str) {
    let cell = field.cell(row);
    if !cell.is_some() {
        return;
    }
    sink.text(" ;\n  ");
    if predicate.is_empty() {
        sink.text("c:");
        sink.text(field.name);
    } else {
        sink.text(predicate);
    }
    sink.text(" ");
    let typed = |sink: &mut Sink<'_>, kind: &str| {
        sink.text("\"");
        sink.cell(&cell, escape);
        sink.text("\"^^");
        sink.text(kind);
    };
    match (&cell, field.kind) {
        // Several spells are no EDTF.
        (Cell::Text(text), _)
            if matches!(field.name, "during" | "from" | "to") && !text.contains(';') && text.len() > 2 =>
        {
            typed(sink, EDTF);
        }
        (Cell::Text(text), _) => literal(sink, text),
        (Cell::Json(text), _) => literal(sink, text),
        (Cell::Day(_), _) => typed(sink, "xsd:date"),
        (_, Type::Whole) => typed(sink, "xsd:integer"),
        (_, Type::Flag) => typed(sink, "xsd:boolean"),
        _ => typed(sink, "xsd:double"),
    }
}

fn capital(word: &str) -> String {
    word.split('_').map(|part| part[..1].to_ascii_uppercase() + &part[1..]).collect()
}

/// Takes the name of a resource; what an IRI may not hold is written in percent.
fn iri(sink: &mut Sink<'_>, sort: &str, id: &str) {
    sink.text("<urn:comity:");
    sink.text(sort);
    sink.text(":");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b'~') {
            sink.text(char::from(byte).encode_utf8(&mut [0; 4]));
        } else {
            sink.text(&format!("%{byte:02X}"));
        }
    }
    sink.text(">");
}

fn literal(sink: &mut Sink<'_>, text: &str) {
    sink.text("\"");
    escape(sink, text);
    sink.text("\"");
}

const NEEDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, 0..=0x1F | b'"' | b'\\' | 0x7F);
        byte += 1;
    }
    table
};

/// Takes a text as it stands between quotes; U+0000, which few stores take, becomes U+FFFD.
fn escape(sink: &mut Sink<'_>, text: &str) {
    const CONTROLS: [&str; 32] = [
        "\u{FFFD}", "\\u0001", "\\u0002", "\\u0003", "\\u0004", "\\u0005", "\\u0006", "\\u0007", "\\b", "\\t", "\\n",
        "\\u000B", "\\f", "\\r", "\\u000E", "\\u000F", "\\u0010", "\\u0011", "\\u0012", "\\u0013", "\\u0014",
        "\\u0015", "\\u0016", "\\u0017", "\\u0018", "\\u0019", "\\u001A", "\\u001B", "\\u001C", "\\u001D", "\\u001E",
        "\\u001F",
    ];
    sink.escaped(text, &NEEDS, |letter| match letter {
        '"' => Some("\\\""),
        '\\' => Some("\\\\"),
        '\u{7F}' => Some("\\u007F"),
        letter => CONTROLS.get(letter as usize).copied(),
    });
}
