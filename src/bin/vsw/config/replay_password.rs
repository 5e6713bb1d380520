//! The password of the replay store: the Redis or Valkey server that gateways share to detect replays.

use std::path::Path;

use super::{ConfigError, secret};
use crate::context::{Context, Input};
use crate::profiles::Secret;

pub fn replay_password(context: &Context, file: Option<&Path>) -> Result<Option<Secret>, ConfigError> {
    match file {
        Some(path) => {
            let input = Input::File(path.to_owned());
            secret::of_input(context, &input, "--replay-password-file").map(Some)
        }
        None => {
            let found = secret::of_environment(context, "VSW_REPLAY_PASSWORD")?;
            Ok(found.map(|(password, _)| password))
        }
    }
}
