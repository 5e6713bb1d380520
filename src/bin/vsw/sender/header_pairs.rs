//! Header pairs: headers as a list, for unit tests of code that changes headers.

use hyper::HeaderMap;
use hyper::header::HeaderValue;

/// Returns headers with these names and values, in this order.
pub fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, HeaderValue::from_static(value));
    }
    headers
}

/// Returns the names and values of headers, in their order.
pub fn pairs(headers: &HeaderMap) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.to_str().expect("text"))).collect()
}
