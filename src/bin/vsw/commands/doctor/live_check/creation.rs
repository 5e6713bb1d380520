//! Creation: creates the application of a live check. Its name is recorded before the request: if this check
//! is interrupted, a later one can find and remove it.

use jiff::Timestamp;
use vsw::application::ApplicationId;
use vsw::json::{Json, Value};
use zeroize::Zeroizing;

use super::documents::{Document, Flag};
use super::evidence::Known;
use super::listing::{Search, has_name, id_of, search};
use super::reading::{self, at};
use super::session::{Purpose, Session, Stop};
use crate::api::{ApiError, Operation};
use crate::failure::Failure;
use crate::journal::ThrowawayRecord;
use crate::report::live_check::Evidence;

pub const FIRST_WRITE: u32 = 1;

pub enum Creation {
    Created(Box<Created>),
    /// The API refused the request, or no request was sent.
    NotCreated(Stop),
    /// No usable response came, but the application is in the list.
    Found(ApplicationId, Stop),
    /// No usable response came, and a search of the list did not find the application's id.
    Unknown(Stop),
    /// The application was created, but its id could not be recorded.
    Unrecorded(ApplicationId, Failure),
}

pub struct Created {
    pub id: ApplicationId,
    pub evidence: Evidence,
    pub public_key: Option<String>,
    /// The private key that the API sends if it made the key pair.
    pub private_key: Option<Zeroizing<String>>,
}

/// Without `public_key`, the API makes a key pair.
pub async fn create(
    session: &Session<'_>,
    record: &mut ThrowawayRecord,
    known: &mut Known,
    (name, now): (&str, Timestamp),
    public_key: Option<&str>,
) -> Result<Creation, Failure> {
    let document = Document::new(name, Flag::Absent, public_key.map(str::to_owned)).text(FIRST_WRITE);
    known.sending(&document);
    record.creating(name, now)?;
    let operation = Operation::Create(&document);
    let stop = match session.send(operation, Purpose::Question).await {
        Ok(exchange) if exchange.is_success() => {
            let json = Json::parse_bytes(exchange.body.clone()).ok();
            // A document with another name belongs to another application.
            let json = json.filter(|json| has_name(json.root(), name));
            if let Some((json, id)) = json.and_then(|json| id_of(json.root()).map(|id| (json, id))) {
                if let Err(error) = record.created(name, id) {
                    return Ok(Creation::Unrecorded(id, error.into()));
                }
                let private_key = at(&json, &["keys", "private_key"]).and_then(Value::as_str);
                return Ok(Creation::Created(Box::new(Created {
                    id,
                    evidence: known.evidence(operation, &exchange, Some(id)),
                    public_key: public_key.map(str::to_owned).or_else(|| reading::public_key(&json)),
                    private_key: private_key.map(|key| Zeroizing::new(key.into_owned())),
                })));
            }
            Stop::Api(ApiError::NoCreation { status: exchange.status })
        }
        Ok(exchange) => Stop::Api(exchange.error().of_collection()),
        Err(stop) => stop,
    };
    if is_certainly_not_created(&stop) {
        record.gone(name)?;
        return Ok(Creation::NotCreated(stop));
    }
    match search(session, name).await {
        Ok(Search::Found(id)) => Ok(match record.created(name, id) {
            Ok(()) => Creation::Found(id, stop),
            Err(error) => Creation::Unrecorded(id, error.into()),
        }),
        _ => Ok(Creation::Unknown(stop)),
    }
}

fn is_certainly_not_created(stop: &Stop) -> bool {
    match stop {
        Stop::Budget | Stop::Signal => true,
        Stop::Api(
            ApiError::Unauthorized { .. }
            | ApiError::NoList { .. }
            | ApiError::Refused { .. }
            | ApiError::Redirect { .. },
        ) => true,
        Stop::Api(error) => error.is_unsent(),
    }
}
