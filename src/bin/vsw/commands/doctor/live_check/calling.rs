//! Calling: answers the live check's questions about a call's webhooks. Of a token, reports only the names of
//! the members.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use vsw::delivery::{Event, Method};
use vsw::json::Json;

use super::evidence::Known;
use super::inquiry::Inquiry;
use super::questions::Ask;
use crate::codes::Code;
use crate::receiver::Exchange;
use crate::report::listen::DeliveryEvent;
use crate::report::live_check::{Answer, Evidence, EvidenceRequest, EvidenceResponse};
use crate::vocabulary::DeliveryVerdict;

pub struct CallWebhook {
    pub event: Event,
    method: Method,
    verdict: DeliveryVerdict,
    code: Option<Code>,
    target: String,
    body: Vec<u8>,
    status: u16,
    token: Option<String>,
}

impl CallWebhook {
    pub fn of(exchange: &Exchange, event: &DeliveryEvent) -> Self {
        let capture = &exchange.capture;
        let header = capture.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("authorization"));
        // The token is the last word, with or without a scheme before it.
        let token = header.and_then(|(_, value)| std::str::from_utf8(value).ok()?.split_whitespace().last());
        Self {
            event: event.claimed_event,
            method: capture.method,
            verdict: event.verdict,
            code: event.code,
            target: capture.url.clone(),
            body: capture.body.clone(),
            status: exchange.status.unwrap_or_default(),
            token: token.map(str::to_owned),
        }
    }

    fn is_signed(&self) -> bool {
        matches!(self.verdict, DeliveryVerdict::Genuine | DeliveryVerdict::Replayed)
    }

    /// Returns the webhook as evidence, with only the names of its query parameters.
    fn evidence(&self, known: &Known) -> Evidence {
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let kind = path.rsplit('/').nth(1).filter(|kind| matches!(*kind, "answer" | "event"));
        let names: Vec<String> = query
            .split('&')
            .filter(|pair| !pair.is_empty())
            .map(|pair| known.name(pair.split('=').next().unwrap_or_default().as_bytes()))
            .collect();
        let query = if names.is_empty() { String::new() } else { format!("?{}", names.join("&")) };
        let body = (!self.body.is_empty()).then(|| known.body(&self.body, None));
        let target = format!("/webhooks/{}{query}", kind.unwrap_or_default());
        Evidence {
            request: EvidenceRequest { method: self.method.word(), target, body },
            response: EvidenceResponse { status: self.status, headers: Vec::new(), body: None },
        }
    }
}

pub fn answer(inquiry: &mut Inquiry<'_>, heard: &[CallWebhook]) {
    for (ask, method) in [(Ask::CallPost, Method::Post), (Ask::CallGet, Method::Get)] {
        let of_method: Vec<&CallWebhook> = heard.iter().filter(|one| one.method == method).collect();
        let evidence = of_method.iter().map(|one| one.evidence(&inquiry.throwaway.known)).collect();
        let (answer, detail) = signed(&of_method);
        inquiry.answers.give(ask, answer, detail, evidence);
    }
    let order: Vec<&str> = heard.iter().map(|one| one.event.word()).collect();
    let order = if order.is_empty() { Answer::Unclear } else { Answer::Text(order.join(", ")) };
    inquiry.answers.give(Ask::CallOrder, order, None, Vec::new());
    let tokens = heard.iter().filter(|one| one.is_signed());
    let mut members = tokens.filter_map(|one| members(one.token.as_deref()?, &inquiry.throwaway.known));
    let members = members.next();
    let why = members.is_none().then(|| "no signed webhook came".to_owned());
    let members = members.map_or(Answer::Unclear, Answer::Text);
    inquiry.answers.give(Ask::CallToken, members, why, Vec::new());
}

fn signed(heard: &[&CallWebhook]) -> (Answer, Option<String>) {
    let signed = heard.iter().filter(|one| one.is_signed()).count();
    // Omit the code of replays: a replay is signed.
    let others = heard.iter().filter(|one| !one.is_signed());
    let codes: BTreeSet<&str> = others.filter_map(|one| Some(one.code?.word())).collect();
    let codes = codes.into_iter().collect::<Vec<_>>().join(", ");
    let rejected = (!codes.is_empty()).then(|| format!("not genuine: {codes}"));
    match (signed, heard.len()) {
        (_, 0) => (Answer::Unclear, Some("none came".to_owned())),
        (signed, all) if signed == all => (Answer::Yes, None),
        (0, _) => (Answer::No, rejected),
        (signed, all) => (Answer::Text(format!("{signed} of {all}")), rejected),
    }
}

fn members(token: &str, known: &Known) -> Option<String> {
    let mut parts = token.split('.').map(|part| {
        let json = Json::parse_bytes(URL_SAFE_NO_PAD.decode(part).ok()?).ok()?;
        let names = json.root().members().map(|member| known.name(&member.name())).collect::<Vec<_>>();
        Some(names.join(", "))
    });
    Some(format!("header: {}; claims: {}", parts.next()??, parts.next()??))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn webhook(verdict: DeliveryVerdict, code: Option<Code>) -> CallWebhook {
        CallWebhook {
            event: Event::Unknown,
            method: Method::Post,
            verdict,
            code,
            target: String::new(),
            body: Vec::new(),
            status: 200,
            token: None,
        }
    }

    #[test]
    fn a_replayed_webhook_is_not_named_as_not_genuine() {
        let genuine = webhook(DeliveryVerdict::Genuine, None);
        let replayed = webhook(DeliveryVerdict::Replayed, Some(Code::Replayed));
        let rejected = webhook(DeliveryVerdict::Rejected, Some(Code::TooOld));
        assert_eq!(signed(&[&genuine, &replayed]), (Answer::Yes, None));
        let (_, detail) = signed(&[&replayed, &rejected]);
        assert_eq!(detail.as_deref(), Some("not genuine: too-old"));
    }
}
