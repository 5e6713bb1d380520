//! Method: how a delivery came.

use std::fmt;
use std::str::FromStr;

/// An HTTP method that deliveries are verified of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// The body is signed, the query is not.
    Post,
    /// The query is signed, by a rule that is [unconfirmed](super::Query); there is no body.
    Get,
}

/// A method that webhooks do not come by.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no way that webhooks come: they are POST, or GET where that is configured")]
pub struct ParseMethodError(String);

impl FromStr for Method {
    type Err = ParseMethodError;

    /// From the method as it stands in a request line: methods have case (RFC 9110 §9.1).
    fn from_str(text: &str) -> Result<Self, ParseMethodError> {
        match text {
            "POST" => Ok(Self::Post),
            "GET" => Ok(Self::Get),
            other => Err(ParseMethodError(other.chars().take(16).collect())),
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Post => "POST",
            Self::Get => "GET",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Method;

    #[test]
    fn webhooks_come_by_post_or_get_and_nothing_else() {
        assert_eq!("POST".parse(), Ok(Method::Post));
        assert_eq!("GET".parse(), Ok(Method::Get));
        for method in ["get", "post", "PUT", "HEAD", "", " POST"] {
            assert!(method.parse::<Method>().is_err(), "{method}");
        }
    }
}
