//! Again: a new token for a delivery that was genuine.

use vsw::capture::Capture;
use vsw::verify::{AUTHORIZATION, Verified};

use super::{Issued, Signer};
use crate::args::sign::Account;
use crate::config::ConfiguredSecret;
use crate::context::Context;
use crate::failure::Failure;

/// Replaces the token of a delivery by a new one with the same account and application. `otherwise` names them if the
/// token does not.
///
/// # Errors
/// Fails unless exactly one secret fits the account.
pub fn sign_again(
    mut capture: Capture,
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
    capture.headers.retain(|(name, _)| !name.eq_ignore_ascii_case(AUTHORIZATION));
    signer.sign(capture, &Issued::now(context), None, context)
}
