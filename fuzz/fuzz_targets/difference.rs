//! Compares two JSON texts, separated by a byte 0xff. Whether they differ must not depend on their order. A
//! text must not differ from itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vsw::json::{Json, differences};

fuzz_target!(|bytes: &[u8]| {
    let Some([before, after]) = vsw_fuzz::parts(bytes) else { return };
    let json = |text: &[u8]| Json::parse_bytes(text.to_vec());
    let (Ok(before), Ok(after)) = (json(before), json(after)) else { return };
    assert_eq!(differences(&before, &after).is_empty(), differences(&after, &before).is_empty());
    assert!(differences(&before, &before).is_empty());
    let _ = (before.lines(), before.depth(), before.duplicate());
});
