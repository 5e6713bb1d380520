//! Store: opens the replay store that the command line names.

use crate::args::gateway::Gateway;
use crate::context::Context;
use crate::failure::Failure;
use crate::receiver::TokenStore;

/// Succeeds even if a shared store's server is unreachable: the store keeps trying to connect.
pub fn open(gateway: &Gateway, context: &Context) -> Result<TokenStore, Failure> {
    if gateway.replay_ca_file.is_some() && !gateway.replay_store.starts_with("rediss://") {
        return Err(Failure::usage(
            "--replay-ca-file needs a store with TLS",
            "use `--replay-store rediss://HOST`, or omit `--replay-ca-file`",
        ));
    }
    match gateway.replay_store.as_str() {
        "memory" => Ok(TokenStore::in_memory()),
        address => shared(address, gateway, context),
    }
}

#[cfg(feature = "redis")]
fn shared(address: &str, gateway: &Gateway, context: &Context) -> Result<TokenStore, Failure> {
    use std::sync::Arc;

    use crate::config;
    use crate::replay_store::{Options, Plaintext, ReplayStoreAddress, SharedStore};

    let plaintext = if gateway.replay_plaintext { Plaintext::Anywhere } else { Plaintext::Loopback };
    let address = ReplayStoreAddress::parse(address, plaintext)
        .map_err(|error| Failure::usage(error.to_string(), error.hint()))?;
    let clock = context.clock();
    let options = Options {
        address,
        password: config::replay_password(context, gateway.replay_password_file.as_deref())?,
        ca_file: gateway.replay_ca_file.clone(),
        timeout: gateway.replay_timeout,
        prefix: gateway.replay_prefix.clone(),
        max_skew: gateway.verifier.max_skew,
        clock: Arc::new(move || u64::try_from(clock().as_second()).unwrap_or_default()),
    };
    Ok(TokenStore::Shared(SharedStore::start(options)?))
}

#[cfg(not(feature = "redis"))]
fn shared(_: &str, _: &Gateway, _: &Context) -> Result<TokenStore, Failure> {
    Err(Failure::usage(
        "this build of vsw has no shared store for seen tokens",
        "use `--replay-store memory`, or build vsw with the feature `redis`",
    ))
}
