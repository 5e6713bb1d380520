//! Config: settings and credentials, each with its origin, by flag, environment, profile and default.
//!
//! Not here: the file system's places and the raw environment (`context`), and any request (`api`).

mod account;
mod error;
mod origin;
mod profiles;

pub use account::Account;
pub use error::ConfigError;
pub use origin::Origin;
pub use profiles::Profiles;
