//! Error: why a file is not a complete captured request, and how to get one.

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseRequestError {
    #[error("not an HTTP request: {0}")]
    NotHttp(&'static str),
    #[error("the request has more than {most} headers")]
    TooManyHeaders { most: usize },
    #[error("the file begins like JSON, but is not JSON: {0}")]
    MalformedJson(String),
    #[error("the request is empty")]
    Empty,
    #[error("the request has no empty line after its headers")]
    NoBlankLine,
    #[error("the headers are longer than 1 MiB")]
    HeadersTooLong,
    #[error("line {line} is folded: it begins with white space and continues the header above")]
    Folded { line: usize },
    #[error(
        "line {line} is not a header: the colon after the name is missing, or a character is not allowed"
    )]
    MalformedHeader { line: usize },
    #[error("the request begins in line {line}, below other text")]
    TextAbove { line: usize },
    #[error("the file has headers, but no request line")]
    NoRequestLine,
    #[error(
        "the headers give contradictory lengths of the body, or a Transfer-Encoding other than `chunked`"
    )]
    Ambiguous,
    #[error("the request's Content-Length is not a number")]
    NoLength,
    #[error("the request has no body, but its Content-Length is {length}")]
    CutOff { length: usize },
    #[error("the request's chunked body is malformed")]
    BadChunk,
    /// A known form that does not contain the request's bytes or is not supported.
    #[error("the file is {0}, not a request as it was received")]
    OtherForm(&'static str),
    #[error("the file is in UTF-16")]
    Utf16,
    #[error("the request's body was not found in the output of `curl -v`")]
    NoBodyInCurl,
    /// `kind` is a proxy's directive, such as nginx's `auth_request`, or an authorizer of API Gateway.
    #[error(
        "this is an auth subrequest ({kind}): it lacks the signed body or query, so the payload cannot be checked"
    )]
    Subrequest { kind: &'static str },
    #[error("the file is a log of captured deliveries (vsw/delivery/1), one per line, not a request")]
    CaptureLine,
    #[error("the file is JSON, but not an AWS event (API Gateway, load balancer, function URL)")]
    OtherJson,
    #[error("the file is the report of `vsw sign --json`, not a request")]
    SignReport,
    #[error("the file has several lines of JSON, not one request")]
    SeveralLines,
    #[error("the AWS event's body is parsed JSON, not the bytes that were signed")]
    ParsedBody,
    #[error("the request's method is `{0}`, but webhooks are sent by POST or GET")]
    Method(String),
    #[error(
        "the file is text with JSON in it, neither an HTTP request nor one AWS event (API Gateway, load balancer, function URL)"
    )]
    JsonInText,
    #[error("the AWS event's member `{0}` is missing or null")]
    MissingMember(&'static str),
    #[error("the AWS event's member `{name}` is not {wanted}")]
    Event { name: &'static str, wanted: &'static str },
    #[error("the JSON in the file has the member `{0}` more than once")]
    DuplicateMember(String),
    #[error(
        "the file is longer than {limit} bytes, too long for one AWS event (API Gateway, load balancer, function URL)"
    )]
    EventTooLong { limit: usize },
}

impl ParseRequestError {
    pub fn hint(&self) -> &'static str {
        match self {
            Self::CaptureLine => "verify it with `vsw audit FILE`",
            Self::Empty => "check the file, or the command before the pipe",
            Self::CutOff { .. } => {
                "pass the whole request, or this file as `--header-file FILE` and the body as `--body-file FILE`"
            }
            Self::SignReport => "make a request with `vsw sign --output http`",
            Self::SeveralLines => {
                "verify a log with `vsw audit FILE --authorization POINTER --body POINTER --received-at POINTER`; each POINTER is the place of a value in a line, such as `/body`"
            }
            Self::MalformedJson(_) => {
                "pass the whole AWS event as JSON, for example from `JSON.stringify(event)`; if the file is the body of a webhook, pass `--body-file FILE` and `--header-file FILE`"
            }
            Self::OtherJson => {
                "if it is the body of a webhook, pass `--body-file FILE` and `--header-file FILE`; if it is a line of a log, see `vsw audit --help`"
            }
            Self::Folded { .. } => {
                "join this line with the header above; if this line belongs to the body, put an empty line before the body"
            }
            Self::MalformedHeader { .. } => {
                "correct this line; if it continues the line above, join both lines"
            }
            Self::TextAbove { .. } => "remove the lines above the request line",
            Self::NoBlankLine => "end the headers with an empty line, also if no body follows",
            Self::HeadersTooLong => {
                "check the file of `--header-file`: the headers of a webhook are a few kilobytes long"
            }
            Self::EventTooLong { .. } => {
                "verify a log with `vsw audit FILE`; pass a webhook's body with `--body-file`, its headers with `--header-file`"
            }
            Self::NoRequestLine => "pass it as `--header-file FILE`, and the body as `--body-file FILE`",
            Self::NoBodyInCurl => {
                "save the body to a second file; pass this output with `--header-file FILE`, and the second file with `--body-file FILE`"
            }
            Self::Subrequest { .. } => {
                "capture the request that your handler receives, with its body, and pass that one to `vsw verify`"
            }
            Self::Utf16 => "convert it with `iconv -f UTF-16 -t UTF-8`, or save it as UTF-8",
            Self::Method(_) => {
                "pass the request that Vonage sent, not one that a proxy or program made of it"
            }
            Self::JsonInText => {
                "verify a log with `vsw audit FILE`; if the file contains one AWS event, pass only the event, from its first `{` to its last `}`"
            }
            Self::MissingMember(_) => {
                "log the whole event of a real webhook; a test in the AWS console may have no headers"
            }
            Self::ParsedBody => "log the raw body as a string, or in base64",
            Self::OtherForm(_) => {
                "pass the request as it was received (request line, headers, an empty line, body), or its parts with `--header-file` and `--body-file`"
            }
            _ => "pass the request unmodified, or its parts with `--header-file` and `--body-file`",
        }
    }
}
