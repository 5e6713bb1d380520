//! Web addresses that Vonage shall send webhooks to, and the random part that tells a call's webhooks from the requests
//! of strangers: a tunnel's address is public.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::{SecureRandom as _, SystemRandom};
use url::{Host, Url};

use crate::failure::Failure;

/// Parses the address of a webhook.
///
/// # Errors
/// Fails with a usage error unless it is http or https. The error does not repeat it: it may contain a password.
pub fn parse(option: &str, text: &str) -> Result<Url, Failure> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.filter(|url| url.host().is_some() && url.fragment().is_none()).ok_or_else(|| {
        let hint = "write a web address, such as https://example.com/webhooks/event";
        Failure::usage(format!("{option} is not the address of a webhook"), hint)
    })
}

/// Returns whether an address is on this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Ipv6(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

/// Returns a part of a path that a stranger cannot guess.
///
/// # Errors
/// Fails if the system has no random numbers.
pub fn random_part() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    let filled = SystemRandom::new().fill(&mut bytes);
    filled.map_err(|_| anyhow::anyhow!("the system has no random numbers"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}
