//! Checks what each module may use. Tests may use anything.

use super::expect_none;
use super::imports::{Crate, crates};
use super::source::{Place, all, root};

/// Parts of the program, the modules that they must not use, and the reason.
const FORBIDDEN_MODULES: &[(&[&str], &[&str], &str)] = &[
    (&["context"], &["config"], "the settings are computed from the context"),
    (
        &["context", "config"],
        &["api", "commands", "fleet", "flow", "render", "report", "sandbox"],
        "settings are read without a request",
    ),
    (
        &["api"],
        &["args", "commands", "context", "fleet", "flow", "journal", "render", "report", "sandbox", "screen"],
        "it only sends and receives bytes",
    ),
    (
        &["flow"],
        &["commands", "render", "sandbox"],
        "a procedure does not depend on the command that runs it",
    ),
    (
        &["journal"],
        &[
            "api", "args", "commands", "config", "context", "fleet", "flow", "online", "render", "report",
            "sandbox",
        ],
        "it stores the data it receives",
    ),
    (
        &["baseline"],
        &["api", "args", "commands", "context", "flow", "journal", "online", "render", "report", "sandbox"],
        "it stores the documents it receives",
    ),
    (
        &["plan"],
        &["api", "args", "commands", "context", "flow", "journal", "online", "render", "report", "sandbox"],
        "it holds decisions, not how to carry them out",
    ),
    (
        &["fleet"],
        &["api", "args", "commands", "context", "flow", "journal", "online", "render", "sandbox", "verifier"],
        "a fleet file is read without a request",
    ),
    (
        &["report"],
        &["api", "args", "commands", "context", "fleet", "flow", "online", "render", "sandbox"],
        "results are data",
    ),
    (
        &["render"],
        &["api", "commands", "context", "fleet", "flow", "journal", "online", "sandbox"],
        "it gets data and makes text",
    ),
    (
        &["screen"],
        &[
            "api", "args", "commands", "config", "context", "failure", "fleet", "flow", "journal", "online",
            "render", "report", "sandbox",
        ],
        "it writes the text it receives",
    ),
    (
        &["sandbox"],
        &[
            "api", "commands", "config", "context", "fleet", "flow", "journal", "online", "render", "report",
            "signer",
        ],
        "a stand-in that shares code with the client would share its mistakes",
    ),
    (
        &["watch"],
        &[
            "api", "args", "commands", "config", "context", "disk", "fleet", "flow", "journal", "metrics",
            "online", "render", "sandbox", "screen",
        ],
        "which events to report and what to heal is decided without I/O",
    ),
];

/// Parts of the program, each with the only other modules that it may use, and the reason.
const ALLOWED_MODULES: &[(&str, &[&str], &str)] = &[
    ("args", &["exit", "vocabulary"], "argument parsing must not do I/O: move it to the command"),
    ("profiles", &["disk", "screen::sanitize", "strict_toml"], "they are the content of the file"),
    ("server", &["runtime"], "it does not depend on what it serves"),
    ("sender", &["profiles", "tls"], "it sends the bytes it receives"),
    ("replay_store", &["runtime", "tls", "vocabulary"], "what a replay's response is, is decided elsewhere"),
    ("public_url", &["profiles"], "it is an address; what happens to an application is decided elsewhere"),
    (
        "receiver",
        &["disk", "replay_store", "sender", "server", "vocabulary"],
        "it reports; the command decides what to show",
    ),
    ("application_token", &[], "it signs what it receives"),
    ("inspector", &["report", "server"], "it shows what it receives, and asks the command for the rest"),
    ("tls", &["disk"], "clients of any kind may use it"),
    ("runtime", &[], "every part may use it, so it uses none"),
    ("metrics", &["server"], "it shows the numbers it receives"),
    ("disk", &[], "every part may use it, so it uses none"),
    ("codes", &[], "every part may use it, so it uses none"),
    ("vocabulary", &[], "every part may use it, so it uses none"),
    ("exit", &[], "every part may use it, so it uses none"),
];

/// Files that may use the three standard streams. The others use the screen, which sanitizes and redacts.
const STREAMS: &[&str] =
    &["screen", "context", "panic_hook", "signals", "config/secret.rs", "render/usage.rs", "subprocess.rs"];

/// Parts of std that the library must not use.
const FORBIDDEN_STD: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::os",
    "std::time::SystemTime",
    "std::time::Instant",
    "std::io::stdout",
    "std::io::stderr",
    "std::io::stdin",
];

/// The only library file that may start threads: it verifies long logs on several cores.
const THREADS: &str = "src/audit.rs";

/// Features of the library, each with the module that may use its optional crates.
const FEATURES: &[(&str, &str)] = &[("tower", "tower")];

fn is_below(name: &str, module: &str) -> bool {
    name.strip_prefix(module).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn the_library_uses_no_io_and_no_program_dependencies() {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("the manifest");
    let optional = dependencies(&manifest);
    assert!(optional.iter().any(|name| name == "reqwest"), "the manifest's optional dependencies were found");
    let of_features: Vec<(&str, Vec<String>)> = FEATURES
        .iter()
        .map(|(feature, module)| {
            let own = manifest.split_once(&format!("\n{feature} = [")).expect("the feature stands there").1;
            (*module, dependencies(own.split(']').next().unwrap_or_default()))
        })
        .collect();
    let mut offenders = Vec::new();
    for source in all() {
        let Place::Library(here) = source.place() else { continue };
        let own = of_features.iter().find(|(module, _)| here.first().is_some_and(|first| first == module));
        for name in source.names() {
            let foreign = optional.iter().any(|optional| {
                name.starts_with(&format!("{optional}::"))
                    && !own.is_some_and(|(_, dependencies)| dependencies.contains(optional))
            });
            let starts_threads = is_below(&name, "std::thread") && source.path != THREADS;
            if foreign || starts_threads || FORBIDDEN_STD.iter().any(|world| is_below(&name, world)) {
                offenders.push(format!("{}: {name}", source.path));
            }
        }
    }
    expect_none("move I/O, clocks and the program's dependencies out of the library", &offenders);
}

/// Returns the crates listed as `"dep:…"`, as the code names them.
fn dependencies(manifest: &str) -> Vec<String> {
    let names = manifest.split("\"dep:").skip(1).filter_map(|rest| rest.split('"').next());
    names.map(|name| name.replace('-', "_")).collect()
}

#[test]
fn no_part_of_the_program_uses_a_higher_layer() {
    let mut offenders = Vec::new();
    let [_, program] = crates();
    let modules = Crate::of(&program);
    for (here, source) in &program {
        let Some(part) = here.first() else { continue };
        for (_, never, reason) in
            FORBIDDEN_MODULES.iter().filter(|(parts, ..)| parts.contains(&part.as_str()))
        {
            for name in source.names() {
                // Also check the target of a re-exported name.
                let names = [modules.defined(&name), name];
                let is_above =
                    |name: &String| never.iter().any(|never| is_below(name, &format!("crate::{never}")));
                if names.iter().any(is_above) {
                    offenders.push(format!("{}: {} ({reason})", source.path, names.join(", named ")));
                }
            }
        }
    }
    expect_none("a module may import only from lower layers", &offenders);
}

#[test]
fn a_part_with_few_dependencies_has_no_others() {
    let mut offenders = Vec::new();
    let [_, program] = crates();
    let modules = Crate::of(&program);
    let mut seen = std::collections::BTreeSet::new();
    for (here, source) in &program {
        let rule = ALLOWED_MODULES.iter().find(|(part, ..)| here.first().is_some_and(|first| first == part));
        let Some((part, may, reason)) = rule else { continue };
        seen.insert(part);
        for name in source.names() {
            let defined = modules.defined(&name);
            let is_allowed = may.iter().chain([part]).any(|may| is_below(&defined, &format!("crate::{may}")));
            if is_below(&defined, "crate") && !is_allowed {
                offenders.push(format!("{}: {name} ({reason})", source.path));
            }
        }
    }
    assert_eq!(seen.len(), ALLOWED_MODULES.len(), "each part was found");
    expect_none("a part may import only what ARCHITECTURE.md allows", &offenders);
}

#[test]
fn no_command_uses_another() {
    let mut offenders = Vec::new();
    for source in all() {
        let Place::Program(here) = source.place() else { continue };
        let [commands, own, ..] = here.as_slice() else { continue };
        if commands != "commands" {
            continue;
        }
        for name in source.names() {
            let Some(other) = name.strip_prefix("crate::commands::") else { continue };
            if other.split("::").next() != Some(own) {
                offenders.push(format!("{}: {name}", source.path));
            }
        }
    }
    expect_none("move code that two commands share to `flow`", &offenders);
}

#[test]
fn only_the_healer_of_a_watch_writes() {
    let writing = ["change", "execution", "rollout", "run"].map(|name| format!("crate::flow::{name}"));
    let mut offenders = Vec::new();
    let mut seen = 0;
    for source in all() {
        if !source.path.starts_with("src/bin/vsw/commands/watch") {
            continue;
        }
        seen += 1;
        let names = source.names();
        let written = names.iter().filter(|name| writing.iter().any(|module| is_below(name, module)));
        offenders.extend(written.map(|name| format!("{}: {name}", source.path)));
    }
    assert!(seen > 3, "the watch was found");
    expect_none("only code with a `Healer` may change an application", &offenders);
}

#[test]
fn only_the_live_check_creates_and_deletes_applications() {
    let mut offenders = Vec::new();
    let mut found = false;
    for source in all() {
        let Place::Program(here) = source.place() else { continue };
        if here.first().is_some_and(|first| first == "api") {
            continue;
        }
        let is_live_check = here.starts_with(&["commands", "doctor", "live_check"].map(str::to_owned));
        let raw = ["Operation", "Exchange"].map(|name| format!("crate::api::{name}"));
        let names = source.names();
        let used: Vec<&String> =
            names.iter().filter(|name| raw.iter().any(|raw| is_below(name, raw))).collect();
        found |= is_live_check && !used.is_empty();
        if !is_live_check {
            offenders.extend(used.iter().map(|name| format!("{}: {name}", source.path)));
            let sends = source.code.contains("client.exchange(");
            offenders.extend(sends.then(|| format!("{}: client.exchange(", source.path)));
        }
    }
    assert!(found, "the live check was found");
    expect_none("change applications with `flow`, which keeps a snapshot", &offenders);
}

#[test]
fn only_the_client_uses_reqwest() {
    let mut offenders = Vec::new();
    for source in all() {
        if source.path == "src/bin/vsw/api.rs" || source.path.starts_with("src/bin/vsw/api/") {
            continue;
        }
        let names = source.names();
        let sent = names.iter().filter(|name| is_below(name, "reqwest"));
        offenders.extend(sent.map(|name| format!("{}: {name}", source.path)));
    }
    expect_none("send requests with the one client, which refuses redirects and foreign origins", &offenders);
}

/// Ways to create, replace or rename a file that bypass `disk`.
const WRITERS: [&str; 10] = [
    "rename(",
    "persist",
    "NamedTempFile",
    "tempfile_in(",
    "make_in(",
    "fs::write(",
    "fs::copy(",
    "hard_link(",
    "File::create",
    "create_new(",
];

#[test]
fn only_the_disk_writes_files() {
    let mut offenders = Vec::new();
    let mut found = false;
    for source in all() {
        let Place::Program(here) = source.place() else { continue };
        for writer in WRITERS.iter().filter(|writer| source.code.contains(**writer)) {
            if here == ["disk"] {
                found = true;
            } else {
                offenders.push(format!("{}: {writer}", source.path));
            }
        }
    }
    assert!(found, "the disk was found");
    expect_none("replace files with `disk::Replace`, which is atomic and follows no link", &offenders);
}

#[test]
fn only_the_screen_and_the_last_resorts_use_the_standard_streams() {
    let mut offenders = Vec::new();
    for source in all() {
        let Place::Program(_) = source.place() else { continue };
        let file = source.path.trim_start_matches("src/bin/vsw/");
        if STREAMS
            .iter()
            .any(|may| file.trim_end_matches(".rs").split('/').next() == Some(may) || file == *may)
        {
            continue;
        }
        let names = source.names();
        let streams = ["stdout", "stderr", "stdin"].map(|name| format!("io::{name}"));
        let used = names.iter().filter(|name| streams.iter().any(|stream| name.ends_with(stream.as_str())));
        offenders.extend(used.map(|name| format!("{}: {name}", source.path)));
    }
    expect_none("print and read with `Screen`, which sanitizes and redacts", &offenders);
}
