//! What a picture is made of before it is written: marks with places in points, and the room each label takes.
//!
//! A [`Scene`] knows nothing of SVG. Tests measure it: no two labels overlap, nothing leaves the frame, no
//! type is too small.

use super::palette::{Colour, INK};
use super::text;

/// A place, in points from the upper left corner.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A place.
pub fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// A rectangle without turn.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Area {
    /// Its left side.
    pub x: f64,
    /// Its upper side.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Area {
    /// A rectangle by its upper left corner and its size.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self { x, y, width, height }
    }

    /// A rectangle around a place.
    pub fn around(centre: Point, width: f64, height: f64) -> Self {
        Self { x: centre.x - width / 2.0, y: centre.y - height / 2.0, width, height }
    }

    /// Its right side.
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    /// Its lower side.
    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Its middle.
    pub fn centre(&self) -> Point {
        point(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Whether two rectangles have more in common than a touch.
    pub fn overlaps(&self, other: &Self) -> bool {
        const TOUCH: f64 = 0.01;
        self.x + TOUCH < other.right()
            && other.x + TOUCH < self.right()
            && self.y + TOUCH < other.bottom()
            && other.y + TOUCH < self.bottom()
    }

    /// Whether another rectangle lies within this one.
    pub fn holds(&self, other: &Self) -> bool {
        const SLACK: f64 = 0.01;
        other.x + SLACK >= self.x
            && other.y + SLACK >= self.y
            && other.right() <= self.right() + SLACK
            && other.bottom() <= self.bottom() + SLACK
    }

    /// The same rectangle with a margin of so many points around it.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }
}

/// How a shape is filled.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Fill {
    /// Not at all.
    #[default]
    None,
    /// With one colour.
    Solid(Colour),
    /// With slanted stripes of a colour on white: suspended.
    Hatched(Colour),
    /// From nothing at the left to the colour at the right: the start is uncertain.
    FadeIn(Colour),
    /// From the colour at the left to nothing at the right: the end is uncertain.
    FadeOut(Colour),
}

/// How a line is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dash {
    /// Not at all.
    #[default]
    Solid,
    /// Into dashes.
    Dashed,
    /// Into dots.
    Dotted,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its width in points.
    pub width: f64,
    /// How it is broken.
    pub dash: Dash,
    /// How opaque it is, from 0 to 1.
    pub opacity: f64,
}

/// How a shape is painted.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Paint {
    /// Its inside.
    pub fill: Fill,
    /// How opaque the inside is, from 0 to 1; 0 is taken as 1, so that nothing is hidden by default.
    pub opacity: f64,
    /// Its outline.
    pub stroke: Option<Stroke>,
}

impl Paint {
    /// Filled with one colour, without an outline.
    pub fn solid(colour: Colour) -> Self {
        Self::fill(Fill::Solid(colour))
    }

    /// Filled, without an outline.
    pub fn fill(fill: Fill) -> Self {
        Self { fill, opacity: 1.0, stroke: None }
    }

    /// An unbroken line.
    pub fn line(colour: Colour, width: f64) -> Self {
        Self::default().outlined(colour, width)
    }

    /// The same with an outline.
    #[must_use]
    pub fn outlined(mut self, colour: Colour, width: f64) -> Self {
        self.stroke = Some(Stroke { colour, width, dash: Dash::Solid, opacity: 1.0 });
        self
    }

    /// The same with its outline broken.
    #[must_use]
    pub fn dashed(mut self, dash: Dash) -> Self {
        self.stroke = self.stroke.map(|stroke| Stroke { dash, ..stroke });
        self
    }

    /// The same, so transparent that so much of it is left, inside and outline.
    #[must_use]
    pub fn faded(mut self, opacity: f64) -> Self {
        self.opacity = opacity;
        self.stroke = self.stroke.map(|stroke| Stroke { opacity, ..stroke });
        self
    }
}

/// Which point of a label lies at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Anchor {
    /// Its start.
    #[default]
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

/// A line of type.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// Where its base line is anchored.
    pub at: Point,
    /// Its words.
    pub text: String,
    /// The size of its type in points.
    pub size: f64,
    /// Which point of it lies at the place.
    pub anchor: Anchor,
    /// Whether it is bold.
    pub bold: bool,
    /// Its colour.
    pub colour: Colour,
    /// Whether it reads upwards.
    pub upright: bool,
    /// Whether a white edge keeps it readable over lines.
    pub halo: bool,
}

/// How high letters rise above the base line, and how deep they fall below it, as shares of the size.
const ASCENT: f64 = 0.73;
const DESCENT: f64 = 0.21;

impl Label {
    /// Dark type that starts at a place.
    pub fn new(at: Point, text: impl Into<String>, size: f64) -> Self {
        Self {
            at,
            text: text.into(),
            size,
            anchor: Anchor::Start,
            bold: false,
            colour: INK,
            upright: false,
            halo: false,
        }
    }

    /// The same, centred on its place in both directions.
    #[must_use]
    pub fn centred(mut self) -> Self {
        self.anchor = Anchor::Middle;
        self.on_middle()
    }

    /// The same, moved so that capitals are as far above the place as below it.
    #[must_use]
    pub fn on_middle(mut self) -> Self {
        let half = self.size * 0.36;
        if self.upright {
            self.at.x += half;
        } else {
            self.at.y += half;
        }
        self
    }

    /// The same, anchored elsewhere.
    #[must_use]
    pub fn anchored(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    /// The same in bold.
    #[must_use]
    pub fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    /// The same in a colour.
    #[must_use]
    pub fn coloured(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }

    /// The same, read upwards.
    #[must_use]
    pub fn upwards(mut self) -> Self {
        self.upright = true;
        self
    }

    /// The same with a white edge.
    #[must_use]
    pub fn haloed(mut self) -> Self {
        self.halo = true;
        self
    }

    /// The room it takes.
    pub fn area(&self) -> Area {
        let width = text::width(&self.text, self.size, self.bold);
        let before = match self.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => width / 2.0,
            Anchor::End => width,
        };
        let (rise, height) = (ASCENT * self.size, (ASCENT + DESCENT) * self.size);
        if self.upright {
            Area::new(self.at.x - rise, self.at.y - (width - before), height, width)
        } else {
            Area::new(self.at.x - before, self.at.y - rise, width, height)
        }
    }
}

/// One mark of a picture.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A rectangle with corners rounded by so much.
    Box(Area, f64, Paint),
    /// A circle.
    Circle(Point, f64, Paint),
    /// The left half of a disc.
    HalfDisc(Point, f64, Paint),
    /// An ellipse by its centre, its half axes and its turn in degrees, clockwise.
    Ellipse(Point, (f64, f64), f64, Paint),
    /// A line through some points; whether it is closed to a shape.
    Path(Vec<Point>, bool, Paint),
    /// A line of type.
    Label(Label),
}

impl Mark {
    /// The room that it takes, its outline aside.
    pub fn area(&self) -> Area {
        match self {
            Self::Box(area, ..) => *area,
            Self::Circle(centre, radius, _) | Self::HalfDisc(centre, radius, _) => {
                Area::around(*centre, 2.0 * radius, 2.0 * radius)
            }
            // The circle around it, whatever its turn.
            Self::Ellipse(centre, (a, b), ..) => Area::around(*centre, 2.0 * a.max(*b), 2.0 * a.max(*b)),
            Self::Path(points, ..) => {
                let span = |of: fn(&Point) -> f64| {
                    let low = points.iter().map(of).fold(f64::INFINITY, f64::min);
                    let high = points.iter().map(of).fold(f64::NEG_INFINITY, f64::max);
                    (low, high)
                };
                if points.is_empty() {
                    return Area::default();
                }
                let ((left, right), (top, bottom)) = (span(|p| p.x), span(|p| p.y));
                Area::new(left, top, right - left, bottom - top)
            }
            Self::Label(label) => label.area(),
        }
    }

    fn shift(&mut self, by: Point) {
        let moved = |place: &mut Point| {
            place.x += by.x;
            place.y += by.y;
        };
        match self {
            Self::Box(area, ..) => {
                area.x += by.x;
                area.y += by.y;
            }
            Self::Circle(centre, ..) | Self::HalfDisc(centre, ..) | Self::Ellipse(centre, ..) => moved(centre),
            Self::Path(points, ..) => points.iter_mut().for_each(moved),
            Self::Label(label) => moved(&mut label.at),
        }
    }
}

/// A mark and what it says when a reader points at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Element {
    /// The mark.
    pub mark: Mark,
    /// What it says.
    pub tip: Option<String>,
}

/// A picture of a size, with its marks from back to front.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scene {
    /// Its width in points.
    pub width: f64,
    /// Its height in points.
    pub height: f64,
    /// Its marks.
    pub elements: Vec<Element>,
}

impl Scene {
    /// A picture without marks or size.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a mark in front of all others.
    pub fn add(&mut self, mark: Mark) {
        self.elements.push(Element { mark, tip: None });
    }

    /// Adds a mark that says something when a reader points at it.
    pub fn add_with_tip(&mut self, mark: Mark, tip: impl Into<String>) {
        self.elements.push(Element { mark, tip: Some(tip.into()) });
    }

    /// Adds a line of type.
    pub fn label(&mut self, label: Label) {
        self.add(Mark::Label(label));
    }

    /// Adds a line of type, shortened to a width; what was cut off is told when a reader points at it.
    pub fn label_within(&mut self, mut label: Label, width: f64) {
        let short = text::shortened(&label.text, label.size, label.bold, width);
        let tip = (short != label.text).then(|| std::mem::replace(&mut label.text, short));
        self.elements.push(Element { mark: Mark::Label(label), tip });
    }

    /// Adds a straight line.
    pub fn line(&mut self, from: Point, to: Point, paint: Paint) {
        self.add(Mark::Path(vec![from, to], false, paint));
    }

    /// Adds a rectangle.
    pub fn area(&mut self, area: Area, radius: f64, paint: Paint) {
        self.add(Mark::Box(area, radius, paint));
    }

    /// Adds all marks of another picture, moved.
    pub fn put(&mut self, other: Scene, at: Point) {
        for mut element in other.elements {
            element.mark.shift(at);
            self.elements.push(element);
        }
        self.width = self.width.max(at.x + other.width);
        self.height = self.height.max(at.y + other.height);
    }

    /// The lines of type.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        self.elements.iter().filter_map(|element| match &element.mark {
            Mark::Label(label) => Some(label),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_takes_room_where_it_is_anchored() {
        let label = Label::new(point(100.0, 50.0), "CICA", 10.0);
        let width = label.area().width;
        assert!(width > 20.0 && width < 30.0);
        assert_eq!(label.clone().anchored(Anchor::End).area().right(), 100.0);
        let upwards = label.clone().upwards().area();
        assert_eq!((upwards.height, upwards.bottom()), (width, 50.0));
        let ending = label.upwards().anchored(Anchor::End).area();
        assert_eq!(ending.y, 50.0);
    }

    #[test]
    fn rectangles_that_touch_do_not_overlap() {
        let left = Area::new(0.0, 0.0, 10.0, 10.0);
        assert!(!left.overlaps(&Area::new(10.0, 0.0, 5.0, 5.0)));
        assert!(left.overlaps(&Area::new(9.0, 9.0, 5.0, 5.0)));
        assert!(left.grown(1.0).holds(&left) && !left.holds(&left.grown(1.0)));
    }

    #[test]
    fn putting_moves_every_sort_of_mark() {
        let mut small = Scene { width: 5.0, height: 5.0, ..Scene::new() };
        small.area(Area::new(1.0, 1.0, 2.0, 2.0), 0.0, Paint::default());
        small.line(point(0.0, 0.0), point(3.0, 3.0), Paint::default());
        small.add(Mark::Circle(point(2.0, 2.0), 1.0, Paint::default()));
        small.label(Label::new(point(1.0, 4.0), "a", 3.0));
        let mut large = Scene::new();
        let before: Vec<Area> = small.elements.iter().map(|element| element.mark.area()).collect();
        large.put(small, point(10.0, 20.0));
        for (element, was) in large.elements.iter().zip(before) {
            let area = element.mark.area();
            assert!((area.x - was.x - 10.0).abs() < 1e-9 && (area.y - was.y - 20.0).abs() < 1e-9);
        }
        assert_eq!((large.width, large.height), (15.0, 25.0));
    }
}
