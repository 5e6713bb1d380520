//! Reads any bytes as a query, and compares the result with that of other parsers.
#![no_main]

use std::collections::HashSet;

use form_urlencoded::Serializer;
use libfuzzer_sys::fuzz_target;
use serde_json::{Map, Value};
use vsw::delivery::{ParseQueryError, Query};

fuzz_target!(|bytes: &[u8]| {
    // Must not panic.
    let _ = Query::of_url(bytes).json();
    // This decoder replaces bytes that are not UTF-8 by U+FFFD.
    let pairs: Vec<(String, String)> = form_urlencoded::parse(bytes).into_owned().collect();
    let names: HashSet<&str> = pairs.iter().map(|(name, _)| &**name).collect();
    match Query::new(bytes).json() {
        Ok(json) => {
            let object: Map<String, Value> = serde_json::from_str(&json).expect("a JSON object");
            let found: Vec<(String, String)> = object
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
                .collect();
            assert_eq!(found, pairs);
            assert_eq!(json, serde_json::to_string(&object).unwrap());
            let encoded = Serializer::new(String::new()).extend_pairs(&pairs).finish();
            assert_eq!(Query::new(encoded.as_bytes()).json().as_ref(), Ok(&json));
        }
        Err(ParseQueryError::RepeatedName) => assert!(names.len() < pairs.len()),
        Err(ParseQueryError::NotText) => {
            assert!(
                pairs.iter().any(|(name, value)| name.contains('\u{fffd}') || value.contains('\u{fffd}'))
            );
        }
        Err(ParseQueryError::BadEscape) => assert!(has_bad_escape(bytes)),
        Err(other) => panic!("{other}"),
    }
});

fn has_bad_escape(bytes: &[u8]) -> bool {
    let escapes = (0..bytes.len()).filter(|&at| bytes[at] == b'%');
    let hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
    escapes.into_iter().any(|at| !(hex(at + 1) && hex(at + 2)))
}
