//! The sheet a picture is printed on: its width, its type, its caption, and what happens when it does not fit.

use super::Refusal;
use super::palette::{Colour, INK, MUTED};
use super::scene::{Anchor, Area, Label, Mark, Paint, Point, Scene, point};
use super::text::{width, wrapped};

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// Below this nobody reads print.
pub const SMALLEST_TYPE: f64 = 7.0;

/// For which width a picture is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fit {
    /// As wide as it needs, at least a page.
    #[default]
    Free,
    /// A column of a journal: 85 mm.
    Column,
    /// The width of the type of a page: 170 mm.
    Page,
    /// A slide of 16:9.
    Slide,
}

impl Fit {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Free, Self::Column, Self::Page, Self::Slide];

    /// The word for it, as typed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::Column => "column",
            Self::Page => "page",
            Self::Slide => "slide",
        }
    }

    /// The width of the sheet in points; of a free one the least.
    fn width(self) -> f64 {
        match self {
            Self::Column => 85.0 * MM,
            Self::Free | Self::Page => 170.0 * MM,
            Self::Slide => 960.0,
        }
    }

    /// The height that there is; a page has room for a caption besides.
    pub fn height(self) -> Option<f64> {
        match self {
            Self::Free => None,
            Self::Column | Self::Page => Some(240.0 * MM),
            Self::Slide => Some(540.0),
        }
    }

    fn margin(self) -> f64 {
        match self {
            Self::Column => 5.0,
            Self::Free | Self::Page => 12.0,
            Self::Slide => 30.0,
        }
    }

    /// The sizes of its type.
    fn sizes(self) -> Sizes {
        match self {
            Self::Column => Sizes { title: 9.5, subtitle: 7.5, label: 8.0, least: SMALLEST_TYPE, small: 7.0 },
            Self::Free | Self::Page => {
                Sizes { title: 13.0, subtitle: 8.5, label: 8.0, least: SMALLEST_TYPE, small: 7.0 }
            }
            Self::Slide => Sizes { title: 24.0, subtitle: 14.0, label: 13.0, least: 9.0, small: 10.0 },
        }
    }
}

/// Sizes of type in points.
struct Sizes {
    title: f64,
    subtitle: f64,
    /// Labels inside the picture, if there is room.
    label: f64,
    /// Labels inside the picture at the least.
    least: f64,
    small: f64,
}

/// What is asked of the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sheet {
    /// The width.
    pub fit: Fit,
    /// Whether title, notes and source are left to the text around the picture.
    pub bare: bool,
}

/// What stands around a picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Caption {
    /// What is seen, as a sentence without a full stop.
    pub title: String,
    /// How to read it.
    pub subtitle: String,
    /// The key of forms and colours.
    pub legend: Vec<Key>,
    /// Remarks, one sentence each.
    pub notes: Vec<String>,
    /// Sources, day, graph and question.
    pub source: String,
}

/// An entry of a legend.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The sample.
    pub swatch: Swatch,
    /// What it stands for.
    pub text: String,
}

impl Key {
    /// An entry of a legend.
    pub fn new(swatch: Swatch, text: impl Into<String>) -> Self {
        Self { swatch, text: text.into() }
    }
}

/// A sample in a legend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Swatch {
    /// ●
    Disc(Colour),
    /// ◐
    Half(Colour),
    /// ◉
    Target(Colour),
    /// ○
    Ring(Colour),
    /// A disc or a square of any paint.
    Round(Paint),
    /// A rounded square of any paint.
    Square(Paint),
    /// A bar of any paint.
    Bar(Paint),
    /// A thin bar of any paint.
    ThinBar(Paint),
    /// A line of any paint.
    Line(Paint),
}

impl Sheet {
    /// The room between the margins; a free sheet gives more to a picture that needs it.
    pub fn room(self) -> f64 {
        self.fit.width() - 2.0 * self.margin()
    }

    /// Lays out a picture: `body` draws it from the upper left corner for a size of type and a width. The largest type
    /// is taken with which it fits.
    ///
    /// # Errors
    /// If it does not fit with the smallest type that can be read.
    pub fn compose(self, caption: &Caption, body: impl Fn(f64, f64) -> Scene) -> Result<Scene, Refusal> {
        let sizes = self.fit.sizes();
        let mut size = sizes.label;
        loop {
            let drawn = body(size, self.room());
            let needed = drawn.width;
            let sheet = self.around(caption, drawn, &sizes);
            let wide = self.fit != Fit::Free && needed > self.room() + 0.01;
            let high = self.fit.height().is_some_and(|height| sheet.height > height + 0.01);
            if !wide && !high {
                return Ok(self.filled(sheet));
            }
            if size - 0.5 < sizes.least {
                return Err(self.too_small(needed + 2.0 * self.margin(), sheet.height, size, wide));
            }
            size -= 0.5;
        }
    }

    fn margin(self) -> f64 {
        if self.bare { 2.0 } else { self.fit.margin() }
    }

    /// A slide keeps its form, however little is on it.
    fn filled(self, mut sheet: Scene) -> Scene {
        if self.fit == Fit::Slide
            && let Some(height) = self.fit.height()
        {
            sheet.height = height;
        }
        sheet
    }

    fn too_small(self, width: f64, height: f64, size: f64, wide: bool) -> Refusal {
        let (needed, there, what) = if wide {
            (width / MM, self.fit.width() / MM, "wide")
        } else {
            (height / MM, self.fit.height().unwrap_or_default() / MM, "high")
        };
        let message = format!(
            "the picture does not fit: with type of {size} pt it is {needed:.0} mm {what}, and `--fit {}` has {there:.0} mm",
            self.fit.as_str()
        );
        let wider = match self.fit {
            Fit::Column => "try `--fit page`, ",
            Fit::Page | Fit::Slide | Fit::Free => "",
        };
        Refusal::new(
            message,
            format!("{wider}draw fewer bodies or states, or leave `--fit` out, so that it is as large as it needs"),
        )
    }

    /// Puts title and subtitle above a picture, legend, notes and source below it.
    fn around(self, caption: &Caption, body: Scene, sizes: &Sizes) -> Scene {
        let margin = self.margin();
        let inner = self.room().max(body.width);
        let mut sheet = Scene::new();
        let mut y = margin;
        if !self.bare {
            let mut lines = |text: &str, size: f64, bold: bool, colour: Colour, y: &mut f64| {
                for line in wrapped(text, size, bold, inner) {
                    *y += size;
                    let label = Label { bold, ..Label::new(point(margin, *y), line, size).coloured(colour) };
                    sheet.label(label);
                    *y += size * 0.28;
                }
            };
            lines(&caption.title, sizes.title, true, INK, &mut y);
            y += sizes.subtitle * 0.2;
            lines(&caption.subtitle, sizes.subtitle, false, MUTED, &mut y);
            y += sizes.subtitle * 0.9;
        }
        let height = body.height;
        sheet.put(body, point(margin, y));
        y += height;
        if !caption.legend.is_empty() {
            y += sizes.small;
            let legend = legend(&caption.legend, sizes.small + 0.5, inner);
            let height = legend.height;
            sheet.put(legend, point(margin, y));
            y += height;
        }
        if !self.bare {
            y += sizes.small * 0.6;
            for text in caption.notes.iter().chain(Some(&caption.source)).filter(|text| !text.is_empty()) {
                for line in wrapped(text, sizes.small, false, inner) {
                    y += sizes.small;
                    sheet.label(Label::new(point(margin, y), line, sizes.small).coloured(MUTED));
                    y += sizes.small * 0.32;
                }
            }
        }
        sheet.width = inner + 2.0 * margin;
        sheet.height = y + margin;
        sheet
    }
}

/// The entries of a legend in lines of at most a width.
fn legend(keys: &[Key], size: f64, room: f64) -> Scene {
    let mut scene = Scene::new();
    let line = size * 1.7;
    let (mut x, mut y) = (0.0, line / 2.0);
    for key in keys {
        let sample =
            if matches!(key.swatch, Swatch::Bar(_) | Swatch::ThinBar(_) | Swatch::Line(_)) { size * 2.2 } else { size };
        let text = super::text::shortened(&key.text, size, false, room - sample - size);
        let needed = sample + size * 0.5 + width(&text, size, false);
        if x > 0.0 && x + needed > room {
            x = 0.0;
            y += line;
        }
        swatch(&mut scene, key.swatch, Area::new(x, y - size / 2.0, sample, size));
        scene.label(Label::new(point(x + sample + size * 0.5, y), text, size).on_middle());
        x += needed + size * 1.6;
        scene.width = scene.width.max(x - size * 1.6);
    }
    scene.height = y + line / 2.0;
    scene
}

fn swatch(scene: &mut Scene, swatch: Swatch, area: Area) {
    let centre = area.centre();
    match swatch {
        Swatch::Disc(colour) => disc(scene, centre, area.height * 0.42, Fullness::Full, colour),
        Swatch::Half(colour) => disc(scene, centre, area.height * 0.42, Fullness::Half, colour),
        Swatch::Target(colour) => disc(scene, centre, area.height * 0.42, Fullness::Target, colour),
        Swatch::Ring(colour) => disc(scene, centre, area.height * 0.42, Fullness::Empty, colour),
        Swatch::Round(paint) => scene.add(Mark::Circle(centre, area.height * 0.42, paint)),
        Swatch::Square(paint) => scene.area(Area::around(centre, area.height, area.height), 1.2, paint),
        Swatch::Bar(paint) => scene.area(Area::around(centre, area.width, area.height * 0.7), 0.0, paint),
        Swatch::ThinBar(paint) => scene.area(Area::around(centre, area.width, area.height * 0.35), 0.0, paint),
        Swatch::Line(paint) => scene.line(point(area.x, centre.y), point(area.right(), centre.y), paint),
    }
}

/// How much of a disc is filled: the sign of a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fullness {
    /// ●
    Full,
    /// ◉
    Target,
    /// ◐
    Half,
    /// ○
    Empty,
}

/// Draws ●, ◉, ◐ or ○.
pub fn disc(scene: &mut Scene, centre: Point, radius: f64, fullness: Fullness, colour: Colour) {
    const EDGE: f64 = 0.9;
    match fullness {
        Fullness::Full => scene.add(Mark::Circle(centre, radius, Paint::solid(colour))),
        Fullness::Half => {
            let ring = Paint::solid(super::palette::WHITE).outlined(colour, EDGE);
            scene.add(Mark::Circle(centre, radius - EDGE / 2.0, ring));
            scene.add(Mark::HalfDisc(centre, radius - EDGE / 2.0, Paint::solid(colour)));
        }
        Fullness::Target => {
            let ring = Paint::solid(super::palette::WHITE).outlined(colour, EDGE);
            scene.add(Mark::Circle(centre, radius - EDGE / 2.0, ring));
            scene.add(Mark::Circle(centre, radius * 0.5, Paint::solid(colour)));
        }
        Fullness::Empty => {
            let ring = Paint::solid(super::palette::WHITE).outlined(colour, EDGE);
            scene.add(Mark::Circle(centre, radius - EDGE / 2.0, ring));
        }
    }
}

/// How wide a column of names may be: as wide as the longest, within a third of the room or what most names need.
pub fn names_room(widths: impl Iterator<Item = f64>, size: f64, room: f64) -> f64 {
    widths.fold(0.0, f64::max).min((room * 0.35).max(size * 13.0))
}

/// How high names may be that stand upright at the head of columns: a long one is cut rather than the picture pushed down.
pub fn heads_room(widths: impl Iterator<Item = f64>, size: f64) -> f64 {
    widths.fold(0.0, f64::max).min(size * 20.0)
}

/// A label that ends before a place, shortened to the room there is.
pub fn row_label(scene: &mut Scene, right: f64, middle: f64, text: &str, size: f64, room: f64) {
    let label = Label::new(point(right, middle), text, size).on_middle().anchored(Anchor::End);
    scene.label_within(label, room);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caption() -> Caption {
        let keys = ["Member", "Observer", "Partner"].map(|text| Key::new(Swatch::Disc(INK), text)).to_vec();
        let subtitle = "A line that is so long that it has to be wrapped on a column of a journal".to_owned();
        Caption { title: "Title".into(), subtitle, legend: keys, notes: vec!["Note.".into()], source: "Source".into() }
    }

    /// A picture as wide as its type makes it.
    fn wide(size: f64, _: f64) -> Scene {
        Scene { width: size * 60.0, height: 50.0, elements: Vec::new() }
    }

    #[test]
    fn type_shrinks_until_the_picture_fits() {
        let page = Sheet { fit: Fit::Page, bare: false };
        let drawn = page.compose(&caption(), wide).unwrap();
        assert!((drawn.width - 170.0 * MM).abs() < 0.01);
        let column = Sheet { fit: Fit::Column, bare: false }.compose(&caption(), wide).unwrap_err();
        assert!(column.message.contains("7 pt it is 152 mm wide, and `--fit column` has 85 mm"), "{}", column.message);
        assert!(column.help.contains("--fit page"));
    }

    #[test]
    fn a_slide_keeps_its_form_and_a_bare_picture_has_no_words_around() {
        let slide = Sheet { fit: Fit::Slide, bare: false }.compose(&caption(), wide).unwrap();
        assert_eq!((slide.width, slide.height), (960.0, 540.0));
        let bare = Sheet { fit: Fit::Page, bare: true }.compose(&caption(), wide).unwrap();
        assert_eq!(
            bare.labels().map(|label| label.text.as_str()).collect::<Vec<_>>(),
            ["Member", "Observer", "Partner"]
        );
        let full = Sheet { fit: Fit::Free, bare: false }.compose(&caption(), wide).unwrap();
        assert!(full.height > bare.height && full.labels().any(|label| label.text == "Source"));
    }

    #[test]
    fn a_legend_wraps_before_the_margin() {
        let keys: Vec<Key> = (0..20).map(|i| Key::new(Swatch::Disc(INK), format!("Family {i}"))).collect();
        let drawn = legend(&keys, 8.0, 200.0);
        assert!(drawn.width <= 200.0 && drawn.height > 50.0);
    }
}
