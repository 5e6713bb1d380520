//! Verifier: builds the library's verifier from options and secrets.

use vsw::secret::SignatureSecret;
use vsw::verify::Verifier;

use crate::args::verify::Expected;
use crate::config::{ConfigError, ConfiguredSecret};
use crate::context::Context;
use crate::failure::Failure;

/// Builds a verifier. Warns about a short secret, and if tokens of any age are accepted.
pub fn of(expected: &Expected, secrets: &[ConfiguredSecret], context: &Context) -> Result<Verifier, Failure> {
    if secrets.is_empty() {
        return Err(ConfigError::no_signature_secret(context).into());
    }
    let mut builder = Verifier::builder()
        .max_age(expected.verifier.max_age)
        .max_skew(expected.verifier.max_skew)
        .header(expected.verifier.header_name.as_str());
    for configured in secrets {
        let secret = SignatureSecret::new(configured.secret.expose())
            .map_err(|reason| Failure::UnfitSecret { label: configured.name.clone(), reason })?;
        if secret.is_short() {
            context.screen.warn(format!(
                "the signature secret ({}) is shorter than the recommended 32 bytes",
                configured.name
            ));
        }
        builder = builder.slot(configured.slot(&secret));
    }
    if let Some(api_key) = &expected.expect_api_key {
        builder = builder.expect_api_key(api_key.as_str());
    }
    if let Some(application) = expected.expect_application {
        builder = builder.expect_application(application);
    }
    let verifier = builder.build().map_err(Failure::NoVerifier)?;
    if expected.verifier.max_age == 0 {
        context.screen.warn("the token's age is not checked (--max-age 0)");
    }
    Ok(verifier)
}
