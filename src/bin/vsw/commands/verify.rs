//! `vsw verify`: checks whether a webhook is genuine, and explains a rejection. Offline.

mod material;

use vsw::delivery::{Delivery, Era, Method};
use vsw::timestamp;
use vsw::verify::{
    self, Checks, Claims, FailedCheck as Flaw, Outcome, PayloadRule, Rejection, Verdict, Verified,
};

use crate::args::verify::Verify;
use crate::capture::{Original, ParseRequestError, of_subrequest};
use crate::codes::Code;
use crate::config::{ConfiguredSecret, SignatureSecrets};
use crate::context::Context;
use crate::diagnosis::{self, Diagnosis};
use crate::failure::Failure;
use crate::report::Report;
use crate::report::relative_time::relative_time;
use crate::report::verify::{Sent, ShownClaims, VerifyReport};
use crate::verifier;

use material::{Material, Received};

pub fn run(verify: &Verify, context: &Context) -> Result<Report, Failure> {
    Ok(Report::Verify(Box::new(verified(verify, context)?)))
}

fn verified(verify: &Verify, context: &Context) -> Result<VerifyReport, Failure> {
    let material = Material::claim(verify, context)?;
    let secrets = SignatureSecrets::find(context, &verify.expected.verifier.signature_secret_file)?;
    let Some(Received { mut capture, rest, original, mut notes }) = material.read(verify)? else {
        let hint = "check the input: a webhook's body is a few hundred bytes long";
        let explanation = ("the body or the captured request is longer than 64 MiB".to_owned(), hint);
        let nothing = Delivery::post(&b""[..]);
        return Ok(unread(Verdict::Unchecked, &nothing, Code::BodyTooLong, explanation));
    };
    // Read the clock after the input. The writer of a pipe may create the token while vsw waits, so an
    // earlier time could be before the token's `iat`.
    let now = verify.at.or(verify.now).unwrap_or_else(|| context.now_in_seconds());
    match rest.len() {
        0 => {}
        1 => context
            .screen
            .warn("1 byte after the end of the body was not verified: by the request's headers, this byte does not belong to the body"),
        count => context.screen.warn(format!(
            "{count} bytes after the end of the body were not verified: by the request's headers, these bytes do not belong to the body"
        )),
    }
    let mut report = checked(verify, &capture.delivery(), &rest, now, &secrets, context)?;
    if let Some(Original { kind, target }) = original
        && report.failures.contains(&Code::PayloadMismatch)
    {
        // The captured request is probably a proxy's auth subrequest, without the body of the original
        // request. Try the original as a GET, whose signed query is in `target`.
        let target = target.ok_or(ParseRequestError::Subrequest { kind })?;
        (capture.method, capture.url) = (Method::Get, target);
        report = checked(verify, &capture.delivery(), &rest, now, &secrets, context)?;
        if report.checks.payload != Outcome::Pass {
            return Err(ParseRequestError::Subrequest { kind }.into());
        }
        notes.push(of_subrequest(kind));
    }
    report.bytes_after_body = rest.len();
    report.notes = notes;
    Ok(report)
}

fn checked(
    verify: &Verify,
    delivery: &Delivery<'_>,
    rest: &[u8],
    now: u64,
    secrets: &[ConfiguredSecret],
    context: &Context,
) -> Result<VerifyReport, Failure> {
    if secrets.is_empty() && is_unsigned(delivery, &verify.expected.verifier.header_name) {
        // Without a token, no secret is needed, so none has to be configured.
        let flaw = Flaw::NoHeader { name: verify.expected.verifier.header_name.clone(), elsewhere: None };
        let explanation = (flaw.to_string(), flaw.remedy());
        return Ok(unread(Verdict::Unsigned, delivery, Code::NoHeader, explanation));
    }
    let verifier = verifier::of(&verify.expected, secrets, context)?;
    let found = verifier.verify(delivery, now);
    Ok(match &found {
        Ok(verified) => of_verified(verified, delivery),
        Err(rejection) => {
            let mut report = of_rejection(rejection, delivery);
            if let Some(iat) = verifier.genuine_at(rejection, delivery) {
                report.genuine_at = timestamp::to_rfc3339(iat);
                report.sent = report.genuine_at.as_deref().map(|at| sent(iat, at, now, verify, context));
            }
            if !verify.no_explain {
                report.explanation =
                    Diagnosis::new(&verifier, secrets, context).causes(rejection, delivery, now, rest);
                let has_cause = !report.explanation.is_empty();
                report.no_cause = if has_cause { None } else { diagnosis::no_cause(rejection, delivery) };
            }
            report
        }
    })
}

/// Returns the time of sending. `proof` is this command line with that time as `--at`, or `None` if the
/// command line reads a stream, which cannot be read again.
fn sent(iat: u64, at: &str, now: u64, verify: &Verify, context: &Context) -> Sent {
    let mut proof = vec!["vsw".to_owned()];
    let mut is_repeatable = true;
    let mut words = context.words.iter().map(|word| word.to_string_lossy().into_owned());
    while let Some(word) = words.next() {
        match word.as_str() {
            "--at" | "--now" => drop(words.next()),
            "--header" | "--body" => proof.extend([Some(word), words.next()].into_iter().flatten()),
            other if other.starts_with("--at=") || other.starts_with("--now=") => {}
            other => {
                is_repeatable &= !is_stream(other);
                proof.push(word);
            }
        }
    }
    let time = format!("--at {at}");
    let proof = is_repeatable.then(|| {
        proof.extend(["--at".to_owned(), at.to_owned()]);
        proof
    });
    let relative = relative_time(iat, now);
    let is_now = verify.at.is_none() && verify.now.is_none();
    Sent { relative: if is_now { relative } else { relative.replace(" ago", " earlier") }, time, proof }
}

/// Recognizes stdin, and paths such as `/dev/fd/63`, which a shell passes for `<(…)`.
fn is_stream(word: &str) -> bool {
    let is_text = word.starts_with("--header=") || word.starts_with("--body=");
    let value = word.rsplit('=').next().unwrap_or(word);
    !is_text && (value == "-" || ["/dev/", "/proc/"].iter().any(|parent| value.starts_with(parent)))
}

fn of_verified(verified: &Verified<'_>, delivery: &Delivery<'_>) -> VerifyReport {
    let mut report = blank(Verdict::Valid, delivery);
    report.event = verified.webhook().event;
    report.checks = *verified.checks();
    report.claims = Some(shown(verified.claims()));
    report.secret = Some(verified.slot().to_owned());
    report
}

fn of_rejection(rejection: &Rejection, delivery: &Delivery<'_>) -> VerifyReport {
    let mut report = blank(rejection.verdict(), delivery);
    report.failures = rejection.codes().into_iter().filter_map(code).collect();
    report.code = report.failures.first().copied();
    report.flaws = rejection.failures().map(ToString::to_string).collect();
    report.detail = Some(rejection.to_string());
    report.hint = Some(rejection.remedy().to_owned());
    let is_payload_verified = rejection.checks().payload == Outcome::Pass;
    report.event = delivery.claimed_webhook().event.filter(|_| is_payload_verified);
    report.checks = *rejection.checks();
    report.claims = rejection.authenticated_claims().map(shown);
    report.secret = rejection.slot().map(str::to_owned);
    report
}

fn is_unsigned(delivery: &Delivery<'_>, header: &str) -> bool {
    delivery.header(header).all(|value| value.iter().all(|byte| matches!(byte, b' ' | b'\t')))
}

fn unread(
    verdict: Verdict,
    delivery: &Delivery<'_>,
    code: Code,
    (detail, hint): (String, &str),
) -> VerifyReport {
    VerifyReport {
        code: Some(code),
        failures: vec![code],
        detail: Some(detail),
        hint: Some(hint.to_owned()),
        ..blank(verdict, delivery)
    }
}

/// A test checks that each code of the library has a code here.
fn code(code: verify::Code) -> Option<Code> {
    Code::from_word(code.word())
}

fn blank(verdict: Verdict, delivery: &Delivery<'_>) -> VerifyReport {
    let webhook = delivery.claimed_webhook();
    let claimed = webhook.event.unwrap_or_default();
    let rule = PayloadRule::of(delivery.method());
    VerifyReport {
        verdict,
        code: None,
        failures: Vec::new(),
        detail: None,
        hint: None,
        product: webhook.product,
        event: None,
        claimed_event: claimed,
        payload_rule: rule.word(),
        payload_rule_note: rule.note(),
        checks: Checks::default(),
        claims: None,
        secret: None,
        genuine_at: None,
        explanation: Vec::new(),
        bytes_after_body: 0,
        notes: Vec::new(),
        no_cause: None,
        sent: None,
        flaws: Vec::new(),
        coverage: [Era::Preview, Era::Current].map(|era| era.coverage(claimed)),
    }
}

fn shown(claims: &Claims) -> ShownClaims {
    ShownClaims {
        iat: claims.iat,
        jti: claims.jti().map(str::to_owned),
        iss: claims.iss().map(str::to_owned),
        payload_hash: claims.payload_hash.map(|hash| hash.to_string()),
        api_key: claims.api_key().map(str::to_owned),
        application_id: claims.application_id().map(str::to_owned),
    }
}
