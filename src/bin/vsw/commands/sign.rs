//! `vsw sign`: creates a delivery as Vonage would send it, or a forgery, to test a handler. Offline; sends nothing.

mod signer;
mod webhook;

use vsw::capture::Capture;
use vsw::sign::{Forgery, Token};
use vsw::timestamp;
use vsw::verify::{AUTHORIZATION, PayloadRule};

use crate::args::Format;
use crate::args::sign::{Forge, Form, Sign};
use crate::context::Context;
use crate::failure::Failure;
use crate::report::Report;
use crate::report::sign::{ForgeriesReport, Form as Written, Listed, SignReport};

use signer::Signer;
use webhook::Webhook;

pub fn run(sign: &Sign, context: &Context) -> Result<Report, Failure> {
    let forgery = match sign.forge {
        Some(Forge::List) => return Ok(Report::Forgeries(forgeries())),
        Some(Forge::Kind(forgery)) => Some(forgery),
        None => None,
    };
    let form = form(sign, context)?;
    let webhook = Webhook::claim(sign, context)?;
    let iat = iat(sign, context)?;
    let signer = Signer::find(sign, forgery, context)?;
    let jti = sign.jti.clone().unwrap_or_else(random_uuid);
    let application = signer::application(sign, context)?;
    let mut capture = webhook.read(sign, iat)?;
    if sign.output == Some(Form::Curl) {
        webhook::require_host(&capture.url)?;
    }

    let token = Token::issued_at(iat).jti(jti.as_str());
    let token = signer.api_key.iter().fold(token, Token::api_key);
    let token = application.into_iter().fold(token, Token::application);
    let authorizations = {
        let delivery = capture.delivery();
        let payload = delivery.payload().map_err(|reason| webhook::bad_query(&reason))?;
        match forgery {
            None => vec![token.bearer(&signer.secret, &payload)],
            Some(forgery) => token.forged(forgery, &signer.secret, &payload),
        }
    };
    let named = |value: String| (AUTHORIZATION.to_owned(), value.into_bytes());
    capture.headers.extend(authorizations.into_iter().map(named));
    check_no_secret(&capture, [Some(&jti), signer.api_key.as_ref()], context)?;
    if form == Written::Http && context.screen.is_unsafe_for_terminal(&capture.body) {
        let words = "stdout is a terminal, and the body contains control characters";
        return Err(Failure::usage(words, "redirect stdout, or add --output curl or --output capture"));
    }
    if let Some(forgery) = forgery {
        let (about, code) = (forgery.about(), forgery.code());
        context.screen.warn(format!("this is a forgery: {about}; a verifier rejects it with `{code}`"));
    }
    let (rule, signed) = (PayloadRule::of(capture.method), capture.delivery().claimed_webhook());
    Ok(Report::Sign(Box::new(SignReport {
        product: signed.product,
        event: signed.event,
        forgery: forgery.map(Forgery::word),
        expected_code: forgery.map(Forgery::code),
        payload_rule: rule.word(),
        payload_rule_note: rule.note(),
        secret: signer.label,
        iat,
        jti,
        api_key: signer.api_key,
        application_id: application.map(|id| id.to_string()),
        delivery: capture,
        form,
    })))
}

/// Returns the output format. Rejects `--output` with `--json`: the JSON report already has the whole delivery.
fn form(sign: &Sign, context: &Context) -> Result<Written, Failure> {
    if sign.output.is_some() && context.global.format() == Format::Json {
        let words = "--output and --json cannot be used together";
        return Err(Failure::usage(words, "omit one of them; the JSON report contains the whole delivery"));
    }
    Ok(match sign.output {
        None | Some(Form::Http) => Written::Http,
        Some(Form::Curl) => Written::Curl,
        Some(Form::Capture) => Written::Capture,
    })
}

fn iat(sign: &Sign, context: &Context) -> Result<u64, Failure> {
    let Some(text) = &sign.iat else {
        return Ok(context.now_in_seconds());
    };
    let seconds = text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten();
    // A verifier accepts at most 63 bits.
    let seconds = seconds.or_else(|| timestamp::from_rfc3339(text.as_bytes()));
    seconds.filter(|seconds| i64::try_from(*seconds).is_ok()).ok_or_else(|| {
        let hint = "use seconds since 1970, or a time such as 2026-11-23T20:15:00Z";
        Failure::usage("--iat: not a time", hint)
    })
}

/// Returns a random UUID (RFC 9562 §5.4), such as Vonage's tokens have as `jti`.
fn random_uuid() -> String {
    let number = fastrand::u128(..) & !(0xf << 76) | 4 << 76;
    let hex = format!("{:032x}", number & !(3 << 62) | 2 << 62);
    let part = |range| hex.get(range).unwrap_or_default();
    [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
}

/// Rejects a delivery that contains one of our secrets: it is printed verbatim, so nothing can be redacted.
fn check_no_secret(
    capture: &Capture,
    claims: [Option<&String>; 2],
    context: &Context,
) -> Result<(), Failure> {
    let redactions = context.screen.redactions();
    let body = String::from_utf8_lossy(&capture.body);
    let texts = claims.into_iter().flatten().map(String::as_str).chain([capture.url.as_str(), &*body]);
    if texts.into_iter().any(|text| redactions.touch(text)) { Err(Failure::SecretInside) } else { Ok(()) }
}

fn forgeries() -> ForgeriesReport {
    let listed = |forgery: &Forgery| Listed {
        kind: forgery.word(),
        expected_code: forgery.code(),
        about: forgery.about(),
    };
    ForgeriesReport { forgeries: Forgery::ALL.iter().map(listed).collect() }
}
