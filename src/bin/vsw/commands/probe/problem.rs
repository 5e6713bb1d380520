//! Problem: finds why a handler probably refused a genuine delivery, and the next step.

use vsw::sign::Forgery;

use crate::report::probe::{Answer, ForgerySent, GenuineSent, ProbeOutcome, ProbeReport};
use crate::sender::SendError;
use crate::signer::Signer;
use crate::vocabulary::{Alteration, ProbeKind};

pub fn of(report: &ProbeReport, error: Option<&SendError>, signer: &Signer) -> (String, String) {
    if let Some(error) = error {
        return (error.to_string(), error.hint().to_owned());
    }
    let refused = report.genuine.iter().find(|one| !one.taken);
    let answer = refused.map(|one| one.answer.clone()).unwrap_or_default();
    let answered = answer.status.map_or_else(
        || answer.error.clone().unwrap_or_else(|| "the handler did not respond".to_owned()),
        |status| format!("the handler responded with {status} to a genuine delivery"),
    );
    if report.genuine.first().is_some_and(|before| before.taken) {
        let detail = format!(
            "after the forgeries, {answered}; before the forgeries, the handler accepted a genuine delivery"
        );
        let hint = "look for the cause in the handler's log, for example a crash, a rate limit, or a refusal of repeated content";
        return (detail, hint.to_owned());
    }
    let (reason, hint) = reason(report, refused, &answer, signer);
    (format!("{answered}: {reason}"), hint)
}

fn reason(
    report: &ProbeReport,
    refused: Option<&GenuineSent>,
    answer: &Answer,
    signer: &Signer,
) -> (String, String) {
    let accepts = |kind| {
        let is_accepted = |one: &ForgerySent| one.kind == kind && one.outcome == ProbeOutcome::Accepted;
        report.forgeries.iter().any(is_accepted)
    };
    // The next two reasons fit only a handler that accepted neither the unsigned delivery nor a genuine one.
    let verifies = !accepts(ProbeKind::Forged(Forgery::NoSignature));
    let verifies = verifies && report.genuine.iter().all(|one| !one.taken);
    if verifies && accepts(ProbeKind::Forged(Forgery::EmptySecret)) {
        let hint = "set the signature secret in the handler's environment";
        return ("the handler's signature secret is empty".to_owned(), hint.to_owned());
    }
    if verifies && accepts(ProbeKind::Altered(Alteration::UnspacedBody)) {
        let reason = "the handler does not hash the received bytes; it hashes JSON that it parsed and wrote again with spaces";
        return (reason.to_owned(), "hash the raw body: see `vsw explain body-json-spaced`".to_owned());
    }
    let signed_with = signer.label.as_deref().unwrap_or("a random secret");
    let (reason, hint) = match refused.and(answer.status) {
        Some(404 | 410) => ("it has no such path", "write the webhook's path into the URL"),
        Some(405 | 501) => (
            "it does not accept this method at this path",
            "try both `--method POST` and `--method GET`; if both fail, correct the path in the URL",
        ),
        Some(401 | 403) => {
            let reason =
                format!("it probably has another signature secret (the probe signed with {signed_with})");
            let hint = "give the handler and the probe the same secret; if the handler expects an account or application, add \
                        `--api-key KEY` or `--application APP`";
            return (reason, hint.to_owned());
        }
        Some(400 | 411 | 413 | 415 | 422) => (
            "it did not understand the delivery",
            "try another delivery: `--event EVENT` or, with POST, `--body-file FILE`",
        ),
        Some(429) => ("it limits the rate of requests", "allow more requests from this machine"),
        Some(300..400) => {
            let to = answer.location.as_deref().map_or_else(String::new, |to| format!(" to {to}"));
            let hint = "pass the final URL, because vsw follows no redirects; if that URL is a login page, exempt the webhook's path from the login";
            return (format!("it redirects{to}"), hint.to_owned());
        }
        Some(502 | 504) => ("a proxy could not reach it", "start the handler behind the proxy"),
        Some(503) => (
            "it found no token, or is not ready",
            "look at the handler's log; if the token is missing, check whether a proxy removes the Authorization header",
        ),
        Some(500..) => ("it failed", "look at the handler's log"),
        _ => ("it was not accepted", "look at the handler's log"),
    };
    (reason.to_owned(), hint.to_owned())
}
