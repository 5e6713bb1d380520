//! Edits a document at a path without reformatting the rest of its text.

use std::borrow::Cow;

use vsw::application::ApplicationId;
use vsw::json::{Duplicate, Json, Kind, Member, ParseJsonError, Value, differences};

#[derive(Debug, thiserror::Error)]
pub(super) enum Unchangeable {
    #[error(transparent)]
    NotJson(#[from] ParseJsonError),
    #[error(transparent)]
    Duplicate(#[from] Duplicate),
    #[error("the document has no object that could contain `/{0}`")]
    NoObject(String),
}

/// Returns the value of `_links.self.href`.
pub(super) fn href(id: ApplicationId) -> String {
    format!("/v2/applications/{id}")
}

/// Sets the member at `path` to `value`, which is JSON text. A new member becomes the last one of its object.
pub(super) fn set(text: &str, path: &[impl AsRef<str>], value: &str) -> Result<String, Unchangeable> {
    let json = Json::parse(text.to_owned())?;
    let Some((name, parents)) = path.split_last() else {
        return Ok(value.to_owned());
    };
    let name = name.as_ref();
    let no_object = || Unchangeable::NoObject(path.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("/"));
    let object = object_at(&json, parents)?.ok_or_else(no_object)?;
    if let Some(member) = object.member(name)? {
        return Ok(replaced(text, member.value.span(), value));
    }
    let member = format!("{}:{value}", serde_json::Value::from(name));
    Ok(match object.members().last() {
        Some(last) => replaced(text, last.value.span().end..last.value.span().end, &format!(",{member}")),
        None => replaced(text, object.span().start + 1..object.span().start + 1, &member),
    })
}

pub(super) fn without(text: &str, path: &[impl AsRef<str>]) -> Result<String, Unchangeable> {
    let json = Json::parse(text.to_owned())?;
    let Some((name, parents)) = path.split_last() else {
        return Ok(text.to_owned());
    };
    let Some(object) = object_at(&json, parents)? else {
        return Ok(text.to_owned());
    };
    let name = name.as_ref();
    if object.member(name)?.is_none() {
        return Ok(text.to_owned());
    }
    let members: Vec<Member<'_>> = object.members().collect();
    let place = members.iter().position(|member| *member.name() == *name.as_bytes()).unwrap_or_default();
    // Remove one comma with the member: the one before it, or the one after it if it is the first.
    let gone = match (place.checked_sub(1).map(|before| members[before]), members.get(place + 1)) {
        (Some(before), _) => before.value.span().end..members[place].value.span().end,
        (None, Some(next)) => members[place].name_span().start..next.name_span().start,
        (None, None) => members[place].name_span().start..members[place].value.span().end,
    };
    Ok(replaced(text, gone, ""))
}

/// Returns the text as the server stores it: the server sets `id` and `_links`, and stores no private key.
pub(super) fn owned(text: &str, id: ApplicationId) -> Result<String, Unchangeable> {
    let links = format!(r#"{{"self":{{"href":"{}"}}}}"#, href(id));
    let text = without(text, &["keys", "private_key"])?;
    let json = Json::parse(text.clone())?;
    let root = json.root();
    let same_id = |value: Value<'_>| value.as_str().is_some_and(|sent| sent == id.to_string());
    let text = match root.member("id")? {
        Some(member) if same_id(member.value) => text,
        Some(_) => set(&text, &["id"], &format!("\"{id}\""))?,
        None => {
            let comma = if root.members().next().is_some() { "," } else { "" };
            replaced(&text, root.span().start + 1..root.span().start + 1, &format!("\"id\":\"{id}\"{comma}"))
        }
    };
    let same_links =
        |value: Value<'_>| match (Json::parse(value.raw().to_owned()), Json::parse(links.clone())) {
            (Ok(sent), Ok(stored)) => differences(&sent, &stored).is_empty(),
            _ => false,
        };
    match root.member("_links")? {
        Some(member) if same_links(member.value) => Ok(text),
        _ => set(&text, &["_links"], &links),
    }
}

/// Adds what the live API adds to an update, as one public project reports: the stored public key, and
/// `signed_callbacks` of rtc.
pub(super) fn completed(text: &str, stored: &[u8]) -> Result<String, Unchangeable> {
    let (sent, stored) = (Json::parse(text.to_owned())?, Json::parse_bytes(stored.to_vec()).ok());
    let mut text = text.to_owned();
    let key = stored.as_ref().and_then(|stored| value_at(stored, &["keys", "public_key"]).ok().flatten());
    if let (None, Some(key)) = (sent.root().member("keys")?, key) {
        text = set(&text, &["keys"], &format!(r#"{{"public_key":{}}}"#, key.raw()))?;
    }
    // Add no flag if a member on this path is duplicated: tests send such documents.
    let rtc = object_at(&sent, &["capabilities", "rtc"]).ok().flatten();
    if rtc.is_some_and(|rtc| rtc.named("signed_callbacks").next().is_none()) {
        text = set(&text, &["capabilities", "rtc", "signed_callbacks"], "false")?;
    }
    Ok(text)
}

pub(super) fn value_at<'j>(json: &'j Json, path: &[impl AsRef<str>]) -> Result<Option<Value<'j>>, Duplicate> {
    path.iter().try_fold(Some(json.root()), |place, name| match place {
        Some(value) => Ok(value.member(name.as_ref())?.map(|member| member.value)),
        None => Ok(None),
    })
}

/// Decodes a JSON pointer (RFC 6901).
pub(super) fn steps(pointer: &str) -> Vec<String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect()
}

pub(super) fn name(json: &Json) -> Option<Cow<'_, str>> {
    json.root().member("name").ok().flatten()?.value.as_str()
}

fn object_at<'j>(json: &'j Json, path: &[impl AsRef<str>]) -> Result<Option<Value<'j>>, Duplicate> {
    Ok(value_at(json, path)?.filter(|value| value.kind() == Kind::Object))
}

fn replaced(text: &str, place: std::ops::Range<usize>, by: &str) -> String {
    [&text[..place.start], by, &text[place.end..]].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "78d335fa-323d-0114-9c3d-d6f0d48968cf";

    #[test]
    fn an_edit_keeps_the_bytes_of_other_members() {
        let text = "{ \"a\" : 1.10 ,\n\t\"b\":{ } , \"c\" :[1e400,\"\\u0061\"] }";
        for (path, value, after) in [
            (&["a"][..], "2", "{ \"a\" : 2 ,\n\t\"b\":{ } , \"c\" :[1e400,\"\\u0061\"] }"),
            (&["b", "x"], "0", "{ \"a\" : 1.10 ,\n\t\"b\":{\"x\":0 } , \"c\" :[1e400,\"\\u0061\"] }"),
            (&["d"], "null", "{ \"a\" : 1.10 ,\n\t\"b\":{ } , \"c\" :[1e400,\"\\u0061\"],\"d\":null }"),
        ] {
            assert_eq!(set(text, path, value).expect("a change"), after);
        }
        for (path, after) in [
            (&["a"][..], "{ \"b\":{ } , \"c\" :[1e400,\"\\u0061\"] }"),
            (&["b"], "{ \"a\" : 1.10 , \"c\" :[1e400,\"\\u0061\"] }"),
            (&["c"], "{ \"a\" : 1.10 ,\n\t\"b\":{ } }"),
            (&["b", "x"], text),
            (&["c", "x"], text),
        ] {
            assert_eq!(without(text, path).expect("a change"), after);
        }
        assert_eq!(without(r#"{"a":{ "b":1 }}"#, &["a", "b"]).expect("a change"), r#"{"a":{  }}"#);
    }

    #[test]
    fn impossible_edits_fail_with_the_reason() {
        assert!(matches!(set("{", &["a"], "1"), Err(Unchangeable::NotJson(_))));
        assert!(matches!(set(r#"{"a":1,"\u0061":2}"#, &["a"], "1"), Err(Unchangeable::Duplicate(_))));
        assert!(matches!(set(r#"{"a":[]}"#, &["a", "b"], "1"), Err(Unchangeable::NoObject(_))));
    }

    #[test]
    fn an_update_keeps_the_public_key_and_states_the_flag_of_rtc() {
        let stored = br#"{"name":"x","keys":{"public_key":"a\u0062"}}"#;
        for (sent, stored, kept) in [
            (r#"{"name":"y"}"#, &stored[..], r#"{"name":"y","keys":{"public_key":"a\u0062"}}"#),
            (r#"{"name":"y","keys":{}}"#, stored, r#"{"name":"y","keys":{}}"#),
            (r#"{"name":"y"}"#, b"{}", r#"{"name":"y"}"#),
            (r#"{"name":"y"}"#, b"not JSON", r#"{"name":"y"}"#),
            (
                r#"{"capabilities":{"rtc":{ "x":1 }},"keys":1}"#,
                stored,
                r#"{"capabilities":{"rtc":{ "x":1,"signed_callbacks":false }},"keys":1}"#,
            ),
            (
                r#"{"capabilities":{"rtc":{}}}"#,
                b"{}",
                r#"{"capabilities":{"rtc":{"signed_callbacks":false}}}"#,
            ),
            (
                r#"{"capabilities":{"rtc":{"signed_callbacks":null}}}"#,
                b"{}",
                r#"{"capabilities":{"rtc":{"signed_callbacks":null}}}"#,
            ),
            (r#"{"capabilities":{"rtc":[]}}"#, b"{}", r#"{"capabilities":{"rtc":[]}}"#),
            (r#"{"capabilities":{"rtc":{},"rtc":{}}}"#, b"{}", r#"{"capabilities":{"rtc":{},"rtc":{}}}"#),
            (r#"{"capabilities":{"voice":{}}}"#, b"{}", r#"{"capabilities":{"voice":{}}}"#),
        ] {
            assert_eq!(completed(sent, stored).expect("a document"), kept);
        }
    }

    #[test]
    fn the_server_sets_id_and_links_and_stores_no_private_key() {
        let id: ApplicationId = ID.parse().expect("an id");
        let links = format!(r#""_links":{{"self":{{"href":"/v2/applications/{ID}"}}}}"#);
        for (sent, kept) in [
            (r"{}".to_owned(), format!(r#"{{"id":"{ID}",{links}}}"#)),
            (r#"{"name":"x"}"#.to_owned(), format!(r#"{{"id":"{ID}","name":"x",{links}}}"#)),
            (r#"{"id":7,"_links":[]}"#.to_owned(), format!(r#"{{"id":"{ID}",{links}}}"#)),
            (
                r#"{"keys":{"private_key":"p","public_key":"q"}}"#.to_owned(),
                format!(r#"{{"id":"{ID}","keys":{{"public_key":"q"}},{links}}}"#),
            ),
        ] {
            assert_eq!(owned(&sent, id).expect("a document"), kept);
        }
        let same = format!(
            "{{ \"_links\" : {{\"self\" :{{\"href\":\"\\/v2/applications/{ID}\"}}}},\n\"id\":\"{ID}\" }}"
        );
        assert_eq!(owned(&same, id).expect("a document"), same);
    }
}
