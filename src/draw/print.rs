//! Pictures in forms other than SVG: PNG for slides and word processors, PDF for print.
//!
//! Both are made from the SVG with faces that are part of the program, whose letters are as wide as the table in
//! [`super::text`] says; no font of the machine is looked at, so the same picture is the same bytes everywhere. The faces
//! hold Latin, Greek and Cyrillic: other scripts show in SVG alone. Each form is a feature of the build, as it brings
//! much code along, and PDF wants a newer Rust than the rest of the program.

/// Makes a form of print from SVG, or says why that failed.
pub type Make = fn(&str) -> Result<Vec<u8>, String>;

/// A form of a printed picture.
#[derive(Debug)]
pub struct Print {
    /// Its name, as typed, which is also the ending of its files and the feature that it needs.
    pub name: &'static str,
    /// What it is good for.
    pub about: &'static str,
    /// The oldest Rust that builds its feature, if the rest of the program builds with an older one.
    pub rust: Option<&'static str>,
    /// Makes it from SVG; none if this program was built without it.
    pub make: Option<Make>,
}

/// Every form.
pub static PRINTS: &[Print] = &[
    Print {
        name: "png",
        about: "the picture as pixels, 300 an inch",
        rust: None,
        #[cfg(feature = "png")]
        make: Some(png),
        #[cfg(not(feature = "png"))]
        make: None,
    },
    Print {
        name: "pdf",
        about: "the picture for print",
        rust: Some("1.92"),
        #[cfg(feature = "pdf")]
        make: Some(pdf),
        #[cfg(not(feature = "pdf"))]
        make: None,
    },
];

/// Finds a form by its name or the ending of a file.
pub fn find(name: &str) -> Option<&'static Print> {
    PRINTS.iter().find(|print| print.name.eq_ignore_ascii_case(name))
}

/// Reads the SVG with our faces alone.
#[cfg(any(feature = "png", feature = "pdf"))]
fn read(svg: &str) -> Result<resvg::usvg::Tree, String> {
    use resvg::usvg::{Options, Tree, fontdb::Database};
    const FAMILY: &str = "Comity Sans";
    let mut faces = Database::new();
    faces.load_font_data(include_bytes!("fonts/comity-sans-regular.ttf").to_vec());
    faces.load_font_data(include_bytes!("fonts/comity-sans-bold.ttf").to_vec());
    faces.set_sans_serif_family(FAMILY);
    let options = Options { font_family: FAMILY.to_owned(), fontdb: faces.into(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| error.to_string())
}

/// The picture as PNG with 300 pixels an inch, or as many as keep it below [`LARGEST`].
#[cfg(feature = "png")]
fn png(svg: &str) -> Result<Vec<u8>, String> {
    use resvg::tiny_skia::{Pixmap, Transform};
    /// Pixels of a side; more fill the memory of a small machine.
    const LARGEST: f32 = 12_000.0;
    // A unit of SVG is a ninety-sixth of an inch.
    const USUAL: f32 = 300.0 / 96.0;
    let tree = read(svg)?;
    let size = tree.size();
    let scale = USUAL.min(LARGEST / size.width().max(size.height()));
    let (width, height) = ((size.width() * scale).ceil() as u32, (size.height() * scale).ceil() as u32);
    let mut pixels = Pixmap::new(width, height).ok_or("the picture has no size")?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| error.to_string())
}

/// The picture as one page of PDF, with the letters that it uses inside.
#[cfg(feature = "pdf")]
fn pdf(svg: &str) -> Result<Vec<u8>, String> {
    use krilla::geom::Size;
    use krilla::page::PageSettings;
    use krilla_svg::{SurfaceExt, SvgSettings};
    // PDF counts in points, SVG in ninety-sixths of an inch.
    const POINTS: f32 = 72.0 / 96.0;
    let tree = read(svg)?;
    let size = Size::from_wh(tree.size().width() * POINTS, tree.size().height() * POINTS);
    let size = size.ok_or("the picture has no size")?;
    let mut document = krilla::Document::new();
    let mut page = document.start_page_with(PageSettings::new(size));
    let mut surface = page.surface();
    let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
    surface.finish();
    page.finish();
    drawn.ok_or("the picture could not be set in PDF")?;
    document.finish().map_err(|error| format!("{error:?}"))
}

#[cfg(test)]
#[cfg(all(feature = "png", feature = "pdf"))]
mod tests {
    use super::*;

    const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"96pt\" height=\"48pt\" viewBox=\"0 0 96 48\" \
                       font-family=\"Arial, sans-serif\"><rect width=\"96\" height=\"48\" fill=\"#FFFFFF\"/>\
                       <text x=\"4\" y=\"30\" font-size=\"20\">CICA Қ</text></svg>";

    #[test]
    fn prints_are_the_same_twice_and_show_the_letters() {
        for print in PRINTS {
            let make = print.make.unwrap();
            let made = make(SVG).unwrap();
            assert_eq!(made, make(SVG).unwrap(), "{}", print.name);
            let start: &[u8] = if print.name == "png" { b"\x89PNG" } else { b"%PDF" };
            assert!(made.starts_with(start), "{}", print.name);
        }
        let blank = SVG.replace("CICA Қ", "");
        assert!(png(SVG).unwrap().len() > png(&blank).unwrap().len() + 500);
        let pixels = resvg::tiny_skia::Pixmap::decode_png(&png(SVG).unwrap()).unwrap();
        assert_eq!((pixels.width(), pixels.height()), (400, 200));
    }

    #[test]
    fn what_is_no_svg_is_refused() {
        assert!(png("<svg").is_err() && pdf("").is_err());
    }
}
