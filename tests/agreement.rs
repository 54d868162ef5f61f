//! S, κ, π, τ-b and Jaccard against values computed independently: `agreement/generate.py` says how.

use comity::measure::agreement::{Distance, agreement};

#[derive(serde::Deserialize)]
struct Case {
    levels: usize,
    x: Vec<u8>,
    y: Vec<u8>,
    expected: Expected,
}

#[derive(serde::Deserialize)]
struct Expected {
    s_absolute: Option<f64>,
    s_squared: Option<f64>,
    kappa_squared: Option<f64>,
    pi_squared: Option<f64>,
    kappa_absolute: Option<f64>,
    pi_absolute: Option<f64>,
    tau_b: Option<f64>,
    jaccard: Option<f64>,
}

#[test]
fn numbers_equal_those_computed_another_way() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("agreement/expected.json")).unwrap();
    assert_eq!(cases.len(), 30);
    let mut compared = 0;
    for (i, case) in cases.iter().enumerate() {
        let squared = agreement(&case.x, &case.y, case.levels, Distance::Squared);
        let absolute = agreement(&case.x, &case.y, case.levels, Distance::Absolute);
        for (name, found, expected) in [
            ("S, absolute", squared.s_absolute, case.expected.s_absolute),
            ("S, squared", squared.s_squared, case.expected.s_squared),
            ("κ, squared", squared.kappa, case.expected.kappa_squared),
            ("π, squared", squared.pi, case.expected.pi_squared),
            ("κ, absolute", absolute.kappa, case.expected.kappa_absolute),
            ("π, absolute", absolute.pi, case.expected.pi_absolute),
            ("τ-b", squared.tau_b, case.expected.tau_b),
            ("Jaccard", squared.jaccard, case.expected.jaccard),
        ] {
            let equal = match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
                (found, expected) => found == expected,
            };
            assert!(equal, "case {i}: {name} is {found:?}, expected {expected:?}");
            compared += usize::from(found.is_some());
        }
    }
    assert!(compared > 150, "most numbers are defined");
}
