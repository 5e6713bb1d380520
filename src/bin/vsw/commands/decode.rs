//! `vsw decode`: prints the content of a token without verifying it. Offline; needs no secret.

use std::os::unix::ffi::OsStrExt as _;

use vsw::delivery::Product;
use vsw::timestamp;
use vsw::verify::{AUTHORIZATION, CLOUD_RUNTIME, Claim, FailedCheck as Flaw, Unverified};

use crate::args::decode::Decode;
use crate::capture::{Header, header_block};
use crate::context::{Context, without_line_end};
use crate::failure::Failure;
use crate::report::Report;
use crate::report::decode::{DecodeReport, Kind, Need, Problem, Time};
use crate::report::relative_time::relative_time;
use crate::report::show::Document;

const MAX_BYTES: usize = 1024 * 1024;

pub fn run(decode: &Decode, context: &Context) -> Result<Report, Failure> {
    let value = match (&decode.header_file, decode.text.as_ref().or(decode.header.as_ref())) {
        (Some(path), _) => {
            let input = context.stdin.input("--header-file", path)?;
            let read = input.read(MAX_BYTES);
            let bytes = read.map_err(|source| Failure::File { what: input.to_string(), source })?;
            without_line_end(&bytes).to_vec()
        }
        (None, text) => text.map(|text| text.as_bytes().to_vec()).unwrap_or_default(),
    };
    let now = decode.now.unwrap_or_else(|| context.now_in_seconds());
    let value = match header_block(&value)? {
        Some(headers) => of_block(&headers),
        None => value,
    };
    let token = Unverified::read(without_cloud_runtime(&value), now);
    let kind = Kind::of(token.algorithm().as_deref());
    Ok(Report::Decode(Box::new(DecodeReport {
        verified: false,
        is_a_token: token.is_a_token(),
        kind,
        product: Product::Unknown,
        header: token.header.clone().map(Document),
        claims: token.claims.clone().map(Document),
        signature_bytes: token.signature_length,
        times: times(&token, now),
        needs: if kind == Kind::Webhook && token.is_a_token() { needs(&token) } else { Vec::new() },
        problems: token.problems.iter().map(problem).collect(),
    })))
}

fn of_block(headers: &[Header]) -> Vec<u8> {
    let find = |wanted: &str| headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
    let found = find(AUTHORIZATION).or_else(|| find(CLOUD_RUNTIME));
    found.map(|(_, value)| value.clone()).unwrap_or_default()
}

/// Removes the name of the header to which Vonage Cloud Runtime moves the token.
fn without_cloud_runtime(text: &[u8]) -> &[u8] {
    let (name, value) = text.split_at_checked(CLOUD_RUNTIME.len()).unwrap_or_default();
    let value = value.strip_prefix(b":").filter(|_| name.eq_ignore_ascii_case(CLOUD_RUNTIME.as_bytes()));
    value.unwrap_or(text)
}

fn times(token: &Unverified, now: u64) -> Vec<Time> {
    let time = |claim: Claim| {
        let seconds = token.claimed_time(claim)?;
        let utc = timestamp::to_rfc3339(seconds);
        Some(Time { claim: claim.word(), seconds, utc, relative: relative_time(seconds, now) })
    };
    [Claim::Iat, Claim::Nbf, Claim::Exp].into_iter().filter_map(time).collect()
}

fn needs(token: &Unverified) -> Vec<Need> {
    let secret = match token.claimed_text(Claim::ApiKey) {
        Some(key) => format!("the signature secret of API key `{key}`, which the token claims"),
        None => "the account's signature secret; the token names no account".to_owned(),
    };
    let application = match token.claimed_text(Claim::ApplicationId) {
        Some(id) => format!("`application_id` (`{id}`) must match --expect-application, if given"),
        None => "omit --expect-application: the token names no application".to_owned(),
    };
    let written = |seconds: u64| timestamp::to_rfc3339(seconds).unwrap_or_else(|| seconds.to_string());
    let age = match token.claimed_time(Claim::Iat) {
        Some(iat) => format!(
            "the time of receipt: valid from {} to {} by default",
            written(iat.saturating_sub(60)),
            written(iat.saturating_add(300))
        ),
        None => "the time of receipt, and a valid `iat`, which the token lacks".to_owned(),
    };
    [
        ("signature", secret),
        (
            "claims",
            "`iat`, `iss` and `payload_hash` are required; each other claim that vsw knows must have its JSON type".to_owned(),
        ),
        ("issuer", "`iss` must be `Vonage`".to_owned()),
        (
            "api_key",
            "`api_key` must match the secret's account, if known, and --expect-api-key, if given".to_owned(),
        ),
        ("application", application),
        (
            "payload",
            "`payload_hash` must be the SHA-256 of the raw body; for a GET, of the query as compact JSON"
                .to_owned(),
        ),
        ("age", age),
    ]
    .into_iter()
    .map(|(check, takes)| Need { check, takes })
    .collect()
}

/// The usual message for `NoHeader` is about a delivery, but the input here is only a text.
fn problem(flaw: &Flaw) -> Problem {
    let (detail, hint) = match flaw {
        Flaw::NoHeader { .. } => ("the input contains no token".to_owned(), EMPTY),
        _ => (flaw.to_string(), flaw.remedy()),
    };
    Problem { code: flaw.code(), detail, hint }
}

const EMPTY: &str =
    "pass the token or the whole header; in a script, check that the variable with the token is set";
