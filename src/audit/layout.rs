//! Layout: the place of a delivery in a log's line, for `vsw/delivery/1` and for foreign logs.

use super::places::Places;
use super::record::{ReadRecordError, Record};
use crate::capture::Capture;
use crate::capture::fast_path::FastCapture;
use crate::delivery::{Delivery, Query, is_same_name};
use crate::json::unescape::Unescaped;
use crate::verify::{AUTHORIZATION, CLOUD_RUNTIME};

/// The place of the delivery in a line.
#[derive(Clone, Debug, Default)]
pub enum Layout {
    /// `vsw/delivery/1`, as in [`Capture`].
    #[default]
    Capture,
    /// JSON from other software.
    Foreign(Places),
}

impl Layout {
    /// Reads the delivery from a line without its line end. The fast path keeps only the headers named `header` and
    /// those in which the verifier looks for a misplaced token. `space` is a buffer for the body.
    pub(super) fn read<'l>(
        &self,
        line: &'l [u8],
        header: &'l str,
        space: &'l mut Unescaped,
    ) -> Result<Record<'l>, ReadRecordError> {
        match self {
            Self::Capture => match fast_path(line, header, space) {
                Some(record) => Ok(record),
                None => Ok(strict(Capture::read(line)?)),
            },
            Self::Foreign(places) => match places.fast_path(line, header, space) {
                Some(record) => Ok(record),
                None => places.read(line, header),
            },
        }
    }
}

fn fast_path<'l>(line: &'l [u8], header: &str, space: &'l mut Unescaped) -> Option<Record<'l>> {
    let needed =
        |name: &[u8]| [header, AUTHORIZATION, CLOUD_RUNTIME].iter().any(|needed| is_same_name(name, needed));
    let capture = FastCapture::read(line, needed, space)?;
    let query = Query::of_url(capture.url);
    // Without a token in the verifier's header, any other header may have it: the strict reader keeps them all.
    capture
        .headers
        .iter()
        .find(|(name, value)| is_same_name(name.as_bytes(), header) && value.starts_with(b"Bearer "))?;
    let delivery =
        Delivery::new(capture.method, space.text()).with_query(query.text()).with_headers(capture.headers);
    Some(Record { delivery, received_at: capture.received_at, marks: Some(space.marks()) })
}

fn strict(capture: Capture) -> Record<'static> {
    let Capture { method, url, headers, body, received_at } = capture;
    let query = Query::of_url(url.as_bytes()).text().to_vec();
    let delivery = Delivery::new(method, body).with_query(query);
    let delivery =
        headers.into_iter().fold(delivery, |delivery, (name, value)| delivery.with_header(name, value));
    Record { delivery, received_at, marks: None }
}
