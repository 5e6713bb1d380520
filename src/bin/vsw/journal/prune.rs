//! Prune: removes old and unneeded entries from the journal.
//!
//! Invariants: each application keeps its newest change, for `rollback`, and its newest line with signing on, so that
//! `status` detects a dropped flag. A kill leaves the old or the new journal: lines are removed first, then
//! unreferenced documents.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::documents::DOCUMENTS;
use super::runs::RUNS;
use super::{Digest, Entry, Journal, JournalError, LINES, state_dir};

/// The removed entries, or those that would be removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    pub lines: usize,
    pub documents: usize,
    pub runs: usize,
    pub bytes: u64,
}

/// Returns whether anything is removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pruning {
    ForReal,
    DryRun,
}

/// Minimum age of a removed file: far longer than it takes to write the line that needs it.
const YOUNG: SignedDuration = SignedDuration::from_mins(1);

/// One line and its subject.
struct Line<'l> {
    text: &'l [u8],
    entry: Option<Entry>,
}

impl Journal {
    /// Removes what is older than `before`, except the newest of its kind. `now` is the present time.
    ///
    /// # Errors
    /// Fails if the state directory cannot be read or written; its content stays consistent.
    pub fn prune(&self, before: Timestamp, now: Timestamp, pruning: Pruning) -> Result<Pruned, JournalError> {
        let mut pruned = Pruned::default();
        let path = self.directory.join(LINES);
        if !path.exists() {
            return Ok(pruned);
        }
        // The lock prevents appends while the lines are rewritten.
        let mut file = state_dir::open_locked(&path)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(|source| state_dir::unreadable(&path, source))?;
        let lines: Vec<Line<'_>> = text
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|text| Line { text, entry: serde_json::from_slice(text).ok() })
            .collect();
        let kept = kept(&lines, before);
        let (mut rewritten, mut needed) = (Vec::with_capacity(text.len()), HashSet::new());
        for (line, is_kept) in lines.iter().zip(&kept) {
            if !is_kept {
                pruned.lines += 1;
                pruned.bytes += line.text.len() as u64 + 1;
                continue;
            }
            rewritten.extend_from_slice(line.text);
            rewritten.push(b'\n');
            needed.extend(line.entry.iter().flat_map(documents_of));
        }
        if pruned.lines > 0 && pruning == Pruning::ForReal {
            state_dir::write(&self.directory, &path, &rewritten)?;
        }
        let documents = self.directory.join(DOCUMENTS);
        let is_needed = |name: &str| name.strip_suffix(".json").is_some_and(|digest| needed.contains(digest));
        // A new file may belong to a line that another process is about to write.
        let before = before.min(now.checked_sub(YOUNG).unwrap_or(Timestamp::MIN));
        pruned.documents = take(&documents, before, pruning, &mut pruned.bytes, |name| !is_needed(name))?;
        let is_over = |name: &str| !self.is_held(name);
        pruned.runs = take(&self.directory.join(RUNS), before, pruning, &mut pruned.bytes, is_over)?;
        Ok(pruned)
    }
}

/// Selects the lines to keep.
fn kept(lines: &[Line<'_>], before: Timestamp) -> Vec<bool> {
    let mut newest_change: HashMap<(&str, &str, &str), &str> = HashMap::new();
    let mut newest_on: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let mut intents = HashMap::new();
    for (place, line) in lines.iter().enumerate() {
        match &line.entry {
            Some(Entry::Intent(intent)) => {
                let key = (intent.account.as_str(), intent.origin.as_str(), intent.application.as_str());
                newest_change.insert(key, &intent.snapshot);
                intents.insert(intent.snapshot.as_str(), (key, intent.at));
            }
            Some(Entry::Outcome(outcome)) if outcome.after.is_on() => {
                if let Some((key, _)) = intents.get(outcome.snapshot.as_str()) {
                    newest_on.insert(*key, place);
                }
            }
            Some(Entry::Seen(seen)) if seen.signing.is_on() => {
                newest_on.insert((&seen.account, &seen.origin, &seen.application), place);
            }
            _ => {}
        }
    }
    let mut snapshots: HashSet<&str> = newest_change.into_values().collect();
    let places: HashSet<usize> = newest_on.into_values().collect();
    // Keep or remove both lines of a change: the intent and the outcome.
    for place in &places {
        if let Some(Some(Entry::Outcome(outcome))) = lines.get(*place).map(|line| &line.entry) {
            snapshots.insert(&outcome.snapshot);
        }
    }
    let stays = |snapshot: &str| {
        snapshots.contains(snapshot) || intents.get(snapshot).is_some_and(|(_, at)| *at >= before)
    };
    let mut kept = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        kept.push(match &line.entry {
            // An unreadable line may come from a later version.
            None => true,
            Some(Entry::Intent(intent)) => stays(&intent.snapshot),
            Some(Entry::Outcome(outcome)) => stays(&outcome.snapshot) || outcome.at >= before,
            Some(Entry::Seen(seen)) => seen.at >= before || places.contains(&place),
        });
    }
    kept
}

fn documents_of(entry: &Entry) -> Vec<String> {
    let digests: Vec<&Digest> = match entry {
        Entry::Intent(intent) => vec![&intent.replaces, &intent.sends.document],
        Entry::Outcome(outcome) => outcome.read_back.iter().collect(),
        Entry::Seen(seen) => vec![&seen.document],
    };
    digests.into_iter().map(|digest| digest.as_str().to_owned()).collect()
}

/// Removes old and unneeded files from one of our directories.
fn take(
    directory: &Path,
    before: Timestamp,
    pruning: Pruning,
    bytes: &mut u64,
    is_spare: impl Fn(&str) -> bool,
) -> Result<usize, JournalError> {
    let unreadable = |source| JournalError::Unreadable { path: directory.to_path_buf(), source };
    let entries = match std::fs::read_dir(directory) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(source) => return Err(unreadable(source)),
    };
    let mut taken = 0;
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let about = match entry.metadata() {
            // A temporary file of another process has been renamed by now.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            about => about.map_err(unreadable)?,
        };
        let is_old = about
            .modified()
            .is_ok_and(|modified| Timestamp::try_from(modified).is_ok_and(|modified| modified < before));
        if !(about.is_file() && is_old && is_spare(&entry.file_name().to_string_lossy())) {
            continue;
        }
        if pruning == Pruning::ForReal {
            std::fs::remove_file(entry.path())
                .map_err(|source| JournalError::Unwritable { path: entry.path(), source })?;
        }
        taken += 1;
        *bytes += about.len();
    }
    Ok(taken)
}
