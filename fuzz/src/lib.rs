//! What the fuzz targets share: how an input is cut into parts, and the verifier that their seeds are signed for.

use vsw::secret::SignatureSecret;
use vsw::verify::{Slot, Verifier};

/// The secret and the time of `tests/vectors/make.py`, so that its tokens are genuine here too.
pub const SECRET: &str = "a signature secret of forty characters..";
/// In seconds since 1970.
pub const NOW: u64 = 1_587_494_970;
/// Longer inputs make tokens that are refused for their length alone.
pub const LONGEST: usize = 8 * 1024;

/// A verifier with that secret.
///
/// # Panics
/// Never: both are fit.
#[must_use]
pub fn verifier() -> Verifier {
    let secret = SignatureSecret::new(SECRET).expect("fit");
    Verifier::builder().slot(Slot::new(&secret, "the only one")).build().expect("one slot")
}

/// So many parts with a byte 0xff between them, which stands in no text; it may stand in the last one.
#[must_use]
pub fn parts<const N: usize>(bytes: &[u8]) -> Option<[&[u8]; N]> {
    let parts: Vec<&[u8]> = bytes.splitn(N, |&byte| byte == 0xff).collect();
    parts.try_into().ok()
}

/// The text with a space in front, which changes nothing of JSON and makes it anything but plain.
#[must_use]
pub fn spaced(text: &[u8]) -> Vec<u8> {
    [b" ", text].concat()
}
