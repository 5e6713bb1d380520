//! Help texts that clap does not derive from the options: the overview of `vsw --help`, and what follows the options of
//! `vsw COMMAND --help`. Every such text ends with EXAMPLES, which `tests/it/generated.rs` runs.
//!
//! One file because these texts are read and reviewed side by side.

/// `vsw`, `vsw -h` and `vsw --help`: at most 40 lines of 80 columns.
pub const OVERVIEW: &str = "\
Keep Vonage Voice signed webhooks turned on, and verify incoming webhooks

Usage: vsw [OPTIONS] <COMMAND>

First steps:
  vsw demo                      see it at work: no account, no network
  vsw login, then vsw status    connect your account and check it

Signing      enable      Turn signed webhooks on
             disable     Turn signed webhooks off
             status      Check that signed webhooks are still on (exit 1 if not)
             watch       Check repeatedly and report changes
             rollback    Restore a snapshot, keeping the current signing flag
             apply       Apply a plan, skipping applications changed meanwhile
Applications show        Show an application, with secrets masked
             list        List the account's applications
             diff        Show what changed since signing was last on
             history     Show recorded changes and observations
Webhooks     verify      Verify a webhook and explain a rejection (offline)
             decode      Show what a token claims, without verifying (offline)
             sign        Make a signed or forged webhook for tests (offline)
             audit       Verify the webhooks in a log (offline)
             explain     Explain a code that vsw prints (offline)
Fleet        fleet       Manage fleet files
             baseline    Manage baseline files
Setup        login       Check credentials and store them in a profile
             logout      Remove a profile and its credentials
             whoami      Show the account and the source of its credentials
             config      Manage settings and signature secrets
             doctor      Diagnose the setup and suggest fixes
Try it       sandbox     Run a local stand-in for the Applications API
             demo        Show the main commands at work on the sandbox
Reference    completions Print a shell completion script
             man         Print the man page, or write all pages to a directory
             exit-codes  Print the table of exit codes
             help        Print help for vsw or a command

Main options of a command: `vsw COMMAND -h`; all options: `vsw COMMAND --help`
Exit codes: `vsw exit-codes`; version: `vsw --version`
";

/// The end of `vsw COMMAND -h`.
pub const MORE: &str = "All options, global ones (--json, --profile, ...) and examples: use --help";

pub const ENABLE: &str = "\
The API has no conditional write: a change made by someone else in the milliseconds between the GET and the PUT is \
overwritten without notice. Use `vsw diff` and `vsw rollback` to find and undo that.

EXAMPLES:
  # Show the change to the default application, without making it
  vsw enable --dry-run

  # Turn signing on in the default application
  vsw enable

  # Turn signing on in every application, without asking
  vsw enable --all --yes";

pub const DISABLE: &str = "\
The API has no conditional write: a change made by someone else in the milliseconds between the GET and the PUT is \
overwritten without notice. Use `vsw diff` and `vsw rollback` to find and undo that.

EXAMPLES:
  # Show the change to the default application, without making it
  vsw disable --dry-run

  # Turn signing off in the default application
  vsw disable --yes";

pub const STATUS: &str = "\
EXAMPLES:
  # Check the default application
  vsw status

  # Check every application of the account
  vsw status --all

  # Check the applications of a fleet file and write a report for CI
  vsw status --fleet vsw.toml --report junit=vsw.xml";

pub const WATCH: &str = "\
--heal writes only `true`, only if that is expected, and only to applications that are named or belong to the fleet file \
given with --fleet: never with --all or a ./vsw.toml that was not named. It does not change waived applications, webhooks \
or rtc. If signing is dropped within an hour of the third heal, the application is skipped for an hour, then for two, up \
to a day: another person or program keeps turning it off.

SIGHUP reads the fleet file and the baseline again; if one is invalid, the previous one stays in use. SIGTERM ends the \
watch; pending changes get 5 s to finish.

With --json each line is one event: started, round, drift, recovered, unknown, gone, healed, heal-failed, held-back, \
fighting, reloaded, reload-failed, on-drift-failed, stopped.

The API has no conditional write: a change made by someone else in the milliseconds between the GET and the PUT is \
overwritten without notice. Use `vsw diff` and `vsw rollback` to find and undo that.

EXAMPLES:
  # Check every application once and exit
  vsw watch --all --now --rounds 1

  # Turn signing back on if it is dropped, and serve metrics
  vsw watch --fleet vsw.toml --heal --metrics 9464

  # Run a program when an application changes
  vsw watch --fleet vsw.toml --on-drift ./notify.sh";

pub const ROLLBACK: &str = "\
EXAMPLES:
  # Show what would be restored in the default application's last change
  vsw rollback \"$VONAGE_APPLICATION_ID\" --dry-run

  # Restore the whole snapshot, its signing flag included
  vsw rollback \"$VONAGE_APPLICATION_ID\" --exact --yes";

pub const APPLY: &str = "\
If an application changed after the plan was made, it is skipped and reported as a conflict (exit 1). A plan holds no \
secrets, so a change to a masked member is not noticed; it is not lost either, because every change starts from a new GET.

EXAMPLES:
  # Write a plan for review
  vsw enable --all --plan plan.json

  # Show what the plan would change now
  vsw apply plan.json --dry-run

  # Make the changes
  vsw apply plan.json --yes";

pub const SHOW: &str = "\
EXAMPLES:
  # Show the default application
  vsw show

  # Save the response of the API as it is, secrets included
  vsw show --raw >application.json";

pub const LIST: &str = "\
EXAMPLES:
  # List the account's applications
  vsw list

  # List them as JSON
  vsw list --json";

pub const DIFF: &str = "\
Without --against, the application is compared with the newest document in the journal that had signing on. A baseline \
file is read only if it is named. Against a baseline, secrets are masked on both sides, so a change of a masked value is \
not shown.

Exit 0 if there is no change, 1 if there is one.

EXAMPLES:
  # Show what changed since signing was last on
  vsw diff

  # Compare with the last review
  vsw diff --against vsw.baseline.json";

pub const HISTORY: &str = "\
EXAMPLES:
  # Show the history of all applications
  vsw history

  # List the runs, with their outcomes
  vsw history --runs

  # Show which records older than 90 days would be deleted
  vsw history prune --dry-run";

pub const HISTORY_PRUNE: &str = "\
Each application keeps its newest change, so that `vsw rollback` can restore it, and its newest observation with signing \
on, so that `vsw status` can tell a dropped flag.

EXAMPLES:
  # Show what would be deleted
  vsw history prune --dry-run

  # Keep the last 30 days, without asking
  vsw history prune --keep-days 30 --yes";

pub const VERIFY: &str = "\
EXAMPLES:
  # Make a webhook and verify it
  vsw sign --event answered >hook.http && vsw verify --request-file hook.http

  # Verify as of the time of receipt
  vsw verify --request-file hook.http --at 2026-11-23T02:00:00Z

  # Verify a body that came without an Authorization header
  vsw verify --body '{\"status\":\"answered\"}'";

pub const DECODE: &str = "\
EXAMPLES:
  # Show what a token claims
  vsw decode eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3ODI4NjQwMDB9.c2ln

  # Read the Authorization header from stdin
  echo eyJhbGciOiJIUzI1NiJ9.eyJpYXQiOjF9.c2ln | vsw decode --header-file -";

pub const SIGN: &str = "\
EXAMPLES:
  # Make the webhook of an answered call
  vsw sign --event answered

  # Print it as a command for a local handler
  vsw sign --event answered --url http://127.0.0.1:3000/event --output curl

  # List the forgeries that a handler must reject
  vsw sign --forge list";

pub const AUDIT: &str = "\
EXAMPLES:
  # Make a log of one delivery, and verify it
  vsw sign --event answered --output capture >log.ndjson && vsw audit log.ndjson

  # Print one JSON object per line, with telephone numbers masked
  vsw audit log.ndjson --lines --redact

  # Read lines in another format
  vsw audit other.ndjson --authorization /headers/authorization --body /body";

pub const EXPLAIN: &str = "\
EXAMPLES:
  # List all codes
  vsw explain

  # Explain one
  vsw explain flag-absent";

pub const FLEET: &str = "\
EXAMPLES:
  # Write ./vsw.toml from the account's applications
  vsw fleet init

  # Check it for mistakes
  vsw fleet check

  # Check that the applications are as it expects
  vsw status --fleet vsw.toml";

pub const FLEET_INIT: &str = "\
The file states what is expected, not what is found: signing on, for every application with a voice capability. If signing \
is off on purpose in one, write `signed_callbacks = false` into its entry, where a review sees it.

If an account's list cannot be read completely, the command fails (exit 5, or 4 if the API refuses) and writes nothing.

EXAMPLES:
  # Write ./vsw.toml with each application by its id
  vsw fleet init

  # Print a file that covers all applications of the account
  vsw fleet init --by all -

  # Write a file for the accounts of two profiles
  vsw fleet init accounts.toml --account eu --account us=us-prod";

pub const FLEET_CHECK: &str = "\
EXAMPLES:
  # Check ./vsw.toml
  vsw fleet check

  # Check another file, with the result as JSON
  vsw fleet check vsw.toml --json";

pub const FLEET_SCHEMA: &str = "\
For editors that use taplo, write `#:schema ./vsw.toml.schema.json` into the first line of vsw.toml.

EXAMPLES:
  # Save the schema beside the fleet file
  vsw fleet schema >vsw.toml.schema.json";

pub const BASELINE: &str = "\
EXAMPLES:
  # Record every application of the account in ./vsw.baseline.json
  vsw baseline save --all

  # Compare the default application with that record
  vsw diff --against vsw.baseline.json";

pub const BASELINE_SAVE: &str = "\
The file is for version control: it holds no secrets, times or hosts, and unchanged entries stay byte for byte. Naming \
applications replaces only their entries; --all and --fleet replace the entries of their accounts and remove applications \
that are gone. Entries of other accounts stay.

If an application cannot be read, the command fails (exit 4 or 5) and writes nothing.

EXAMPLES:
  # Record every application of the account in ./vsw.baseline.json
  vsw baseline save --all

  # Record the applications of a fleet file
  vsw baseline save --fleet vsw.toml";

pub const LOGIN: &str = "\
EXAMPLES:
  # Ask for the API key and secret on the terminal
  vsw login

  # Take them from files, as the profile `eu`
  vsw login --profile eu --api-key a1b2c3d --api-secret-file secret.txt";

pub const LOGOUT: &str = "\
EXAMPLES:
  # Remove the default profile
  vsw logout

  # Remove the profile `eu`
  vsw logout --profile eu";

pub const WHOAMI: &str = "\
EXAMPLES:
  # Show the account in use
  vsw whoami

  # Show it as JSON
  vsw whoami --json";

pub const DOCTOR: &str = "\
The command changes nothing and sends one request, for one page of the application list. Its output is safe to share: it \
holds no secrets, API keys are shortened, the home directory is `~`, and the API's host is the only one named.

Exit 0 if all is well, otherwise the worst of 3 (the setup is wrong), 4 (the API refuses the credentials) and 5 (the API \
does not respond).

EXAMPLES:
  # Check the setup and the connection
  vsw doctor

  # Check the setup without network requests
  vsw doctor --offline";

pub const CONFIG: &str = "\
EXAMPLES:
  # Show all settings and where each comes from
  vsw config show

  # Print the configuration file and state directory in use
  vsw config path";

pub const CONFIG_SHOW: &str = "\
EXAMPLES:
  # Show all settings and where each comes from
  vsw config show

  # Show them as JSON
  vsw config show --json";

pub const CONFIG_PATH: &str = "\
EXAMPLES:
  # Print the configuration file and state directory in use
  vsw config path

  # Print them as JSON
  vsw config path --json";

pub const SECRET: &str = "\
EXAMPLES:
  # List the signature secrets, without their values
  vsw config secret list

  # Check them for mistakes
  vsw config secret check";

pub const SECRET_ADD: &str = "\
Several secrets for one account are part of a rotation: a webhook may be signed with any of them. A secret belongs to one \
account; use --api-key for the secret of a sub-account.

EXAMPLES:
  # Ask for the secret on the terminal
  vsw config secret add

  # Read it from a file, for the account a1b2c3d
  vsw config secret add --api-key a1b2c3d --signature-secret-file new-secret";

pub const SECRET_LIST: &str = "\
EXAMPLES:
  # List the signature secrets, without their values
  vsw config secret list

  # List them as JSON
  vsw config secret list --json";

pub const SECRET_RETIRE: &str = "\
The options must match exactly one secret of the profile that is not retired. The secret stays in the file, to verify \
webhooks from before it was retired (`vsw verify --at`).

EXAMPLES:
  # Retire a secret now
  vsw config secret retire --label 2026-summer

  # Retire it at the beginning of a day (UTC)
  vsw config secret retire --label 2026-spring --at 2026-12-24";

pub const SECRET_CHECK: &str = "\
Exit 0 if no secret is wrong (a note, such as a short secret, does not count), 1 if one is, 3 if none is configured.

The fingerprint shows whether two machines have the same secret. It also depends on the account, so use the same one on \
both. Each fingerprint takes half a second to compute, which slows down guessing, but does not protect a short or chosen \
secret: do not publish its fingerprint.

EXAMPLES:
  # Check the signature secrets in use
  vsw config secret check

  # Check the secrets of all profiles
  vsw config secret check --all-profiles";

pub const SANDBOX: &str = "\
Without COMMAND, the sandbox runs until Ctrl-C. The first line on stdout is `vsw sandbox listening on \
http://127.0.0.1:PORT`; the other lines are the variables to export so that vsw uses the sandbox.

With COMMAND, the sandbox prints nothing, and the environment of COMMAND refers to the sandbox and to none of your \
accounts.

This is not Vonage's Messages Sandbox. It makes no calls.

EXAMPLES:
  # Run one command on the sandbox
  vsw sandbox -- vsw list

  # Open a shell in which vsw uses the sandbox
  vsw sandbox -- $SHELL

  # Listen on a fixed port and keep the applications in a file
  vsw sandbox --port 8089 --state apps.json";

pub const DEMO: &str = "\
EXAMPLES:
  # Watch signing being dropped, noticed and turned back on
  vsw demo";

pub const COMPLETIONS: &str = "\
EXAMPLES:
  # Turn completion on in the current bash
  source <(vsw completions bash)

  # Save the script for zsh
  vsw completions zsh >_vsw";

pub const MAN: &str = "\
EXAMPLES:
  # Read the main page
  vsw man >vsw.1 && man ./vsw.1

  # Write all pages to a directory
  vsw man man1";

pub const EXIT_CODES: &str = "\
EXAMPLES:
  # Print the table
  vsw exit-codes

  # Print it as JSON
  vsw exit-codes --json";
