//! Any bytes as an application's document: read or refused; and what is fit is changed in its leaf alone.
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
        let found = differences(change.before().json(), change.after().json());
        assert!(found.iter().all(|one| one.path.as_str() == FLAG));
        assert_eq!(change.after().signing(), goal.signing());
    }
});
