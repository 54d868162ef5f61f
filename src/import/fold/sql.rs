//! The same fold as SQL, for data that outgrow one machine.

use super::columns::named;
use super::values::QUADS;
use super::{Actors, Kinds, Recipe};
use crate::diagnostic::Diagnostic;
use crate::import::csv::separator_of;

/// Whose SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// DuckDB.
    Duckdb,
    /// Apache Spark.
    Spark,
}

/// A query that gives the rows and columns that [`fold`](super::fold) gives, for a file with this first line.
///
/// Names and texts are quoted for the dialect, so that no heading and no file name can end the query early.
///
/// # Errors
/// If the first line lacks a column.
pub fn sql(file: &str, head: &[u8], recipe: &Recipe, dialect: Dialect) -> Result<String, Box<Diagnostic>> {
    let columns = named(head, recipe, file)?;
    let name = |field: &str| columns.iter().find(|(known, _)| *known == field).map(|(_, name)| ident(name, dialect));
    let actor = |field: &str| {
        let column = name(field).unwrap_or_default();
        match recipe.actors {
            Actors::Column => column,
            Actors::Country => format!(
                "regexp_replace({column}, {}, {})",
                text(r"^.*\(([^()]*)\)$", dialect),
                match dialect {
                    Dialect::Duckdb => text(r"\1", dialect),
                    Dialect::Spark => text("$1", dialect),
                }
            ),
        }
    };
    let on = name("on").unwrap_or_default();
    // Days may be written without hyphens, or with a time after them.
    let written = match dialect {
        Dialect::Duckdb => format!("regexp_matches({on}, '^[0-9]{{8}}$')"),
        Dialect::Spark => format!("{on} RLIKE '^[0-9]{{8}}$'"),
    };
    let otherwise = match dialect {
        Dialect::Duckdb => "ELSE".to_owned(),
        // Who would take a year alone for its first day.
        Dialect::Spark => format!("WHEN {on} RLIKE '^[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}' THEN"),
    };
    let day = format!(
        "TRY_CAST(CASE WHEN {written} THEN substr({on}, 1, 4) || '-' || substr({on}, 5, 2) || '-' || substr({on}, 7, 2) \
         {otherwise} substr({on}, 1, 10) END AS DATE)"
    );
    let kind = match (name("kind"), recipe.kinds) {
        (None, _) | (_, Kinds::None) => "''".to_owned(),
        (Some(column), Kinds::Column) => format!("coalesce({column}, '')"),
        (Some(column), Kinds::Root) => format!("substr({column}, 1, 2)"),
        (Some(column), Kinds::Quad) => {
            let mut text = format!(
                "CASE WHEN {column} IN ({}) THEN {column}",
                QUADS.map(|(class, _)| format!("'{class}'")).join(", ")
            );
            let mut first = 1;
            for (class, last) in QUADS {
                text.push_str(&format!(
                    " WHEN substr({column}, 1, 2) BETWEEN '{first:02}' AND '{last:02}' THEN '{class}'"
                ));
                first = last + 1;
            }
            text + " END"
        }
    };
    let count = name("count").map_or_else(|| "count(*)".to_owned(), |column| format!("sum(CAST({column} AS BIGINT))"));
    let number = name("value").map(|column| format!("TRY_CAST({column} AS DECIMAL(18, 6))"));
    let sum =
        number.as_ref().map_or_else(|| "CAST(NULL AS DECIMAL(38, 6))".to_owned(), |number| format!("sum({number})"));
    // A row whose value is no number is left out, as a fold does; one without a value counts.
    let with_number = name("value").zip(number).map_or_else(String::new, |(column, number)| {
        format!(" AND (coalesce({column}, '') IN ('', 'NA') OR {number} IS NOT NULL)")
    });
    let is_parquet = file.to_ascii_lowercase().ends_with(".parquet");
    let separator = match separator_of(head) {
        b'\t' => r"\t".to_owned(),
        byte => char::from(byte).to_string(),
    };
    let (before, table) = match dialect {
        // Columns are cut into pieces below, which only texts can be.
        Dialect::Duckdb if is_parquet => {
            (String::new(), format!("(SELECT COLUMNS(*)::VARCHAR FROM read_parquet({}))", text(file, dialect)))
        }
        Dialect::Spark if is_parquet => (
            format!("CREATE OR REPLACE TEMPORARY VIEW events USING parquet OPTIONS (path {});\n", text(file, dialect)),
            "events".to_owned(),
        ),
        Dialect::Duckdb => (
            String::new(),
            format!(
                "read_csv({}, header = true, all_varchar = true, delim = {}, quote = '\"', escape = '\"')",
                text(file, dialect),
                text(&separator, dialect)
            ),
        ),
        Dialect::Spark => (
            format!(
                "CREATE OR REPLACE TEMPORARY VIEW events USING csv OPTIONS (path {}, header 'true', sep {}, quote '\"', escape '\"');\n",
                text(file, dialect),
                if separator == r"\t" { "'\\t'".to_owned() } else { text(&separator, dialect) }
            ),
            "events".to_owned(),
        ),
    };
    let (from, to) = (actor("from"), actor("to"));
    let (q, period) = (|word: &str| ident(word, dialect), recipe.period.as_str());
    Ok(format!(
        "-- {}\n{before}SELECT {from} AS {}, {to} AS {}, CAST(date_trunc('{period}', {day}) AS DATE) AS {}, {kind} AS {},\n       \
         {count} AS {}, {sum} AS {}\nFROM {table}\nWHERE {from} <> '' AND {to} <> '' AND {day} IS NOT NULL{with_number}{}\nGROUP BY 1, 2, 3, 4\nORDER BY 1, 2, 3, 4;\n",
        recipe.describe().replace('\n', " "),
        q("from"),
        q("to"),
        q("period"),
        q("kind"),
        q("count"),
        q("sum"),
        if recipe.kinds == Kinds::Quad { format!(" AND ({kind}) IS NOT NULL") } else { String::new() },
    ))
}

fn ident(name: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Duckdb => format!("\"{}\"", name.replace('"', "\"\"")),
        Dialect::Spark => format!("`{}`", name.replace('`', "``")),
    }
}

fn text(text: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::Duckdb => format!("'{}'", text.replace('\'', "''")),
        // Spark reads escapes in its texts.
        Dialect::Spark => format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_paths_cannot_break_out() {
        let recipe = Recipe { map: "from=a\"; DROP,to=b,on=d".into(), ..Recipe::default() };
        let duck = sql("it's.csv", b"\"a\"\"; DROP\",b,d", &recipe, Dialect::Duckdb).unwrap();
        assert!(duck.contains("\"a\"\"; DROP\"") && duck.contains("'it''s.csv'"), "{duck}");
        let spark = sql("it's.csv", b"\"a\"\"; DROP\",b,d", &recipe, Dialect::Spark).unwrap();
        assert!(spark.contains("`a\"; DROP`") && spark.contains(r"'it\'s.csv'"), "{spark}");
    }
}
