//! Cause: a possible fault between Vonage and the verifier, as a stable word with its remedy.
//!
//! Not here: the search for causes. Words are added, never changed.

use crate::words::words;

/// One row per cause: its variant, its word and its remedy.
macro_rules! causes {
    ($($cause:ident $word:literal $remedy:literal)*) => {
        words! {
            /// Why a genuine delivery may have been rejected.
            #[non_exhaustive]
            pub enum Cause { $(#[doc = concat!("The cause `", $word, "`: its page in `docs/codes` explains it.")] $cause = $word,)* }
        }

        impl Cause {
            /// Returns the remedy, in one sentence.
            #[must_use]
            pub fn remedy(self) -> &'static str {
                match self { $(Self::$cause => $remedy),* }
            }
        }
    };
}

causes! {
    SecretTrailingNewline "secret-trailing-newline" "store the secret without the line end behind it: `printf %s`, not `echo`"
    SecretWhiteSpace "secret-white-space" "store the secret without the white space around it"
    SecretQuoted "secret-quoted" "store the secret without the quotes around it"
    SecretByteOrderMark "secret-byte-order-mark" "save the secret's file as UTF-8 without a byte order mark"
    SecretBase64Encoded "secret-base64-encoded" "store the secret as the Dashboard shows it, not encoded once more"
    SecretBase64Decoded "secret-base64-decoded" "use the secret's text as it is: it is not to be decoded from base64"
    SecretHexEncoded "secret-hex-encoded" "store the secret as the Dashboard shows it, not encoded once more"
    SecretHexDecoded "secret-hex-decoded" "use the secret's text as it is: it is not to be decoded from hex"
    SecretIsApiSecret "secret-is-api-secret" "take the signature secret from the Dashboard's API settings: it is another one than the API secret"
    SignedWithApiSecret "signed-with-api-secret" "find out what signs with the API secret: Vonage signs webhooks with the signature secret"
    SecretOfAnotherAccount "secret-of-another-account" "verify with the secret of the account that the webhook is of: each account and sub-account has its own"
    SecretAnotherConfigured "secret-another-configured" "verify with that secret, or with both while a rotation lasts"
    SecretLooksLikePem "secret-looks-like-pem" "use the account's signature secret: the key pair of an application does not sign webhooks"
    SecretLooksLikeApiKey "secret-looks-like-api-key" "use the account's signature secret: the API key is no secret at all"
    SecretLooksLikeApplicationId "secret-looks-like-application-id" "use the account's signature secret: the application's id is no secret at all"
    SecretRetired "secret-retired" "verify a stored delivery as of the time it came in; for a fresh one, change the secret where it is still in use"
    AccountNotConfigured "account-not-configured" "add that account's signature secret if the account is yours; sub-accounts have their own"

    BodyNewlineAdded "body-newline-added" "hand over the body's very bytes: an editor, `echo` or a log added the line end"
    BodyNewlineRemoved "body-newline-removed" "hand over the body's very bytes: `$(…)`, a trim or a log took the line end"
    BodyCrlf "body-crlf" "hand over the body's very bytes: something changed its line ends"
    BodyByteOrderMark "body-byte-order-mark" "read and write the body as bytes, not as text with a byte order mark"
    BodyJsonCompact "body-json-compact" "verify the raw body, before any JSON parser: this one was parsed and written again"
    BodyJsonSpaced "body-json-spaced" "verify the raw body, before any JSON parser: this one was parsed and written again"
    BodyJsonIndented2 "body-json-indented-2" "verify the raw body, before any JSON parser: this one was parsed and written again"
    BodyJsonIndented4 "body-json-indented-4" "verify the raw body, before any JSON parser: this one was parsed and written again"
    BodyJsonSpacing "body-json-spacing" "verify the raw body, before any JSON parser or formatter"
    BodyJsonKeysSorted "body-json-keys-sorted" "verify the raw body, before any JSON parser: a map that sorts its keys loses their order"
    BodyJsonSlashesEscaped "body-json-slashes-escaped" "verify the raw body (in PHP: php://input), not what json_encode made of it"
    BodyJsonSlashesUnescaped "body-json-slashes-unescaped" "verify the raw body, before any JSON parser: this one was parsed and written again"
    BodyJsonEscaped "body-json-escaped" "verify the raw body, before any JSON parser: this one was parsed and written again"
    BodyJsonUnescaped "body-json-unescaped" "verify the raw body, before any JSON parser: this one was parsed and written again"
    BodyLooksReserialised "body-looks-reserialised" "verify the raw body, before any JSON parser; the bytes that were signed cannot be had back from this one"
    BodyObjectObject "body-object-object" "verify the raw body: a parsed object was turned into a string"
    BodyUndefined "body-undefined" "verify the raw body: the variable that was handed over held none"
    BodyEmptyObject "body-empty-object" "verify the raw body: a parser that did not know the content type left an empty object"
    BodyEmpty "body-empty" "read the body before something else consumes it, and keep its bytes"
    BodyFormDecoded "body-form-decoded" "keep the form parser off this route: the body is JSON, whatever the parser thinks"
    BodyQuery "body-query" "verify a delivery by GET as one: `--method GET --url URL`; its rule is documented once and unconfirmed"
    BodyGzip "body-gzip" "undo the content coding before verifying: Vonage signs the body as it was before"
    BodyBase64 "body-base64" "decode the body first: a gateway says so with isBase64Encoded"
    BodyReencoded "body-reencoded" "handle the body as bytes from end to end: it was read in one character set and written in another"

    HeaderBearerDoubled "header-bearer-doubled" "pass the header on as it is, or put `Bearer ` before a bare token only"
    TokenLineBreaks "token-line-breaks" "copy the token in one line, with one space behind `Bearer` and without what a terminal, a mail or an escape put into it"
    TokenQuoted "token-quoted" "pass the header on without the quotes around it"
    TokenCutOff "token-cut-off" "copy the token whole: its last segment has 43 characters; a log or a column may cut it"
    TokenJoined "token-joined" "pass on one Authorization header: something on the way adds a second, or sends the first again"
    TokenRs256 "token-rs256" "verify the token that Vonage sent in the Authorization header; this one goes from an application to Vonage"
    TokenAlgNone "token-alg-none" "reject it, and never let a token choose how it is verified"
    SchemeBasic "scheme-basic" "pass on Vonage's Authorization header; credentials in the webhook's URL, or a proxy's own, take its place"
    SchemeSigQuery "scheme-sig-query" "verify this as an SMS API message: its signature is the parameter `sig`, not a token"
    SchemeMessages "scheme-messages" "verify it with the settings of the Messages API: this is none of the Voice webhooks"
    HeaderRenamed "header-renamed" "have the proxy pass on Authorization as it is, or read the header that it uses (`--header-name NAME`)"
    HeaderTaken "header-taken" "have the proxy or the platform pass on the Authorization header that came with the webhook"

    ClockSkew "clock-skew" "set this machine's clock by NTP, and check the time given with --now or --at"
    ClockTimeZone "clock-time-zone" "work with UTC: a local time was taken for it somewhere between the two clocks"
    ClockRetry "clock-retry" "answer within the time limit so that webhooks are not sent again, and look for a queue on the way"
    ClockReplay "clock-replay" "reject it unless it waited in a queue of yours; then verify as of the time it came in"
    ClockKept "clock-kept" "verify a stored delivery as of the time it came in: `--at 2026-11-23T20:15:00Z`"

    DiagnosisCutShort "diagnosis-cut-short" "try again with a smaller body or fewer secrets; the verdict is not touched by this"
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Cause;
    use crate::verify::Code;

    #[test]
    fn a_word_is_one_cause_and_no_code_of_a_verdict() {
        let words: HashSet<&str> = Cause::ALL.iter().map(|cause| cause.word()).collect();
        assert_eq!(words.len(), Cause::ALL.len());
        assert!(words.iter().all(|word| Code::from_word(word).is_none()));
        assert!(Cause::ALL.iter().all(|cause| Cause::from_word(cause.word()) == Some(*cause)));
    }
}
