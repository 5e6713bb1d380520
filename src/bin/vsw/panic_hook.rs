//! Panic hook: reports a panic as a bug in `vsw` and exits with code 70.
//!
//! Security: does not print the panic's message, which may contain a secret.

use std::borrow::Cow;
use std::io::Write as _;

use crate::exit::Exit;
use crate::vocabulary::VERSION;

pub fn end_with_a_bug_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(|place| format!("{}:{}", from_package_on(place.file()), place.line()))
            .unwrap_or_default();
        let _ = writeln!(
            std::io::stderr(),
            "error: bug in vsw {VERSION} at {place}\nhint: report this line at {}/issues; if a change was running, check it with `vsw history`",
            env!("CARGO_PKG_REPOSITORY"),
        );
        #[expect(clippy::exit, reason = "a panic hook cannot return an exit code")]
        std::process::exit(i32::from(Exit::Bug.code()));
    }));
}

/// Shortens an absolute path to start at its package: `tokio-1.54.1/src/signal/unix.rs`.
fn from_package_on(file: &str) -> Cow<'_, str> {
    let name = |path: &'_ str| path.rsplit('/').next().unwrap_or_default().to_owned();
    match file.rsplit_once("/src/") {
        _ if !file.starts_with('/') => file.into(),
        Some((package, path)) => format!("{}/src/{path}", name(package)).into(),
        None => name(file).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::from_package_on;

    #[test]
    fn a_place_does_not_show_where_the_program_was_built() {
        for (file, place) in [
            ("src/bin/vsw/main.rs", "src/bin/vsw/main.rs"),
            (
                "/b/.cargo/registry/src/index-1949cf/tokio-1.54.1/src/signal/unix.rs",
                "tokio-1.54.1/src/signal/unix.rs",
            ),
            (
                "/b/.cargo/registry/src/index-1949cf/vsw-0.1.0/src/bin/vsw/main.rs",
                "vsw-0.1.0/src/bin/vsw/main.rs",
            ),
            ("/rustc/01f6dd/library/core/src/option.rs", "core/src/option.rs"),
            ("/b/lib.rs", "lib.rs"),
        ] {
            assert_eq!(from_package_on(file), place);
        }
    }
}
