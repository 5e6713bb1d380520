//! Hint: the user's next step after a failure.

use std::io::ErrorKind;

use vsw::application::{InvalidDocument, RefusedDocument};
use vsw::verify::BuildVerifierError;

use super::Failure;
use crate::api::ApiError;
use crate::screen::shell;

impl Failure {
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Usage { hint, .. }
            | Self::NotPointed { hint, .. }
            | Self::NotGathered { hint, .. }
            | Self::OfAccount { hint, .. } => return hint.clone(),
            Self::UnknownName { hint, .. } => return Some(hint.clone()),
            Self::Config(error) => return error.hint(),
            Self::NotStored(ApiError::Unauthorized { .. }) => {
                "compare the API key and API secret with the API settings in the Dashboard (https://dashboard.nexmo.com/settings), and check the API origin with `vsw config show`"
            }
            Self::Api(error) | Self::NotStored(error) => return error.hint(),
            Self::NameNotLookedUp { source, .. } => return source.hint(),
            Self::Call(error) => return error.hint(),
            Self::PublicUrl(error) => error.hint(),
            Self::Journal(error) => return Some(error.hint()),
            Self::Fleet(error) => error.hint(),
            Self::Baseline(error) => return Some(error.hint()),
            Self::Sandbox(error) => return Some(error.hint()),
            Self::NotListening(error) => return Some(error.hint()),
            Self::Plan(error) => error.hint(),
            Self::Target(error) => return Some(error.hint()),
            Self::Tls(error) => error.hint(),
            #[cfg(feature = "redis")]
            Self::ReplayStore(error) => error.hint(),
            Self::FoundFleet { path, .. } => {
                return Some(format!("name the file: `--fleet {}`", shell::word(path)));
            }
            Self::FleetAccount { profile, .. } => {
                return Some(match profile {
                    Some(profile) => format!(
                        "check `profile` and `api_key` of that account in the fleet file; `vsw config show --profile {profile}` shows the credentials in use"
                    ),
                    None => "select that account with `--profile NAME`; if `api_key` in the fleet file is wrong, correct `api_key`".to_owned(),
                });
            }
            Self::OtherAccount { profile, .. } => {
                let profile = if profile == "environment" { "NAME" } else { profile };
                return Some(format!(
                    "select the account of the plan or run with `--profile NAME`, or its API origin with `--api-url URL`; if the plan or \
                     run has several accounts, omit `--profile`, and store the missing account: `vsw login --profile {profile}`"
                ));
            }
            Self::Unfit(refused) => return Some(document_hint(refused)),
            Self::NoVerifier(reason) => verifier_hint(reason),
            Self::RequestFile(error) => error.hint(),
            Self::File { source, .. } => return file_hint(source.kind()).map(str::to_owned),
            _ => return self.fixed_hint().map(str::to_owned),
        };
        Some(hint.to_owned())
    }

    fn fixed_hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::TooMany { .. } => {
                "to review the changes, repeat the command with `--dry-run` instead of `--max-changes` and `--plan`; then raise `--max-changes`"
            }
            Self::NothingKnown { .. } => {
                "record the present document with `--accept`; if you have an earlier document, pass that document with `--against FILE`"
            }
            Self::ForeignApplication { .. } => {
                "check both the id and the API key in the Dashboard, or omit `--application`"
            }
            Self::Prompt(_) => {
                "answer on the command line instead: the command's `-h` lists its arguments and options"
            }
            Self::NotInAccount { .. } => {
                "list the account's applications: `vsw list`; select another account with `--profile NAME`"
            }
            Self::Clock(_) => "set the clock of this machine: `date` prints its time",
            Self::ReadOnly { has_dry_run: true } => "unset VSW_READ_ONLY, or preview with `--dry-run`",
            Self::ReadOnly { has_dry_run: false } => "unset VSW_READ_ONLY",
            Self::UnfitSecret { .. } => {
                "use the account's signature secret instead, exactly as the Dashboard's API settings show it"
            }
            Self::NotJson => {
                "check the API origin with `vsw config show`, or see the response itself with `--raw`"
            }
            Self::OwnSecret => "omit `--raw`: `vsw show` masks secrets",
            Self::SecretInFile { .. } => {
                "change that name or address, and replace the secret, because the name or address exposes it"
            }
            Self::SecretInside => {
                "remove the secret from the delivery: its URL, headers, body, `jti` and API key must not contain it"
            }
            Self::SecretInCall => "remove the secret from `--say`, `--ncco`, `--event-url` or `--public-url`",
            Self::SeveralSecrets { of_one_account: true, .. } => {
                "choose one secret with `--signature-secret-file FILE`; if an old secret is stored, retire the old secret with `vsw config secret retire`"
            }
            Self::SeveralSecrets { .. } => {
                "select an account with `--api-key KEY`, or one secret with `--signature-secret-file FILE`"
            }
            Self::AllRetired => "add the current secret: `vsw config secret add`",
            Self::NoSecretOf { .. } => {
                "pass the account's signature secret with `--signature-secret-file API_KEY=FILE`"
            }
            Self::TemporaryDirectory(_) => "set TMPDIR to a writable directory",
            Self::Report { .. } => "name another file, in an existing, writable directory",
            Self::SameOutput { .. } => "give each output a path of its own",
            Self::NotStarted { program, source }
                if source.kind() == ErrorKind::NotFound && program.contains(char::is_whitespace) =>
            {
                "after `--`, write each argument as a word of its own; with `--on-drift`, pass each argument with `--on-drift-arg ARG`"
            }
            Self::NotStarted { .. } => {
                "check that the program exists and is executable; if the program is a script, check the interpreter in its first line (`#!`)"
            }
            _ => return None,
        })
    }
}

fn file_hint(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound | ErrorKind::NotADirectory => "check the path",
        ErrorKind::PermissionDenied => "check the permissions of the file and of its directory",
        ErrorKind::IsADirectory => "name a file",
        // A file exists where a directory was to be created.
        ErrorKind::AlreadyExists => "name a directory",
        ErrorKind::FileTooLarge => "check that the path names the right file",
        _ => return None,
    })
}

fn verifier_hint(reason: &BuildVerifierError) -> &'static str {
    match reason {
        BuildVerifierError::HeaderName { .. } => "name one header, such as `--header-name Authorization`",
        _ => {
            "assign each secret to an account: `--signature-secret-file API_KEY=FILE`, or add `api_key` to each stored secret in the file that `vsw config path` prints"
        }
    }
}

fn document_hint(refused: &RefusedDocument) -> String {
    if refused.reason == InvalidDocument::PrivateKeyPresent {
        return "treat the key as leaked and create a new key pair; see `vsw explain private-key-present`"
            .to_owned();
    }
    let id = refused.id.map_or_else(String::new, |id| format!("{id} "));
    format!("inspect the document: `vsw show {id}--raw`")
}
