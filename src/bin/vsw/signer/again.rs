//! Again: signs a verified delivery again, with a new token.

use vsw::capture::Capture;
use vsw::verify::Verified;

use super::{Issued, Signer};
use crate::args::sign::Account;
use crate::config::ConfiguredSecret;
use crate::context::Context;
use crate::failure::Failure;

/// Replaces the token in the headers named `header_name`. `otherwise` supplies an account or application that
/// the old token does not name.
pub fn sign_again(
    mut capture: Capture,
    header_name: &str,
    verified: &Verified<'_>,
    secrets: &[ConfiguredSecret],
    otherwise: &Account,
    context: &Context,
) -> Result<Capture, Failure> {
    let application = verified.application_id().and_then(|id| id.parse().ok());
    let account = Account {
        application: application.or(otherwise.application),
        api_key: verified.api_key().map(str::to_owned).or_else(|| otherwise.api_key.clone()),
        signature_secret_file: Vec::new(),
    };
    let signer = Signer::among(secrets, &account, context)?;
    capture.headers.retain(|(name, _)| !name.eq_ignore_ascii_case(header_name));
    let before = capture.headers.len();
    let mut signed = signer.sign(capture, &Issued::now(context), None, context)?;
    for (name, _) in signed.headers.iter_mut().skip(before) {
        header_name.clone_into(name);
    }
    Ok(signed)
}
