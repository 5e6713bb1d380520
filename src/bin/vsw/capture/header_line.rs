//! Header line: parses one header line of a captured request.

use super::Header;

/// Parses `NAME: VALUE`. The name of an HTTP/2 pseudo-header begins with a colon.
pub(super) fn header(line: &[u8]) -> Option<Header> {
    let is_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    let pseudo = usize::from(line.starts_with(b":"));
    let colon = memchr::memchr(b':', line.get(pseudo..)?)? + pseudo;
    let (name, value) = (line.get(..colon)?, line.get(colon + 1..)?);
    let is_name = name.len() > pseudo && name.get(pseudo..)?.iter().all(is_token);
    is_name.then(|| (String::from_utf8_lossy(name).into_owned(), value.trim_ascii().to_vec()))
}
