//! Block worker: verifies the lines of a block, which is a part of the log.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memmem};

use super::line_result::LineResult;
use super::record::Record;
use super::totals::{BlockResult, BrokenKind, Genuine};
use super::{Audit, By, DeliveryStatus, Group, LONGEST_LINE, LineResults};
use crate::delivery::{Contents, Coverage, Delivery, Event, Webhook};
use crate::json::Json;
use crate::json::unescape::Unescaped;
use crate::timestamp;
use crate::verify::redacted::is_redacted;
use crate::verify::{Code, Outcome, Rejection, Verdict, Verified};

pub(super) struct BlockWorker<'a> {
    audit: &'a Audit<'a>,
    space: Unescaped,
    day: Option<(u64, String)>,
}

const REDACTED: &str = "the token was redacted when the log was written";

const TEXT_BEFORE_JSON: &str = "not JSON: there is other text before the JSON object";

const NGINX_ESCAPE: &str =
    r"not JSON: JSON has no escape `\x`; if nginx wrote the log, add `escape=json` to nginx's `log_format`";

/// Maximum length in bytes of a line that `not_json` parses.
const LONGEST_EXAMINED: usize = 1024 * 1024;

/// The group for tokens that lack the claim to group by.
const NO_CLAIM: &str = "(none)";

impl<'a> BlockWorker<'a> {
    pub(super) fn new(audit: &'a Audit<'a>) -> Self {
        Self { audit, space: Unescaped::default(), day: None }
    }

    /// `refused` is the length in bytes of a line that is too long; `block` is then empty.
    pub(super) fn block(&mut self, block: &[u8], refused: Option<usize>, result: &mut BlockResult) {
        if let Some(length) = refused {
            result.lines += 1;
            result.read += 1;
            let line = result.lines;
            self.broken(line, result, BrokenKind::Other, || {
                format!("the line is {length} bytes long; the limit is {LONGEST_LINE}")
            });
        }
        let mut start = 0;
        for end in memchr_iter(b'\n', block) {
            self.line(&block[start..end], result);
            start = end + 1;
        }
        if start < block.len() {
            self.line(&block[start..], result);
        }
    }

    fn line(&mut self, line: &[u8], result: &mut BlockResult) {
        result.lines += 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.trim_ascii().is_empty() {
            return;
        }
        result.read += 1;
        let number = result.lines;
        let header = self.audit.verifier.header();
        let mut space = std::mem::take(&mut self.space);
        let fast = self.audit.layout.fast_path(line, header, &mut space);
        let is_done = fast.is_some_and(|record| self.record(number, &record, result).is_ok());
        self.space = space;
        if is_done {
            return;
        }
        // Before rejecting, read all headers: the token may be in one that the fast path drops.
        match self.audit.layout.read(line, header) {
            Ok(record) => {
                if let Err((rejection, received_at)) = self.record(number, &record, result) {
                    self.rejected(number, &record.delivery, &rejection, received_at, result);
                }
            }
            Err(reason) => match not_json(line) {
                Some((kind, reason)) => self.broken(number, result, kind, || reason.to_owned()),
                None => self.broken(number, result, reason.kind(), || reason.to_string()),
            },
        }
    }

    /// Counts a record, or returns its rejection and receive time.
    fn record(
        &mut self,
        number: u64,
        record: &Record<'_>,
        result: &mut BlockResult,
    ) -> Result<(), (Rejection, u64)> {
        let Some(received_at) = record.received_at.or(self.audit.now) else {
            self.broken(number, result, BrokenKind::Other, || "it has no receive time".to_owned());
            return Ok(());
        };
        let too_early = self.audit.since.is_some_and(|since| received_at < since);
        let too_late = self.audit.until.is_some_and(|until| received_at >= until);
        if too_early || too_late {
            result.outside_times += 1;
            return Ok(());
        }
        let verified = self.audit.verifier.verify(&record.delivery, received_at);
        let verified = verified.map_err(|rejection| (rejection, received_at))?;
        let contents = record.contents(verified.payload());
        self.genuine(number, &verified, contents, received_at, result);
        Ok(())
    }

    fn genuine(
        &mut self,
        number: u64,
        verified: &Verified<'_>,
        contents: Contents<'_>,
        received_at: u64,
        result: &mut BlockResult,
    ) {
        result.note_time(received_at);
        let token = verified.token_id();
        let Contents { webhook, from, to } = contents;
        if let Some(event) = webhook.event {
            *result.events.entry(event).or_default() += 1;
        }
        match self.audit.line_results {
            LineResults::Counted => {
                let group = match self.audit.by {
                    By::Event => result.groups.known(kind(webhook)),
                    By::Application => result.groups.known(verified.application_id().unwrap_or(NO_CLAIM)),
                    By::Account => result.groups.known(verified.api_key().unwrap_or(NO_CLAIM)),
                    By::Secret => result.groups.known(verified.slot()),
                    By::Day => result.groups.known(self.day(received_at)),
                };
                let product = webhook.product;
                result.genuine.push(Genuine { token, received_at, product, group });
            }
            LineResults::Each => {
                result.total.count(DeliveryStatus::Genuine, None);
                *result.products.entry(webhook.product).or_default() += 1;
                result.line_results.push(LineResult {
                    line: number,
                    status: DeliveryStatus::Genuine,
                    product: webhook.product,
                    event: webhook.event,
                    claimed_event: webhook.event.unwrap_or_default(),
                    api_key: verified.api_key().map(str::to_owned),
                    application_id: verified.application_id().map(str::to_owned),
                    received_at: Some(received_at),
                    token: Some(token),
                    from: from.and_then(text),
                    to: to.and_then(text),
                    ..LineResult::default()
                });
            }
        }
    }

    fn rejected(
        &mut self,
        number: u64,
        delivery: &Delivery<'_>,
        rejection: &Rejection,
        received_at: u64,
        result: &mut BlockResult,
    ) {
        result.note_time(received_at);
        if is_without_token(rejection.code()) && self.is_redacted(delivery) {
            return self.broken(number, result, BrokenKind::TokenRedacted, || REDACTED.to_owned());
        }
        let webhook = delivery.claimed_webhook();
        let claimed = webhook.event.unwrap_or_default();
        let status = match rejection.verdict() {
            Verdict::Unsigned if self.audit.era.coverage(claimed) == Coverage::Unsigned => {
                DeliveryStatus::UnsignedExpected
            }
            Verdict::Unsigned => DeliveryStatus::Unsigned,
            _ => DeliveryStatus::Rejected,
        };
        let code = Some(rejection.code());
        result.total.count(status, code);
        match status {
            DeliveryStatus::Rejected => result.rejected_sample.keep(delivery, received_at),
            DeliveryStatus::Unsigned => result.unsigned_sample.keep(delivery, received_at),
            _ => {}
        }
        match self.audit.line_results {
            LineResults::Counted => {
                let group = match self.audit.by {
                    By::Event => result.groups.index_of(Group::Claimed(kind(webhook).to_owned())),
                    By::Day => result.groups.known(self.day(received_at)),
                    By::Application | By::Account | By::Secret => result.groups.index_of(Group::Unverified),
                };
                result.groups.at(group).count(status, code);
            }
            LineResults::Each => result.line_results.push(LineResult {
                line: number,
                status,
                code,
                detail: Some(rejection.to_string()),
                product: webhook.product,
                event: webhook.event.filter(|_| rejection.checks().payload == Outcome::Pass),
                claimed_event: claimed,
                received_at: Some(received_at),
                ..LineResult::default()
            }),
        }
    }

    fn is_redacted(&self, delivery: &Delivery<'_>) -> bool {
        delivery.header(self.audit.verifier.header()).all(is_redacted)
    }

    fn broken(&self, number: u64, result: &mut BlockResult, kind: BrokenKind, reason: impl Fn() -> String) {
        result.total.count(DeliveryStatus::Broken, None);
        result.note_broken(number, kind, &reason);
        if self.audit.line_results == LineResults::Each {
            result.line_results.push(LineResult {
                line: number,
                detail: Some(reason()),
                ..LineResult::default()
            });
        }
    }

    /// Returns `YYYY-MM-DD` in UTC. Caches the last day: consecutive lines usually share it.
    fn day(&mut self, time: u64) -> &str {
        const SECONDS: u64 = 86_400;
        let day = time / SECONDS;
        if self.day.as_ref().is_none_or(|(known, _)| *known != day) {
            let text = timestamp::to_rfc3339(time)
                .map_or_else(|| "beyond 9999".to_owned(), |text| text[..10].to_owned());
            self.day = Some((day, text));
        }
        self.day.as_ref().map_or("", |(_, text)| text)
    }
}

/// Returns whether the header is present, but its value is not a well-formed token.
fn is_without_token(code: Code) -> bool {
    matches!(code, Code::NotBearer | Code::MalformedToken)
}

fn not_json(line: &[u8]) -> Option<(BrokenKind, &'static str)> {
    let is_json = |text: &[u8]| Json::parse_bytes(text.to_vec()).is_ok();
    let line = Some(line.trim_ascii()).filter(|line| line.len() <= LONGEST_EXAMINED)?;
    let json = line.get(memchr(b'{', line)?..)?;
    if json.len() < line.len() {
        return is_json(json).then_some((BrokenKind::TextBeforeJson, TEXT_BEFORE_JSON));
    }
    (memmem::find(line, br"\x").is_some() && !is_json(line)).then_some((BrokenKind::Other, NGINX_ESCAPE))
}

/// Returns the webhook's event, or its product if it has no event.
fn kind(webhook: Webhook) -> &'static str {
    webhook.event.map_or_else(|| webhook.product.word(), Event::word)
}

fn text(bytes: Cow<'_, [u8]>) -> Option<String> {
    String::from_utf8(bytes.into_owned()).ok()
}
