//! The scanner against the `ron` crate: the same values at every path, and nothing refused that `ron` reads.

use comity::document::scan::{NodeId, Step, Tree, line_column, offset_of, scan};
use proptest::collection::vec;
use proptest::prelude::*;
use ron::Value;
use ron::ser::PrettyConfig;
use ron::value::{Map, Number};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_path_of_a_value_leads_to_its_text(value in value(), pretty: bool) {
        let write = |value: &Value| if pretty {
            ron::ser::to_string_pretty(value, PrettyConfig::new().compact_arrays(true)).unwrap()
        } else {
            ron::to_string(value).unwrap()
        };
        // Numbers are read as the smallest type, and a map is ordered by type: settle both first.
        let value: Value = ron::from_str(&write(&value)).unwrap();
        let text = write(&value);
        check_value(&text, &scan(&text).unwrap(), &mut Vec::new(), &value);
    }

    #[test]
    fn every_path_of_a_typed_value_leads_to_its_text(sample in sample(), pretty: bool, named: bool) {
        let text = if pretty {
            let config = PrettyConfig::new().struct_names(named).separate_tuple_members(named);
            ron::ser::to_string_pretty(&sample, config).unwrap()
        } else {
            ron::to_string(&sample).unwrap()
        };
        let text = format!("// head\n{text} /* tail */");
        let tree = scan(&text).unwrap();
        check_at(&text, &tree, &[], &sample);
        check_at(&text, &tree, &[Step::Field("type")], &sample.r#type);
        check_at(&text, &tree, &[Step::Field("shape")], &sample.shape);
        for (index, shape) in sample.shapes.iter().enumerate() {
            let path = [Step::Field("shapes"), Step::Item(index)];
            check_at(&text, &tree, &path, shape);
            match shape {
                Shape::Unit => {}
                Shape::New(inner) => check_at(&text, &tree, &[path[0], path[1], Step::Item(0)], inner),
                Shape::Pair(number, word) => {
                    check_at(&text, &tree, &[path[0], path[1], Step::Item(0)], number);
                    check_at(&text, &tree, &[path[0], path[1], Step::Item(1)], word);
                }
                Shape::Fields { who, weight } => {
                    check_at(&text, &tree, &[path[0], path[1], Step::Field("who")], who);
                    check_at(&text, &tree, &[path[0], path[1], Step::Field("weight")], weight);
                }
            }
        }
        for (index, (key, maybe)) in sample.states.iter().enumerate() {
            check_at(&text, &tree, &[Step::Field("states"), Step::Key(key)], maybe);
            check_at(&text, &tree, &[Step::Field("states"), Step::Entry(index)], maybe);
        }
    }

    #[test]
    fn no_text_makes_it_panic(text: String, soup in soup()) {
        check_sound(&text);
        check_sound(&soup);
        check_sound(&format!("({text}: {soup}, {soup})"));
    }

    #[test]
    fn whatever_ron_reads_is_accepted(soup in soup()) {
        accept_what_ron_accepts(&soup);
    }

    #[test]
    fn a_damaged_text_is_accepted_where_ron_reads_it(value in value(), at: prop::sample::Index, with in token()) {
        let text = ron::ser::to_string_pretty(&value, PrettyConfig::new()).unwrap();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let at = places[at.index(places.len())];
        accept_what_ron_accepts(&format!("{}{with}{}", &text[..at], &text[at..]));
        accept_what_ron_accepts(&text[..at]);
    }

    #[test]
    fn blanking_out_any_element_leaves_a_readable_text(value in value(), at: prop::sample::Index) {
        let text = ron::ser::to_string_pretty(&value, PrettyConfig::new()).unwrap();
        let tree = scan(&text).unwrap();
        if let Some(element) = tree.innermost_element(at.index(text.len())) {
            let blank = " ".repeat(element.whole.len());
            let rest = format!("{}{blank}{}", &text[..element.whole.start], &text[element.whole.end..]);
            scan(&rest).unwrap();
        }
    }

    #[test]
    fn lines_and_columns_are_offsets(text in "[a-c\n\ré本😀]*") {
        for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
            let (line, column) = line_column(&text, offset);
            prop_assert_eq!(offset_of(&text, line, column), offset);
        }
    }
}

#[test]
fn the_deepest_text_of_ron_is_accepted() {
    for (open, inner, close) in [
        ("[", "", "]"),
        ("Some(", "()", ")"),
        ("Name(", "()", ")"),
        ("(", "1", ",)"),
        ("(a:", "1", ")"),
        ("{1:", "1", "}"),
        ("{{1:", "1", "}:1}"),
    ] {
        for depth in 1..300 {
            accept_what_ron_accepts(&format!("{}{inner}{}", open.repeat(depth), close.repeat(depth)));
        }
    }
}

/// Everything a struct of ours can be written as.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Sample {
    r#type: String,
    shape: Shape,
    shapes: Vec<Shape>,
    states: BTreeMap<String, Option<(u8, char)>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
enum Shape {
    Unit,
    New(Vec<String>),
    Pair(i64, String),
    Fields { who: String, weight: f64 },
}

fn check_at<T: PartialEq + std::fmt::Debug + for<'de> Deserialize<'de>>(
    text: &str,
    tree: &Tree<'_>,
    path: &[Step<'_>],
    expected: &T,
) {
    let place = tree.locate(path).unwrap_or_else(|| panic!("{path:?} is not in {text}"));
    let found: T = ron::from_str(&text[place.value]).unwrap();
    assert_eq!(&found, expected, "{path:?} in {text}");
}

fn check_value<'a>(text: &str, tree: &Tree<'_>, path: &mut Vec<Step<'a>>, expected: &'a Value) {
    check_at(text, tree, path, expected);
    match expected {
        // `Some(x)` counts as `x` on the way.
        Value::Option(Some(inner)) => {
            let mut inner = inner;
            while let Value::Option(Some(next)) = &**inner {
                inner = next;
            }
            if matches!(**inner, Value::Seq(_) | Value::Map(_)) {
                check_inside(text, tree, path, inner);
            }
        }
        other => check_inside(text, tree, path, other),
    }
}

fn check_inside<'a>(text: &str, tree: &Tree<'_>, path: &mut Vec<Step<'a>>, expected: &'a Value) {
    match expected {
        Value::Seq(items) => {
            for (index, item) in items.iter().enumerate() {
                path.push(Step::Item(index));
                check_value(text, tree, path, item);
                path.pop();
            }
        }
        Value::Map(map) => {
            for (index, (key, item)) in map.iter().enumerate() {
                path.push(Step::Entry(index));
                check_value(text, tree, path, item);
                let name = tree.locate(path).and_then(|place| place.name).unwrap();
                assert_eq!(&ron::from_str::<Value>(&text[name]).unwrap(), key);
                path.pop();
                if let Value::String(key) = key {
                    path.push(Step::Key(key));
                    check_at(text, tree, path, item);
                    path.pop();
                }
            }
        }
        _ => {}
    }
}

/// Either an error with places in the text, or a tree whose ranges are nested and in order.
fn check_sound(text: &str) {
    match scan(text) {
        Err(error) => {
            assert!(text.is_char_boundary(error.offset), "{error} at {}", error.offset);
            assert!(error.opening.is_none_or(|at| text.is_char_boundary(at)));
            assert!(!error.message.is_empty());
        }
        Ok(tree) => check_node(text, &tree, tree.root()),
    }
}

fn check_node(text: &str, tree: &Tree<'_>, id: NodeId) {
    assert!(text.get(tree.range(id)).is_some_and(|value| !value.is_empty()));
    assert!(text.get(tree.inside(id)).is_some());
    assert!(tree.name(id).is_none_or(|name| text.get(name).is_some()));
    for comment in tree.comments_before(id).chain(tree.comments_after(id)) {
        assert!(text[comment].starts_with('/'));
    }
    let _ = (tree.key_text(id), tree.string_value(id));
    let mut end = tree.inside(id).start;
    for child in tree.children(id) {
        let element = tree.element(child).unwrap();
        assert!(element.whole.start >= end && element.whole.end <= tree.inside(id).end);
        assert!(element.value.start >= element.whole.start && element.value.end <= element.whole.end);
        assert_eq!(tree.innermost_element(element.value.start).unwrap(), element);
        end = element.whole.end;
        check_node(text, tree, child);
    }
}

fn accept_what_ron_accepts(text: &str) {
    if let (Ok(_), Err(error)) = (ron::from_str::<Value>(text), scan(text)) {
        panic!("ron reads {text:?}, but: {error} at {}", error.offset);
    }
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Unit),
        Just(Value::Option(None)),
        any::<bool>().prop_map(Value::Bool),
        any::<char>().prop_map(Value::Char),
        any::<i64>().prop_map(|n| Value::Number(Number::new(n))),
        any::<f64>().prop_map(|n| Value::Number(Number::new(n))),
        Just(Value::Number(Number::new(f64::NEG_INFINITY))),
        any::<String>().prop_map(Value::String),
        ".*[\"'\\\\()\\[\\]{},:/#]+.*".prop_map(Value::String),
        vec(any::<u8>(), 0..9).prop_map(Value::Bytes),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        let key = prop_oneof![
            any::<String>().prop_map(Value::String),
            any::<u8>().prop_map(|n| Value::Number(Number::new(n))),
            inner.clone(),
        ];
        prop_oneof![
            inner.clone().prop_map(|value| Value::Option(Some(Box::new(value)))),
            vec(inner.clone(), 0..6).prop_map(Value::Seq),
            vec((key, inner), 0..6).prop_map(|entries| Value::Map(entries.into_iter().collect::<Map>())),
        ]
    })
}

fn sample() -> impl Strategy<Value = Sample> {
    (
        any::<String>(),
        shape(),
        vec(shape(), 0..5),
        prop::collection::btree_map(any::<String>(), any::<Option<(u8, char)>>(), 0..5),
    )
        .prop_map(|(r#type, shape, shapes, states)| Sample { r#type, shape, shapes, states })
}

fn shape() -> impl Strategy<Value = Shape> {
    prop_oneof![
        Just(Shape::Unit),
        vec(any::<String>(), 0..4).prop_map(Shape::New),
        any::<(i64, String)>().prop_map(|(number, word)| Shape::Pair(number, word)),
        (any::<String>(), any::<i32>()).prop_map(|(who, n)| Shape::Fields { who, weight: f64::from(n) / 8.0 }),
    ]
}

/// Pieces of RON in an order that rarely makes sense.
fn soup() -> impl Strategy<Value = String> {
    vec(token(), 0..14).prop_map(|tokens| tokens.concat())
}

fn token() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        " ",
        "\n",
        "\r\n",
        "\t",
        "a",
        "Name",
        "Some",
        "None",
        "true",
        "inf",
        "NaN",
        "r#type",
        "r#",
        "r",
        "b",
        "br",
        "\"",
        "\"a\"",
        "r\"a\"",
        "r#\"\"\"#",
        "#",
        "b\"a\"",
        "br#\"\"#",
        "'",
        "'a'",
        "'\\''",
        "'''",
        "b'a'",
        "\\",
        "\\n",
        "\\u{41}",
        "0",
        "-1",
        "+",
        "-",
        ".",
        "..",
        "..=",
        "1.5",
        "1e5",
        "0x1F",
        "_",
        "u8",
        "f32",
        "//",
        "/*",
        "*/",
        "/",
        "/* x */",
        "// x\n",
        "=",
        "é",
        "\u{85}",
        "\u{200E}",
        "\u{a0}",
        "\u{feff}",
        "本",
        "#![enable(implicit_some)]",
        "#![type = \"a\"]",
        "()",
        "(a:1)",
        "(1,2)",
        "[1,]",
        "{a:1}",
    ])
}
