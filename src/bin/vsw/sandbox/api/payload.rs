//! Validation of a create or update request, mostly by rules that Vonage documents.

use bytes::Bytes;
use hyper::StatusCode;
use vsw::json::{Json, Kind, Value};

use super::super::problem::{Invalid, Problem};

pub(super) fn check(body: &Bytes) -> Result<String, Problem> {
    let malformed = |reason: String| Problem::Payload(vec![Invalid::new("body", reason)]);
    let json = Json::parse_bytes(body.to_vec()).map_err(|error| malformed(error.to_string()))?;
    let root = json.root();
    if root.kind() != Kind::Object {
        return Err(malformed("must be an object".to_owned()));
    }
    if let Some(duplicate) =
        ["id", "name", "keys", "capabilities", "_links"].iter().find_map(|name| root.member(name).err())
    {
        return Err(malformed(duplicate.to_string()));
    }
    let mut invalid = Vec::new();
    match member(root, "name").map(Value::kind) {
        Some(Kind::String) => {}
        Some(_) => invalid.push(Invalid::new("name", "must be a string")),
        None => invalid.push(Invalid::new("name", "is required")),
    }
    if member(root, "keys").is_some_and(|keys| keys.kind() != Kind::Object) {
        invalid.push(Invalid::new("keys", "must be an object"));
    }
    match member(root, "capabilities") {
        // PHP programs send `[]` for an empty object. The live API is reported to fail for it with 500.
        Some(list) if list.raw().bytes().filter(|byte| !byte.is_ascii_whitespace()).eq(*b"[]") => {
            return Err(Problem::Other(StatusCode::INTERNAL_SERVER_ERROR));
        }
        Some(capabilities) if capabilities.kind() == Kind::Object => methods(capabilities, &mut invalid),
        Some(_) => invalid.push(Invalid::new("capabilities", "must be an object")),
        None => {}
    }
    if invalid.is_empty() { Ok(json.text().to_owned()) } else { Err(Problem::Payload(invalid)) }
}

fn methods(capabilities: Value<'_>, invalid: &mut Vec<Invalid>) {
    for capability in capabilities.members() {
        let Some(webhooks) = member(capability.value, "webhooks") else { continue };
        for webhook in webhooks.members() {
            let Some(method) = member(webhook.value, "http_method") else { continue };
            if !matches!(method.as_str().as_deref(), Some("GET" | "POST")) {
                let (capability, webhook) = (capability.name(), webhook.name());
                let place = [&capability[..], b".webhooks.", &webhook[..]].concat();
                let place = format!("capabilities.{}.http_method", String::from_utf8_lossy(&place));
                invalid.push(Invalid::new(place, "must be one of: GET, POST"));
            }
        }
    }
}

fn member<'j>(object: Value<'j>, name: &str) -> Option<Value<'j>> {
    object.member(name).ok().flatten().map(|member| member.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(body: &'static str) -> Result<String, Problem> {
        check(&Bytes::from_static(body.as_bytes()))
    }

    #[test]
    fn invalid_bodies_are_rejected_by_parameter() {
        for body in [
            r#"{"name":"x"}"#,
            r#" {"name":"","capabilities":{"voice":{"webhooks":{"a":{"http_method":"GET"}}}}} "#,
        ] {
            assert_eq!(checked(body), Ok(body.to_owned()));
        }
        for (body, names) in [
            ("", &["body"][..]),
            ("{", &["body"]),
            ("\u{feff}{\"name\":\"x\"}", &["body"]),
            ("[]", &["body"]),
            (r#"{"name":"x","n\u0061me":"y"}"#, &["body"]),
            ("{}", &["name"]),
            (r#"{"name":1,"keys":[]}"#, &["name", "keys"]),
            (r#"{"name":"x","capabilities":[1]}"#, &["capabilities"]),
            (
                r#"{"name":"x","capabilities":{"rtc":{"webhooks":{"event_url":{"http_method":"PUT"}}}}}"#,
                &["capabilities.rtc.webhooks.event_url.http_method"],
            ),
            (
                r#"{"name":"x","capabilities":{"v":{"webhooks":{"u":{"http_method":null}}}}}"#,
                &["capabilities.v.webhooks.u.http_method"],
            ),
        ] {
            let Err(Problem::Payload(invalid)) = checked(body) else { panic!("{body} was taken") };
            assert_eq!(invalid.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), names, "{body}");
        }
        assert_eq!(
            checked(r#"{"name":"x","capabilities":[ ]}"#),
            Err(Problem::Other(StatusCode::INTERNAL_SERVER_ERROR))
        );
    }

    #[test]
    fn a_body_nested_100000_deep_is_accepted() {
        let deep = format!(r#"{{"name":"x","deep":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(check(&Bytes::from(deep.clone())), Ok(deep));
    }
}
