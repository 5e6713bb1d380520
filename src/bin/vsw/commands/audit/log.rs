//! Log: opens a log file or stdin, and decompresses gzip and zstd. The first bytes determine the compression,
//! not the name.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use memchr::memchr;
use vsw::json::Json;

use crate::context::Input;
use crate::screen::shell::quoted;
use crate::screen::{Screen, Waiting};

/// 8 MiB, the window size that RFC 8878 §3.1.1.1.2 recommends decoders to support.
const LARGEST_WINDOW_LOG: u32 = 23;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];
/// The end of a skippable frame's magic number (RFC 8878 §3.1.2). pzstd writes such a frame first.
const SKIPPABLE: &[u8] = &[0x2a, 0x4d, 0x18];
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// A log whose shape is still unknown after this many bytes is read as lines.
const START: usize = 64 * 1024;

#[derive(Debug)]
pub enum ReadLogError {
    Io(io::Error),
    NotLines { shape: Shape, compression: Option<Compression> },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    Gzip,
    Zstd,
}

/// The shape of an input that `vsw audit` refuses. The error names a command that converts the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    Array,
    Indented,
    Utf16,
    /// Each line is a JSON object whose `member` has a piece of the log as text. With `has_line_end`, the
    /// texts contain the log's newlines.
    Wrapped {
        member: String,
        has_line_end: bool,
    },
}

impl ReadLogError {
    pub fn sentence(&self, log: &Input) -> String {
        let (shape, compression) = match self {
            Self::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                return format!("{log}: no such file");
            }
            Self::Io(error) => return format!("cannot read all of {log}: {error}"),
            Self::NotLines { shape, compression } => (shape, compression),
        };
        let file = match log {
            Input::Stdin => "FILE".to_owned(),
            Input::File(path) => quoted(&path.display().to_string()),
        };
        let converted = |command: &str| {
            let lines = match compression {
                None => format!("{command} {file}"),
                Some(Compression::Gzip) => format!("gzip -dc {file} | {command}"),
                Some(Compression::Zstd) => format!("zstd -dc {file} | {command}"),
            };
            format!("`{lines} | vsw audit`, with the same options")
        };
        match shape {
            Shape::Array => format!(
                "{log} is a JSON array, but a log is one JSON object per line: convert it with {}",
                converted("jq -c '.[]'")
            ),
            Shape::Indented => format!(
                "{log} is an indented JSON document, but a log is one JSON object per line: convert it with {}",
                converted("jq -c .")
            ),
            Shape::Wrapped { member, has_line_end } => {
                let option = if *has_line_end { "-j" } else { "-r" };
                format!(
                    "{log} has each line as text in the member `{member}`: extract it with {}",
                    converted(&format!("jq {option} .{member}"))
                )
            }
            Shape::Utf16 => {
                format!("{log} is in UTF-16: convert it with {}", converted("iconv -f UTF-16 -t UTF-8"))
            }
        }
    }
}

impl From<io::Error> for ReadLogError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

pub fn open(input: &Input, screen: &Screen) -> Result<(Box<dyn Read + Send>, Waiting), ReadLogError> {
    let (reader, length) = input.open()?;
    let bar = screen.reading(length);
    let mut reader = bar.counting(reader);
    let mut start = Vec::new();
    reader.by_ref().take(ZSTD.len() as u64).read_to_end(&mut start)?;
    let compression = compression(&start);
    let whole = io::Cursor::new(start).chain(reader);
    let mut reader: Box<dyn Read + Send> = match compression {
        Some(Compression::Gzip) => Box::new(MultiGzDecoder::new(io::BufReader::new(whole))),
        Some(Compression::Zstd) => {
            let mut unpacked = zstd::stream::read::Decoder::new(whole)?;
            unpacked.window_log_max(LARGEST_WINDOW_LOG)?;
            Box::new(unpacked)
        }
        None => Box::new(whole),
    };
    let (start, failed) = lines(&mut reader, compression)?;
    Ok((Box::new(io::Cursor::new(start).chain(Failed(failed)).chain(reader)), bar))
}

fn compression(start: &[u8]) -> Option<Compression> {
    let is_skippable = matches!(start, [first, rest @ ..] if first & 0xf0 == 0x50 && rest == SKIPPABLE);
    match start {
        _ if start.starts_with(GZIP) => Some(Compression::Gzip),
        _ if start.starts_with(ZSTD) || is_skippable => Some(Compression::Zstd),
        _ => None,
    }
}

/// Reports the error of [`lines`] again, because the decoder reports a damaged end only once.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// Reads until the log's shape is clear, and not further, because another read of a growing log may block.
/// Returns the bytes, and the error that followed.
fn lines(
    reader: &mut impl Read,
    compression: Option<Compression>,
) -> Result<(Vec<u8>, Option<io::Error>), ReadLogError> {
    let mut start = Vec::new();
    let mut space = vec![0; START];
    loop {
        match shape(&start) {
            Some(Err(shape)) => return Err(ReadLogError::NotLines { shape, compression }),
            Some(Ok(())) => break,
            None if start.len() >= START => break,
            None => {}
        }
        match reader.read(&mut space) {
            Ok(0) => break,
            Ok(length) => start.extend_from_slice(space.get(..length).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            // The lines before the error are still verified.
            Err(error) if !start.is_empty() => return Ok((start, Some(error))),
            Err(error) => return Err(error.into()),
        }
    }
    Ok((start, None))
}

/// Returns whether the log consists of lines, or `None` if `start` is too short to tell. If the first line is
/// an incomplete object, the second line distinguishes an indented document from a log.
fn shape(start: &[u8]) -> Option<Result<(), Shape>> {
    if start.starts_with(&[0xff, 0xfe]) || start.starts_with(&[0xfe, 0xff]) {
        return Some(Err(Shape::Utf16));
    }
    let text = start.strip_prefix(BYTE_ORDER_MARK).unwrap_or(start).trim_ascii_start();
    match text {
        [] => None,
        [b'[', rest @ ..] => match rest.trim_ascii_start() {
            [] => None,
            [b'{' | b']', ..] => Some(Err(Shape::Array)),
            _ => Some(Ok(())),
        },
        [b'{', ..] => {
            let end = memchr(b'\n', text)?;
            let (first, next) = (text.get(..end)?, text.get(end + 1..)?);
            if first.trim_ascii_end().ends_with(b"}") {
                return Some(wrapped(first).map_or(Ok(()), Err));
            }
            match next {
                [] => None,
                [b' ' | b'\t' | b'"' | b'}', ..] => Some(Err(Shape::Indented)),
                _ => Some(Ok(())),
            }
        }
        _ => Some(Ok(())),
    }
}

/// The members of each line of Docker's json-file logs; `attrs` may also be present.
const DOCKER: [&str; 3] = ["log", "stream", "time"];
/// Docker writes a longer line in parts of this many bytes; only the last part has the line end.
const DOCKER_PART: usize = 16 * 1024;

/// Recognizes Docker logs, and a delivery in vsw's format as text in a member. `jq` must be able to name that
/// member without quotes.
fn wrapped(line: &[u8]) -> Option<Shape> {
    let json = Json::parse_bytes(line.to_vec()).ok()?;
    let texts = || json.root().members().filter_map(|member| Some((member.name(), member.value.as_str()?)));
    let has = |name: &str| texts().any(|(other, _)| *other == *name.as_bytes());
    let is_docker = DOCKER.iter().all(|name| has(name)) && json.root().members().count() <= DOCKER.len() + 1;
    let is_plain = |name: &[u8]| {
        name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
            && !name.first().is_some_and(u8::is_ascii_digit)
    };
    texts().find_map(|(name, text)| {
        let has_delivery = text.starts_with('{') && text.contains(vsw::capture::SCHEMA) && is_plain(&name);
        (has_delivery || is_docker && *name == *b"log").then(|| Shape::Wrapped {
            member: String::from_utf8_lossy(&name).into_owned(),
            has_line_end: text.ends_with('\n') || is_docker && text.len() >= DOCKER_PART,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_bytes_show_whether_a_log_consists_of_lines() {
        let (lines, array, indented) = (Ok(()), Err(Shape::Array), Err(Shape::Indented));
        for (start, expected) in [
            ("", None),
            ("\u{feff}", None),
            (" \n", None),
            ("{\"a\":1}", None),
            ("{\"a\":1}\n", Some(&lines)),
            ("{\"a\":1}\r\n{", Some(&lines)),
            ("{\"a\":1", None),
            ("{\"a\":1\n", None),
            ("{\"a\":1\n{\"a\":2}\n", Some(&lines)),
            ("\"a\":1}\n", Some(&lines)),
            ("x", Some(&lines)),
            ("[", None),
            ("[\n", None),
            ("[\"a\"", Some(&lines)),
            ("[{", Some(&array)),
            ("\u{feff}[\r\n  {", Some(&array)),
            ("[]", Some(&array)),
            ("{\n", None),
            ("{\n  \"a\": 1", Some(&indented)),
            ("{\r\n\t\"a\"", Some(&indented)),
            ("{\"a\": 1,\n\"b\": 2}", Some(&indented)),
            ("{\n}", Some(&indented)),
        ] {
            assert_eq!(shape(start.as_bytes()).as_ref(), expected, "{start:?}");
        }
        assert_eq!(shape(b"\xff\xfe{\0"), Some(Err(Shape::Utf16)));
    }
}
