//! Token: the random secret of one run. Each request to the inspector's API must carry it.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom as _, SystemRandom};
use subtle::ConstantTimeEq as _;

#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; 32];
        SystemRandom::new()
            .fill(&mut bytes)
            .map_err(|_| io::Error::other("the operating system returned no random bytes"))?;
        Ok(Self(URL_SAFE_NO_PAD.encode(bytes)))
    }

    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Checks the value of an `Authorization` header, in constant time.
    pub fn is_in(&self, value: &[u8]) -> bool {
        let token = value.strip_prefix(b"Bearer ").unwrap_or_default();
        token.ct_eq(self.0.as_bytes()).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_token_passes() {
        let token = Token::random().expect("a token");
        let header = format!("Bearer {}", token.expose());
        assert!(token.is_in(header.as_bytes()));
        assert_eq!(token.expose().len(), 43);
        let other = Token::random().expect("a token");
        for wrong in ["", "Bearer ", token.expose(), &header[..header.len() - 1], &format!("{header} ")] {
            assert!(!token.is_in(wrong.as_bytes()), "{wrong}");
        }
        assert!(!other.is_in(header.as_bytes()), "a token is random");
    }
}
