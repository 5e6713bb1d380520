//! JSON pointer (RFC 6901): the place of a value in a line of the log.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::record::ReadRecordError;
use crate::capture::UNICODE;
use crate::json::{Duplicate, Kind, Value};

/// A JSON pointer (RFC 6901).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonPointer(Vec<String>);

/// The text is not a JSON pointer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a JSON pointer: put `/` before each name, as in `/headers/authorization`; in names, write `~` as `~0` and `/` as `~1`"
)]
pub struct ParsePointerError(String);

impl JsonPointer {
    pub(super) fn steps(&self) -> &[String] {
        &self.0
    }

    pub(super) fn place(&self) -> String {
        if self.0.is_empty() { "the root".to_owned() } else { self.to_string() }
    }

    pub(super) fn of<'j>(&self, root: Value<'j>) -> Result<Option<Value<'j>>, Duplicate> {
        let mut value = root;
        for step in &self.0 {
            let next = match value.kind() {
                Kind::Array => index(step).and_then(|at| value.elements().nth(at)),
                _ => value.member(step)?.map(|member| member.value),
            };
            match next {
                Some(next) => value = next,
                None => return Ok(None),
            }
        }
        Ok(Some(value))
    }

    /// Returns the text of a JSON string. A string has no text if it is not valid Unicode.
    pub(super) fn text<'j>(
        &self,
        value: Value<'j>,
        wanted: &'static str,
    ) -> Result<Cow<'j, str>, ReadRecordError> {
        let wanted = if value.kind() == Kind::String { UNICODE } else { wanted };
        value.as_str().ok_or_else(|| ReadRecordError::WrongType { path: self.place(), wanted })
    }
}

/// Parses an array index: digits without a leading zero.
pub(super) fn index(step: &str) -> Option<usize> {
    let is_index = step == "0" || (step.bytes().all(|byte| byte.is_ascii_digit()) && !step.starts_with('0'));
    step.parse().ok().filter(|_| is_index)
}

impl FromStr for JsonPointer {
    type Err = ParsePointerError;

    fn from_str(text: &str) -> Result<Self, ParsePointerError> {
        let bad = || ParsePointerError(text.to_owned());
        if text.is_empty() {
            return Ok(Self(Vec::new()));
        }
        let steps = text.strip_prefix('/').ok_or_else(bad)?.split('/');
        let step = |step: &str| {
            let mut escapes = step.split('~').skip(1);
            escapes
                .all(|after| after.starts_with(['0', '1']))
                .then(|| step.replace("~1", "/").replace("~0", "~"))
        };
        steps.map(|text| step(text).ok_or_else(bad)).collect::<Result<_, _>>().map(Self)
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|step| write!(f, "/{}", step.replace('~', "~0").replace('/', "~1")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::Json;

    #[test]
    fn an_index_has_no_sign_and_no_leading_zero() {
        let list = Json::parse("[[10,11]]".to_owned()).unwrap();
        let at = |text: &str| {
            let pointer: JsonPointer = text.parse().unwrap();
            pointer.of(list.root()).unwrap().map(|value| value.raw().to_owned())
        };
        assert_eq!((at("/0/0"), at("/0/1")), (Some("10".to_owned()), Some("11".to_owned())));
        for wrong in ["/0/+1", "/0/01", "/0/-", "/0/", "/00/1", "/0/2"] {
            assert_eq!(at(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_tilde_is_valid_only_before_0_or_1() {
        let steps = |text: &str| text.parse::<JsonPointer>().ok().map(|pointer| pointer.steps().to_vec());
        assert_eq!(steps("/~01/a~1b"), Some(vec!["~1".to_owned(), "a/b".to_owned()]));
        for text in ["/~", "/a~2", "/~~01", "/~/0"] {
            assert_eq!(steps(text), None, "{text}");
        }
    }
}
