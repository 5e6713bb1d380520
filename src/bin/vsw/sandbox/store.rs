//! The sandbox's applications in order, each as the bytes of its document.
//!
//! Invariant: the state file, if any, has the same applications, so a change that cannot be written is undone.

use std::collections::HashMap;
use std::path::PathBuf;

use bytes::Bytes;
use vsw::application::ApplicationId;

use super::sample;
use super::state_file::{self, Saved, StateError};

#[derive(Clone)]
pub(super) struct Stored {
    pub id: ApplicationId,
    text: Text,
}

#[derive(Clone)]
enum Text {
    /// The sample document with this number. It is made at each read, so that 200,000 applications take
    /// little memory.
    Sample(u32),
    Kept(Bytes),
}

pub(super) struct Store {
    stored: Vec<Stored>,
    places: HashMap<ApplicationId, usize>,
    /// The number from which the next id is made.
    made: u32,
    file: Option<PathBuf>,
}

impl Store {
    /// An existing state file takes precedence over `apps`.
    pub(super) fn open(apps: u32, file: Option<PathBuf>) -> Result<Self, StateError> {
        let kept = file.as_deref().map(state_file::read).transpose()?.flatten();
        let mut store = Self { stored: Vec::new(), places: HashMap::new(), made: 0, file };
        match kept {
            Some(Saved { made, applications }) => {
                store.made = made;
                store.stored = applications.into_iter().map(|(id, text)| Stored::of(id, text)).collect();
                store.index();
            }
            None => store.refill(apps)?,
        }
        Ok(store)
    }

    pub(super) fn refill(&mut self, apps: u32) -> Result<(), StateError> {
        self.change(|store| {
            store.made = apps;
            let made = |number| Stored { id: sample::id(number), text: Text::Sample(number) };
            store.stored = (0..apps).map(made).collect();
        })
    }

    pub(super) fn first(&self) -> Option<ApplicationId> {
        self.stored.first().map(|stored| stored.id)
    }

    pub(super) fn all(&self) -> &[Stored] {
        &self.stored
    }

    pub(super) fn document(&self, id: ApplicationId) -> Option<Bytes> {
        self.places.get(&id).map(|&place| self.stored[place].document())
    }

    pub(super) fn put(&mut self, id: ApplicationId, document: Bytes) -> Result<(), StateError> {
        if let Some(&place) = self.places.get(&id) {
            let before = std::mem::replace(&mut self.stored[place].text, Text::Kept(document));
            return self.save().inspect_err(|_| self.stored[place].text = before);
        }
        self.places.insert(id, self.stored.len());
        self.stored.push(Stored::of(id, document));
        self.save().inspect_err(|_| {
            self.stored.pop();
            self.places.remove(&id);
        })
    }

    pub(super) fn remove(&mut self, id: ApplicationId) -> Result<(), StateError> {
        self.change(|store| store.stored.retain(|stored| stored.id != id))
    }

    pub(super) fn next_id(&mut self) -> (ApplicationId, u32) {
        loop {
            let number = self.made;
            self.made = self.made.wrapping_add(1);
            let id = sample::id(number);
            // The user may have stored an application with this id already.
            if !self.places.contains_key(&id) {
                return (id, number);
            }
        }
    }

    fn change(&mut self, change: impl FnOnce(&mut Self)) -> Result<(), StateError> {
        let before = (self.stored.clone(), self.made);
        change(self);
        let saved = self.save();
        if saved.is_err() {
            (self.stored, self.made) = before;
        }
        self.index();
        saved
    }

    fn index(&mut self) {
        self.places = self.stored.iter().enumerate().map(|(place, stored)| (stored.id, place)).collect();
    }

    fn save(&self) -> Result<(), StateError> {
        let Some(file) = &self.file else { return Ok(()) };
        let applications = self.stored.iter().map(|stored| (stored.id, stored.document())).collect();
        state_file::write(file, &Saved { made: self.made, applications })
    }
}

impl Stored {
    pub(super) fn of(id: ApplicationId, document: Bytes) -> Self {
        Self { id, text: Text::Kept(document) }
    }

    pub(super) fn document(&self) -> Bytes {
        match &self.text {
            Text::Sample(number) => sample::document(*number).into(),
            Text::Kept(document) => document.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_that_cannot_be_written_is_undone() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("gone").join("state.json");
        std::fs::create_dir(directory.path().join("gone")).expect("a directory");
        let mut store = Store::open(2, Some(file)).expect("a store");
        std::fs::remove_dir_all(directory.path().join("gone")).expect("no directory");
        let (first, before) = (sample::id(0), sample::document(0));
        assert!(store.put(first, Bytes::from_static(b"{}")).is_err());
        assert!(store.put(sample::id(9), Bytes::from_static(b"{}")).is_err());
        assert!(store.remove(first).is_err());
        assert!(store.refill(5).is_err());
        assert_eq!(store.all().len(), 2);
        assert_eq!(store.document(first).as_deref(), Some(before.as_bytes()));
        assert!(store.document(sample::id(9)).is_none());
    }

    #[test]
    fn the_state_file_takes_precedence_over_apps() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = directory.path().join("state.json");
        let mut store = Store::open(2, Some(file.clone())).expect("a store");
        store.remove(sample::id(0)).expect("a removal");
        drop(store);
        let mut store = Store::open(7, Some(file)).expect("a store");
        assert_eq!(store.first(), Some(sample::id(1)));
        assert_eq!(store.next_id(), (sample::id(2), 2));
    }
}
