//! Log: a file or stdin, decompressed if needed. The first bytes decide the format, not the name.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

use crate::context::Input;
use crate::screen::{Screen, Waiting};

/// Maximum window of a zstd frame: 8 MiB, which RFC 8878 §3.1.1.1.2 recommends every decoder to support.
const LARGEST_WINDOW_LOG: u32 = 23;

const GZIP: &[u8] = &[0x1f, 0x8b];
const ZSTD: &[u8] = &[0x28, 0xb5, 0x2f, 0xfd];

/// Opens a log; reading it moves the progress bar.
pub fn open(input: &Input, screen: &Screen) -> io::Result<(Box<dyn Read + Send>, Waiting)> {
    let (reader, length) = input.open()?;
    let bar = screen.reading(length);
    let mut reader = bar.counting(reader);
    let mut start = Vec::new();
    reader.by_ref().take(ZSTD.len() as u64).read_to_end(&mut start)?;
    let (is_gzip, is_zstd) = (start.starts_with(GZIP), start.starts_with(ZSTD));
    let whole = io::Cursor::new(start).chain(reader);
    let reader: Box<dyn Read + Send> = if is_gzip {
        Box::new(MultiGzDecoder::new(io::BufReader::new(whole)))
    } else if is_zstd {
        let mut unpacked = zstd::stream::read::Decoder::new(whole)?;
        unpacked.window_log_max(LARGEST_WINDOW_LOG)?;
        Box::new(unpacked)
    } else {
        Box::new(whole)
    };
    Ok((reader, bar))
}
