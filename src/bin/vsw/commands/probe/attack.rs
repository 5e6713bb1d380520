//! Attack: the deliveries that a handler must refuse, and the hole that each shows if it does not.

use vsw::capture::Capture;
use vsw::delivery::Method;
use vsw::sign::Forgery;
use vsw::verify::{AUTHORIZATION, Code};

use crate::args::send::Probe;
use crate::failure::Failure;

/// A delivery that must be refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attack {
    /// Its token is wrong.
    Token(Forgery),
    /// Its token is genuine, and the request around it is wrong.
    Transport(Transport),
}

/// What is wrong with a request that has a genuine token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    GenuineThenForged,
    ForgedThenGenuine,
    TokenList,
    RespacedBody,
    ChangedQuery,
}

impl Transport {
    const ALL: [Self; 5] = [
        Self::GenuineThenForged,
        Self::ForgedThenGenuine,
        Self::TokenList,
        Self::RespacedBody,
        Self::ChangedQuery,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::GenuineThenForged => "genuine-then-forged",
            Self::ForgedThenGenuine => "forged-then-genuine",
            Self::TokenList => "token-list",
            Self::RespacedBody => "respaced-body",
            Self::ChangedQuery => "changed-query",
        }
    }

    fn is_of(self, method: Method) -> bool {
        match self {
            Self::RespacedBody => method == Method::Post,
            Self::ChangedQuery => method == Method::Get,
            _ => true,
        }
    }

    /// Makes a genuine delivery one that must be refused.
    pub fn spoil(self, mut capture: Capture) -> Capture {
        const FORGED: &[u8] = b"Bearer eyJhbGciOiJub25lIn0.e30.";
        let forged = (AUTHORIZATION.to_owned(), FORGED.to_vec());
        match self {
            Self::GenuineThenForged => capture.headers.push(forged),
            Self::ForgedThenGenuine => capture.headers.insert(0, forged),
            Self::TokenList => {
                for (_, value) in capture.headers.iter_mut().filter(|(name, _)| name == AUTHORIZATION) {
                    value.extend([b", ", FORGED].concat());
                }
            }
            // The same JSON in other bytes.
            Self::RespacedBody => capture.body.extend(b"\r\n"),
            Self::ChangedQuery => capture.url.push_str("&added=1"),
        }
        capture
    }
}

impl Attack {
    /// Returns the attacks to make, and the words of those that are left out.
    ///
    /// # Errors
    /// Fails if `--skip` names an unknown kind.
    pub fn chosen(probe: &Probe) -> Result<(Vec<Self>, Vec<String>), Failure> {
        let method = Method::from(probe.method);
        let transport = Transport::ALL.into_iter().filter(|kind| kind.is_of(method)).map(Self::Transport);
        let all: Vec<Self> = Forgery::ALL.into_iter().map(Self::Token).chain(transport).collect();
        let known = |word: &&String| {
            Forgery::from_word(word).is_some()
                || Transport::ALL.iter().any(|kind| kind.word() == word.as_str())
        };
        if let Some(unknown) = probe.skip.iter().find(|word| !known(word)) {
            let words = format!("--skip: no forgery has the kind `{unknown}`");
            return Err(Failure::usage(
                words,
                "list the kinds with `vsw probe --help` and `vsw sign --forge list`",
            ));
        }
        let is_left_out = |attack: &Self| {
            // A handler may serve several accounts and applications, which a prober cannot know.
            let is_unknown = match attack {
                Self::Token(Forgery::WrongApiKey) => probe.expect_api_key.is_none(),
                Self::Token(Forgery::WrongApplication) => probe.expect_application.is_none(),
                _ => false,
            };
            is_unknown || probe.skip.iter().any(|word| word == attack.word())
        };
        let (left_out, chosen): (Vec<Self>, Vec<Self>) = all.into_iter().partition(is_left_out);
        Ok((chosen, left_out.into_iter().map(|attack| attack.word().to_owned()).collect()))
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Token(forgery) => forgery.word(),
            Self::Transport(kind) => kind.word(),
        }
    }

    /// Returns the code with which vsw rejects it.
    pub fn code(self) -> Code {
        match self {
            Self::Token(forgery) => forgery.code(),
            Self::Transport(Transport::RespacedBody | Transport::ChangedQuery) => Code::PayloadMismatch,
            Self::Transport(_) => Code::SeveralHeaders,
        }
    }

    /// Returns the hole in a handler that accepts it.
    pub fn hole(self) -> &'static str {
        match self {
            Self::Token(forgery) => hole(forgery),
            Self::Transport(Transport::RespacedBody) => PARSED_BODY,
            Self::Transport(Transport::ChangedQuery) => ANY_BODY,
            Self::Transport(_) => SEVERAL_HEADERS,
        }
    }
}

const ANY_BODY: &str = "accepts any body or query: the payload hash is not checked";
const PARSED_BODY: &str =
    "accepts other bytes than the signed ones: the body is changed before its hash is checked";
const SEVERAL_HEADERS: &str = "accepts several Authorization headers: it looks at one of them";
const ALGORITHM: &str = "lets the token choose its algorithm";
const AGE: &str = "accepts tokens of any age: `iat` is not checked";

fn hole(forgery: Forgery) -> &'static str {
    match forgery {
        Forgery::NoSignature => "accepts webhooks without a token",
        Forgery::TwoTokens => SEVERAL_HEADERS,
        Forgery::Basic => "accepts an Authorization header that is not a Bearer token",
        Forgery::TwoSegments | Forgery::EmptySignature | Forgery::ShortSignature => {
            "compares only as much of the signature as the token has"
        }
        Forgery::BadBase64 => "accepts a signature that is not valid base64url",
        Forgery::TooLong => "accepts tokens of more than 16 KiB",
        Forgery::DuplicateAlg | Forgery::DuplicateClaim => {
            "accepts a token with a repeated member, and takes one of the two"
        }
        Forgery::AlgNone | Forgery::AlgNoneCase | Forgery::Hs512 | Forgery::Rs256Confusion => ALGORITHM,
        Forgery::Crit | Forgery::B64False => "ignores critical parameters in the token's header (`crit`)",
        Forgery::WrongSecret => "does not check the signature",
        Forgery::EmptySecret => "accepts tokens signed with an empty secret",
        Forgery::ClaimsList => "accepts claims that are not a JSON object",
        Forgery::NoIat | Forgery::TextIat | Forgery::Stale | Forgery::Future => AGE,
        Forgery::NoPayloadHash | Forgery::SwappedBody => ANY_BODY,
        Forgery::ChangedBody => PARSED_BODY,
        Forgery::UpperCaseHash => "accepts a payload hash in upper case",
        Forgery::WrongIssuer => "accepts tokens of another issuer: `iss` is not checked",
        Forgery::WrongApiKey => "accepts tokens of another account: `api_key` is not checked",
        Forgery::WrongApplication => "accepts tokens of another application: `application_id` is not checked",
        Forgery::Expired | Forgery::NotYetValid => "ignores `exp` or `nbf`",
        _ => "accepts a forgery",
    }
}
