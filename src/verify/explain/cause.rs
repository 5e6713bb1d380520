//! Cause: a possible fault between Vonage and the verifier, as a stable word with its remedy. Words are
//! added, never changed.

use crate::words::words;

macro_rules! causes {
    ($($cause:ident $word:literal $remedy:literal)*) => {
        words! {
            /// A possible cause of a rejection, or that the search was cut short.
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
    SecretTrailingNewline "secret-trailing-newline" "store the secret without a trailing newline: use `printf %s`, not `echo`"
    SecretWhiteSpace "secret-white-space" "store the secret without the white space around it"
    SecretQuoted "secret-quoted" "store the secret without the quotes around it"
    SecretByteOrderMark "secret-byte-order-mark" "save the secret's file as UTF-8 without a byte order mark"
    SecretBase64Encoded "secret-base64-encoded" "store the secret as the Dashboard shows it, without encoding it again"
    SecretBase64Decoded "secret-base64-decoded" "use the secret's text as it is: do not decode it from base64"
    SecretHexEncoded "secret-hex-encoded" "store the secret as the Dashboard shows it, without encoding it again"
    SecretHexDecoded "secret-hex-decoded" "use the secret's text as it is: do not decode it from hex"
    SecretIsApiSecret "secret-is-api-secret" "take the signature secret from the Dashboard's API settings: it differs from the API secret"
    SignedWithApiSecret "signed-with-api-secret" "find out what signs with the API secret: Vonage signs webhooks with the signature secret"
    SecretOfAnotherAccount "secret-of-another-account" "verify with the secret of the webhook's account: each account and sub-account has its own"
    SecretAnotherConfigured "secret-another-configured" "verify with the secret that made the signature; if that secret is retired, verify the webhook as of its arrival time"
    SecretLooksLikePem "secret-looks-like-pem" "use the account's signature secret: the key pair of an application does not sign webhooks"
    SecretLooksLikeApiKey "secret-looks-like-api-key" "use the account's signature secret: the API key is not a secret"
    SecretLooksLikeApplicationId "secret-looks-like-application-id" "use the account's signature secret: the application's id is not a secret"
    SecretRetired "secret-retired" "verify a stored delivery as of its arrival time; if the delivery is new and the Dashboard no longer shows the retired secret, reject the webhook"
    AccountNotConfigured "account-not-configured" "verify also with the signature secret of the account that the token names; if the account is not yours, reject the webhook"

    BodyNewlineAdded "body-newline-added" "pass the exact bytes of the body: an editor, `echo` or a log added a trailing newline"
    BodyNewlineRemoved "body-newline-removed" "pass the exact bytes of the body: `$(…)`, a trim or a log removed the trailing newline"
    BodyCrlf "body-crlf" "pass the exact bytes of the body: something changed its line endings"
    BodyByteOrderMark "body-byte-order-mark" "read and write the body as bytes, not as text with a byte order mark"
    BodyJsonCompact "body-json-compact" "verify the raw body, before any JSON parser: this body was parsed and written again"
    BodyJsonSpaced "body-json-spaced" "verify the raw body, before any JSON parser: this body was parsed and written again"
    BodyJsonIndented2 "body-json-indented-2" "verify the raw body, before any JSON parser: this body was parsed and written again"
    BodyJsonIndented4 "body-json-indented-4" "verify the raw body, before any JSON parser: this body was parsed and written again"
    BodyJsonSpacing "body-json-spacing" "verify the raw body, before any JSON parser or formatter"
    BodyJsonKeysSorted "body-json-keys-sorted" "verify the raw body, before any JSON parser: a program changed the order of the keys"
    BodyJsonSlashesEscaped "body-json-slashes-escaped" "verify the raw body (in PHP: php://input), not the output of json_encode"
    BodyJsonSlashesUnescaped "body-json-slashes-unescaped" "verify the raw body, before any JSON parser: this body was parsed and written again"
    BodyJsonEscaped "body-json-escaped" "verify the raw body, before any JSON parser: this body was parsed and written again"
    BodyJsonUnescaped "body-json-unescaped" "verify the raw body, before any JSON parser: this body was parsed and written again"
    BodyLooksReserialised "body-looks-reserialised" "verify the raw body, before any JSON parser; if this is the raw body, reject the webhook"
    BodyObjectObject "body-object-object" "verify the raw body: a parsed object was turned into a string"
    BodyUndefined "body-undefined" "verify the raw body: the variable that was passed was undefined"
    BodyEmptyObject "body-empty-object" "verify the raw body: a parser that did not know the content type left an empty object"
    BodyEmpty "body-empty" "verify the request that your handler receives, before other code reads its body; if the webhook is a GET, verify its URL with the query"
    BodyFormDecoded "body-form-decoded" "pass the body as received: a form parser or form encoding changed the JSON"
    BodyQuery "body-query" "verify the delivery as a GET with the query of its URL (`vsw verify --method GET --url URL`)"
    BodyGzip "body-gzip" "decompress the body before verifying: Vonage signs the uncompressed body"
    BodyBase64 "body-base64" "decode the body from base64 before verifying (AWS API Gateway marks such a body with isBase64Encoded)"
    BodyJsonString "body-json-string" "pass the bytes of the body, not a JSON string that contains them: the body was serialized twice"
    BodyBackslashes "body-backslashes" "pass the exact bytes of the body: a log or program escaped its quotes"
    BodyHexEscapes "body-hex-escapes" "pass the exact bytes of the body: the log escaped them (in nginx, `escape=none` turns that off)"
    BodyQuotesDoubled "body-quotes-doubled" "pass the exact bytes of the body: a CSV file or database doubled its quotes"
    BodyQuoted "body-quoted" "pass the body without the quotes around it"
    BodyHtmlEntities "body-html-entities" "pass the exact bytes of the body, not their HTML: a page or template escaped them"
    BodyPythonBytes "body-python-bytes" "write the bytes (`file.write(body)`), not `str(body)` or `repr(body)`"
    BodyUtf16 "body-utf-16" "save the body as its bytes: PowerShell's `>` writes UTF-16"
    BodyContentLength "body-content-length" "pass the whole request as it was received: something cut or changed its body, or changed Content-Length"
    BodyJsonEmptyContainers "body-json-empty-containers" "verify the raw body, before any JSON parser: PHP and Lua confuse `{}` and `[]`"
    BodyJsonNulls "body-json-nulls" "verify the raw body, before any JSON parser: a class omitted or added null members"
    BodyReencoded "body-reencoded" "handle the body as bytes from end to end: it was decoded with one character set and encoded with another"

    HeaderBearerDoubled "header-bearer-doubled" "pass the header on unchanged, or add `Bearer ` only to a bare token"
    TokenLineBreaks "token-line-breaks" "copy the token as one line, with one space after `Bearer` and without line breaks, spaces or escapes"
    TokenQuoted "token-quoted" "pass the header on without the quotes around it"
    TokenCutOff "token-cut-off" "copy the whole token: its last segment must have 43 characters; a log or a database column may cut off the token"
    TokenRedacted "token-redacted" "pass the token that the webhook contained; if the header comes from a log, let the logger keep Authorization headers"
    TokenJoined "token-joined" "pass on one Authorization header: a proxy adds a second one or repeats the first"
    TokenInText "token-in-text" "pass the header's value or the token alone, without the text around it"
    TokenRs256 "token-rs256" "take the token from the webhook's Authorization header; if this token came with a webhook, reject the webhook"
    TokenAlgNone "token-alg-none" "reject the webhook, and let your verifier accept HS256 only"
    SchemeBasic "scheme-basic" "remove user and password from the webhook's URL; if a proxy set the header, configure the proxy to pass on Vonage's Authorization header"
    SchemeSigQuery "scheme-sig-query" "verify the delivery with Vonage's SDK for the SMS API, not with vsw: the delivery has the signature `sig`, not a token"
    HeaderScheme "header-scheme" "configure the proxy or client to send the scheme as `Bearer`, as Vonage does"
    HeaderRenamed "header-renamed" "name the token's header with `--header-name NAME`; if a proxy moved the token, let the proxy keep the Authorization header"
    HeaderTaken "header-taken" "configure the proxy or platform to pass on the webhook's Authorization header; if no proxy or platform changes the header, reject the webhook"

    ClockSkew "clock-skew" "synchronize this machine's clock (NTP); if you passed a time with --now or --at, check it"
    ClockTimeZone "clock-time-zone" "use UTC: a clock or program used a local time as UTC"
    ClockRetry "clock-retry" "verify a stored delivery as of its arrival time; if the delivery is new, check your handler's response time, your queues and this machine's clock"
    ClockReplay "clock-replay" "reject the webhook; if your own system stored or queued the webhook, verify it as of its arrival time"
    ClockKept "clock-kept" "verify a stored delivery as of its arrival time, such as `--at 2026-11-23T20:15:00Z`; if the delivery is new and this machine's clock is right, reject the webhook"

    DiagnosisCutShort "diagnosis-cut-short" "check the body: a webhook's body usually has a few hundred bytes; if the body is right, verify again with fewer secrets"
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Cause;
    use crate::verify::Code;

    #[test]
    fn cause_words_are_unique_and_differ_from_codes() {
        let words: HashSet<&str> = Cause::ALL.iter().map(|cause| cause.word()).collect();
        assert_eq!(words.len(), Cause::ALL.len());
        assert!(words.iter().all(|word| Code::from_word(word).is_none()));
        assert!(Cause::ALL.iter().all(|cause| Cause::from_word(cause.word()) == Some(*cause)));
    }
}
