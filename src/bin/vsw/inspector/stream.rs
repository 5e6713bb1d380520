//! Stream: deliveries as server-sent events (HTML Standard, "Server-sent events").

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{Stream, unfold};
use hyper::body::Frame;
use tokio::sync::watch;
use tokio::time::timeout;

use super::history::{History, News, Seen};

/// An idle stream sends an empty comment (`:`) this often, as the HTML Standard advises: some proxies close
/// idle connections.
const HEARTBEAT: Duration = Duration::from_secs(15);
const AT_ONCE: usize = 100;

struct Reader {
    history: Arc<History>,
    changes: watch::Receiver<()>,
    seen: Seen,
    has_begun: bool,
}

/// The first event is `session`. The stream ends when the history is closed.
pub fn events(history: Arc<History>, after: u64) -> impl Stream<Item = Result<Frame<Bytes>, Infallible>> {
    let reader = history.changes().map(|changes| {
        let seen = history.seen(after);
        Reader { history, changes, seen, has_begun: false }
    });
    unfold(reader, |reader| async {
        let mut reader = reader?;
        let piece = reader.next().await?;
        Some((Ok(Frame::data(piece.into())), Some(reader)))
    })
}

impl Reader {
    async fn next(&mut self) -> Option<Vec<u8>> {
        if !std::mem::replace(&mut self.has_begun, true) {
            return Some(event("session", None, &self.history.session()));
        }
        loop {
            let news = self.history.news(self.seen, AT_ONCE);
            self.seen = news.seen;
            if news.is_cleared || !news.entries.is_empty() {
                return Some(piece(&news));
            }
            match timeout(HEARTBEAT, self.changes.changed()).await {
                Ok(Ok(())) => {}
                Ok(Err(_)) => return None,
                Err(_) => return Some(b":\n\n".to_vec()),
            }
        }
    }
}

fn piece(news: &News) -> Vec<u8> {
    let mut piece = if news.is_cleared { event("cleared", None, b"{}") } else { Vec::new() };
    for entry in &news.entries {
        piece.extend(event("delivery", Some(entry.number()), &entry.to_json()));
    }
    piece
}

/// `data` must not contain line breaks: they end an SSE field.
fn event(name: &str, id: Option<u64>, data: &[u8]) -> Vec<u8> {
    let id = id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    [format!("{id}event: {name}\ndata: ").as_bytes(), data, b"\n\n"].concat()
}
