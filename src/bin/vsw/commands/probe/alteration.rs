//! Alteration: makes requests for `vsw probe` with faults that `vsw sign` does not offer.

use vsw::capture::Capture;
use vsw::json::Json;
use vsw::secret::SignatureSecret;
use vsw::verify::AUTHORIZATION;

use crate::context::Context;
use crate::failure::Failure;
use crate::signer::{Issued, Signer};
use crate::vocabulary::Alteration;

/// Returns `None` if the body cannot have the fault.
pub fn of(
    fault: Alteration,
    signer: &Signer,
    unsigned: &Capture,
    context: &Context,
) -> Result<Option<Capture>, Failure> {
    let sign = |signer: &Signer, capture: &Capture| {
        signer.sign(capture.clone(), &Issued::now(context), None, context)
    };
    let with_body = |capture: Capture, body: Vec<u8>| Capture { body, ..capture };
    let other = |secret: Vec<u8>| with_secret(signer, secret);
    Ok(Some(match fault {
        Alteration::ForgedThenGenuine => sign(signer, &sign(&other(random_secret())?, unsigned)?)?,
        Alteration::GenuineThenForged => sign(&other(random_secret())?, &sign(signer, unsigned)?)?,
        Alteration::TokenList => {
            let mut capture = sign(signer, unsigned)?;
            for (_, value) in capture.headers.iter_mut().filter(|(name, _)| name == AUTHORIZATION) {
                *value = [&**value, b", ", value].concat();
            }
            capture
        }
        Alteration::PaddedBody => {
            let body = [&*unsigned.body, b"\n"].concat();
            with_body(sign(signer, unsigned)?, body)
        }
        Alteration::RespacedBody => match respaced(&unsigned.body) {
            Some(body) => with_body(sign(signer, unsigned)?, body),
            None => return Ok(None),
        },
        Alteration::UnspacedBody => match spaced(&unsigned.body) {
            Some(body) => with_body(sign(signer, &with_body(unsigned.clone(), body))?, unsigned.body.clone()),
            None => return Ok(None),
        },
        Alteration::ChangedQuery => {
            let capture = sign(signer, unsigned)?;
            Capture { url: capture.url + "0", ..capture }
        }
    }))
}

pub fn with_secret(signer: &Signer, secret: Vec<u8>) -> Result<Signer, Failure> {
    let label = "a random secret".to_owned();
    let secret = SignatureSecret::new(secret).map_err(|reason| Failure::UnfitSecret { label, reason })?;
    Ok(Signer { secret, label: None, api_key: signer.api_key.clone(), application: signer.application })
}

pub fn random_secret() -> Vec<u8> {
    format!("{:032x}", fastrand::u128(..)).into_bytes()
}

/// Adds white space without changing the meaning of the JSON.
fn respaced(body: &[u8]) -> Option<Vec<u8>> {
    let container = container(body)?;
    let (first, rest) = container.split_first()?;
    Some([&[*first, b' '], rest].concat())
}

/// Adds a space after each comma and colon outside of strings, as Python writes JSON.
fn spaced(body: &[u8]) -> Option<Vec<u8>> {
    let container = container(body)?;
    let (mut spaced, mut in_string, mut escaped) = (Vec::new(), false, false);
    for byte in container {
        spaced.push(*byte);
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => in_string = !in_string,
            b',' | b':' if !in_string => spaced.push(b' '),
            _ => {}
        }
    }
    (spaced.len() > container.len()).then_some(spaced)
}

/// Returns the body if it is a JSON object or array without leading white space.
fn container(body: &[u8]) -> Option<&[u8]> {
    let is_json = Json::parse_bytes(body.to_vec()).is_ok();
    (is_json && (body.starts_with(b"{") || body.starts_with(b"["))).then_some(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_respaced_outside_of_its_strings() {
        let body = br#"{"a":[1,"x,y:\"z"],"b":{}}"#;
        let text = |bytes: Option<Vec<u8>>| bytes.map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
        assert_eq!(text(spaced(body)).as_deref(), Some(r#"{"a": [1, "x,y:\"z"], "b": {}}"#));
        assert_eq!(text(respaced(body)).as_deref(), Some(r#"{ "a":[1,"x,y:\"z"],"b":{}}"#));
        assert_eq!(
            (spaced(b"{}"), spaced(b"text, more"), respaced(b"1"), respaced(b"")),
            (None, None, None, None)
        );
    }
}
