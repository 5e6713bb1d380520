//! The RSA key pairs of the sandbox's applications. They need no protection, because the real API does not know them.

/// A key pair in Base64, without the PEM markers that secret scanners report.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyPair {
    private: &'static str,
    public: &'static str,
}

pub(super) const FIRST: KeyPair = KeyPair {
    private: include_str!("key_pair/first.private.b64"),
    public: include_str!("key_pair/first.public.b64"),
};
/// The key pair of every application that a client creates without a public key.
pub(super) const CREATED: KeyPair = KeyPair {
    private: include_str!("key_pair/created.private.b64"),
    public: include_str!("key_pair/created.public.b64"),
};

impl KeyPair {
    /// Returns the private key in PKCS #8.
    pub(super) fn private_pem(self) -> String {
        pem("PRIVATE", self.private)
    }

    /// Returns the public key as a `SubjectPublicKeyInfo`.
    pub(super) fn public_pem(self) -> String {
        pem("PUBLIC", self.public)
    }
}

fn pem(kind: &str, base64: &str) -> String {
    format!("-----BEGIN {kind} KEY-----\n{base64}-----END {kind} KEY-----\n")
}
