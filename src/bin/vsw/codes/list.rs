//! List: the stable codes, each with its page in `docs/codes`.
//!
//! Uses only the standard library, so that a test can compile this file alone.

use std::fmt;

const RAW_BODY: &str = include_str!("../../../../docs/codes/family/raw-body.md");
const HEADER: &str = include_str!("../../../../docs/codes/family/header.md");
const SECRET: &str = include_str!("../../../../docs/codes/family/secret.md");
const CLOCK: &str = include_str!("../../../../docs/codes/family/clock.md");
const ALONE: &str = "";

macro_rules! codes {
    ($($kind:ident { $($code:ident $word:literal $family:ident)* })*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($($code),*),* }

        impl Code {
            pub const ALL: &'static [Self] = &[$($(Self::$code),*),*];

            pub fn word(self) -> &'static str {
                match self { $($(Self::$code => $word),*),* }
            }

            pub fn kind(self) -> Kind {
                match self { $($(Self::$code => Kind::$kind),*),* }
            }

            /// Returns the code's own page and the part shared with other pages, which may be empty.
            fn page(self) -> [&'static str; 2] {
                match self {
                    $($(Self::$code => {
                        [include_str!(concat!("../../../../docs/codes/", $word, ".md")), $family]
                    }),*),*
                }
            }
        }
    };
}

codes! {
    Rejection {
        NoHeader "no-header" HEADER
        SeveralHeaders "several-headers" ALONE
        NotBearer "not-bearer" HEADER
        MalformedToken "malformed-token" ALONE
        TokenTooLong "token-too-long" ALONE
        DuplicateMember "duplicate-member" ALONE
        UnsupportedAlgorithm "unsupported-algorithm" ALONE
        CriticalHeader "critical-header" ALONE
        SignatureMismatch "signature-mismatch" SECRET
        NoSecretForKey "no-secret-for-key" ALONE
        ClaimsNotJson "claims-not-json" ALONE
        MissingClaim "missing-claim" ALONE
        ClaimType "claim-type" ALONE
        IssuerMismatch "issuer-mismatch" ALONE
        ApiKeyMismatch "api-key-mismatch" ALONE
        ApplicationMismatch "application-mismatch" ALONE
        PayloadMismatch "payload-mismatch" RAW_BODY
        TooOld "too-old" CLOCK
        FromTheFuture "from-the-future" CLOCK
        Expired "expired" ALONE
        NotYetValid "not-yet-valid" ALONE
        Replayed "replayed" ALONE
        BodyTooLong "body-too-long" ALONE
    }
    Cause {
        SecretTrailingNewline "secret-trailing-newline" SECRET
        SecretWhiteSpace "secret-white-space" SECRET
        SecretQuoted "secret-quoted" SECRET
        SecretByteOrderMark "secret-byte-order-mark" SECRET
        SecretBase64Encoded "secret-base64-encoded" SECRET
        SecretBase64Decoded "secret-base64-decoded" SECRET
        SecretHexEncoded "secret-hex-encoded" SECRET
        SecretHexDecoded "secret-hex-decoded" SECRET
        SecretIsApiSecret "secret-is-api-secret" SECRET
        SignedWithApiSecret "signed-with-api-secret" SECRET
        SecretOfAnotherAccount "secret-of-another-account" SECRET
        SecretAnotherConfigured "secret-another-configured" SECRET
        SecretLooksLikePem "secret-looks-like-pem" SECRET
        SecretLooksLikeApiKey "secret-looks-like-api-key" SECRET
        SecretLooksLikeApplicationId "secret-looks-like-application-id" SECRET
        SecretRetired "secret-retired" SECRET
        AccountNotConfigured "account-not-configured" SECRET
        BodyNewlineAdded "body-newline-added" RAW_BODY
        BodyNewlineRemoved "body-newline-removed" RAW_BODY
        BodyCrlf "body-crlf" RAW_BODY
        BodyByteOrderMark "body-byte-order-mark" RAW_BODY
        BodyJsonCompact "body-json-compact" RAW_BODY
        BodyJsonSpaced "body-json-spaced" RAW_BODY
        BodyJsonIndented2 "body-json-indented-2" RAW_BODY
        BodyJsonIndented4 "body-json-indented-4" RAW_BODY
        BodyJsonSpacing "body-json-spacing" RAW_BODY
        BodyJsonKeysSorted "body-json-keys-sorted" RAW_BODY
        BodyJsonSlashesEscaped "body-json-slashes-escaped" RAW_BODY
        BodyJsonSlashesUnescaped "body-json-slashes-unescaped" RAW_BODY
        BodyJsonEscaped "body-json-escaped" RAW_BODY
        BodyJsonUnescaped "body-json-unescaped" RAW_BODY
        BodyLooksReserialised "body-looks-reserialised" RAW_BODY
        BodyObjectObject "body-object-object" RAW_BODY
        BodyUndefined "body-undefined" RAW_BODY
        BodyEmptyObject "body-empty-object" RAW_BODY
        BodyEmpty "body-empty" RAW_BODY
        BodyFormDecoded "body-form-decoded" RAW_BODY
        BodyQuery "body-query" ALONE
        BodyGzip "body-gzip" ALONE
        BodyBase64 "body-base64" RAW_BODY
        BodyJsonString "body-json-string" RAW_BODY
        BodyBackslashes "body-backslashes" RAW_BODY
        BodyHexEscapes "body-hex-escapes" RAW_BODY
        BodyQuotesDoubled "body-quotes-doubled" RAW_BODY
        BodyQuoted "body-quoted" RAW_BODY
        BodyHtmlEntities "body-html-entities" RAW_BODY
        BodyPythonBytes "body-python-bytes" RAW_BODY
        BodyUtf16 "body-utf-16" RAW_BODY
        BodyContentLength "body-content-length" RAW_BODY
        BodyJsonEmptyContainers "body-json-empty-containers" RAW_BODY
        BodyJsonNulls "body-json-nulls" RAW_BODY
        BodyReencoded "body-reencoded" RAW_BODY
        HeaderBearerDoubled "header-bearer-doubled" ALONE
        TokenLineBreaks "token-line-breaks" ALONE
        TokenQuoted "token-quoted" ALONE
        TokenCutOff "token-cut-off" ALONE
        TokenRedacted "token-redacted" ALONE
        TokenJoined "token-joined" HEADER
        TokenInText "token-in-text" ALONE
        TokenRs256 "token-rs256" ALONE
        TokenAlgNone "token-alg-none" ALONE
        SchemeBasic "scheme-basic" HEADER
        SchemeSigQuery "scheme-sig-query" ALONE
        HeaderScheme "header-scheme" HEADER
        HeaderRenamed "header-renamed" HEADER
        HeaderTaken "header-taken" HEADER
        ClockSkew "clock-skew" CLOCK
        ClockTimeZone "clock-time-zone" CLOCK
        ClockRetry "clock-retry" CLOCK
        ClockReplay "clock-replay" CLOCK
        ClockKept "clock-kept" CLOCK
        DiagnosisCutShort "diagnosis-cut-short" ALONE
    }
    Application {
        FlagDropped "flag-dropped" ALONE
        FlagAbsent "flag-absent" ALONE
        FlagOff "flag-off" ALONE
        FlagOn "flag-on" ALONE
        FlagInvalid "flag-invalid" ALONE
        NoVoice "no-voice" ALONE
        NoWebhooks "no-webhooks" ALONE
        RtcFlagDropped "rtc-flag-dropped" ALONE
        RtcFlagAbsent "rtc-flag-absent" ALONE
        RtcFlagOff "rtc-flag-off" ALONE
        RtcFlagOn "rtc-flag-on" ALONE
        RtcFlagInvalid "rtc-flag-invalid" ALONE
        WebhookAddress "webhook-address" ALONE
        WebhookMethod "webhook-method" ALONE
        Moved "moved" ALONE
        Unlisted "unlisted" ALONE
        Waived "waived" ALONE
        ExpectedOff "expected-off" ALONE
        ExpectedAny "expected-any" ALONE
        Interrupted "interrupted" ALONE
        MaxChanges "max-changes" ALONE
        NotFound "not-found" ALONE
        Unauthorized "unauthorized" ALONE
        Unreachable "unreachable" ALONE
        UnexpectedDocument "unexpected-document" ALONE
        PrivateKeyPresent "private-key-present" ALONE
        Refused "refused" ALONE
        NotApplied "not-applied" ALONE
        NotConfirmed "not-confirmed" ALONE
        Collateral "collateral" ALONE
        Conflict "conflict" ALONE
        ReadOnly "read-only" ALONE
        StateUnwritable "state-unwritable" ALONE
        StateUnsafe "state-unsafe" ALONE
        StateUnreadable "state-unreadable" ALONE
        NoSnapshot "no-snapshot" ALONE
        SnapshotChanged "snapshot-changed" ALONE
    }
    Warning {
        WaiverEnded "waiver-ended" ALONE
        WaiverEndsSoon "waiver-ends-soon" ALONE
        EntryHidden "entry-hidden" ALONE
    }
    Failure {
        Usage "usage" ALONE
        PlanFile "plan-file" ALONE
        AccountMismatch "account-mismatch" ALONE
        NoRun "no-run" ALONE
        NoCredentials "no-credentials" ALONE
        NoSignatureSecret "no-signature-secret" SECRET
        NoPrivateKey "no-private-key" ALONE
        UnfitPrivateKey "unfit-private-key" ALONE
        IncompleteCredentials "incomplete-credentials" ALONE
        EmptyValue "empty-value" ALONE
        Contradiction "contradiction" ALONE
        BadValue "bad-value" ALONE
        BadOrigin "bad-origin" ALONE
        UnknownProfile "unknown-profile" ALONE
        BadProfileName "bad-profile-name" ALONE
        BadConfigFile "bad-config-file" ALONE
        FleetFile "fleet-file" ALONE
        BaselineFile "baseline-file" ALONE
        File "file" ALONE
        FileUnsafe "file-unsafe" ALONE
        Keyring "keyring" ALONE
        Client "client" ALONE
        NotStarted "not-started" ALONE
        Failed "failed" ALONE
        TimedOut "timed-out" ALONE
        NotListening "not-listening" ALONE
        ReplayStore "replay-store" ALONE
        SystemClock "system-clock" ALONE
        NoFolder "no-folder" ALONE
        Sandbox "sandbox" ALONE
        UnfitSecret "unfit-secret" SECRET
        UnfitSecrets "unfit-secrets" ALONE
        SeveralSecrets "several-secrets" ALONE
        NoSuchSecret "no-such-secret" ALONE
        LabelTaken "label-taken" ALONE
        Retired "retired" ALONE
        BadRequestFile "bad-request-file" ALONE
        CannotAsk "cannot-ask" ALONE
        Stdout "stdout" ALONE
        Declined "declined" ALONE
        OwnSecret "own-secret" ALONE
    }
}

/// The kind of a code. A code that fits several kinds has the first of them, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Rejection,
    Cause,
    Application,
    /// A problem in a fleet file that is still usable.
    Warning,
    /// A reason why a command has no report.
    Failure,
}

impl Code {
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.word() == word)
    }

    pub fn title(self) -> &'static str {
        let [own, _] = self.page();
        own.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default()
    }

    pub fn text(self) -> String {
        let [own, family] = self.page();
        let rest = own.split_once('\n').map(|(_, rest)| rest).unwrap_or_default();
        if family.is_empty() { rest.to_owned() } else { format!("{rest}\n{family}") }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rejection => "rejection",
            Self::Cause => "cause",
            Self::Application => "application",
            Self::Warning => "warning",
            Self::Failure => "failure",
        })
    }
}
