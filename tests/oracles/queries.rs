//! Compares the JSON text of a query with form_urlencoded's parameters and serde_json's output.

use form_urlencoded::{Serializer, parse};
use proptest::prelude::*;
use serde_json::{Map, Value};
use vsw::delivery::{ParseQueryError, Query};

use crate::setup::config;

/// The character that a form decoder writes for invalid UTF-8.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// Returns the parameters as serde_json writes them. `None` if a name occurs twice.
fn object(pairs: &[(String, String)]) -> Option<String> {
    let mut object = Map::new();
    for (name, value) in pairs {
        if object.insert(name.clone(), Value::from(value.clone())).is_some() {
            return None;
        }
    }
    serde_json::to_string(&object).ok()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn encoded_queries_round_trip(pairs in prop::collection::vec((any::<String>(), any::<String>()), 0..6)) {
        let query = Serializer::new(String::new()).extend_pairs(&pairs).finish();
        match object(&pairs) {
            Some(json) => prop_assert_eq!(Query::new(query.as_bytes()).json(), Ok(json)),
            None => prop_assert_eq!(Query::new(query.as_bytes()).json(), Err(ParseQueryError::RepeatedName)),
        }
    }

    #[test]
    fn queries_parse_like_forms(
        query in "(([a-c%+/]|%[2-7][0-9a-fA-F]|%c3%bc|%ff|é){0,3}(=([a-c=+\"]|%[0-9a-f]{2}){0,3})?&{0,2}){0,4}",
    ) {
        let pairs: Vec<(String, String)> = parse(query.as_bytes()).into_owned().collect();
        match Query::new(query.as_bytes()).json() {
            Ok(json) => prop_assert_eq!(Some(json), object(&pairs)),
            Err(ParseQueryError::RepeatedName) => prop_assert_eq!(object(&pairs), None),
            // A form decoder keeps a bad escape as it is, and replaces bytes that are not UTF-8.
            Err(ParseQueryError::BadEscape) => prop_assert!(query.contains('%')),
            Err(_) => prop_assert!(pairs.iter().any(|(name, value)| [name, value].iter().any(|text| text.contains(REPLACEMENT)))),
        }
    }
}
