//! A secret's bytes, as the configuration holds them.

use std::fmt;

use zeroize::Zeroizing;

/// A secret byte string: redacted in `Debug`, wiped on drop.
#[derive(Clone)]
pub struct Secret(Zeroizing<Vec<u8>>);

impl Secret {
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(Zeroizing::new(bytes.into()))
    }

    /// The bytes themselves.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }

    /// Empty, or only white space: never to be taken for "no secret is wanted".
    pub fn is_blank(&self) -> bool {
        let bytes = self.0.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.0);
        bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0x0b)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn k2_debug_shows_nothing() {
        assert_eq!(format!("{:?}", Secret::new("hunter2hunter2")), "Secret(redacted)");
    }

    #[test]
    fn v10_what_is_blank() {
        for text in ["", "\n", " \t\r\n", "\u{feff}", "\u{feff} \u{b}"] {
            assert!(Secret::new(text).is_blank(), "{text:?}");
        }
        assert!(!Secret::new("x").is_blank());
        assert!(!Secret::new([0_u8]).is_blank());
    }
}
