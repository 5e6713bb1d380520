//! `vsw sign`: creates a delivery as Vonage would send it, or a forgery, to test a handler. Makes no network
//! requests.

mod webhook;

use vsw::sign::Forgery;
use vsw::verify::PayloadRule;

use crate::args::Format;
use crate::args::sign::{Forge, OutputFormat, Sign};
use crate::context::Context;
use crate::failure::Failure;
use crate::report::Report;
use crate::report::sign::{ForgeriesReport, Form as Written, Listed, SignReport};
use crate::signer::{Issued, Signer};

use webhook::Webhook;

pub fn run(sign: &Sign, context: &Context) -> Result<Report, Failure> {
    let forgery = match sign.forge {
        Some(Forge::List) => return Ok(Report::Forgeries(forgeries())),
        Some(Forge::Kind(forgery)) => Some(forgery),
        None => None,
    };
    let form = form(sign, context)?;
    let webhook = Webhook::claim(sign, context)?;
    let issued = Issued::of(&sign.claims, context)?;
    let signer = Signer::find(&sign.account, forgery, context)?;
    let capture = webhook.read(sign, issued.iat)?;
    if sign.output == Some(OutputFormat::Curl) {
        webhook::require_host(&capture.url)?;
    }
    let capture = signer.sign(capture, &issued, forgery, context)?;
    // The JSON report escapes control characters.
    let is_raw = form == Written::Http && context.global.format() != Format::Json;
    if is_raw && context.screen.is_unsafe_for_terminal(&capture.body) {
        let words = "the body contains control characters, and stdout is a terminal; nothing was printed";
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
        iat: issued.iat,
        jti: issued.jti,
        api_key: signer.api_key,
        application_id: signer.application.map(|id| id.to_string()),
        delivery: capture,
        form,
    })))
}

fn form(sign: &Sign, context: &Context) -> Result<Written, Failure> {
    if sign.output.is_some() && context.global.format() == Format::Json {
        let words = "--output cannot be used with JSON output (--json or --format json)";
        return Err(Failure::usage(words, "omit one of them; the JSON report contains the whole delivery"));
    }
    Ok(match sign.output {
        None | Some(OutputFormat::Http) => Written::Http,
        Some(OutputFormat::Curl) => Written::Curl,
        Some(OutputFormat::Capture) => Written::Capture,
    })
}

fn forgeries() -> ForgeriesReport {
    let listed = |forgery: &Forgery| Listed {
        kind: forgery.word(),
        expected_code: forgery.code(),
        about: forgery.about(),
    };
    ForgeriesReport { forgeries: Forgery::ALL.iter().map(listed).collect() }
}
