//! Acceptance: for `vsw diff --accept`, records the present documents in the journal, as references for later
//! comparisons. Never writes a baseline file.

use vsw::application::Application;
use vsw::change::Goal;
use vsw::signing::Signing;

use super::{Comparing, Read};
use crate::codes::Code;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::flow::scope::{Membership, Scope};
use crate::flow::select::{Set, SetSource, Targets};
use crate::render::{compared_text, number_of};
use crate::report::comparison::{ComparedApplication, Comparison, ReferenceSource};
use crate::screen::shell;
use crate::vocabulary::SigningState;

impl Comparing<'_> {
    /// Prints the comparison and asks, for a set without `--yes`. Returns whether the comparison was printed.
    /// Fails for a reference from a baseline file, because acceptance never changes such a file.
    pub(super) fn confirm(
        &self,
        targets: &Targets,
        applications: &[ComparedApplication],
    ) -> Result<bool, Failure> {
        let reviewed = applications.iter().filter_map(|one| one.against.as_ref());
        if let Some(reviewed) = reviewed.into_iter().find(|one| one.kind == ReferenceSource::BaselineFile) {
            let file = reviewed.name.as_deref().unwrap_or_default();
            let which = match targets {
                Targets::Each { ids, .. } => {
                    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
                }
                // With `--name` or `--shard`, only a part was compared, but `--all` and `--fleet` would save
                // the whole set.
                Targets::Set(set) if set.is_narrowed() => "APP…".to_owned(),
                Targets::Set(Set { of: SetSource::Account, .. }) => "--all".to_owned(),
                Targets::Set(Set { of: SetSource::Fleet(fleet), .. }) => {
                    format!("--fleet {}", shell::word(&fleet.path.display().to_string()))
                }
            };
            return Err(Failure::usage(
                format!(
                    "vsw compared with the baseline {file}, and --accept does not change baselines; nothing was accepted"
                ),
                format!(
                    "save the baseline again and have it reviewed: `vsw baseline save {which} --file {}`",
                    shell::word(file)
                ),
            ));
        }
        if matches!(targets, Targets::Each { .. }) || self.options.yes {
            return Ok(false);
        }
        self.context.screen.note(&compared_text(applications));
        let count = applications.iter().filter(|one| one.signing != SigningState::UNKNOWN).count();
        let number = number_of(count, "application", "applications");
        let question = format!("Accept the present state of {number} as the reference?");
        if self.context.screen.confirm(&question)? { Ok(true) } else { Err(Failure::Declined) }
    }

    /// Records the documents in the journal. Skips a document that contains a configured secret.
    pub(super) fn accept(
        &self,
        targets: &Targets,
        read: &Read<'_>,
        applications: &mut [ComparedApplication],
    ) -> Result<(), Failure> {
        for (number, (online, collected)) in read.iter().enumerate() {
            let scope = match targets {
                Targets::Each { .. } => Scope::named(),
                Targets::Set(set) => set.scope(number),
            };
            let Some(memory) = self.account(online) else { continue };
            for application in &collected.applications {
                let row = applications
                    .iter_mut()
                    .find(|row| row.id == application.id() && row.profile == online.account.profile);
                let Some(row) = row else { continue };
                if self.context.screen.redactions().touch(application.text()) {
                    row.outcome = Comparison::Unknown;
                    row.code = Some(Code::OwnSecret);
                    row.detail = Some("its document contains a configured secret, so the document was not accepted; see `vsw explain own-secret`".to_owned());
                    row.exit = Exit::Configuration;
                    continue;
                }
                memory.accept(application, self.context)?;
                (row.outcome, row.code, row.exit) = (Comparison::Accepted, None, Exit::Yes);
                row.detail = still_reported(application, &scope);
            }
        }
        Ok(())
    }
}

/// Returns a note if `vsw status` will still report the application's signing as a problem.
fn still_reported(application: &Application, scope: &Scope<'_>) -> Option<String> {
    let signing = application.signing();
    let is_missing = matches!(signing, Signing::Off | Signing::Absent | Signing::Invalid);
    let membership = scope.membership(application.id(), application.name());
    let is_expected = matches!(membership, Membership::Expected(one) if one.expected.voice == Some(Goal::On));
    (is_missing && is_expected).then(|| {
        format!(
            "`vsw status` will still report a problem: signing is {}, and vsw expects signing to be on",
            signing.word()
        )
    })
}
