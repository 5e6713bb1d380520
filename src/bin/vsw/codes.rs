//! Codes: every stable word that `vsw` prints for what went wrong, with its page.
//!
//! A page is a Markdown file of `docs/codes`, made for reading as it stands; what several share (how a framework hands
//! over the raw body, say) is a file of its own there. A test holds that each code has its page, and each page its code.
//!
//! Not here: who prints which code, and when.

/// What one code means.
pub struct Page {
    pub code: &'static str,
    pub kind: Kind,
    /// `# ` and the title, an empty line, and the rest.
    own: &'static str,
    /// What it shares with others, or nothing.
    family: &'static str,
}

/// What a code is of. One that is of several is told as the first of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Why `verify` rejects a webhook.
    Rejection,
    /// What may have happened to a rejected webhook.
    Cause,
    /// What is with an application, or with a change of one.
    Application,
    /// What is doubtful about a fleet file that can be used.
    Warning,
    /// Why a command has no report.
    Failure,
}

const RAW_BODY: &str = include_str!("../../../docs/codes/family/raw-body.md");
const HEADER: &str = include_str!("../../../docs/codes/family/header.md");
const SECRET: &str = include_str!("../../../docs/codes/family/secret.md");
const CLOCK: &str = include_str!("../../../docs/codes/family/clock.md");
const ALONE: &str = "";

macro_rules! pages {
    ($($kind:ident { $($code:literal $family:ident)* })*) => {
        /// Every page, in the order in which they are listed.
        pub const PAGES: &[Page] = &[$($(Page {
            code: $code,
            kind: Kind::$kind,
            own: include_str!(concat!("../../../docs/codes/", $code, ".md")),
            family: $family,
        }),*),*];
    };
}

pages! {
    Rejection {
        "no-header" HEADER
        "several-headers" ALONE
        "not-bearer" HEADER
        "malformed-token" ALONE
        "token-too-long" ALONE
        "duplicate-member" ALONE
        "unsupported-algorithm" ALONE
        "critical-header" ALONE
        "signature-mismatch" SECRET
        "no-secret-for-key" ALONE
        "claims-not-json" ALONE
        "missing-claim" ALONE
        "claim-type" ALONE
        "issuer-mismatch" ALONE
        "api-key-mismatch" ALONE
        "application-mismatch" ALONE
        "payload-mismatch" RAW_BODY
        "too-old" CLOCK
        "from-the-future" CLOCK
        "expired" ALONE
        "not-yet-valid" ALONE
        "replayed" ALONE
        "body-too-long" ALONE
    }
    Cause {
        "secret-trailing-newline" SECRET
        "secret-white-space" SECRET
        "secret-quoted" SECRET
        "secret-byte-order-mark" SECRET
        "secret-base64-encoded" SECRET
        "secret-base64-decoded" SECRET
        "secret-hex-encoded" SECRET
        "secret-hex-decoded" SECRET
        "secret-is-api-secret" SECRET
        "signed-with-api-secret" SECRET
        "secret-of-another-account" SECRET
        "secret-another-configured" SECRET
        "secret-looks-like-pem" SECRET
        "secret-looks-like-api-key" SECRET
        "secret-looks-like-application-id" SECRET
        "secret-retired" SECRET
        "account-not-configured" SECRET
        "body-newline-added" RAW_BODY
        "body-newline-removed" RAW_BODY
        "body-crlf" RAW_BODY
        "body-byte-order-mark" RAW_BODY
        "body-json-compact" RAW_BODY
        "body-json-spaced" RAW_BODY
        "body-json-indented-2" RAW_BODY
        "body-json-indented-4" RAW_BODY
        "body-json-spacing" RAW_BODY
        "body-json-keys-sorted" RAW_BODY
        "body-json-slashes-escaped" RAW_BODY
        "body-json-slashes-unescaped" RAW_BODY
        "body-json-escaped" RAW_BODY
        "body-json-unescaped" RAW_BODY
        "body-looks-reserialised" RAW_BODY
        "body-object-object" RAW_BODY
        "body-undefined" RAW_BODY
        "body-empty-object" RAW_BODY
        "body-empty" RAW_BODY
        "body-form-decoded" RAW_BODY
        "body-query" ALONE
        "body-gzip" ALONE
        "body-base64" RAW_BODY
        "body-reencoded" RAW_BODY
        "header-bearer-doubled" ALONE
        "token-line-breaks" ALONE
        "token-quoted" ALONE
        "token-cut-off" ALONE
        "token-joined" HEADER
        "token-rs256" ALONE
        "token-alg-none" ALONE
        "scheme-basic" HEADER
        "scheme-sig-query" ALONE
        "scheme-messages" ALONE
        "header-renamed" HEADER
        "header-taken" HEADER
        "clock-skew" CLOCK
        "clock-time-zone" CLOCK
        "clock-retry" CLOCK
        "clock-replay" CLOCK
        "clock-kept" CLOCK
        "diagnosis-cut-short" ALONE
    }
    Application {
        "flag-dropped" ALONE
        "flag-absent" ALONE
        "flag-off" ALONE
        "flag-on" ALONE
        "flag-invalid" ALONE
        "no-voice" ALONE
        "rtc-flag-dropped" ALONE
        "rtc-flag-absent" ALONE
        "rtc-flag-off" ALONE
        "rtc-flag-on" ALONE
        "rtc-flag-invalid" ALONE
        "webhook-address" ALONE
        "webhook-method" ALONE
        "unlisted" ALONE
        "waived" ALONE
        "expected-off" ALONE
        "interrupted" ALONE
        "max-changes" ALONE
        "not-found" ALONE
        "unauthorized" ALONE
        "unreachable" ALONE
        "unexpected-document" ALONE
        "private-key-present" ALONE
        "refused" ALONE
        "not-applied" ALONE
        "not-confirmed" ALONE
        "collateral" ALONE
        "conflict" ALONE
        "read-only" ALONE
        "state-unwritable" ALONE
        "state-unsafe" ALONE
        "state-unreadable" ALONE
        "no-snapshot" ALONE
        "snapshot-changed" ALONE
    }
    Warning {
        "waiver-ended" ALONE
        "waiver-ends-soon" ALONE
        "entry-hidden" ALONE
    }
    Failure {
        "usage" ALONE
        "plan-file" ALONE
        "account-mismatch" ALONE
        "no-run" ALONE
        "no-credentials" ALONE
        "no-signature-secret" SECRET
        "incomplete-credentials" ALONE
        "empty-value" ALONE
        "contradiction" ALONE
        "bad-value" ALONE
        "bad-origin" ALONE
        "unknown-profile" ALONE
        "bad-profile-name" ALONE
        "bad-config-file" ALONE
        "fleet-file" ALONE
        "baseline-file" ALONE
        "file" ALONE
        "file-unsafe" ALONE
        "keyring" ALONE
        "client" ALONE
        "not-started" ALONE
        "not-listening" ALONE
        "no-folder" ALONE
        "sandbox" ALONE
        "unfit-secret" SECRET
        "unfit-secrets" ALONE
        "several-secrets" ALONE
        "no-such-secret" ALONE
        "label-taken" ALONE
        "retired" ALONE
        "bad-request-file" ALONE
        "cannot-ask" ALONE
        "stdout" ALONE
        "declined" ALONE
        "own-secret" ALONE
    }
}

impl Kind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Rejection => "rejection",
            Self::Cause => "cause",
            Self::Application => "application",
            Self::Warning => "warning",
            Self::Failure => "failure",
        }
    }
}

impl Page {
    /// What the code means, in a few words.
    pub fn title(&self) -> &'static str {
        self.own.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default()
    }

    /// All but the title.
    pub fn text(&self) -> String {
        let rest = self.own.split_once('\n').map(|(_, rest)| rest).unwrap_or_default();
        if self.family.is_empty() { rest.to_owned() } else { format!("{rest}\n{}", self.family) }
    }
}

/// The page of that code.
pub fn page(code: &str) -> Option<&'static Page> {
    PAGES.iter().find(|page| page.code == code)
}

/// At most three codes that are spelled nearly so.
pub fn nearest(code: &str) -> Vec<&'static str> {
    let codes: Vec<&str> = PAGES.iter().map(|page| page.code).collect();
    // What is longer than any code is not compared: the comparison is slow, and the text may be anything.
    let longest = codes.iter().map(|code| code.len()).max().unwrap_or(0);
    if code.len() > 2 * longest { Vec::new() } else { similar::get_close_matches(code, &codes, 3, 0.6) }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use vsw::drift::ProblemKind;
    use vsw::verify::{Cause, Code};

    use super::*;

    #[test]
    fn each_code_of_the_library_has_its_page_and_is_told_as_what_it_is() {
        for code in Code::ALL {
            assert_eq!(page(code.word()).map(|page| page.kind), Some(Kind::Rejection), "{code}");
        }
        for cause in Cause::ALL {
            assert_eq!(page(cause.word()).map(|page| page.kind), Some(Kind::Cause), "{cause}");
        }
        for code in ProblemKind::CODES {
            assert_eq!(page(code).map(|page| page.kind), Some(Kind::Application), "{code}");
        }
        let causes = PAGES.iter().filter(|page| page.kind == Kind::Cause).count();
        assert_eq!(causes, Cause::ALL.len());
        let codes: BTreeSet<&str> = PAGES.iter().map(|page| page.code).collect();
        assert_eq!(codes.len(), PAGES.len());
    }

    #[test]
    fn the_nearest_code_is_the_one_that_was_meant() {
        assert_eq!(nearest("payload-missmatch").first(), Some(&"payload-mismatch"));
        let near = nearest("body-json-indented");
        assert!(near.contains(&"body-json-indented-2") && near.contains(&"body-json-indented-4"), "{near:?}");
        assert!(nearest("zzzz").is_empty() && nearest(&"body-crlf".repeat(1000)).is_empty());
    }
}
