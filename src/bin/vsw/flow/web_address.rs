//! Web address: where Vonage shall send webhooks.

use url::{Host, Url};

use crate::failure::Failure;

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

/// Returns whether an address is on this machine.
pub fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Ipv6(address)) => address.is_loopback() || address.is_unspecified(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}
