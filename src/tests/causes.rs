//! Tests of the diagnosis (`explain`), with deliveries corrupted by another implementation
//! (`tests/vectors/make_explain.py`).

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use crate::delivery::Delivery;
use crate::secret::{Secret, SignatureSecret};
use crate::verify::{
    Builder, Cause, Certainty, Diagnosis, DiagnosticSecret, Explanation, Rejection, SecretKind, Slot,
    Verifier,
};

const VECTORS: &str = include_str!("../../tests/vectors/explain.json");

pub(super) struct CorruptedDelivery {
    pub(super) vector: Value,
    pub(super) verifier: Verifier,
    body: Vec<u8>,
    trailing_bytes: Vec<u8>,
    headers: Vec<(String, Vec<u8>)>,
}

impl CorruptedDelivery {
    pub(super) fn all() -> Vec<Self> {
        let vectors: Vec<Value> = serde_json::from_str(VECTORS).unwrap();
        vectors.into_iter().map(Self::of).collect()
    }

    fn of(vector: Value) -> Self {
        let list = vector["headers"].as_array().unwrap();
        let headers =
            list.iter().map(|pair| (pair[0].as_str().unwrap().to_owned(), bytes(&pair[1]))).collect();
        let verifier = verifier(&vector);
        Self {
            body: bytes(&vector["body"]),
            trailing_bytes: bytes(&vector["trailing_bytes"]),
            headers,
            verifier,
            vector,
        }
    }

    pub(super) fn delivery(&self) -> Delivery<'_> {
        let method = self.vector["method"].as_str().unwrap().parse().unwrap();
        let query = self.vector["query"].as_str().unwrap_or_default();
        let delivery = Delivery::new(method, &self.body[..]).with_query(query.as_bytes());
        self.headers
            .iter()
            .fold(delivery, |delivery, (name, value)| delivery.with_header(name.as_str(), &value[..]))
    }

    pub(super) fn now(&self) -> u64 {
        self.vector["now"].as_u64().unwrap()
    }

    pub(super) fn rejection(&self) -> Rejection {
        self.verifier.verify(&self.delivery(), self.now()).unwrap_err()
    }

    pub(super) fn diagnosis<'d>(&'d self, time_left: &'d dyn Fn() -> bool) -> Diagnosis<'d> {
        let mut diagnosis = Diagnosis::new(time_left).with_trailing_bytes(&self.trailing_bytes);
        for entry in self.vector["secrets"].as_array().unwrap() {
            diagnosis = diagnosis.with_secret(diagnostic_secret(SecretKind::Given, entry));
        }
        for entry in self.vector["known"].as_array().unwrap() {
            let kind = match entry["kind"].as_str().unwrap() {
                "api" => SecretKind::Api,
                _ => SecretKind::Signature,
            };
            diagnosis = diagnosis.with_secret(diagnostic_secret(kind, entry));
        }
        diagnosis
    }

    pub(super) fn explained(&self, diagnosis: &Diagnosis<'_>) -> Vec<Explanation> {
        self.verifier.explain(&self.rejection(), &self.delivery(), self.now(), diagnosis)
    }
}

fn bytes(base64: &Value) -> Vec<u8> {
    STANDARD.decode(base64.as_str().unwrap()).unwrap()
}

fn diagnostic_secret(kind: SecretKind, entry: &Value) -> DiagnosticSecret {
    DiagnosticSecret {
        kind,
        secret: secret(entry),
        api_key: entry["api_key"].as_str().map(str::to_owned),
        label: entry["label"].as_str().unwrap().to_owned(),
        retired_at: entry["retired_at"].as_u64(),
    }
}

fn secret(entry: &Value) -> Secret {
    Secret::new(
        entry["secret"]
            .as_str()
            .map_or_else(|| bytes(&entry["secret_base64"]), |text| text.as_bytes().to_vec()),
    )
}

fn verifier(vector: &Value) -> Verifier {
    let slot = |entry: &Value| {
        let secret = SignatureSecret::new(secret(entry).expose()).unwrap();
        let mut slot = Slot::new(&secret, entry["label"].as_str().unwrap());
        if let Some(time) = entry["retired_at"].as_u64() {
            slot = slot.retired_at(time);
        }
        match entry["api_key"].as_str() {
            Some(key) => slot.for_api_key(key),
            None => slot,
        }
    };
    let mut builder =
        vector["secrets"].as_array().unwrap().iter().map(slot).fold(Verifier::builder(), Builder::slot);
    for (name, value) in vector["options"].as_object().unwrap() {
        builder = match name.as_str() {
            "max_age" => builder.max_age(value.as_u64().unwrap()),
            "header_name" => builder.header(value.as_str().unwrap()),
            other => panic!("{other}"),
        };
    }
    builder.build().unwrap()
}

/// Replaces a decompressor. Returns the genuine body, with a space appended if `packed` is the body of the
/// vector `gzip-of-another`.
fn gunzip(packed: &[u8], _: usize) -> Option<Vec<u8>> {
    let all = CorruptedDelivery::all();
    let plain = |name: &str| all.iter().find(|one| one.vector["name"] == name).map(|one| one.body.clone());
    let genuine = plain("little-too-old")?;
    (plain("gzip-of-another")? == packed).then(|| [&genuine[..], b" "].concat()).or(Some(genuine))
}

#[test]
fn each_corrupted_delivery_is_explained_by_exactly_its_causes() {
    let time_left = || true;
    let mut wrong = Vec::new();
    for corrupted in CorruptedDelivery::all() {
        let (vector, expected) = (&corrupted.vector, &corrupted.vector["expected"]);
        let diagnosis = corrupted.diagnosis(&time_left).with_gunzip(&gunzip);
        let found = corrupted.explained(&diagnosis);
        let causes: Vec<Cause> = found.iter().map(|one| one.cause).collect();
        let details: Vec<&str> = found.iter().map(|one| &*one.detail).collect();
        if serde_json::json!(causes) != expected["explanation"]
            || corrupted.rejection().code().word() != expected["code"]
        {
            wrong.push(format!(
                "{}: {} {causes:?} {details:?}",
                vector["name"],
                corrupted.rejection().code()
            ));
        }
        for part in expected["details"].as_array().unwrap() {
            if !details.concat().contains(part.as_str().unwrap()) {
                wrong.push(format!("{}: {part} not in {details:?}", vector["name"]));
            }
        }
        for one in &found {
            for sentence in [&*one.detail, one.remedy()] {
                let bounded = (20..=400).contains(&sentence.chars().count());
                if !bounded || sentence.chars().any(char::is_control) || sentence.ends_with('.') {
                    wrong.push(format!("{}: {sentence}", vector["name"]));
                }
            }
            if one.detail.contains("a guess") != (one.certainty == Certainty::Guess) {
                wrong.push(format!("{}: {:?}", vector["name"], one));
            }
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_cause_but_a_cut_short_diagnosis_has_a_delivery() {
    let mut named = BTreeSet::new();
    for corrupted in CorruptedDelivery::all() {
        for cause in corrupted.vector["expected"]["explanation"].as_array().unwrap() {
            named.insert(Cause::from_word(cause.as_str().unwrap()).unwrap());
        }
    }
    let missing: Vec<_> = Cause::ALL
        .iter()
        .filter(|cause| !named.contains(cause) && **cause != Cause::DiagnosisCutShort)
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
