//! Verifies deliveries that are not signed with the verifier's secret: each must be rejected. Also checks
//! that both readers of an event, the fast and the strict one, agree.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vsw::delivery::{Delivery, Event};
use vsw::secret::SignatureSecret;
use vsw::verify::{Slot, Verifier};
use vsw_fuzz::{NOW, for_strict_readers, parts};

fuzz_target!(|bytes: &[u8]| {
    let Some([header, query, body]) = parts(bytes) else { return };
    let secret = SignatureSecret::new("a secret that no input of a fuzzer was signed with").unwrap();
    let verifier = Verifier::builder().slot(Slot::new(&secret, "fuzz")).build().unwrap();
    for delivery in [Delivery::post(body), Delivery::get(query), Delivery::get(query).with_query(body)] {
        let delivery = delivery.with_header("Authorization", header);
        let _ = delivery.claimed_event();
        assert!(verifier.verify(&delivery, NOW).is_err());
    }
    assert_eq!(Event::of(body), Event::of(&for_strict_readers(body)));
});
