//! The shelf: the applications of the sandbox's account in their order, each as the bytes of its document.
//!
//! Invariant: where there is a state file, it holds what the shelf holds. A change that cannot be written to it is
//! undone, so that a client is never told of one that the next run would not know.

use std::collections::HashMap;
use std::path::PathBuf;

use bytes::Bytes;
use vsw::application::ApplicationId;

use super::sample;
use super::state_file::{self, Saved, StateError};

/// One application.
#[derive(Clone)]
pub(super) struct Stored {
    pub id: ApplicationId,
    text: Text,
}

/// Where a document's text is.
#[derive(Clone)]
enum Text {
    /// It is the made-up one of that number, until somebody writes another: 200,000 applications are then made in no
    /// time and no memory.
    Sample(u32),
    Kept(Bytes),
}

/// All applications of the account.
pub(super) struct Store {
    stored: Vec<Stored>,
    places: HashMap<ApplicationId, usize>,
    /// How many were ever made here: the number of the next one's id.
    made: u32,
    file: Option<PathBuf>,
}

impl Store {
    /// A shelf with what the state file holds, or with that many made-up applications.
    pub(super) fn open(apps: u32, file: Option<PathBuf>) -> Result<Self, StateError> {
        let kept = file.as_deref().map(state_file::read).transpose()?.flatten();
        let mut shelf = Self { stored: Vec::new(), places: HashMap::new(), made: 0, file };
        match kept {
            Some(Saved { made, applications }) => {
                shelf.made = made;
                shelf.stored = applications.into_iter().map(|(id, text)| Stored::of(id, text)).collect();
                shelf.index();
            }
            None => shelf.refill(apps)?,
        }
        Ok(shelf)
    }

    /// Clears the shelf and puts that many made-up applications on it.
    pub(super) fn refill(&mut self, apps: u32) -> Result<(), StateError> {
        self.change(|shelf| {
            shelf.made = apps;
            let made = |number| Stored { id: sample::id(number), text: Text::Sample(number) };
            shelf.stored = (0..apps).map(made).collect();
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

    /// Keeps a document in place of the one of that id, or as a new last one.
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

    /// Takes an application off the shelf; nothing where there is none of that id.
    pub(super) fn remove(&mut self, id: ApplicationId) -> Result<(), StateError> {
        self.change(|shelf| shelf.stored.retain(|stored| stored.id != id))
    }

    /// The id and the number of the next application to be made.
    pub(super) fn next_id(&mut self) -> (ApplicationId, u32) {
        loop {
            let number = self.made;
            self.made = self.made.wrapping_add(1);
            let id = sample::id(number);
            // An edit may have put a document under any id.
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
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("gone").join("state.json");
        std::fs::create_dir(folder.path().join("gone")).expect("a folder");
        let mut shelf = Store::open(2, Some(file)).expect("a shelf");
        std::fs::remove_dir_all(folder.path().join("gone")).expect("no folder");
        let (first, before) = (sample::id(0), sample::document(0));
        assert!(shelf.put(first, Bytes::from_static(b"{}")).is_err());
        assert!(shelf.put(sample::id(9), Bytes::from_static(b"{}")).is_err());
        assert!(shelf.remove(first).is_err());
        assert!(shelf.refill(5).is_err());
        assert_eq!(shelf.all().len(), 2);
        assert_eq!(shelf.document(first).as_deref(), Some(before.as_bytes()));
        assert!(shelf.document(sample::id(9)).is_none());
    }

    #[test]
    fn what_is_kept_beats_the_number_asked_for() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("state.json");
        let mut shelf = Store::open(2, Some(file.clone())).expect("a shelf");
        shelf.remove(sample::id(0)).expect("a removal");
        drop(shelf);
        let mut shelf = Store::open(7, Some(file)).expect("a shelf");
        assert_eq!(shelf.first(), Some(sample::id(1)));
        assert_eq!(shelf.next_id(), (sample::id(2), 2));
    }
}
