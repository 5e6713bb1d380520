//! Prune: removes old lines, documents and plans of runs from the journal, unless a check, a rollback or a
//! running command needs them.
//!
//! Invariant: lines are removed before their documents, so a kill leaves a consistent journal.

use std::collections::{HashMap, HashSet};
use std::io::Read as _;
use std::path::Path;

use jiff::{SignedDuration, Timestamp};

use super::documents::DOCUMENTS;
use super::runs::RUNS;
use super::{
    Digest, Entry, Journal, JournalError, JournalHistory, LINES, Record, change_to_undo, open_pointing,
    state_dir,
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    pub lines: usize,
    pub documents: usize,
    pub runs: usize,
    pub bytes: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pruning {
    ForReal,
    DryRun,
}

/// A file younger than this may belong to a line that another process is about to write.
const YOUNG: SignedDuration = SignedDuration::from_mins(1);

/// A line of the journal. `entry` is `None` if the line cannot be parsed.
struct Line<'l> {
    text: &'l [u8],
    entry: Option<Entry>,
}

impl Journal {
    /// Removes what is older than `before` and not needed. [`Pruning::DryRun`] only counts.
    pub fn prune(&self, before: Timestamp, now: Timestamp, pruning: Pruning) -> Result<Pruned, JournalError> {
        let mut pruned = Pruned::default();
        let path = self.directory.join(LINES);
        if !state_dir::is_safe_directory(&self.directory)? || !path.exists() {
            return Ok(pruned);
        }
        let mut file = state_dir::open_locked(&path, self.patience)?;
        let mut text = Vec::new();
        file.read_to_end(&mut text).map_err(|source| state_dir::unreadable(&path, source))?;
        let lines: Vec<Line<'_>> = text
            .split(|&byte| byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|text| Line { text, entry: serde_json::from_slice(text).ok() })
            .collect();
        let kept = kept(&lines, &JournalHistory::of_lines(&text), before);
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
        let before = before.min(now.checked_sub(YOUNG).unwrap_or(Timestamp::MIN));
        pruned.documents =
            remove_old_files(&documents, before, pruning, &mut pruned.bytes, |name| !is_needed(name))?;
        let is_over = |name: &str| !self.is_held(name);
        pruned.runs =
            remove_old_files(&self.directory.join(RUNS), before, pruning, &mut pruned.bytes, is_over)?;
        Ok(pruned)
    }
}

fn kept(lines: &[Line<'_>], history: &JournalHistory, before: Timestamp) -> Vec<bool> {
    let mut needed = Needed::of(lines);
    needed.add_changes(history, before);
    let stays = |snapshot: &str| {
        needed.snapshots.contains(snapshot)
            || needed.intents.get(snapshot).is_some_and(|(_, at)| *at >= before)
    };
    let mut kept = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        kept.push(match &line.entry {
            // An unreadable line may come from a later version.
            None => true,
            Some(Entry::Intent(intent)) => stays(&intent.snapshot),
            Some(Entry::Outcome(outcome)) => stays(&outcome.snapshot) || outcome.at >= before,
            Some(Entry::Seen(seen) | Entry::Accepted(seen)) => {
                seen.at >= before || needed.places.contains(&place)
            }
        });
    }
    kept
}

/// Account, origin and id of an application.
type Key<'l> = (&'l str, &'l str, &'l str);

#[derive(Default)]
struct Needed<'l> {
    snapshots: HashSet<&'l str>,
    /// Indices of the lines to keep that record an observation or an accepted document.
    places: HashSet<usize>,
    /// The application and the time of each change, by snapshot.
    intents: HashMap<&'l str, (Key<'l>, Timestamp)>,
}

impl<'l> Needed<'l> {
    fn of(lines: &'l [Line<'_>]) -> Self {
        let mut needed = Self::default();
        let mut newest_on: HashMap<Key<'_>, usize> = HashMap::new();
        let mut reference: HashMap<Key<'_>, usize> = HashMap::new();
        for (place, line) in lines.iter().enumerate() {
            match &line.entry {
                Some(Entry::Intent(intent)) => {
                    let key = (intent.account.as_str(), intent.origin.as_str(), intent.application.as_str());
                    needed.intents.insert(intent.snapshot.as_str(), (key, intent.at));
                    // The reference, with which checks compare, is the first known document until a change or
                    // an acceptance replaces it.
                    reference.entry(key).or_insert(place);
                }
                Some(Entry::Outcome(outcome)) => {
                    let Some((key, _)) = needed.intents.get(outcome.snapshot.as_str()) else { continue };
                    if outcome.after.is_on() {
                        newest_on.insert(*key, place);
                    }
                    if outcome.is_confirmed() {
                        reference.insert(*key, place);
                    }
                }
                Some(entry @ (Entry::Seen(seen) | Entry::Accepted(seen))) => {
                    let key = (seen.account.as_str(), seen.origin.as_str(), seen.application.as_str());
                    if seen.signing.is_on() {
                        newest_on.insert(key, place);
                    }
                    match entry {
                        Entry::Accepted(_) => _ = reference.insert(key, place),
                        _ => _ = reference.entry(key).or_insert(place),
                    }
                }
                None => {}
            }
        }
        for place in [newest_on, reference].into_iter().flat_map(HashMap::into_values) {
            // A change needs both its intent and its outcome.
            match lines.get(place).and_then(|line| line.entry.as_ref()) {
                Some(Entry::Intent(intent)) => _ = needed.snapshots.insert(&intent.snapshot),
                Some(Entry::Outcome(outcome)) => _ = needed.snapshots.insert(&outcome.snapshot),
                _ => _ = needed.places.insert(place),
            }
        }
        needed
    }

    /// Adds changes that are needed for a rollback, or to restore the webhook addresses that `vsw listen
    /// --point` changed. Also adds old changes with a recent outcome.
    fn add_changes(&mut self, history: &'l JournalHistory, before: Timestamp) {
        let mut records: HashMap<_, Vec<&'l Record>> = HashMap::new();
        for record in &history.records {
            records.entry(record.owner()).or_default().push(record);
        }
        for records in records.into_values() {
            let undone = change_to_undo(records.iter().copied());
            let pointing = open_pointing(records.iter().copied());
            let mut is_newer = false;
            for record in records {
                let Record::Change { intent, outcome } = record else { continue };
                is_newer |= undone == Some(intent);
                let is_recent = outcome.as_ref().is_some_and(|outcome| outcome.at >= before);
                if is_newer || is_recent || pointing == Some(intent) {
                    self.snapshots.insert(&intent.snapshot);
                }
            }
        }
    }
}

fn documents_of(entry: &Entry) -> Vec<String> {
    let digests: Vec<&Digest> = match entry {
        Entry::Intent(intent) => vec![&intent.replaces, &intent.sends.document],
        Entry::Outcome(outcome) => outcome.read_back.iter().collect(),
        Entry::Seen(seen) | Entry::Accepted(seen) => vec![&seen.document],
    };
    digests.into_iter().map(|digest| digest.as_str().to_owned()).collect()
}

/// Removes files that are old and spare, and returns their number. On a dry run, only counts them.
fn remove_old_files(
    directory: &Path,
    before: Timestamp,
    pruning: Pruning,
    bytes: &mut u64,
    is_spare: impl Fn(&str) -> bool,
) -> Result<usize, JournalError> {
    let unreadable = |source| JournalError::Unreadable { path: directory.to_path_buf(), source };
    // The directory could be a symbolic link to other users' files.
    if !state_dir::is_safe_directory(directory)? {
        return Ok(0);
    }
    let entries = std::fs::read_dir(directory).map_err(unreadable)?;
    let mut removed = 0;
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let about = match entry.metadata() {
            // Another process renamed or removed the file.
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
            match std::fs::remove_file(entry.path()) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                done => done.map_err(|source| JournalError::Unwritable { path: entry.path(), source })?,
            }
        }
        removed += 1;
        *bytes += about.len();
    }
    Ok(removed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "2020-01-01T00:00:00Z";
    const RECENT: &str = "2026-01-01T00:00:00Z";

    fn intent(command: &str, snapshot: &str) -> String {
        format!(
            r#"{{"kind":"intent","at":"{OLD}","run":"r","snapshot":"{snapshot}","command":"{command}","by":{{"vsw":"0"}},"profile":"p","account":"a","origin":"o","application":"i","name":"n","before":"off","replaces":"{snapshot}","sends":{{"document":"d"}}}}"#
        )
    }

    fn outcome(snapshot: &str, outcome: &str, at: &str) -> String {
        format!(
            r#"{{"kind":"outcome","at":"{at}","snapshot":"{snapshot}","application":"i","outcome":"{outcome}","after":"off"}}"#
        )
    }

    fn change(command: &str, snapshot: &str, ended: &str) -> String {
        format!("{}\n{}", intent(command, snapshot), outcome(snapshot, ended, OLD))
    }

    fn accepted() -> String {
        format!(
            r#"{{"kind":"accepted","at":"{OLD}","by":{{"vsw":"0"}},"account":"a","origin":"o","application":"i","name":"n","signing":"off","document":"d"}}"#
        )
    }

    /// Returns the journal's content before and after a prune.
    fn pruned(changes: &[String]) -> (JournalHistory, JournalHistory) {
        let text = changes.join("\n");
        let history = JournalHistory::of_lines(text.as_bytes());
        let lines = text.lines().map(str::as_bytes);
        let lines: Vec<_> =
            lines.map(|text| Line { text, entry: serde_json::from_slice(text).ok() }).collect();
        assert!(lines.iter().all(|line| line.entry.is_some()), "{text}");
        let kept = kept(&lines, &history, "2025-01-01T00:00:00Z".parse().expect("a time"));
        let left: Vec<_> = lines.iter().zip(kept).filter(|(_, is_kept)| *is_kept).collect();
        let left: Vec<_> = left.into_iter().map(|(line, _)| line.text).collect();
        (history, JournalHistory::of_lines(&left.join(&b'\n')))
    }

    #[test]
    fn a_prune_changes_neither_the_change_to_undo_nor_the_open_pointing() {
        let enable = || change("enable", "1", "changed");
        let point = |ended: &str| change("listen --point", "2", ended);
        for (changes, undone, pointing) in [
            (vec![enable(), point("changed"), change("listen", "3", "changed")], "1", None),
            (vec![enable(), accepted(), change("disable", "2", "not_attempted")], "1", None),
            (vec![enable(), point("changed"), change("disable", "3", "changed")], "3", Some("2")),
            (
                vec![enable(), intent("listen --point", "2"), change("disable", "3", "changed")],
                "3",
                Some("2"),
            ),
            (vec![enable(), point("changed"), change("listen", "3", "failed")], "2", Some("2")),
            (vec![point("changed"), change("listen", "3", "changed")], "2", None),
        ] {
            let (before, after) = pruned(&changes);
            for history in [&before, &after] {
                let undo = change_to_undo(history.records.iter()).map(|intent| intent.snapshot.as_str());
                let open = open_pointing(history.records.iter()).map(|intent| intent.snapshot.as_str());
                assert_eq!((undo, open), (Some(undone), pointing), "{changes:?}");
            }
        }
        let (_, after) = pruned(&[enable(), change("disable", "2", "changed")]);
        assert_eq!(after.records.len(), 1);
    }

    #[test]
    fn a_recent_outcome_keeps_its_old_intent() {
        let changes =
            [intent("enable", "1"), change("disable", "2", "changed"), outcome("1", "changed", RECENT)];
        let (_, after) = pruned(&changes);
        assert_eq!((after.records.len(), after.unread), (2, 0));
    }
}
