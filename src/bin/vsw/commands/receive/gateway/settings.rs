//! Settings: the gateway's secrets, routes and certificate, which a reload reads again.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;

use rustls::ServerConfig;
use vsw::verify::Verifier;

use super::super::upstream::Upstream;
use crate::args::gateway::{ForRoute, Gateway};
use crate::args::verify::Expected;
use crate::config::{ConfiguredSecret, SignatureSecrets};
use crate::context::Context;
use crate::failure::Failure;
use crate::flow::received::Verifying;
use crate::receiver::{Forwarder, Handler, Route, Routes};
use crate::sender::{Plaintext, Sender, Target};
use crate::{tls, verifier};

pub struct Settings {
    pub secrets: Vec<ConfiguredSecret>,
    /// The verifier of the first route. All routes have its time limits.
    pub verifier: Arc<Verifier>,
    pub routes: Routes,
    pub tls: Option<Arc<ServerConfig>>,
}

impl Settings {
    pub fn read(gateway: &Gateway, context: &Context) -> Result<Self, Failure> {
        check_paths(gateway)?;
        let secrets = SignatureSecrets::find(context, &gateway.verifier.signature_secret_file)?;
        let of_path = |path: &str| -> Result<Arc<Verifier>, Failure> {
            let expected = Expected {
                verifier: gateway.verifier.clone(),
                expect_api_key: value(&gateway.expect_api_key, path),
                expect_application: value(&gateway.expect_application, path),
            };
            Ok(Arc::new(verifier::of(&expected, &secrets, context)?))
        };
        let route = |upstream: &ForRoute<String>| -> Result<Route, Failure> {
            let plaintext = if gateway.upstream_plaintext { Plaintext::Allowed } else { Plaintext::Refused };
            let target = Target::of_upstream(&upstream.value, plaintext)?;
            let sender = Sender::new(&target, context.global.ca_file.as_deref(), gateway.upstream_timeout)?;
            let handler = Handler::Forward(Arc::new(Forwarder { sender, marks: gateway.report_only }));
            Ok(Route { prefix: upstream.path.as_str().into(), verifier: of_path(&upstream.path)?, handler })
        };
        let mut routes = gateway.upstream.iter().map(route).collect::<Result<Vec<_>, _>>()?;
        let verifier = match routes.first() {
            Some(route) => Arc::clone(&route.verifier),
            // Without an upstream, the gateway only allows or refuses each delivery: the proxy that asks forwards it.
            None => {
                let verifier = of_path("")?;
                routes.push(Route::of_all(
                    Arc::clone(&verifier),
                    Handler::Allow { marks: gateway.report_only },
                ));
                verifier
            }
        };
        if gateway.verifier.max_age == 0 {
            let window = verifier.replay_window();
            context.screen.warn(format!(
                "with --max-age 0, a token of any age is accepted, and can be replayed after {window} s"
            ));
        }
        let tls = gateway.tls_cert.as_deref().zip(gateway.tls_key.as_deref());
        let tls = tls.map(|(certificate, key)| tls::server_configuration(certificate, key)).transpose()?;
        Ok(Self { secrets, verifier, routes: Routes::new(routes), tls: tls.map(Arc::new) })
    }

    pub fn verifying(&self) -> Verifying<'_> {
        (&self.verifier, &self.secrets)
    }

    pub fn upstreams(&self) -> BTreeMap<Arc<str>, Upstream> {
        let upstream = |route: &Route| match &route.handler {
            Handler::Forward(forwarder) => {
                let upstream = Upstream::new(forwarder.sender.clone(), &route.prefix);
                Some((Arc::clone(&route.prefix), upstream))
            }
            _ => None,
        };
        self.routes.iter().filter_map(upstream).collect()
    }
}

/// Returns the value for a route, or else the value for all routes.
fn value<T: Clone>(values: &[ForRoute<T>], path: &str) -> Option<T> {
    let of = |path: &str| values.iter().find(|value| value.path == path).map(|found| found.value.clone());
    of(path).or_else(|| of(""))
}

fn check_paths(gateway: &Gateway) -> Result<(), Failure> {
    let routes = paths("--upstream", &gateway.upstream, gateway)?;
    for (option, found) in [
        ("--expect-api-key", paths("--expect-api-key", &gateway.expect_api_key, gateway)?),
        ("--expect-application", paths("--expect-application", &gateway.expect_application, gateway)?),
    ] {
        if let Some(path) = found.iter().find(|path| !path.is_empty() && !routes.contains(path)) {
            return Err(Failure::usage(
                format!("{option} names the path `{path}`, which has no --upstream"),
                format!("add `--upstream {path}=URL`; if the value is for all paths, omit `{path}=`"),
            ));
        }
    }
    Ok(())
}

fn paths<'g, T: FromStr>(
    option: &str,
    values: &'g [ForRoute<T>],
    gateway: &Gateway,
) -> Result<Vec<&'g str>, Failure> {
    let mut paths: Vec<&str> = Vec::new();
    for ForRoute { path, .. } in values {
        if paths.contains(&path.as_str()) {
            let place = if path.is_empty() { "all paths".to_owned() } else { format!("`{path}`") };
            let hint = match gateway.upstream.is_empty() {
                true => "omit one: without `--upstream`, one value holds for all paths".to_owned(),
                false => format!(
                    "omit one of the two values; if a value is for another path, write `{option} /PATH=…`"
                ),
            };
            return Err(Failure::usage(format!("{option} is given twice for {place}"), hint));
        }
        paths.push(path);
    }
    Ok(paths)
}
