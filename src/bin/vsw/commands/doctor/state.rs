//! The state folder, and the files of ours that lie in the working directory. Nothing is made, not even to see whether
//! it could be.

use std::path::Path;

use rustix::fs::{Access, access};

use super::failed;
use crate::baseline::BaselineFile;
use crate::context::Context;
use crate::fleet::Fleet;
use crate::journal::Record;
use crate::report::doctor::Check;

pub fn folder(context: &Context) -> Check {
    const NAME: &str = "state-folder";
    let needed = "a change keeps a snapshot first: name a writable folder with --state-dir DIR";
    let Some(folder) = context.folders.state.as_deref() else {
        return Check::note(NAME, "there is no place for one: no home, and none was named", Some(needed));
    };
    let past = match context.journal().and_then(|journal| journal.read()) {
        Ok(past) => past,
        Err(error) => return failed(NAME, error),
    };
    let shown = folder.display();
    // Of a folder that is not there yet, the one above it that is says whether it could be made.
    let there = folder.ancestors().find(|place| place.exists()).unwrap_or(Path::new("/"));
    if access(there, Access::WRITE_OK | Access::EXEC_OK).is_err() {
        return Check::note(NAME, format!("{shown} cannot be written"), Some(needed));
    }
    if !folder.exists() {
        return Check::ok(NAME, format!("{shown} is not there yet; the first change makes it"));
    }
    let interrupted =
        past.records.iter().filter(|record| matches!(record, Record::Change { outcome: None, .. })).count();
    let found = format!("{shown} is safe and can be written; records: {}", past.records.len());
    if interrupted > 0 {
        let detail = format!("{found}; interrupted while a PUT may have been in flight: {interrupted}");
        return Check::note(NAME, detail, Some("see which, with `vsw history`, then `vsw status APP`"));
    }
    if past.unread > 0 {
        let detail = format!("{found}; lines that cannot be read: {}", past.unread);
        return Check::note(NAME, detail, Some("a kill tore them, or a later version wrote them"));
    }
    Check::ok(NAME, found)
}

/// Files that only serve where they are named, or where `status` finds them.
pub fn found_files(now: jiff::Timestamp) -> Vec<Check> {
    let found = |path: &'static str| Some(Path::new(path)).filter(|path| path.exists());
    let baseline = found("vsw.baseline.json").map(|path| match BaselineFile::open(path) {
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
            let words = "./vsw.toml is read, with something to say of it";
            Check::note("fleet-file", words, Some("`vsw fleet check`"))
        }
        Err(error) => failed("fleet-file", error),
    });
    baseline.into_iter().chain(fleet).collect()
}
