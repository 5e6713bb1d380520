//! Any header and body: a verdict and no panic, and never a valid one for what nobody signed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vsw::delivery::Delivery;
use vsw::secret::SignatureSecret;
use vsw::verify::{Slot, Verifier};

fuzz_target!(|parts: (Vec<u8>, Vec<u8>, u64)| {
    let (header, body, now) = parts;
    let Ok(secret) = SignatureSecret::new("a secret that no input of a fuzzer was signed with") else { return };
    let Ok(verifier) = Verifier::builder().slot(Slot::new(&secret, "fuzz")).build() else { return };
    let delivery = Delivery::post(&body[..]).with_header("Authorization", &header[..]);
    assert!(verifier.verify(&delivery, now).is_err());
});
