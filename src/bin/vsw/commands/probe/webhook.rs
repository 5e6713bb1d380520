//! Webhook: creates the deliveries of a probe, before they are signed.

use vsw::capture::Capture;
use vsw::delivery::{Event, Method};
use vsw::sign::{Call, Sample, Step};

use crate::args::probe::Probe;
use crate::context::Context;
use crate::failure::Failure;
use crate::signer::random_uuid;
use crate::signer::request::{self, Content, GivenBody};

/// Maximum length of the user's body in bytes: the default limit of `vsw listen`.
const LONGEST_BODY: usize = 1024 * 1024;

pub struct Webhook<'p> {
    probe: &'p Probe,
    context: &'p Context,
    method: Method,
    path: String,
    given: Option<GivenBody>,
    /// The user's body. `None` before [`Self::read`], and if the user gave none.
    body: Option<Vec<u8>>,
}

impl<'p> Webhook<'p> {
    pub fn claim(
        probe: &'p Probe,
        method: Method,
        path: Option<String>,
        context: &'p Context,
    ) -> Result<Self, Failure> {
        let has_body = probe.body.is_given();
        if has_body && method == Method::Get {
            let words = "--body and --body-file cannot be used with --method GET: a GET has no body";
            return Err(Failure::usage(
                words,
                "choose the webhook with `--event`, and change its values with `--set NAME=VALUE`",
            ));
        }
        if has_body && !probe.members.is_empty() {
            let words = "--set and --set-json cannot be used with --body and --body-file";
            return Err(Failure::usage(
                words,
                "omit `--set` and `--set-json`, and write the values into the body",
            ));
        }
        let path =
            path.unwrap_or_else(|| request::usual_path(probe.product, Some(event(probe, method))).to_owned());
        let given = GivenBody::claim(&probe.body, context)?;
        Ok(Self { probe, context, method, path, given, body: None })
    }

    pub fn read(mut self) -> Result<Self, Failure> {
        self.body = self.given.take().map(|body| body.read(LONGEST_BODY)).transpose()?;
        Ok(self)
    }

    /// Returns the delivery to sign. Each Voice sample has the ids of a new call, so that a handler does not
    /// treat it as a repetition.
    pub fn unsigned(&self) -> Result<Capture, Failure> {
        let content = match &self.body {
            Some(body) => Content::Body(body.clone()),
            None => {
                let members = |sample| request::with_members(sample, &self.probe.members);
                self.sample().map(members).transpose()?.map_or(Content::Nothing, Content::Sample)
            }
        };
        Ok(request::unsigned(self.method, &self.path, content, self.context.now_in_seconds()))
    }

    fn sample(&self) -> Option<Sample> {
        if let Some(product) = self.probe.product {
            return Sample::of_product(product);
        }
        let began_ms = u64::try_from(self.context.now().as_millisecond()).unwrap_or_default();
        let call = Call::outbound(random_uuid(), format!("CON-{}", random_uuid()), began_ms);
        call.webhook(Step { after_ms: 0, event: event(self.probe, self.method) })
    }
}

/// Returns the event of `--event`, or by default an event that Vonage usually sends with this method.
fn event(probe: &Probe, method: Method) -> Event {
    let usual = if method == Method::Get { Event::Answer } else { Event::Answered };
    probe.event.unwrap_or(usual)
}
