//! The few words that a report says by itself, in the language of the report.

/// Those words in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tongue {
    code: &'static str,
    pub(super) figure: &'static str,
    pub(super) table: &'static str,
    pub(super) sources: &'static str,
    pub(super) note: &'static str,
    pub(super) graph: &'static str,
    pub(super) as_of: &'static str,
    pub(super) page: &'static str,
}

const TONGUES: &[Tongue] = &[
    tongue("en", ["Figure", "Table", "Sources", "Note", "graph", "as of", "Interactive page"]),
    tongue("de", ["Abbildung", "Tabelle", "Quellen", "Anmerkung", "Graph", "Stand", "Interaktive Seite"]),
    tongue("es", ["Figura", "Tabla", "Fuentes", "Nota", "grafo", "a fecha de", "Página interactiva"]),
    tongue("fr", ["Figure", "Tableau", "Sources", "Note", "graphe", "au", "Page interactive"]),
    tongue("ru", ["Рисунок", "Таблица", "Источники", "Примечание", "граф", "на", "Интерактивная страница"]),
    tongue("zh", ["图", "表", "来源", "注", "图谱", "截至", "交互页面"]),
];

const fn tongue(code: &'static str, words: [&'static str; 7]) -> Tongue {
    let [figure, table, sources, note, graph, as_of, page] = words;
    Tongue { code, figure, table, sources, note, graph, as_of, page }
}

/// The words of a language such as `de` or `zh-Hans`; English for those not known.
pub(super) fn of(lang: Option<&str>) -> Tongue {
    let code = lang.and_then(|lang| lang.split(['-', '_']).next()).unwrap_or_default();
    TONGUES.iter().find(|tongue| tongue.code.eq_ignore_ascii_case(code)).copied().unwrap_or(TONGUES[0])
}
