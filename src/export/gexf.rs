//! GEXF 1.3, as Gephi reads it: spells, attributes that change with time, positions, colours and sizes.

use super::Style;
use super::colours;
use super::data::{Data, Field, Row, Type};
use super::sink::{Sink, Texts};
use super::xml::escape;
use crate::model::kind::{EntityKind, Grade, Sign};
use crate::model::{Attributes, Relation};
use crate::time::{Day, Interval};

/// Writes a network. A spell lasts from the first day on which it can have begun to the last on which it can have ended.
pub(super) fn write(data: &Data<'_>, _: Style, sink: &mut Sink<'_>) {
    sink.text(concat!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\"",
        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"",
        " xsi:schemaLocation=\"http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n"
    ));
    meta(data, sink);
    let way = if data.directed { "directed" } else { "undirected" };
    let is_dated = data.evidence().iter().any(|id| bounds(&data.model().relation(*id).during) != (None, None));
    sink.text(&format!("<graph defaultedgetype=\"{way}\""));
    sink.text(if is_dated {
        " mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">\n"
    } else {
        " mode=\"static\">\n"
    });
    let (nodes, edges) = (data.node_fields(), data.tie_fields());
    // What has an attribute of its own in GEXF is not repeated.
    let nodes: Vec<Field<'_>> = nodes.into_iter().filter(|field| field.name != "label").collect();
    let edges: Vec<Field<'_>> = edges.into_iter().filter(|field| field.name != "weight").collect();
    let has_forms = (0..data.nodes.len()).any(|row| forms(data, row).len() > 1);
    let has_standings = (0..data.ties.len()).any(|row| data.behind(row).len() > 1);
    declare(sink, "node", &nodes, has_forms.then_some("form"));
    declare(sink, "edge", &edges, has_standings.then_some("standing"));
    sink.text("<nodes>\n");
    let looks = Looks::of(data);
    sink.rows(data.nodes.len(), |sink, row| {
        sink.text("<node id=\"");
        escape(sink, data.id(row as u32));
        sink.text("\" label=\"");
        escape(sink, data.entity(row).short_name());
        sink.text("\"><attvalues>");
        values(sink, data.node_row(row), &nodes);
        if has_forms {
            for (form, during) in forms(data, row) {
                dated_value(sink, "form", form, bounds(during));
            }
        }
        sink.text("</attvalues>");
        looks.node(data, sink, row);
        sink.text("</node>\n");
    });
    sink.text("</nodes>\n<edges>\n");
    let parallel = data.has_parallel_ties();
    let ids = Texts::of(data.nodes.len(), |sink, node| escape(sink, data.id(node as u32)));
    sink.rows(data.ties.len(), |sink, row| {
        let tie = &data.ties[row];
        sink.text("<edge id=\"");
        sink.whole(row as i64);
        sink.text("\" source=\"");
        sink.again(&ids, tie.from);
        sink.text("\" target=\"");
        sink.again(&ids, tie.to);
        if tie.weight != 1.0 {
            sink.text("\" weight=\"");
            sink.number(tie.weight);
        }
        // Gephi keeps apart what joins the same two only by its kind.
        if let Some(relation) = data.relation(row).filter(|_| parallel) {
            sink.text("\" kind=\"");
            escape(sink, relation.kind.as_str());
        }
        sink.text("\"><attvalues>");
        values(sink, data.tie_row(row), &edges);
        let behind: Vec<&Relation> = data.behind(row).iter().map(|id| data.model().relation(*id)).collect();
        if behind.len() > 1 {
            for (relation, bounds) in one_after_another(&behind) {
                dated_value(sink, "standing", &relation.detail_text(), bounds);
            }
        }
        sink.text("</attvalues>");
        spells(sink, &behind);
        looks_of_tie(data, sink, row);
        sink.text("</edge>\n");
    });
    sink.text("</edges>\n</graph>\n</gexf>\n");
}

fn meta(data: &Data<'_>, sink: &mut Sink<'_>) {
    let about = data.about();
    let get = |wanted: &str| about.iter().find(|(name, _)| *name == wanted).map(|(_, text)| text.as_str());
    sink.text("<meta><creator>comity</creator><keywords>");
    escape(sink, get("comity").or_else(|| get("world")).unwrap_or_default());
    sink.text("</keywords><description>");
    let lines = ["title", "as_of", "notes"].iter().filter_map(|name| Some((name, get(name)?)));
    for (i, (name, text)) in lines.enumerate() {
        sink.text(if i == 0 { "" } else { "&#10;" });
        escape(sink, &format!("{name}: {text}"));
    }
    sink.text("</description></meta>\n");
}

fn declare(sink: &mut Sink<'_>, class: &str, fields: &[Field<'_>], changing: Option<&str>) {
    sink.text(&format!("<attributes class=\"{class}\" mode=\"static\">"));
    for field in fields {
        let kind = type_name(field.kind);
        sink.text(&format!("<attribute id=\"{0}\" title=\"{0}\" type=\"{kind}\"/>", field.name));
    }
    sink.text("</attributes>\n");
    if let Some(name) = changing {
        sink.text(&format!("<attributes class=\"{class}\" mode=\"dynamic\">"));
        sink.text(&format!("<attribute id=\"{name}\" title=\"{name}\" type=\"string\"/></attributes>\n"));
    }
}

fn type_name(kind: Type) -> &'static str {
    match kind {
        Type::Text | Type::Day | Type::Json => "string",
        Type::Whole => "long",
        Type::Number => "double",
        Type::Flag => "boolean",
    }
}

fn values<'d>(sink: &mut Sink<'_>, row: Row<'d>, fields: &[Field<'d>]) {
    for field in fields {
        let cell = field.cell(row);
        if cell.is_some() {
            sink.text("<attvalue for=\"");
            sink.text(field.name);
            sink.text("\" value=\"");
            sink.cell(&cell, escape);
            sink.text("\"/>");
        }
    }
}

type Bounds = (Option<Day>, Option<Day>);

fn dated_value(sink: &mut Sink<'_>, name: &str, value: &str, bounds: Bounds) {
    sink.text(&format!("<attvalue for=\"{name}\" value=\""));
    escape(sink, value);
    sink.text("\"");
    times(sink, bounds);
    sink.text("/>");
}

fn times(sink: &mut Sink<'_>, (start, end): Bounds) {
    for (name, day) in [(" start=\"", start), (" end=\"", end)] {
        if let Some(day) = day {
            sink.text(name);
            sink.day(day);
            sink.text("\"");
        }
    }
}

/// The first and the last day on which it possibly held; nothing where time has no end.
fn bounds(during: &Interval) -> Bounds {
    let (first, last) = (during.start().0, during.end().1);
    ((first != Day::BEGINNING).then_some(first), (last != Day::END).then_some(last))
}

/// What a body was, and when, if the network is of more than a day.
fn forms<'d>(data: &'d Data<'_>, row: usize) -> Vec<(&'static str, &'d Interval)> {
    match &data.entity(row).attributes {
        Attributes::Body { forms, .. } => forms.iter().map(|form| (form.form.as_str(), &form.during)).collect(),
        _ => Vec::new(),
    }
}

/// Spells that join where they touch, as readers want none that overlap.
fn spells(sink: &mut Sink<'_>, behind: &[&Relation]) {
    let mut days: Vec<(Day, Day)> =
        behind.iter().map(|relation| (relation.during.start().0, relation.during.end().1)).collect();
    days.sort_unstable();
    let mut joined: Vec<(Day, Day)> = Vec::new();
    for (first, last) in days {
        match joined.last_mut() {
            Some(known) if known.1 == Day::END || first <= known.1.next() => known.1 = known.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    if joined.is_empty() || joined == [(Day::BEGINNING, Day::END)] {
        return;
    }
    sink.text("<spells>");
    for (first, last) in joined {
        sink.text("<spell");
        times(sink, ((first != Day::BEGINNING).then_some(first), (last != Day::END).then_some(last)));
        sink.text("/>");
    }
    sink.text("</spells>");
}

/// Relations by their start, each cut off from the one before it: a value that changes has one value a day.
fn one_after_another<'r>(behind: &[&'r Relation]) -> Vec<(&'r Relation, Bounds)> {
    let mut sorted = behind.to_vec();
    sorted.sort_by_key(|relation| (relation.during.start().0, relation.during.end().1));
    let (mut cut, mut free) = (Vec::new(), Day::BEGINNING);
    for relation in sorted {
        let (first, last) = (relation.during.start().0.max(free), relation.during.end().1);
        if first > last || free == Day::END {
            continue;
        }
        cut.push((relation, ((first != Day::BEGINNING).then_some(first), (last != Day::END).then_some(last))));
        free = if last == Day::END { Day::END } else { last.next() };
    }
    cut
}

/// Colours and sizes that depend on all nodes.
struct Looks {
    families: Vec<String>,
    most: usize,
}

impl Looks {
    fn of(data: &Data<'_>) -> Self {
        let rows = || 0..data.nodes.len();
        let states = rows().filter(|row| data.entity(*row).kind != EntityKind::Body);
        Self {
            families: colours::families(rows().filter_map(|row| data.entity(row).family())),
            most: states.map(|row| data.nodes[row].size as usize).max().unwrap_or(1),
        }
    }

    fn node(&self, data: &Data<'_>, sink: &mut Sink<'_>, row: usize) {
        let (entity, size) = (data.entity(row), data.nodes[row].size as usize);
        let (colour, shape) = match entity.kind {
            EntityKind::Body => (colours::of_family(entity.family(), &self.families).0, "disc"),
            EntityKind::State => (colours::of_state(size, self.most), "square"),
            _ => ("#BDC1C6", "diamond"),
        };
        viz_colour(sink, colour);
        // Areas follow the number of seats.
        sink.text("<viz:size value=\"");
        sink.number(((10.0 + 4.0 * (size as f64).sqrt()) * 100.0).round() / 100.0);
        sink.text("\"/><viz:shape value=\"");
        sink.text(shape);
        sink.text("\"/>");
        if let Some((x, y)) = data.places.get(row) {
            sink.text("<viz:position x=\"");
            sink.number((x * 100.0).round() / 100.0);
            sink.text("\" y=\"");
            sink.number((y * 100.0).round() / 100.0);
            sink.text("\" z=\"0\"/>");
        }
    }
}

fn viz_colour(sink: &mut Sink<'_>, colour: &str) {
    let [red, green, blue] = colours::parts(colour);
    sink.text(&format!("<viz:color r=\"{red}\" g=\"{green}\" b=\"{blue}\"/>"));
}

/// What sets its ends against each other is red; grades below a full seat are broken lines.
fn looks_of_tie(data: &Data<'_>, sink: &mut Sink<'_>, row: usize) {
    let Some(relation) = data.relation(row) else { return };
    if relation.kind.spec().sign == Sign::Negative {
        viz_colour(sink, colours::NEGATIVE);
    }
    match relation.grade() {
        Some(Grade::Member) if !relation.is_suspended() => {}
        Some(Grade::Observer) => sink.text("<viz:shape value=\"dashed\"/>"),
        Some(_) => sink.text("<viz:shape value=\"dotted\"/>"),
        None => {}
    }
}
