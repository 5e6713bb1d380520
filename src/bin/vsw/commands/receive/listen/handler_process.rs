//! Handler process: starts the command after `--` of `vsw listen`, with the environment variables that a
//! handler needs.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt as _;

use crate::args::listen::Listen;
use crate::config::{ConfiguredSecret, DefaultApplication};
use crate::context::Context;
use crate::failure::Failure;
use crate::subprocess::{Background, Child};

/// The command's stdout goes to stderr (see [`Child::start`]), because vsw prints its own events to stdout.
pub fn start(
    listen: &Listen,
    secrets: &[ConfiguredSecret],
    context: &Context,
) -> Result<Option<Background>, Failure> {
    let Some((program, arguments)) = listen.command.split_first() else { return Ok(None) };
    if listen.forward_to.is_none() {
        context.screen.warn("the handler gets no deliveries: add `--forward-to` with its address");
    }
    let mut child = Child::of_user(program, arguments, &context.environment);
    match fitting(listen, secrets, context)[..] {
        [secret] => {
            child = child.env("VONAGE_SIGNATURE_SECRET", OsStr::from_bytes(secret.secret.expose()));
            let expected = listen.expected.expect_api_key.as_deref();
            let api_key = expected.or(secret.api_key.as_deref());
            let api_key = api_key.or_else(|| context.environment.text("VONAGE_API_KEY"));
            child = api_key.into_iter().fold(child, |child, key| child.env("VONAGE_API_KEY", key));
        }
        [] => context.screen.warn(
            "the handler gets no VONAGE_SIGNATURE_SECRET: vsw has no active signature secret of the handler's account; pass the secret with `--signature-secret-file FILE`",
        ),
        _ => context.screen.warn(
            "the handler gets no VONAGE_SIGNATURE_SECRET: several secrets fit; pass only the handler's with `--signature-secret-file FILE`",
        ),
    }
    let application = match listen.expected.expect_application {
        Some(application) => Some(application),
        None => DefaultApplication::of_environment(context)?.map(|found| found.id),
    };
    if let Some(application) = application {
        child = child.env("VONAGE_APPLICATION_ID", application.to_string());
    }
    child.start().map(Some)
}

/// Returns the secrets that are not retired and may belong to the account of `--expect-api-key`.
fn fitting<'s>(
    listen: &Listen,
    secrets: &'s [ConfiguredSecret],
    context: &Context,
) -> Vec<&'s ConfiguredSecret> {
    let of_account = |secret: &&ConfiguredSecret| match &listen.expected.expect_api_key {
        Some(key) => secret.api_key.as_ref().is_none_or(|of| of == key),
        None => true,
    };
    let now = context.now();
    secrets.iter().filter(of_account).filter(|secret| !secret.is_retired(now)).collect()
}
