//! Runs Wycheproof vectors if their files are provided; see `tests/vectors/README.md`. A few vectors in the
//! same layouts always run.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{Outcome, Slot, Verifier};
use crate::delivery::Delivery;
use crate::mac::MacKey;
use crate::secret::SignatureSecret;

#[derive(Debug, Default, PartialEq)]
struct Counts {
    macs: usize,
    tokens: usize,
    /// Vectors for other algorithms, or with keys that cannot be signature secrets.
    skipped: usize,
}

#[test]
fn v11_vectors_of_wycheproofs_layouts() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/wycheproof-layout");
    assert_eq!(run(&directory), Counts { macs: 12, tokens: 17, skipped: 3 });
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the environment names the directory of the vectors, and a test has no context"
)]
#[expect(clippy::print_stderr, reason = "a skipped test must not look like a passed one")]
fn provided_wycheproof_vectors_pass() {
    let Some(directory) = std::env::var_os("VSW_VECTORS") else {
        eprintln!("skipped: VSW_VECTORS is not set");
        return;
    };
    let counts = run(Path::new(&directory));
    assert!(
        counts.macs + counts.tokens > 0,
        "no file in {} has a vector for the library",
        directory.display()
    );
    eprintln!("vectors in {}: {counts:?}", directory.display());
}

fn run(directory: &Path) -> Counts {
    let entries =
        std::fs::read_dir(directory).unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut counts, mut wrong) = (Counts::default(), Vec::new());
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        let file: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        for group in file["testGroups"].as_array().into_iter().flatten() {
            for test in group["tests"].as_array().into_iter().flatten() {
                let accepted = match group["type"].as_str() {
                    Some("MacTest") if file["algorithm"] == "HMACSHA256" => mac(test, &mut counts),
                    Some("JsonWebSignature") => token(group, test, &mut counts),
                    _ => None,
                };
                let Some(accepted) = accepted else {
                    counts.skipped += 1;
                    continue;
                };
                let expected = test["result"] == "valid" && !is_truncated(test);
                // An `acceptable` vector may be accepted or refused.
                if accepted != expected && test["result"] != "acceptable" {
                    wrong.push(format!("{}: {} {}", path.display(), test["tcId"], test["comment"]));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} unexpected results:\n{}", wrong.len(), wrong.join("\n"));
    counts
}

/// Returns whether the vector's MAC is shortened. The verifier rejects even a correct prefix of a MAC.
fn is_truncated(test: &Value) -> bool {
    test["tag"].as_str().is_some_and(|tag| tag.len() != 64)
}

fn mac(test: &Value, counts: &mut Counts) -> Option<bool> {
    let [key, message, tag] = ["key", "msg", "tag"].map(|member| hex(&test[member]));
    let secret = SignatureSecret::new(key).ok()?;
    counts.macs += 1;
    Some(MacKey::of(&secret).mac(&message).matches(&tag).into())
}

/// The payload is not a webhook's claims, so only the signature's outcome counts.
fn token(group: &Value, test: &Value, counts: &mut Counts) -> Option<bool> {
    let key = &group["private"];
    if key["kty"] != "oct" || key["alg"] != "HS256" {
        return None;
    }
    let secret = SignatureSecret::new(URL_SAFE_NO_PAD.decode(key["k"].as_str()?).ok()?).ok()?;
    let verifier = Verifier::builder().slot(Slot::new(&secret, "theirs")).build().unwrap();
    let delivery = Delivery::post(&b""[..]).with_header("Authorization", test["jws"].as_str()?.as_bytes());
    counts.tokens += 1;
    let rejection = verifier.verify(&delivery, 0).err()?;
    Some(rejection.checks().signature == Outcome::Pass)
}

fn hex(text: &Value) -> Vec<u8> {
    let digits: Vec<u32> = text.as_str().unwrap().chars().map(|digit| digit.to_digit(16).unwrap()).collect();
    digits.chunks(2).map(|pair| u8::try_from(pair[0] << 4 | pair[1]).unwrap()).collect()
}
