//! Pictures as PNG and PDF, which only a build with those features makes.
//!
//! `cargo test --features png,pdf --test prints` runs them; a binary of their own, as all other tests need none of that
//! code. What makes the forms takes more time to build than all else together, so that it is left to who changes it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use comity::cli::{Surroundings, run};
use comity::time::Day;
use resvg::tiny_skia::Pixmap;

/// Millimetres in points.
const MM: f64 = 72.0 / 25.4;

#[test]
fn a_png_has_300_pixels_an_inch_and_shows_the_picture() {
    // 85 mm, the column of a journal; a page of 170 mm; with their margins in pixels.
    for (fit, width, margin) in [("column", 1004_u32, 20), ("page", 2008, 50)] {
        let pixels = Pixmap::decode_png(&drawn(&format!("matrix csto eaeu sco --fit {fit} -f png"))).unwrap();
        assert_eq!(pixels.width(), width, "{fit}");
        let all = f64::from(pixels.width() * pixels.height());
        let dark = pixels.pixels().iter().filter(|p| p.alpha() == 255 && p.red() < 120 && p.green() < 120).count();
        let white = pixels.pixels().iter().filter(|p| (p.red(), p.green(), p.blue()) == (255, 255, 255)).count();
        let (dark, white) = (dark as f64 / all, white as f64 / all);
        assert!((0.01..0.3).contains(&dark) && white > 0.4, "{fit}: {dark} dark, {white} white");
        // The title stands at the upper left, in letters.
        let title = |x: u32, y: u32| pixels.pixel(x, y).is_some_and(|p| p.red() < 120);
        let inked = (margin..margin + 50)
            .flat_map(|y| (margin..margin + 400).map(move |x| (x, y)))
            .filter(|(x, y)| title(*x, *y))
            .count();
        assert!(inked > 500, "{fit}: {inked} dark pixels where the title stands");
    }
}

#[test]
fn a_pdf_has_the_size_of_its_sheet_and_its_letters_inside() {
    let made = drawn("matrix csto eaeu sco --fit column -f pdf");
    let text = String::from_utf8_lossy(&made);
    let sizes = text.split("/MediaBox").nth(1).unwrap().split(['[', ']']).nth(1).unwrap();
    let sizes: Vec<f64> = sizes.split_whitespace().map(|number| number.parse().unwrap()).collect();
    assert!((sizes[2] - sizes[0] - 85.0 * MM).abs() < 0.5, "{sizes:?}");
    assert_eq!(text.matches("/Type /Page\n").count() + text.matches("/Type/Page/").count(), 1, "one page");
    // Regular and bold, each a part of our own face.
    assert!(text.matches("/FontFile").count() >= 2, "no face is inside");
    let faces: Vec<&str> =
        text.split("/BaseFont").skip(1).map(|rest| rest.split_whitespace().next().unwrap()).collect();
    assert!(!faces.is_empty() && faces.iter().all(|face| face.contains("ComitySans")), "{faces:?}");
}

/// What a command writes.
fn drawn(line: &str) -> Vec<u8> {
    let around = Surroundings {
        today: Day::parse("2026-01-01").unwrap(),
        graphs: Vec::new(),
        colour_out: false,
        colour_err: false,
        width: None,
    };
    let words = format!("comity draw {line} --as-of 2014-05-20");
    let args: Vec<std::ffi::OsString> = words.split(' ').map(Into::into).collect();
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = run(&args, &around, &mut out, &mut err);
    assert_eq!(code, 0, "{}", String::from_utf8_lossy(&err));
    out
}
