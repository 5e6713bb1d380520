//! Edit: changes the sandbox's applications without an API request, as a person does in the Dashboard
//! (`docs/sandbox.md`).

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

/// The parts apply in this order: document, name, dropped flag, members set and removed, applications
/// created, application deleted.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Edit {
    document: Option<String>,
    document_base64: Option<String>,
    name: Option<String>,
    drop_flag: bool,
    set: Map<String, Value>,
    remove: Vec<String>,
    create: u32,
    delete: bool,
}

/// A failed edit may have been made in part.
#[derive(Debug, thiserror::Error)]
pub(super) enum EditError {
    #[error("application {0} not found")]
    NoApplication(ApplicationId),
    #[error("cannot edit the application: its document is not text")]
    NotText,
    #[error("cannot edit the application: {0}")]
    Unchangeable(#[from] Unchangeable),
    #[error("`document_base64` is not base64")]
    Base64,
    #[error(transparent)]
    State(#[from] StateError),
}

const MOST_CREATED: u32 = 10_000;
pub(super) const FLAGS: [[&str; 3]; 2] =
    [["capabilities", "voice", "signed_callbacks"], ["capabilities", "rtc", "signed_callbacks"]];

impl Edit {
    /// Returns an edit as the Dashboard made it during the Developer Preview: it drops the flags, whatever
    /// else it changes.
    pub(super) fn dashboard(name: Option<String>) -> Self {
        Self { name, drop_flag: true, ..Self::default() }
    }

    pub(super) fn check(&self) -> Result<(), EditError> {
        self.given().map(drop)
    }

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
    fn a_dashboard_edit_sets_the_name_and_drops_the_flags() {
        let mut store = Store::open(4, None).expect("a store");
        let id = sample::id(3);
        Edit::dashboard(Some("New \"name\"".to_owned())).apply(&mut store, id).expect("an edit");
        let expected = sample::document(3)
            .replace(",\"signed_callbacks\":true", "")
            .replace(r#""name":"Delivery alerts""#, r#""name":"New \"name\"""#);
        assert_eq!(store.document(id).as_deref(), Some(expected.as_bytes()));
        assert!(!expected.contains("signed"));
    }

    #[test]
    fn edits_set_and_remove_members_and_applications() {
        let mut store = Store::open(1, None).expect("a store");
        let id = sample::id(0);
        let edit = |text: &str| serde_json::from_str::<Edit>(text).expect("an edit");
        edit(r#"{"document":"{\"a/b\":1,\"c\":2}","set":{"/a~1b":[1.5]},"remove":["/c","/d"]}"#)
            .apply(&mut store, id)
            .expect("an edit");
        assert_eq!(store.document(id).as_deref(), Some(&br#"{"a/b":[1.5]}"#[..]));
        edit(r#"{"document_base64":"77u/e30="}"#).apply(&mut store, id).expect("an edit");
        assert!(matches!(edit(r#"{"name":"x"}"#).apply(&mut store, id), Err(EditError::Unchangeable(_))));
        edit(r#"{"create":2,"delete":true}"#).apply(&mut store, id).expect("an edit");
        assert_eq!(
            store.all().iter().map(|stored| stored.id).collect::<Vec<_>>(),
            [sample::id(1), sample::id(2)]
        );
        assert!(matches!(edit(r#"{"name":"x"}"#).apply(&mut store, id), Err(EditError::NoApplication(_))));
    }
}
