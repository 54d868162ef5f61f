//! A picture as SVG: every word escaped, every number with the same decimals, no script, no font, no link.

use super::palette::{Colour, INK, WHITE};
use super::scene::{Anchor, Area, Dash, Element, Fill, Label, Mark, Paint, Point, Scene};
use super::text::printable;
use std::fmt::Write;

/// Arial first: where it is missing, Liberation Sans and Helvetica have the same widths.
const FONTS: &str = "Arial, Helvetica, 'Liberation Sans', sans-serif";

/// Writes a picture with a title and a description for those who cannot see it.
pub fn write(scene: &Scene, title: &str, description: &str) -> String {
    let (width, height) = (number(scene.width), number(scene.height));
    let mut out = String::with_capacity(400 + scene.elements.len() * 110);
    out.push_str(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}pt\" height=\"{height}pt\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FONTS}\" fill=\"{INK}\">\n"
    ));
    out.push_str(&format!("<title>{}</title>\n<desc>{}</desc>\n", escaped(title), escaped(description)));
    definitions(scene, &mut out);
    out.push_str(&format!("<rect width=\"{width}\" height=\"{height}\" fill=\"{WHITE}\"/>\n"));
    for element in &scene.elements {
        write_element(element, &mut out);
    }
    out.push_str("</svg>\n");
    out
}

/// A number with at most two decimals; never `-0`, and never anything but digits.
pub fn number(value: f64) -> String {
    if !value.is_finite() {
        return "0".to_owned();
    }
    let mut text = format!("{value:.2}");
    text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    if text == "-0" { "0".to_owned() } else { text }
}

/// A text as it may stand in an element or an attribute.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

/// Stripes and fades that are used, each once, named by their colour.
fn definitions(scene: &Scene, out: &mut String) {
    let mut written: Vec<(String, String)> = Vec::new();
    for element in &scene.elements {
        let Some(paint) = paint_of(&element.mark) else { continue };
        let Some(id) = fill_id(paint.fill) else { continue };
        if written.iter().any(|(known, _)| *known == id) {
            continue;
        }
        let definition = match paint.fill {
            Fill::Hatched(colour) => format!(
                "<pattern id=\"{id}\" width=\"3.2\" height=\"3.2\" patternUnits=\"userSpaceOnUse\" \
                 patternTransform=\"rotate(45)\"><rect width=\"3.2\" height=\"3.2\" fill=\"{WHITE}\"/>\
                 <rect width=\"1.7\" height=\"3.2\" fill=\"{colour}\"/></pattern>"
            ),
            Fill::FadeIn(colour) => fade(&id, colour, (0, 1)),
            Fill::FadeOut(colour) => fade(&id, colour, (1, 0)),
            Fill::None | Fill::Solid(_) => continue,
        };
        written.push((id, definition));
    }
    if !written.is_empty() {
        written.sort();
        let all: Vec<String> = written.into_iter().map(|(_, definition)| definition).collect();
        out.push_str(&format!("<defs>\n{}\n</defs>\n", all.join("\n")));
    }
}

fn fade(id: &str, colour: Colour, (left, right): (u8, u8)) -> String {
    format!(
        "<linearGradient id=\"{id}\"><stop offset=\"0\" stop-color=\"{colour}\" stop-opacity=\"{left}\"/>\
         <stop offset=\"1\" stop-color=\"{colour}\" stop-opacity=\"{right}\"/></linearGradient>"
    )
}

fn fill_id(fill: Fill) -> Option<String> {
    let (word, colour) = match fill {
        Fill::Hatched(colour) => ("hatch", colour),
        Fill::FadeIn(colour) => ("fade-in", colour),
        Fill::FadeOut(colour) => ("fade-out", colour),
        Fill::None | Fill::Solid(_) => return None,
    };
    Some(format!("{word}-{}", colour.to_string().trim_start_matches('#')))
}

fn paint_of(mark: &Mark) -> Option<&Paint> {
    match mark {
        Mark::Box(.., paint)
        | Mark::Circle(.., paint)
        | Mark::HalfDisc(.., paint)
        | Mark::Ellipse(.., paint)
        | Mark::Path(.., paint) => Some(paint),
        Mark::Label(_) => None,
    }
}

fn write_element(element: &Element, out: &mut String) {
    if let Mark::Label(label) = &element.mark
        && label.halo
    {
        // An edge of its own under the words: not every program knows `paint-order`.
        let edge = format!(" stroke=\"{WHITE}\" stroke-width=\"2\" stroke-linejoin=\"round\" aria-hidden=\"true\"");
        out.push_str(&format!("<text{}{edge}>{}</text>\n", lettered(label), escaped(&label.text)));
    }
    let (tag, attributes, words) = match &element.mark {
        Mark::Box(area, radius, paint) => ("rect", rectangle(area, *radius) + &painted(paint), None),
        Mark::Circle(centre, radius, paint) => {
            let place = format!(" cx=\"{}\" cy=\"{}\" r=\"{}\"", number(centre.x), number(centre.y), number(*radius));
            ("circle", place + &painted(paint), None)
        }
        Mark::HalfDisc(centre, radius, paint) => {
            let (x, r) = (number(centre.x), number(*radius));
            let (top, bottom) = (number(centre.y - radius), number(centre.y + radius));
            ("path", format!(" d=\"M{x} {top}A{r} {r} 0 0 0 {x} {bottom}Z\"") + &painted(paint), None)
        }
        Mark::Ellipse(centre, (a, b), degrees, paint) => {
            let (x, y) = (number(centre.x), number(centre.y));
            let turn = if *degrees == 0.0 {
                String::new()
            } else {
                format!(" transform=\"rotate({} {x} {y})\"", number(*degrees))
            };
            let place = format!(" cx=\"{x}\" cy=\"{y}\" rx=\"{}\" ry=\"{}\"{turn}", number(*a), number(*b));
            ("ellipse", place + &painted(paint), None)
        }
        Mark::Path(points, closed, paint) => match (points.as_slice(), closed) {
            ([from, to], false) => {
                let [x1, y1, x2, y2] = [from.x, from.y, to.x, to.y].map(number);
                ("line", format!(" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"") + &painted(paint), None)
            }
            (_, true) => ("polygon", points_of(points) + &painted(paint), None),
            (_, false) => ("polyline", points_of(points) + &painted(paint), None),
        },
        Mark::Label(label) => ("text", lettered(label), Some(escaped(&label.text))),
    };
    out.push('<');
    out.push_str(tag);
    out.push_str(&attributes);
    if words.is_none() && element.tip.is_none() {
        out.push_str("/>\n");
        return;
    }
    out.push('>');
    if let Some(tip) = &element.tip {
        out.push_str(&format!("<title>{}</title>", escaped(tip)));
    }
    out.push_str(words.as_deref().unwrap_or_default());
    out.push_str(&format!("</{tag}>\n"));
}

fn rectangle(area: &Area, radius: f64) -> String {
    let [x, y, width, height] = [area.x, area.y, area.width.max(0.0), area.height.max(0.0)].map(number);
    let corner = if radius > 0.0 { format!(" rx=\"{}\"", number(radius)) } else { String::new() };
    format!(" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"{corner}")
}

fn points_of(points: &[Point]) -> String {
    let list: Vec<String> = points.iter().map(|p| format!("{},{}", number(p.x), number(p.y))).collect();
    format!(" points=\"{}\"", list.join(" "))
}

fn painted(paint: &Paint) -> String {
    let mut text = match paint.fill {
        Fill::None => " fill=\"none\"".to_owned(),
        Fill::Solid(colour) => format!(" fill=\"{colour}\""),
        other => format!(" fill=\"url(#{})\"", fill_id(other).unwrap_or_default()),
    };
    if paint.opacity > 0.0 && paint.opacity < 1.0 && paint.fill != Fill::None {
        let _ = write!(text, " fill-opacity=\"{}\"", number(paint.opacity));
    }
    if let Some(stroke) = &paint.stroke {
        let _ = write!(text, " stroke=\"{}\" stroke-width=\"{}\"", stroke.colour, number(stroke.width));
        let (long, gap) = (number(stroke.width * 3.0 + 1.0), number(stroke.width * 2.0 + 1.0));
        match stroke.dash {
            Dash::Solid => {}
            Dash::Dashed => {
                let _ = write!(text, " stroke-dasharray=\"{long} {gap}\"");
            }
            Dash::Dotted => {
                let _ = write!(text, " stroke-dasharray=\"0 {gap}\" stroke-linecap=\"round\"");
            }
        }
        if stroke.opacity < 1.0 {
            let _ = write!(text, " stroke-opacity=\"{}\"", number(stroke.opacity));
        }
    }
    text
}

fn lettered(label: &Label) -> String {
    let (x, y) = (number(label.at.x), number(label.at.y));
    let mut text = format!(" x=\"{x}\" y=\"{y}\" font-size=\"{}\"", number(label.size));
    match label.anchor {
        Anchor::Start => {}
        Anchor::Middle => text.push_str(" text-anchor=\"middle\""),
        Anchor::End => text.push_str(" text-anchor=\"end\""),
    }
    if label.bold {
        text.push_str(" font-weight=\"bold\"");
    }
    if label.colour != INK {
        let _ = write!(text, " fill=\"{}\"", label.colour);
    }
    if label.upright {
        let _ = write!(text, " transform=\"rotate(-90 {x} {y})\"");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::scene::point;
    use super::*;

    #[test]
    fn a_small_picture_is_written_to_the_byte() {
        let mut scene = Scene { width: 40.0, height: 20.0, ..Scene::new() };
        let colour = Colour(1, 2, 3);
        scene.area(Area::new(0.0, 0.0, 10.0, 5.005), 1.5, Paint::fill(Fill::Hatched(colour)));
        scene.add_with_tip(Mark::Circle(point(5.0, 5.0), 2.0, Paint::line(colour, 0.5)), "A & B");
        scene.line(point(0.0, 0.0), point(1.0 / 3.0, -0.001), Paint::line(colour, 1.0).dashed(Dash::Dashed));
        scene.label(Label::new(point(1.0, 2.0), "<b>", 7.0).bold().centred());
        let expected = "\
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40pt\" height=\"20pt\" viewBox=\"0 0 40 20\" role=\"img\" \
font-family=\"Arial, Helvetica, 'Liberation Sans', sans-serif\" fill=\"#1A1A1A\">
<title>T</title>
<desc>D</desc>
<defs>
<pattern id=\"hatch-010203\" width=\"3.2\" height=\"3.2\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
<rect width=\"3.2\" height=\"3.2\" fill=\"#FFFFFF\"/><rect width=\"1.7\" height=\"3.2\" fill=\"#010203\"/></pattern>
</defs>
<rect width=\"40\" height=\"20\" fill=\"#FFFFFF\"/>
<rect x=\"0\" y=\"0\" width=\"10\" height=\"5\" rx=\"1.5\" fill=\"url(#hatch-010203)\"/>
<circle cx=\"5\" cy=\"5\" r=\"2\" fill=\"none\" stroke=\"#010203\" stroke-width=\"0.5\"><title>A &amp; B</title></circle>
<line x1=\"0\" y1=\"0\" x2=\"0.33\" y2=\"0\" fill=\"none\" stroke=\"#010203\" stroke-width=\"1\" stroke-dasharray=\"4 3\"/>
<text x=\"1\" y=\"4.52\" font-size=\"7\" text-anchor=\"middle\" font-weight=\"bold\">&lt;b&gt;</text>
</svg>
";
        assert_eq!(write(&scene, "T", "D"), expected);
    }

    #[test]
    fn numbers_are_plain() {
        assert_eq!(
            [0.0, -0.001, 1.0, 1.5, 2.345, f64::NAN].map(number),
            ["0", "0", "1", "1.5", "2.35", "0"].map(str::to_owned)
        );
    }
}
