//! Code shared by the fuzz targets: splits an input into parts, and builds a verifier that accepts the seeds' tokens.

use sha2::{Digest as _, Sha256};
use vsw::secret::SignatureSecret;
use vsw::verify::{Slot, Verifier};

/// The secret and time of `tests/vectors/make.py`, so that its tokens are genuine here too.
pub const SECRET: &str = "a signature secret of forty characters..";
/// In seconds since 1970.
pub const NOW: u64 = 1_587_494_970;
/// Maximum length in bytes of an input that becomes a token: its base64 stays below the verifier's limit of 16 KiB.
pub const MAX_INPUT_BYTES: usize = 8 * 1024;

/// Returns a verifier with [`SECRET`].
///
/// # Panics
/// Never: secret and configuration are valid.
#[must_use]
pub fn verifier() -> Verifier {
    let secret = SignatureSecret::new(SECRET).expect("a valid secret");
    Verifier::builder().slot(Slot::new(&secret, "the only one")).build().expect("a valid configuration")
}

/// Splits an input into N parts at the byte 0xff, which never occurs in UTF-8; `None` if it has fewer. The last part
/// may contain that byte.
#[must_use]
pub fn parts<const N: usize>(bytes: &[u8]) -> Option<[&[u8]; N]> {
    let parts: Vec<&[u8]> = bytes.splitn(N, |&byte| byte == 0xff).collect();
    parts.try_into().ok()
}

/// Adds a member to an object. The strict readers ignore it; the fast paths give up on its escaped name. The name
/// contains the text's hash, because the fuzzer would learn and duplicate a constant name.
#[must_use]
pub fn for_strict_readers(text: &[u8]) -> Vec<u8> {
    let is_space = |byte: &u8| b" \t\r\n".contains(byte);
    let open = text.iter().position(|byte| !is_space(byte)).filter(|&at| text[at] == b'{');
    let has_member = |&open: &usize| text[open + 1..].iter().find(|byte| !is_space(byte)) == Some(&b'"');
    let Some(open) = open.filter(has_member) else { return text.to_vec() };
    let hash: String = Sha256::digest(text)[..8].iter().map(|byte| format!("{byte:02x}")).collect();
    let member = format!(r#""\u007a{hash}":0,"#);
    [&text[..=open], member.as_bytes(), &text[open + 1..]].concat()
}
