//! Inquiry: asks the API the questions of a live check (`questions`), with the application that the check created.

use std::time::Duration;

use vsw::json::{Json, Value};

use super::documents::{self, Flag, Order};
use super::evidence::is_rate_limit;
use super::questions::{Answers, Ask};
use super::reading::{at, flag, has_same_order, problem, public_key};
use super::session::{Purpose, Stop};
use super::throwaway::{ThrowawayApplication, Written, unseen};
use crate::api::{Exchange, Operation};
use crate::report::live_check::{Answer, Evidence};

pub struct Inquiry<'s> {
    pub throwaway: ThrowawayApplication<'s>,
    pub answers: Answers,
}

impl<'s> Inquiry<'s> {
    pub fn new(throwaway: ThrowawayApplication<'s>) -> Self {
        Self { throwaway, answers: Answers::default() }
    }

    /// Asks all questions, except those about the deletion and the call.
    pub async fn ask_all(&mut self, created: Evidence) -> Result<(), Stop> {
        self.created(created).await?;
        self.flags().await?;
        self.id_and_links().await?;
        self.keys_omitted().await?;
        self.unknown_members().await?;
        self.number_spelling().await?;
        self.read_lag();
        self.errors().await
    }

    async fn created(&mut self, created: Evidence) -> Result<(), Stop> {
        let (read, exchange) = self.throwaway.read().await?;
        let operation = Operation::Get(self.throwaway.id);
        let mut with_headers = self.throwaway.known.evidence(operation, &exchange, Some(self.throwaway.id));
        with_headers.response.headers = self.throwaway.known.headers(&exchange);
        let of_read = self.throwaway.known.evidence(operation, &exchange, Some(self.throwaway.id));
        let answer = read.as_ref().map_or(Answer::Unclear, |json| Answer::Text(flag(json).to_owned()));
        self.answers.give(Ask::CreateWithoutFlag, answer, unseen(read.as_ref()), vec![created, of_read]);
        let names: Vec<&str> = with_headers.response.headers.iter().map(|(name, _)| name.as_str()).collect();
        let has_etag = names.contains(&"etag");
        let limits: Vec<&str> = names.iter().copied().filter(|name| is_rate_limit(name)).collect();
        let (has_limits, limits) = (!limits.is_empty(), limits.join(", "));
        let all = Answer::Text(names.join(", "));
        let evidence = vec![with_headers];
        self.answers.give(Ask::Etag, Answer::of(Some(has_etag)), None, evidence.clone());
        let limits = Some(limits).filter(|limits| !limits.is_empty());
        self.answers.give(Ask::RateLimitHeaders, Answer::of(Some(has_limits)), limits, evidence.clone());
        self.answers.give(Ask::ResponseHeaders, all, None, evidence);
        Ok(())
    }

    async fn flags(&mut self) -> Result<(), Stop> {
        let steps = [
            (Flag::On, Ask::PutTrue, Ask::PutTrueInList),
            (Flag::Absent, Ask::PutWithoutAfterTrue, Ask::PutWithoutAfterTrueInList),
            (Flag::Off, Ask::PutFalse, Ask::PutFalseInList),
            (Flag::Absent, Ask::PutWithoutAfterFalse, Ask::PutWithoutAfterFalseInList),
        ];
        let mut in_usual_order = None;
        for (sent, ask, in_list) in steps {
            let mut document = self.throwaway.document(sent);
            if sent == Flag::Off {
                document.order = Order::Reversed;
            }
            let written = self.throwaway.write(|number| document.text(number)).await?;
            let shown = written.read.as_ref().map(flag);
            let (answer, detail) = match (sent, shown) {
                (_, None) => (Answer::Unclear, written.problem()),
                (Flag::Absent, Some(shown)) => (Answer::Text(shown.to_owned()), None),
                (Flag::On, Some("true")) | (Flag::Off, Some("false")) => (Answer::Yes, None),
                (_, Some(shown)) => (Answer::No, Some(format!("it shows: {shown}"))),
            };
            self.answers.give(ask, answer, detail, written.evidence.clone());
            if let Some(shown) = shown {
                self.flag_in_list(in_list, shown).await?;
            } else {
                let detail = Some("the API refused the PUT, or GET did not show its effect".to_owned());
                self.answers.give(in_list, Answer::Unclear, detail, Vec::new());
            }
            match sent {
                Flag::On => {
                    self.key(Ask::KeysSent, &written);
                    in_usual_order = Some(written);
                }
                Flag::Off => {
                    if let Some(first) = &in_usual_order {
                        self.member_order(first, &written);
                    }
                }
                Flag::Absent => {}
            }
        }
        Ok(())
    }

    async fn flag_in_list(&mut self, ask: Ask, shown_by_get: &str) -> Result<(), Stop> {
        let (entry, evidence) = self.throwaway.listed().await?;
        let (answer, detail) = match entry.as_ref().map(flag) {
            None => (Answer::Unclear, Some("the list did not show the last write".to_owned())),
            Some(shown) if shown == shown_by_get => (Answer::Yes, Some(format!("both show: {shown}"))),
            Some(shown) => (Answer::No, Some(format!("the list shows: {shown}; GET shows: {shown_by_get}"))),
        };
        self.answers.give(ask, answer, detail, evidence);
        Ok(())
    }

    async fn id_and_links(&mut self) -> Result<(), Stop> {
        let mut document = self.throwaway.document(Flag::On);
        let href = format!("/v2/applications/{}", self.throwaway.id);
        document.further =
            Some(format!(r#""id":"{}","_links":{{"self":{{"href":"{href}"}}}}"#, self.throwaway.id));
        let written = self.throwaway.write(|number| document.text(number)).await?;
        let answer = match (written.is_accepted(), written.read.is_some()) {
            (true, false) => Answer::Unclear,
            (is_accepted, _) => Answer::of(Some(is_accepted)),
        };
        self.answers.give(Ask::IdAndLinks, answer, written.problem(), written.evidence);
        Ok(())
    }

    async fn keys_omitted(&mut self) -> Result<(), Stop> {
        let mut document = self.throwaway.document(Flag::On);
        document.key = None;
        let written = self.throwaway.write(|number| document.text(number)).await?;
        self.key(Ask::KeysOmitted, &written);
        Ok(())
    }

    fn key(&mut self, ask: Ask, written: &Written) {
        let shown = written.read.as_ref().map(public_key);
        let (answer, detail) = match shown {
            None => (Answer::Unclear, written.problem()),
            Some(Some(shown)) if Some(&shown) == self.throwaway.key.as_ref() => (Answer::Yes, None),
            Some(None) => (Answer::No, Some("GET shows no public key".to_owned())),
            Some(Some(_)) => (Answer::No, Some("GET shows another public key".to_owned())),
        };
        self.answers.give(ask, answer, detail, written.evidence.clone());
    }

    async fn unknown_members(&mut self) -> Result<(), Stop> {
        let mut document = self.throwaway.document(Flag::On);
        let member = format!(r#""{}":"{}""#, documents::UNKNOWN, documents::UNKNOWN_VALUE);
        (document.further, document.voice) = (Some(member.clone()), Some(member));
        let written = self.throwaway.write(|number| document.text(number)).await?;
        let is_kept = |json: &Json, path: &[&str]| {
            at(json, path).and_then(Value::as_str).is_some_and(|text| text == documents::UNKNOWN_VALUE)
        };
        let kept = written.read.as_ref().map(|json| {
            let inside = is_kept(json, &["capabilities", "voice", documents::UNKNOWN]);
            (is_kept(json, &[documents::UNKNOWN]), inside)
        });
        let answer = match kept {
            None => written.refusal(),
            Some((true, true)) => Answer::Yes,
            Some((false, false)) => Answer::No,
            Some((true, false)) => Answer::Text("only at the top level".to_owned()),
            Some((false, true)) => Answer::Text("only in the voice capability".to_owned()),
        };
        self.answers.give(Ask::UnknownMembers, answer, written.problem(), written.evidence);
        Ok(())
    }

    async fn number_spelling(&mut self) -> Result<(), Stop> {
        let mut document = self.throwaway.document(Flag::On);
        document.voice = Some(format!(r#""{}":{}"#, documents::NUMERIC_MEMBER, documents::SPELLED));
        let written = self.throwaway.write(|number| document.text(number)).await?;
        let path = ["capabilities", "voice", documents::NUMERIC_MEMBER];
        let spelled = written.read.as_ref().map(|json| at(json, &path).map(Value::raw));
        let (answer, detail) = match spelled {
            None => (written.refusal(), written.problem()),
            Some(None) => (Answer::Text("the number is dropped".to_owned()), None),
            Some(Some(documents::SPELLED)) => (Answer::Yes, None),
            Some(Some(raw)) => {
                let is_same = raw.parse::<f64>().is_ok_and(|read| (read - 48.0).abs() < f64::EPSILON);
                let words = if is_same {
                    format!("{} reads back as {raw}", documents::SPELLED)
                } else {
                    format!("{} reads back as another value", documents::SPELLED)
                };
                (Answer::No, Some(words).filter(|words| words.len() < 60))
            }
        };
        self.answers.give(Ask::NumberSpelling, answer, detail, written.evidence);
        Ok(())
    }

    /// The two writes have opposite orders of members, because an API that always uses one order may match
    /// one write.
    fn member_order(&mut self, one: &Written, other: &Written) {
        let same = |written: &Written| {
            let (sent, read) = written.sent.as_ref().zip(written.read.as_ref())?;
            has_same_order(sent.root(), read.root())
        };
        let both = same(one).zip(same(other)).map(|(one, other)| one && other);
        let detail = match both {
            Some(_) => None,
            None => Some("GET does not show enough members to compare".to_owned()),
        };
        let evidence = one.evidence.iter().chain(&other.evidence).cloned().collect();
        self.answers.give(Ask::MemberOrder, Answer::of(both), detail, evidence);
    }

    fn read_lag(&mut self) {
        let longest = |times: &mut dyn Iterator<Item = Duration>| times.max().map(|time| time.as_millis());
        let shown =
            longest(&mut self.throwaway.delays.iter().filter_map(|delay| delay.shown)).unwrap_or_default();
        let stale = longest(&mut self.throwaway.delays.iter().filter_map(|delay| delay.stale));
        let is_unseen = self.throwaway.delays.iter().any(|delay| delay.shown.is_none());
        let writes = self.throwaway.delays.len();
        let (answer, detail) = match stale {
            _ if !self.throwaway.is_numbered => (
                Answer::Unclear,
                "not measurable: vsw marks each write with a number in the event address, but GET shows no such number"
                    .to_owned(),
            ),
            None => {
                let words = format!(
                    "after each of {writes} writes, the first read showed the write, at most {shown} ms after the \
                     write's response"
                );
                (Answer::Text("none seen".to_owned()), words)
            }
            Some(stale) if is_unseen => {
                (Answer::Text(format!("more than {stale} ms")), "a write was not seen at all".to_owned())
            }
            Some(stale) => {
                let late = self.throwaway.delays.iter().filter(|delay| delay.stale.is_some()).count();
                let words = format!("after {late} of {writes} writes, a read did not show the write yet");
                (Answer::Text(format!("between {stale} and {shown} ms")), words)
            }
        };
        self.answers.give(Ask::ReadLag, answer, Some(detail), Vec::new());
    }

    async fn errors(&mut self) -> Result<(), Stop> {
        let valid = self.throwaway.document(Flag::On).text(self.throwaway.number + 1);
        let id = self.throwaway.id;
        for (ask, operation) in [
            (Ask::Error400, Operation::Put(id, documents::invalid())),
            (Ask::Error401, Operation::GetWithoutCredentials(id)),
            (Ask::Error405, Operation::Patch(id, documents::patch())),
            (Ask::Error415, Operation::PutAsText(id, &valid)),
        ] {
            operation.body().into_iter().for_each(|body| self.throwaway.known.sending(body));
            let exchange = self.throwaway.session.send(operation, Purpose::Question).await?;
            self.refusal(ask, operation, &exchange);
        }
        Ok(())
    }

    pub fn refusal(&mut self, ask: Ask, operation: Operation<'_>, exchange: &Exchange) {
        let answer = if exchange.is_success() {
            format!("it is accepted ({})", exchange.status)
        } else {
            let media_type = exchange.headers.iter().find(|(name, _)| name == "content-type");
            let media_type = media_type.map_or("", |(_, value)| value);
            format!("{}: {}", exchange.status, problem(media_type, &exchange.body))
        };
        let evidence = self.throwaway.known.evidence(operation, exchange, Some(self.throwaway.id));
        self.answers.give(ask, Answer::Text(answer), None, vec![evidence]);
    }
}
