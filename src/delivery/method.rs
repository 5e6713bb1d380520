//! Method: the HTTP method of a delivery.

use std::str::FromStr;

use crate::words::words;

words! {
    /// The HTTP method of a webhook.
    #[non_exhaustive]
    pub enum Method {
        /// The body is signed, the query is not.
        Post = "POST",
        /// The query is signed, and there is no body. One support article by Vonage documents this rule, and
        /// one public project confirms it.
        Get = "GET",
    }
}

/// The error for a method other than POST and GET.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unsupported method `{0}`: expected POST or GET, in upper case")]
pub struct ParseMethodError(String);

impl FromStr for Method {
    type Err = ParseMethodError;

    /// Parses the method of a request line. Methods are case-sensitive (RFC 9110 §9.1).
    fn from_str(text: &str) -> Result<Self, ParseMethodError> {
        Self::from_word(text).ok_or_else(|| ParseMethodError(text.chars().take(16).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::Method;

    #[test]
    fn only_post_and_get_are_accepted() {
        assert_eq!("POST".parse(), Ok(Method::Post));
        assert_eq!("GET".parse(), Ok(Method::Get));
        for method in ["get", "post", "PUT", "HEAD", "", " POST"] {
            assert!(method.parse::<Method>().is_err(), "{method}");
        }
    }
}
