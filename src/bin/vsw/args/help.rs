//! Help texts that clap does not derive from the options. The texts of commands end with EXAMPLES.
//! `tests/it/generated/help.rs` runs the examples that work in a sandbox.

/// The help of `vsw`, `vsw -h` and `vsw --help`: at most 40 lines of 80 columns.
pub const OVERVIEW: &str = include_str!("help/overview.txt");

/// The end of `vsw COMMAND -h`.
pub const MORE: &str = "--help shows all options, global ones (--json, --profile, ...) too, and examples";

pub const ENABLE: &str = include_str!("help/enable.txt");

pub const DISABLE: &str = include_str!("help/disable.txt");

pub const STATUS: &str = include_str!("help/status.txt");

pub const WATCH: &str = include_str!("help/watch.txt");

pub const ROLLBACK: &str = include_str!("help/rollback.txt");

pub const APPLY: &str = include_str!("help/apply.txt");

pub const SHOW: &str = include_str!("help/show.txt");

pub const LIST: &str = include_str!("help/list.txt");

pub const DIFF: &str = include_str!("help/diff.txt");

pub const HISTORY: &str = include_str!("help/history.txt");

pub const HISTORY_PRUNE: &str = include_str!("help/history-prune.txt");

pub const VERIFY: &str = include_str!("help/verify.txt");

pub const DECODE: &str = include_str!("help/decode.txt");

pub const SIGN: &str = include_str!("help/sign.txt");

pub const AUDIT: &str = include_str!("help/audit.txt");

pub const LISTEN: &str = include_str!("help/listen.txt");

pub const GATEWAY: &str = include_str!("help/gateway.txt");

pub const TRIGGER: &str = include_str!("help/trigger.txt");

pub const REPLAY: &str = include_str!("help/replay.txt");

pub const PROBE: &str = include_str!("help/probe.txt");

pub const CALL: &str = include_str!("help/call.txt");

pub const EXPLAIN: &str = include_str!("help/explain.txt");

pub const FLEET: &str = include_str!("help/fleet.txt");

pub const FLEET_INIT: &str = include_str!("help/fleet-init.txt");

pub const FLEET_CHECK: &str = include_str!("help/fleet-check.txt");

pub const FLEET_SCHEMA: &str = include_str!("help/fleet-schema.txt");

pub const BASELINE: &str = include_str!("help/baseline.txt");

pub const BASELINE_SAVE: &str = include_str!("help/baseline-save.txt");

pub const LOGIN: &str = include_str!("help/login.txt");

pub const LOGOUT: &str = include_str!("help/logout.txt");

pub const WHOAMI: &str = include_str!("help/whoami.txt");

pub const DOCTOR: &str = include_str!("help/doctor.txt");

pub const CONFIG: &str = include_str!("help/config.txt");

pub const CONFIG_SHOW: &str = include_str!("help/config-show.txt");

pub const CONFIG_PATH: &str = include_str!("help/config-path.txt");

pub const SECRET: &str = include_str!("help/secret.txt");

pub const SECRET_ADD: &str = include_str!("help/secret-add.txt");

pub const SECRET_LIST: &str = include_str!("help/secret-list.txt");

pub const SECRET_RETIRE: &str = include_str!("help/secret-retire.txt");

pub const SECRET_CHECK: &str = include_str!("help/secret-check.txt");

pub const SANDBOX: &str = include_str!("help/sandbox.txt");

pub const DEMO: &str = include_str!("help/demo.txt");

pub const COMPLETIONS: &str = include_str!("help/completions.txt");

pub const MAN: &str = include_str!("help/man.txt");

pub const EXIT_CODES: &str = include_str!("help/exit-codes.txt");
