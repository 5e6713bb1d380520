//! The RSA keys of the sandbox's applications. They are public, in this repository; the real API never
//! accepts their tokens.
//!
//! Two pairs, so that a test can sign with the key of another application.

/// Base64 without PEM markers: secret scanners report PEM documents in source code.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyPair {
    private: &'static str,
    public: &'static str,
}

pub(super) const FIRST: KeyPair = KeyPair {
    private: include_str!("key_pair/first.private.b64"),
    public: include_str!("key_pair/first.public.b64"),
};
/// For every application that a client creates without a public key.
pub(super) const CREATED: KeyPair = KeyPair {
    private: include_str!("key_pair/created.private.b64"),
    public: include_str!("key_pair/created.public.b64"),
};

impl KeyPair {
    /// As PKCS #8.
    pub(super) fn private_pem(self) -> String {
        pem("PRIVATE", self.private)
    }

    /// As `SubjectPublicKeyInfo`.
    pub(super) fn public_pem(self) -> String {
        pem("PUBLIC", self.public)
    }
}

fn pem(kind: &str, base64: &str) -> String {
    format!("-----BEGIN {kind} KEY-----\n{base64}-----END {kind} KEY-----\n")
}
