//! Creation: makes the throwaway application, recorded on disk before the request, so that a later check can remove it.

use jiff::Timestamp;
use vsw::application::ApplicationId;
use vsw::json::Json;

use super::documents::{Document, Flag};
use super::evidence::Known;
use super::listing::{Search, has_name, id_of, search};
use super::session::{Purpose, Session, Stop};
use crate::api::{ApiError, Operation};
use crate::failure::Failure;
use crate::journal::ThrowawayRecord;
use crate::report::live_check::Evidence;

/// The number of the creation among the writes.
pub const NUMBER: u32 = 1;

/// The result of a creation.
pub enum Creation {
    Created(ApplicationId, Evidence),
    /// The API refused it, or nothing was sent.
    NotCreated(Stop),
    /// No usable response came, but the list has it.
    Found(ApplicationId, Stop),
    /// No usable response came, and the list does not have it, or was not read.
    Unknown(Stop),
}

/// Creates the application.
///
/// # Errors
/// Fails if the record cannot be written; nothing is sent without it.
pub async fn create(
    session: &Session<'_>,
    record: &mut ThrowawayRecord,
    known: &mut Known,
    (name, now): (&str, Timestamp),
) -> Result<Creation, Failure> {
    let document = Document::new(name, Flag::Absent).text(NUMBER);
    known.sending(&document);
    record.creating(name, now)?;
    let operation = Operation::Create(&document);
    let stop = match session.send(operation, Purpose::Question).await {
        Ok(exchange) if exchange.is_success() => {
            let json = Json::parse_bytes(exchange.body.clone()).ok();
            // Only a document with the name that was sent is this application's.
            let json = json.filter(|json| has_name(json.root(), name));
            if let Some(id) = json.and_then(|json| id_of(json.root())) {
                record.created(name, id)?;
                return Ok(Creation::Created(id, known.evidence(operation, &exchange, Some(id))));
            }
            Stop::Api(ApiError::Unexpected { status: exchange.status })
        }
        Ok(exchange) => Stop::Api(exchange.error()),
        Err(stop) => stop,
    };
    if is_certainly_not_created(&stop) {
        record.gone(name)?;
        return Ok(Creation::NotCreated(stop));
    }
    match search(session, name).await {
        Ok(Search::Found(id)) => {
            record.created(name, id)?;
            Ok(Creation::Found(id, stop))
        }
        _ => Ok(Creation::Unknown(stop)),
    }
}

/// Returns whether the API cannot have created the application: the request was not sent, or it refused it.
fn is_certainly_not_created(stop: &Stop) -> bool {
    match stop {
        Stop::Budget | Stop::Signal => true,
        Stop::Api(
            ApiError::Unauthorized { .. }
            | ApiError::NotFound { .. }
            | ApiError::Refused { .. }
            | ApiError::Redirect { .. },
        ) => true,
        Stop::Api(error) => error.is_unsent(),
    }
}
