//! Code shared by the fuzz targets: a verifier, and functions that split or change inputs.

use sha2::{Digest as _, Sha256};
use vsw::secret::SignatureSecret;
use vsw::verify::{Slot, Verifier};

/// The secret with which `tests/vectors/make.py` signs its tokens.
pub const SECRET: &str = "a signature secret of forty characters..";
/// The time of `tests/vectors/make.py`, in seconds since 1970.
pub const NOW: u64 = 1_587_494_970;
/// The target `token` ignores longer inputs. 8 KiB are about 11 KiB in base64, so a token with an added
/// member still fits the verifier's limit of 16 KiB.
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

/// Splits an input at its first N - 1 bytes 0xff. Returns `None` if it has fewer.
#[must_use]
pub fn parts<const N: usize>(bytes: &[u8]) -> Option<[&[u8]; N]> {
    let parts: Vec<&[u8]> = bytes.splitn(N, |&byte| byte == 0xff).collect();
    parts.try_into().ok()
}

/// Adds a member with an escaped name to a nonempty JSON object. The fast path gives up on such a name, so
/// `vsw` uses its strict reader.
///
/// The name contains a hash of the input, so that the fuzzer cannot put the same name into its inputs. A
/// duplicate member might change the result.
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
