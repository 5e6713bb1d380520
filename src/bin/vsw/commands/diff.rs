//! `vsw diff`: the difference between an application and an earlier document. Writes nothing, not even to the
//! journal.

use std::path::Path;

use vsw::application::ApplicationId;
use vsw::drift::LikelyCause;

use crate::args::baseline::Diff;
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::memory::{Memory, Reference, account_key};
use crate::flow::reach::Reach;
use crate::flow::read::read;
use crate::flow::select::Targets;
use crate::online::Online;
use crate::report::comparison::{Against, ComparisonReport, MovedMember};
use crate::report::{Report, diff};

pub fn run(options: &Diff, context: &Context, online: &Online) -> Result<Report, Failure> {
    let (id, _) = Targets::one(options.app.as_ref(), Reach::Read, context, online)?;
    // Read the file first: a wrong one must not cost a request.
    let known = known(options.against.as_deref(), id, context, online)?;
    let today = {
        let _waiting = context.screen.waiting(format!("reading {id}"));
        online.run(read(&online.client, id, online.deadline()))?
    };
    let baseline = &known.baseline;
    let differences = baseline.differences(&today);
    let (before, after) = baseline.sides(&today);
    Ok(Report::Comparison(ComparisonReport {
        profile: online.account.profile.clone(),
        requests: online.client.requests(),
        id,
        name: today.name().to_owned(),
        signing: (&today).into(),
        against: Against {
            kind: known.source,
            name: known.name,
            at: known.at.map(|at| at.to_string()),
            signing: (&baseline.application).into(),
            masked: baseline.is_masked(),
        },
        differences: differences.iter().map(MovedMember::of).collect(),
        likely_cause: LikelyCause::of(&differences),
        diff: if differences.is_empty() { Vec::new() } else { diff::lines(&before, &after) },
    }))
}

fn known(
    against: Option<&Path>,
    id: ApplicationId,
    context: &Context,
    online: &Online,
) -> Result<Reference, Failure> {
    let account_key = account_key(&online.account);
    let Some(path) = against else {
        // Ignore a baseline file that was only found: the user names what to compare with.
        let last_on = Memory::of_journal(context)?.account(account_key).last_on(id);
        return last_on.reference.ok_or(Failure::NothingKnown { id, at: last_on.at });
    };
    match path.to_str().filter(|text| is_snapshot_name(text)) {
        Some(name) => Ok(Memory::of_journal(context)?.account(account_key).snapshot(name, id)?),
        None => Ok(Reference::of_file(path, account_key.account, id)?),
    }
}

/// Returns whether a text has the form of a snapshot name, `20261124T023053Z-a1b2c3-1`. Only the form decides, so
/// that a file planted in the directory changes nothing; write `./NAME` for a file of such a name.
fn is_snapshot_name(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let [time, chance, number] = parts.as_slice() else { return false };
    let time = time.strip_suffix('Z').and_then(|time| time.split_once('T'));
    time.is_some_and(|(day, time)| day.len() == 8 && time.len() == 6 && digits(day) && digits(time))
        && chance.len() == 6
        && chance.bytes().all(|byte| byte.is_ascii_hexdigit())
        && digits(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snapshot_names_and_paths_differ_by_form() {
        for (text, is) in [
            ("20261124T023053Z-a1b2c3-1", true),
            ("20261124T023053Z-a1b2c3-12", true),
            ("./20261124T023053Z-a1b2c3-1", false),
            ("20261124T023053Z-a1b2c3-", false),
            ("20261124T023053Z-a1b2c3", false),
            ("20261124T023053Z-a1b2cg-1", false),
            ("2026112T0230531Z-a1b2c3-1", false),
            ("vsw.baseline.json", false),
            ("", false),
        ] {
            assert_eq!(is_snapshot_name(text), is, "{text}");
        }
    }
}
