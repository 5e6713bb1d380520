//! Header pairs: converts headers from and to a list of pairs, for unit tests.

use hyper::HeaderMap;
use hyper::header::HeaderValue;

pub fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(*name, HeaderValue::from_static(value));
    }
    headers
}

pub fn pairs(headers: &HeaderMap) -> Vec<(&str, &str)> {
    headers.iter().map(|(name, value)| (name.as_str(), value.to_str().expect("text"))).collect()
}
