fn main() {
    let paths: Vec<std::path::PathBuf> = std::env::args().skip(1).map(Into::into).collect();
    let d = comity::document::read_paths(&paths).unwrap();
    let mut l = d.texts.locator();
    for x in &d.diagnostics {
        let at = x.place.as_ref().and_then(|p| l.locate(p));
        println!(
            "{} {} {:?} {:?} {:?}",
            x.code.id,
            x.message,
            at.map(|a| format!(
                "{}:{}:{} {} `{}`",
                a.file.name,
                a.line,
                a.column,
                a.path,
                &a.file.text[a.range.clone()]
            )),
            x.help,
            x.also.len()
        );
    }
    println!(
        "{} entities {} relations {} sources",
        d.model.entities().len(),
        d.model.relations().len(),
        d.model.sources().len()
    );
}
