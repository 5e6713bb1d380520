//! Web address: where Vonage shall send webhooks.

use url::{Host, Url};

use crate::failure::Failure;
use crate::profiles::Origin;

/// Parses the address of a webhook.
///
/// # Errors
/// Fails with a usage error unless it is http or https, without a fragment. The error does not repeat it: it may
/// contain a password.
pub fn parse(option: &str, text: &str) -> Result<Url, Failure> {
    let url = Url::parse(text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    url.filter(|url| url.host().is_some() && url.fragment().is_none()).ok_or_else(|| {
        let hint = "write a web address, such as https://example.com/webhooks/event";
        Failure::usage(format!("{option} is not the address of a webhook"), hint)
    })
}

/// Returns the address of `--public-url` without a final slash, or `None` without the option.
///
/// # Errors
/// Fails with a usage error if the address has a query, or with `unreachable` if the API could not reach the address.
pub fn public_url(
    text: Option<&str>,
    api: &Origin,
    unreachable: impl FnOnce() -> Failure,
) -> Result<Option<String>, Failure> {
    let public = text.map(|text| parse("--public-url", text)).transpose()?;
    if public.as_ref().is_some_and(|url| url.query().is_some()) {
        return Err(Failure::usage("--public-url has a query", "pass the tunnel's address alone"));
    }
    let is_reachable = public.as_ref().is_some_and(|url| !is_loopback(url));
    if !api.is_loopback() && !is_reachable {
        return Err(unreachable());
    }
    Ok(public.map(|url| url.as_str().trim_end_matches('/').to_owned()))
}

/// Returns whether an address is on this machine.
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Ipv6(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
