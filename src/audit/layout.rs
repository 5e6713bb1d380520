//! Layout: where a log line has its delivery, in vsw's own format `vsw/delivery/1` and in foreign logs.

use super::places::Places;
use super::record::{ReadRecordError, Record};
use crate::capture::Capture;
use crate::capture::fast_path::FastCapture;
use crate::delivery::{Delivery, Query, is_same_name};
use crate::json::unescape::Unescaped;

/// Where a line has its delivery.
#[derive(Clone, Debug, Default)]
pub enum Layout {
    /// `vsw/delivery/1`, as in [`Capture`].
    #[default]
    Capture,
    /// JSON from other software.
    Foreign(Places),
}

impl Layout {
    pub(super) fn read<'l>(&self, line: &[u8], header: &'l str) -> Result<Record<'l>, ReadRecordError> {
        match self {
            Self::Capture => Ok(strict(Capture::read(line)?)),
            Self::Foreign(places) => places.read(line, header),
        }
    }

    /// Reads a line, but omits headers other than `header`. Returns `None` if [`Layout::read`] must read the
    /// line instead.
    pub(super) fn fast_path<'l>(
        &self,
        line: &'l [u8],
        header: &'l str,
        space: &'l mut Unescaped,
    ) -> Option<Record<'l>> {
        match self {
            Self::Capture => fast_path(line, header, space),
            Self::Foreign(places) => places.fast_path(line, header, space),
        }
    }
}

fn fast_path<'l>(line: &'l [u8], header: &str, space: &'l mut Unescaped) -> Option<Record<'l>> {
    let needed = |name: &[u8]| is_same_name(name, header);
    let capture = FastCapture::read(line, needed, space)?;
    let query = Query::of_url(capture.url);
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
