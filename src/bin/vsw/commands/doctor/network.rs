//! Network: certificates, proxy, the API's response, and the difference between both clocks.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

use super::failed;
use crate::api::Trust;
use crate::args::setup::Doctor;
use crate::config::{Account, ConfigError};
use crate::context::Context;
use crate::exit::Exit;
use crate::online::Connector;
use crate::report::doctor::Check;

pub fn certificates(context: &Context, account: &Result<Account, ConfigError>) -> Check {
    const NAME: &str = "certificates";
    let origin = account.as_ref().map(|account| account.origin.clone()).unwrap_or_default();
    let trust = match Trust::of(&origin, context.global.ca_file.as_deref(), context.now()) {
        Ok(trust) => trust,
        Err(error) => return failed(NAME, error),
    };
    match trust {
        Trust::NotNeeded => Check::ok(NAME, "plain http on this machine needs no certificates"),
        Trust::CompiledIn(count) => Check::note(
            NAME,
            format!("the system has no certificates, so the {count} built-in roots are trusted"),
            Some("install the system's certificates (ca-certificates), or name a file with `--ca-file FILE`"),
        ),
        Trust::System(count) if STORES.iter().any(|name| context.environment.is_set(name)) => Check::note(
            NAME,
            format!("{count} certificates are trusted, from SSL_CERT_FILE or SSL_CERT_DIR"),
            Some("unset these variables to use the system's certificates"),
        ),
        Trust::System(count) => {
            Check::ok(NAME, format!("the {count} certificates of the system are trusted"))
        }
        Trust::CaFile { count, out_of_date } if out_of_date == count => Check::wrong(
            NAME,
            format!("none of the {count} in --ca-file is currently valid"),
            Some("name a file with valid certificates, and check the clock".to_owned()),
            Exit::Configuration,
        ),
        Trust::CaFile { count, out_of_date } if out_of_date > 0 => Check::note(
            NAME,
            format!("{count} in --ca-file are trusted, but {out_of_date} not currently valid"),
            Some("remove those from the file"),
        ),
        Trust::CaFile { count, .. } => Check::ok(NAME, format!("only the {count} in --ca-file are trusted")),
    }
}

/// The variables that replace the system's certificates.
const STORES: [&str; 2] = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

/// Checks the proxy. A proxy's host may be confidential; the variable and its format are the usual problems.
pub fn proxy(context: &Context, account: &Result<Account, ConfigError>) -> Check {
    const NAME: &str = "proxy";
    let set =
        |names: &[&'static str]| names.iter().find_map(|name| Some((*name, context.environment.text(name)?)));
    if account.as_ref().is_ok_and(|account| account.origin.is_loopback()) {
        return Check::ok(NAME, "no proxy is used for this machine");
    }
    let Some((name, value)) = set(&["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"]) else {
        return Check::ok(NAME, "no proxy is set");
    };
    // Without a scheme, assume http, as other programs do.
    let with_scheme = if value.contains("://") { value.to_owned() } else { format!("http://{value}") };
    let Ok(url) = url::Url::parse(&with_scheme) else {
        let hint = "write it as http://HOST:PORT, or unset it".to_owned();
        return Check::wrong(
            NAME,
            format!("{name} is set, but is not an address"),
            Some(hint),
            Exit::Configuration,
        );
    };
    let port = url.port_or_known_default().map_or_else(|| "none".to_owned(), |port| port.to_string());
    let login = if url.username().is_empty() && url.password().is_none() { "no" } else { "its own" };
    let scheme = url.scheme();
    let mut detail = format!("{name} names one ({scheme}, port {port}, {login} user name and password)");
    if let Some((name, value)) = set(&["NO_PROXY", "no_proxy"]) {
        detail.push_str(&format!("; {name} has {} exceptions", value.split(',').count()));
    }
    Check::note(NAME, detail, Some("if it blocks the API, unset it or add the API's host to NO_PROXY"))
}

/// Sends one request to the API, and reports its result and the difference of the clocks.
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
    let Ok(account) = account else { return skipped("no credentials are configured") };
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
    (vec![answer, clock(online.client.answered_at(), context.now())], online.client.requests())
}

/// Compares the clocks. `Date` is rounded down to whole seconds, so half a second is added.
fn clock(server: Option<SystemTime>, now: Timestamp) -> Check {
    const NAME: &str = "clock";
    let server =
        server.and_then(|server| i64::try_from(server.duration_since(UNIX_EPOCH).ok()?.as_millis()).ok());
    let Some(server) = server else {
        return Check::skipped(NAME, "the response has no usable `Date`");
    };
    let apart = now.as_millisecond() - (server + 500);
    let seconds = apart.abs() / 1_000;
    let way = if apart < 0 { "behind" } else { "ahead of" };
    let detail = format!("this machine's clock is {seconds} s {way} the server's");
    let hint = "set the clock by NTP: `vsw verify` computes a webhook's age from it";
    match seconds {
        0..NOTED => Check::ok(
            NAME,
            format!("this machine's clock and the server's agree to within {} s", seconds + 1),
        ),
        NOTED..WRONG => Check::note(NAME, detail, Some(hint)),
        _ => Check::wrong(NAME, detail, Some(hint.to_owned()), Exit::Configuration),
    }
}

/// Difference, in seconds, from which on it is reported.
const NOTED: i64 = 30;
/// Difference, in seconds, from which on genuine webhooks are rejected: the tolerance of `verify` for future tokens.
const WRONG: i64 = 60;

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::report::doctor::Finding;

    #[test]
    fn clock_differences_are_reported_by_verifys_tolerance() {
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
