//! Reads any bytes as an application's document: a change of the flag must keep every other byte.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vsw::application::{Application, FLAG, mask};
use vsw::change::{Change, Goal};
use vsw::json::differences;

fuzz_target!(|bytes: &[u8]| {
    let Ok(application) = Application::read_any(bytes.to_vec()) else { return };
    let _ = mask::masked(application.json());
    let _ = application.json().lines();
    for goal in [Goal::On, Goal::Off] {
        let Ok(change) = Change::of_flag(application.clone(), goal) else { continue };
        let (before, after) = (change.before(), change.after());
        let differences = differences(before.json(), after.json());
        assert!(differences.iter().all(|difference| difference.path.as_str() == FLAG));
        assert_eq!(after.signing(), goal.signing());
        // No byte of the old document except the flag may change.
        let (old, new) = (before.text().as_bytes(), after.text().as_bytes());
        let start = old.iter().zip(new).take_while(|(one, other)| one == other).count();
        let end = old.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
        assert!(start + end + before.flag().map_or(0, str::len) >= old.len());
        if let Some(flag) = before.flag() {
            assert_eq!(after.with_flag(flag).as_deref(), Some(before.text()));
        }
    }
});
