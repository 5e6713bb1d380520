//! State: checks the state directory, and vsw's files in the working directory. Creates nothing, not even to
//! test permissions.

use std::path::Path;

use rustix::fs::{Access, access};

use super::failed;
use crate::baseline::{self, BaselineFile};
use crate::config::Account;
use crate::context::Context;
use crate::fleet::Fleet;
use crate::flow::memory::account_key;
use crate::journal::Record;
use crate::report::doctor::Check;

pub fn directory(context: &Context) -> Check {
    const NAME: &str = "state-folder";
    let needed = "every change first stores a snapshot: name a writable directory with `--state-dir DIR`";
    let Some(directory) = context.directories.state.as_deref() else {
        return Check::note(
            NAME,
            "cannot locate a state directory: no home directory and no `--state-dir`",
            Some(needed),
        );
    };
    let past = match context.journal().and_then(|journal| journal.read()) {
        Ok(past) => past,
        Err(error) => return failed(NAME, error),
    };
    let shown = directory.display();
    // The nearest existing ancestor decides whether a missing directory can be created. An empty path means
    // the working directory.
    let parent = |place: &&Path| place.exists() || place.as_os_str().is_empty();
    let there = directory.ancestors().find(parent).filter(|place| !place.as_os_str().is_empty());
    let there = there.unwrap_or(Path::new(if directory.is_absolute() { "/" } else { "." }));
    if access(there, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return Check::note(NAME, format!("{shown} cannot be written"), Some(needed));
    }
    if !directory.exists() {
        return Check::ok(NAME, format!("{shown} does not exist yet; the first change creates it"));
    }
    let interrupted: Vec<&str> = past
        .records
        .iter()
        .filter_map(|record| match record {
            Record::Change { intent, outcome: None } => Some(intent.application.as_str()),
            _ => None,
        })
        .collect();
    let found = format!("{shown} is safe and writable; records: {}", past.records.len());
    if let Some(last) = interrupted.last() {
        let count = interrupted.len();
        let detail = format!("{found}; interrupted changes that may have reached the API: {count}");
        let hint = format!(
            "check the application of the last interrupted change with `vsw status {last}`; `vsw history --limit 0` lists all changes"
        );
        return Check::note(NAME, detail, Some(&hint));
    }
    if past.unread > 0 {
        let detail = format!("{found}; lines of the journal that vsw cannot read: {}", past.unread);
        return Check::note(
            NAME,
            detail,
            Some("vsw ignores these lines; an interrupted vsw or a newer version wrote them"),
        );
    }
    Check::ok(NAME, found)
}

pub fn leftovers(context: &Context, account: &Account) -> Option<Check> {
    let count = context.journal().ok()?.leftovers(account_key(account)).len();
    let detail =
        format!("interrupted live checks of this account that may have left an application: {count}");
    let hint = "`vsw doctor --live-check` removes what such a check left";
    (count > 0).then(|| Check::note("live-check", detail, Some(hint)))
}

pub fn found_files(now: jiff::Timestamp) -> Vec<Check> {
    let found = |path: &'static str| Some(Path::new(path)).filter(|path| path.exists());
    let baseline = found(baseline::FILE).map(|path| match BaselineFile::open(path) {
        Ok(baselines) => Check::ok(
            "baseline-file",
            format!("./vsw.baseline.json is read; applications: {}", baselines.count()),
        ),
        Err(error) => failed("baseline-file", error),
    });
    let fleet = found("vsw.toml").map(|path| match Fleet::open(path) {
        Ok(read) if read.warnings(now).is_empty() => {
            Check::ok("fleet-file", format!("./vsw.toml is read; entries: {}", read.rules.len()))
        }
        Ok(_) => {
            let words = "./vsw.toml is read, with warnings";
            Check::note("fleet-file", words, Some("see `vsw fleet check`"))
        }
        Err(error) => failed("fleet-file", error),
    });
    baseline.into_iter().chain(fleet).collect()
}
