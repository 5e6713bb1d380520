//! Session: one connection to the server. Connects, logs in, and sends commands.
//!
//! Invariant: each response is awaited for a limited time.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Cmd, Pipeline, ProtocolVersion, RedisConnectionInfo, RedisResult, Value};
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use vsw::secret::Secret;

use super::address::{Place, ReplayStoreAddress};
use super::error::StoreError;
use super::info::{Info, SECTIONS};
use crate::tls::{self, TlsError, handshake};

pub struct Dialer {
    address: ReplayStoreAddress,
    password: Option<Secret>,
    tls: Option<(TlsConnector, ServerName<'static>)>,
    timeout: Duration,
}

/// Closes the socket on drop.
pub struct Session {
    connection: MultiplexedConnection,
    driver: AbortHandle,
    timeout: Duration,
    database: i64,
}

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Maximum time to connect and log in. Unlike `Dialer::timeout`, it delays no delivery.
const CONNECTING: Duration = Duration::from_secs(1);

impl Dialer {
    pub fn new(
        address: ReplayStoreAddress,
        password: Option<Secret>,
        ca_file: Option<&Path>,
        timeout: Duration,
    ) -> Result<Self, StoreError> {
        let tls = match &address.place {
            Place::Tcp { host, .. } if address.has_tls() => {
                let mut configuration =
                    tls::configuration(tls::Use::Always, ca_file).map_err(StoreError::Tls)?;
                // A connection to the store does not use HTTP.
                configuration.alpn_protocols.clear();
                let name = ServerName::try_from(host.clone());
                let name = name.map_err(|error| StoreError::Tls(TlsError::Library(error.to_string())))?;
                Some((TlsConnector::from(Arc::new(configuration)), name))
            }
            _ => None,
        };
        match (address.user(), &password) {
            (Some(user), None) => Err(StoreError::UserWithoutPassword(user.to_owned())),
            (_, Some(password)) if std::str::from_utf8(password.expose()).is_err() => {
                Err(StoreError::NotText)
            }
            _ => Ok(Self { address, password, tls, timeout }),
        }
    }

    pub async fn open(&self) -> Result<Session, StoreError> {
        let login = self.login();
        let opened = timeout(CONNECTING, async {
            let stream = self.connect().await.map_err(|error| match handshake::words(&error) {
                Some(words) => StoreError::NoTls(self.unreached(&words)),
                None => StoreError::NotConnected(self.unreached(&error.to_string())),
            })?;
            let configuration = AsyncConnectionConfig::new().set_response_timeout(None);
            let opened = MultiplexedConnection::new_with_config(&login, stream, configuration);
            opened.await.map_err(StoreError::from)
        });
        let late = |_| {
            let reason = format!("no response within {} s", CONNECTING.as_secs_f64());
            StoreError::NotConnected(self.unreached(&reason))
        };
        let (connection, driver) = opened.await.map_err(late)??;
        let driver = tokio::spawn(driver).abort_handle();
        Ok(Session { connection, driver, timeout: self.timeout, database: self.address.database })
    }

    fn unreached(&self, reason: &str) -> String {
        format!("`{}`: {reason}", self.address)
    }

    fn login(&self) -> RedisConnectionInfo {
        let mut login = RedisConnectionInfo::default()
            .set_protocol(ProtocolVersion::RESP2)
            .set_db(self.address.database)
            // Without `CLIENT SETINFO`, the user needs fewer permissions.
            .set_skip_set_lib_name();
        if let Some(user) = self.address.user() {
            login = login.set_username(user);
        }
        // `new` has checked that the password is UTF-8.
        if let Some(Ok(password)) =
            self.password.as_ref().map(|password| std::str::from_utf8(password.expose()))
        {
            login = login.set_password(password);
        }
        login
    }

    async fn connect(&self) -> io::Result<Box<dyn Stream>> {
        let stream: Box<dyn Stream> = match &self.address.place {
            Place::Socket(path) => Box::new(UnixStream::connect(path).await?),
            Place::Tcp { host, port, .. } => {
                let stream = match host.as_str() {
                    // Do not ask DNS, which may return another machine.
                    "localhost" => {
                        let addresses = [IpAddr::from(Ipv4Addr::LOCALHOST), Ipv6Addr::LOCALHOST.into()]
                            .map(|address| SocketAddr::new(address, *port));
                        TcpStream::connect(addresses.as_slice()).await?
                    }
                    host => TcpStream::connect((host, *port)).await?,
                };
                // Without this option, requests are only slower.
                let _ = stream.set_nodelay(true);
                Box::new(stream)
            }
        };
        match &self.tls {
            None => Ok(stream),
            Some((connector, name)) => Ok(Box::new(connector.connect(name.clone(), stream).await?)),
        }
    }
}

impl Session {
    pub fn connection(&self) -> MultiplexedConnection {
        self.connection.clone()
    }

    pub async fn info(&mut self) -> Result<Info, StoreError> {
        self.info_of(&redis::cmd("INFO")).await
    }

    /// Requests only the needed sections. Redis 6 cannot return several sections, but the replay store needs
    /// Redis 7 anyway.
    pub async fn info_again(&mut self) -> Result<Info, StoreError> {
        self.info_of(redis::cmd("INFO").arg(&SECTIONS[..])).await
    }

    async fn info_of(&mut self, command: &Cmd) -> Result<Info, StoreError> {
        match self.send(command).await? {
            Value::BulkString(text) => Ok(Info::parse(&String::from_utf8_lossy(&text), self.database)),
            _ => Err(StoreError::Foreign("the response to INFO is malformed".to_owned())),
        }
    }

    pub async fn send(&mut self, command: &Cmd) -> Result<Value, StoreError> {
        let sent = self.connection.send_packed_command(command);
        match in_time(self.timeout, sent).await? {
            Value::ServerError(error) => Err((&error).into()),
            value => Ok(value),
        }
    }

    /// Returns the responses. A server error is one of the responses, not a failure.
    pub async fn send_all(&mut self, commands: &Pipeline) -> Result<Vec<Value>, StoreError> {
        let sent = self.connection.send_packed_commands(commands, 0, commands.len());
        in_time(self.timeout, sent).await
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

pub async fn in_time<T>(
    time: Duration,
    response: impl Future<Output = RedisResult<T>>,
) -> Result<T, StoreError> {
    Ok(timeout(time, response).await.map_err(|_| StoreError::TimedOut(time))??)
}
