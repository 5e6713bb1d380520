//! Any two texts: read or refused, and compared the same from both sides.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vsw::json::{Json, differences};

fuzz_target!(|texts: (String, String)| {
    let (Ok(before), Ok(after)) = (Json::parse(texts.0), Json::parse(texts.1)) else { return };
    assert_eq!(differences(&before, &after).is_empty(), differences(&after, &before).is_empty());
    assert!(differences(&before, &before).is_empty());
});
