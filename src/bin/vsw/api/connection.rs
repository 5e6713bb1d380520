//! Connection: the settings of the HTTP clients for Vonage's APIs: TLS, no redirects, no retries, no proxy
//! for loopback.

use std::path::Path;
use std::time::Duration;

use reqwest::redirect;

use super::ApiError;
use crate::profiles::Origin;
use crate::tls;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

pub fn client(origin: &Origin, ca_file: Option<&Path>) -> Result<reqwest::Client, ApiError> {
    let with_tls = if origin.is_plain() { tls::Use::Never } else { tls::Use::Always };
    let mut builder = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .http1_only()
        .retry(reqwest::retry::never())
        .tcp_nodelay(true)
        .tls_backend_preconfigured(tls::configuration(with_tls, ca_file)?);
    if origin.is_loopback() {
        builder = builder.no_proxy();
    }
    builder.build().map_err(ApiError::Client)
}
