//! Tests `vsw verify` as a process: its inputs, secrets, output and diagnoses.

mod curl;
mod explain;
mod input;
mod lengths;
mod output;
mod rejections;
mod requests;
mod secrets;
mod subrequests;
mod vectors;

use crate::env::{TestEnv, Vsw};

/// A delivery that is genuine at [`NOW`]: the vector `plain` of `tests/vectors/v8.json`, which vsw did not make.
pub struct Genuine {
    pub header: String,
    pub body: String,
    pub secret: String,
}

impl Genuine {
    pub fn new() -> Self {
        let vectors = vectors::list("v8");
        let vector = vectors.iter().find(|vector| vector["name"] == "plain").expect("the vector");
        assert_eq!(vector["now"], NOW, "the vector's time");
        Self {
            header: vector["header"].as_str().expect("its header").to_owned(),
            body: String::from_utf8(vectors::bytes(&vector["body"])).expect("its body"),
            secret: vector["secrets"][0]["secret"].as_str().expect("its secret").to_owned(),
        }
    }

    pub fn token(&self) -> &str {
        self.header.strip_prefix("Bearer ").expect("a Bearer value")
    }

    pub fn verify(&self, env: &TestEnv, words: &[&str]) -> Vsw {
        let now = NOW.to_string();
        let line = ["verify", "--now", &now].into_iter().chain(words.iter().copied());
        env.vsw(line.collect::<Vec<_>>()).env("VONAGE_SIGNATURE_SECRET", &self.secret)
    }

    pub fn request(&self, more: &str) -> String {
        format!(
            "POST /webhooks/event HTTP/1.1\r\nHost: example.com\r\nAuthorization: {}\r\n{more}\r\n{}",
            self.header, self.body
        )
    }
}

pub const NOW: u64 = 1_587_494_970;
