//! An edit behind the client's back: what somebody at the Dashboard, another program or the server itself does to an
//! application. Asked for by the control interface, at once or as a fault at a given moment.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Map, Value};
use vsw::application::ApplicationId;

use super::document::{self, Unchangeable};
use super::sample;
use super::state_file::StateError;
use super::store::Store;

/// What is done, in this order: another document, a name, the flag dropped, members set and removed, applications
/// made, the application deleted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Edit {
    /// The document from now on, as text: stored as it is, whatever it is.
    document: Option<String>,
    /// The same for bytes that are no text.
    document_base64: Option<String>,
    name: Option<String>,
    drop_flag: bool,
    /// Values by JSON pointer.
    set: Map<String, Value>,
    /// JSON pointers.
    remove: Vec<String>,
    /// How many applications are made, at the end of the list.
    create: u32,
    delete: bool,
}

/// Why an edit was not made.
#[derive(Debug, thiserror::Error)]
pub(super) enum EditError {
    #[error("no application {0}")]
    NoApplication(ApplicationId),
    #[error("the application cannot be edited: its document is no text")]
    NotText,
    #[error("the application cannot be edited: {0}")]
    Unchangeable(#[from] Unchangeable),
    #[error("the application cannot be edited: document_base64 is no base64")]
    Base64,
    #[error(transparent)]
    State(#[from] StateError),
}

/// The most applications that one edit makes.
const MOST_CREATED: u32 = 10_000;
/// The flag of the voice capability, and that of rtc.
pub(super) const FLAGS: [[&str; 3]; 2] =
    [["capabilities", "voice", "signed_callbacks"], ["capabilities", "rtc", "signed_callbacks"]];

impl Edit {
    /// What a change at the Dashboard did in the Developer Preview: the flags are gone, whatever else was changed.
    pub(super) fn dashboard(name: Option<String>) -> Self {
        Self { name, drop_flag: true, ..Self::default() }
    }

    /// Does it to that application.
    pub(super) fn apply(&self, applications: &mut Store, id: ApplicationId) -> Result<(), EditError> {
        if let Some(document) = self.given()? {
            applications.put(id, document)?;
        }
        if self.name.is_some() || self.drop_flag || !self.set.is_empty() || !self.remove.is_empty() {
            let document = applications.document(id).ok_or(EditError::NoApplication(id))?;
            let text = std::str::from_utf8(&document).map_err(|_| EditError::NotText)?;
            let text = self.changed(text)?;
            applications.put(id, text.into())?;
        }
        for _ in 0..self.create.min(MOST_CREATED) {
            let (made, number) = applications.next_id();
            applications.put(made, sample::document(number).into())?;
        }
        if self.delete {
            applications.remove(id)?;
        }
        Ok(())
    }

    fn given(&self) -> Result<Option<Bytes>, EditError> {
        match (&self.document, &self.document_base64) {
            (Some(text), _) => Ok(Some(text.clone().into())),
            (None, Some(base64)) => {
                STANDARD.decode(base64).map(|bytes| Some(bytes.into())).map_err(|_| EditError::Base64)
            }
            (None, None) => Ok(None),
        }
    }

    fn changed(&self, text: &str) -> Result<String, Unchangeable> {
        let mut text = text.to_owned();
        if let Some(name) = &self.name {
            text = document::set(&text, &["name"], &Value::from(name.as_str()).to_string())?;
        }
        if self.drop_flag {
            for flag in FLAGS {
                text = document::without(&text, &flag)?;
            }
        }
        for (pointer, value) in &self.set {
            text = document::set(&text, &document::steps(pointer), &value.to_string())?;
        }
        for pointer in &self.remove {
            text = document::without(&text, &document::steps(pointer))?;
        }
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dashboard_drops_the_flags_and_nothing_else() {
        let mut shelf = Store::open(4, None).expect("a shelf");
        let id = sample::id(3);
        Edit::dashboard(Some("New \"name\"".to_owned())).apply(&mut shelf, id).expect("an edit");
        let expected = sample::document(3)
            .replace(",\"signed_callbacks\":true", "")
            .replace(r#""name":"Delivery alerts""#, r#""name":"New \"name\"""#);
        assert_eq!(shelf.document(id).as_deref(), Some(expected.as_bytes()));
        assert!(!expected.contains("signed"));
    }

    #[test]
    fn members_are_set_and_removed_by_pointer_and_applications_come_and_go() {
        let mut shelf = Store::open(1, None).expect("a shelf");
        let id = sample::id(0);
        let edit = |text: &str| serde_json::from_str::<Edit>(text).expect("an edit");
        edit(r#"{"document":"{\"a/b\":1,\"c\":2}","set":{"/a~1b":[1.5]},"remove":["/c","/d"]}"#)
            .apply(&mut shelf, id)
            .expect("an edit");
        assert_eq!(shelf.document(id).as_deref(), Some(&br#"{"a/b":[1.5]}"#[..]));
        edit(r#"{"document_base64":"77u/e30="}"#).apply(&mut shelf, id).expect("an edit");
        assert!(matches!(edit(r#"{"name":"x"}"#).apply(&mut shelf, id), Err(EditError::Unchangeable(_))));
        edit(r#"{"create":2,"delete":true}"#).apply(&mut shelf, id).expect("an edit");
        assert_eq!(
            shelf.all().iter().map(|stored| stored.id).collect::<Vec<_>>(),
            [sample::id(1), sample::id(2)]
        );
        assert!(matches!(edit(r#"{"name":"x"}"#).apply(&mut shelf, id), Err(EditError::NoApplication(_))));
    }
}
