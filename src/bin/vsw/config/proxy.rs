//! Proxy: checks the environment variable that names the HTTP proxy.
//!
//! The HTTP client would ignore a malformed value and connect without a proxy.

use url::Url;

use super::ConfigError;
use crate::context::Environment;
use crate::profiles::Origin;

#[derive(Clone, Debug)]
pub struct Proxy {
    pub variable: &'static str,
    pub url: Url,
}

/// In the HTTP client's order. An empty first variable of a pair hides the second.
const VARIABLES: [[&str; 2]; 2] = [["HTTPS_PROXY", "https_proxy"], ["ALL_PROXY", "all_proxy"]];

impl Proxy {
    /// Ignores `NO_PROXY`, which the HTTP client applies later.
    ///
    /// The error omits the variable's value, which may contain a password.
    pub fn of(origin: &Origin, environment: &Environment) -> Result<Option<Self>, ConfigError> {
        if origin.is_loopback() {
            return Ok(None);
        }
        let read = |pair: [&'static str; 2]| pair.into_iter().find(|name| environment.raw(name).is_some());
        let Some(variable) = VARIABLES.into_iter().filter_map(read).find(|name| environment.is_set(name))
        else {
            return Ok(None);
        };
        let invalid = |fault| ConfigError::Proxy { variable, fault };
        let value =
            environment.text(variable).filter(|value| value.bytes().all(|byte| byte.is_ascii_graphic()));
        let value = value.ok_or_else(|| invalid("contains white space or characters beyond ASCII"))?;
        // Without a scheme, the HTTP client assumes http, as other programs do.
        let value = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
        let url = Url::parse(&value).map_err(|_| invalid("is not an address"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid("has a scheme other than http and https"));
        }
        Ok(Some(Self { variable, url }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;

    #[test]
    fn variables_are_read_in_the_http_clients_order() {
        let (one, two) = ("http://one:1", "http://two:2");
        for (variables, expected) in [
            (&[("HTTPS_PROXY", one), ("https_proxy", two)][..], Some("HTTPS_PROXY")),
            (&[("https_proxy", two), ("ALL_PROXY", one)], Some("https_proxy")),
            (&[("HTTPS_PROXY", ""), ("https_proxy", two)], None),
            (&[("HTTPS_PROXY", ""), ("https_proxy", two), ("all_proxy", one)], Some("all_proxy")),
            (&[("ALL_PROXY", ""), ("all_proxy", one)], None),
        ] {
            let context = Context::for_test(&[], variables);
            let origin = Origin::parse("https://api.example").expect("an origin");
            let found = Proxy::of(&origin, &context.environment).expect("an address");
            assert_eq!(found.map(|proxy| proxy.variable), expected, "{variables:?}");
        }
    }
}
