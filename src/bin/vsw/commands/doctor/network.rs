//! Network: checks the certificates, the proxy, the API's response, and this machine's clock against the API's.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

use super::failed;
use crate::api::RootsInUse;
use crate::args::setup::Doctor;
use crate::config::{Account, ConfigError, Proxy};
use crate::context::Context;
use crate::exit::Exit;
use crate::online::Connector;
use crate::report::doctor::Check;
use crate::vocabulary::count_of;

pub fn certificates(context: &Context, account: &Result<Account, ConfigError>) -> Check {
    const NAME: &str = "certificates";
    let origin = account.as_ref().map(|account| account.origin.clone()).unwrap_or_default();
    let trust = match RootsInUse::of(&origin, context.global.ca_file.as_deref(), context.now()) {
        Ok(trust) => trust,
        Err(error) => return failed(NAME, error),
    };
    let has_own_store = STORES.iter().any(|name| context.environment.is_set(name));
    match trust {
        RootsInUse::NotNeeded => Check::ok(NAME, "plain http on this machine needs no certificates"),
        RootsInUse::CompiledIn(count) if has_own_store => Check::note(
            NAME,
            format!(
                "SSL_CERT_FILE or SSL_CERT_DIR has no usable certificate, so the {count} built-in roots are trusted"
            ),
            Some("unset these variables, or name a file with `--ca-file FILE`"),
        ),
        RootsInUse::CompiledIn(count) => Check::note(
            NAME,
            format!("the system has no usable certificates, so the {count} built-in roots are trusted"),
            Some("install the system's certificates (ca-certificates), or name a file with `--ca-file FILE`"),
        ),
        RootsInUse::System(count) if has_own_store => Check::note(
            NAME,
            format!("{count} certificates are trusted, from SSL_CERT_FILE or SSL_CERT_DIR"),
            Some("unset these variables to use the system's certificates"),
        ),
        RootsInUse::System(count) => {
            Check::ok(NAME, format!("the {count} certificates of the system are trusted"))
        }
        RootsInUse::CaFile { count, out_of_date } if out_of_date > 0 => Check::note(
            NAME,
            format!(
                "only the certificates in --ca-file are trusted ({count}); {out_of_date} expired or not yet \
                 valid, so a connection may fail"
            ),
            Some(
                "replace the expired certificates in the file; if one is not valid yet, check this machine's clock",
            ),
        ),
        RootsInUse::CaFile { count, .. } => {
            Check::ok(NAME, format!("only the certificates in --ca-file are trusted ({count})"))
        }
    }
}

/// The variables that replace the system's certificates.
const STORES: [&str; 2] = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

/// Omits the proxy's host, which may be confidential.
pub fn proxy(context: &Context, account: &Result<Account, ConfigError>) -> Check {
    const NAME: &str = "proxy";
    if account.as_ref().is_ok_and(|account| account.origin.is_loopback()) {
        return Check::ok(NAME, "no proxy is used for an API on this machine");
    }
    let origin = account.as_ref().map(|account| account.origin.clone()).unwrap_or_default();
    let Proxy { variable, url } = match Proxy::of(&origin, &context.environment) {
        Ok(Some(proxy)) => proxy,
        Ok(None) => return Check::ok(NAME, "no proxy is set"),
        Err(error) => return failed(NAME, error),
    };
    let port = url.port_or_known_default().map_or_else(|| "none".to_owned(), |port| port.to_string());
    let login = if url.username().is_empty() && url.password().is_none() { "without" } else { "with" };
    let scheme = url.scheme();
    let mut detail = format!("proxy from {variable} ({scheme}, port {port}, {login} user name and password)");
    let exceptions =
        ["NO_PROXY", "no_proxy"].iter().find_map(|name| Some((name, context.environment.text(name)?)));
    if let Some((name, value)) = exceptions {
        let count = count_of(value.split(',').count(), "exception");
        detail.push_str(&format!("; {name} has {count}"));
    }
    Check::note(
        NAME,
        detail,
        Some("if the proxy blocks the API, unset the variable, or add the API's host to NO_PROXY"),
    )
}

/// Returns checks of the API's response and of the clock, with the number of requests.
pub fn api(
    account: Result<Account, ConfigError>,
    doctor: &Doctor,
    context: &Context,
    connect: Connector<'_>,
) -> (Vec<Check>, u32) {
    let skipped = |why: &str| (vec![Check::skipped("api", why), Check::skipped("clock", why)], 0);
    if doctor.offline {
        return skipped("--offline makes no requests");
    }
    let account = match account {
        Ok(account) => account,
        Err(ConfigError::NoCredentials { others }) if others.is_empty() => {
            return skipped("no credentials are configured");
        }
        Err(_) => return skipped("this check needs usable credentials: see the check `credentials`"),
    };
    let online = match connect.account(account) {
        Ok(online) => online,
        Err(failure) => {
            return (vec![failed("api", failure), Check::skipped("clock", "no request was sent")], 0);
        }
    };
    let asked = {
        let _waiting = context.screen.waiting("calling the API");
        online.run(online.client.first_page(online.deadline()))
    };
    let answer = match asked {
        Ok((listing, _)) => {
            let count =
                listing.total().map_or_else(|| "an unknown number".to_owned(), |count| count.to_string());
            Check::ok("api", format!("it responds and accepts the credentials; applications: {count}"))
        }
        Err(error) => failed("api", error),
    };
    (vec![answer, clock(online.client.server_date(), context.now())], online.client.requests())
}

/// Adds half a second to the server's time, because `Date` has only whole seconds.
fn clock(server: Option<SystemTime>, now: Timestamp) -> Check {
    const NAME: &str = "clock";
    let server =
        server.and_then(|server| i64::try_from(server.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok());
    let Some(server) = server else {
        return Check::skipped(NAME, "no response with a usable `Date`");
    };
    let apart = now.as_millisecond() - (server + 500);
    let seconds = apart.abs() / 1_000;
    let way = if apart < 0 { "behind" } else { "ahead of" };
    let detail = format!("this machine's clock is {seconds} s {way} the server's");
    let hint = "set the clock by NTP: `vsw verify` computes a webhook's age from it";
    match seconds {
        0..NOTE_FROM_SECONDS => Check::ok(
            NAME,
            format!("this machine's clock and the server's agree to within {} s", seconds + 1),
        ),
        NOTE_FROM_SECONDS..WRONG_FROM_SECONDS => Check::note(NAME, detail, Some(hint)),
        _ => Check::wrong(NAME, detail, Some(hint.to_owned()), Exit::Configuration),
    }
}

const NOTE_FROM_SECONDS: i64 = 30;
/// Minimum difference for a failed check, in seconds: the default of `verify --max-skew`. Such a clock may
/// cause `verify` to reject genuine webhooks.
const WRONG_FROM_SECONDS: i64 = 60;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::report::doctor::Finding;

    #[test]
    fn the_verdict_on_the_clock_depends_on_the_difference() {
        let now: Timestamp = "2026-11-24T12:00:00.500Z".parse().expect("a time");
        let at = |seconds: i64| {
            let server = u64::try_from(now.as_second() - seconds).expect("after 1970");
            clock(Some(UNIX_EPOCH + Duration::from_secs(server)), now)
        };
        for (seconds, verdict) in [
            (0, Finding::Ok),
            (29, Finding::Ok),
            (-29, Finding::Ok),
            (30, Finding::Note),
            (-30, Finding::Note),
            (59, Finding::Note),
            (60, Finding::Wrong),
            (-60, Finding::Wrong),
            (1_000_000, Finding::Wrong),
        ] {
            let check = at(seconds);
            assert_eq!(check.verdict, verdict, "{seconds}: {}", check.detail);
        }
        assert!(at(45).detail.contains("45 s ahead of") && at(-45).detail.contains("45 s behind"));
        assert_eq!(clock(None, now).verdict, Finding::Skipped);
    }
}
