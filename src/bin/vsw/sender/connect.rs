//! Connect: connects to a target over TCP or a Unix socket, with or without TLS.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use hyper::Uri;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tower_service::Service;

use super::target::Place;

#[derive(Clone)]
pub struct Connector {
    pub(super) place: Arc<Place>,
    pub(super) tls: Option<(TlsConnector, ServerName<'static>)>,
}

const OTHER_FAMILY: Duration = Duration::from_millis(200);

pub struct Stream(Box<dyn ReadWrite>);

trait ReadWrite: AsyncRead + AsyncWrite + Send + Unpin {}
impl<T: AsyncRead + AsyncWrite + Send + Unpin> ReadWrite for T {}

impl Connector {
    pub async fn connect(self) -> io::Result<Stream> {
        let stream: Box<dyn ReadWrite> = match &*self.place {
            Place::Socket(path) => Box::new(UnixStream::connect(path).await?),
            Place::Addresses(addresses) => Box::new(to_any(addresses).await?),
            Place::Host { name, port } => {
                Box::new(without_delay(TcpStream::connect((name.as_str(), *port)).await?))
            }
        };
        match self.tls {
            None => Ok(Stream(stream)),
            Some((connector, name)) => Ok(Stream(Box::new(connector.connect(name, stream).await?))),
        }
    }
}

/// Connects to the first address that accepts. The error may suggest the loopback address of the other IP version.
async fn to_any(addresses: &[SocketAddr]) -> io::Result<TcpStream> {
    match (TcpStream::connect(addresses).await, addresses) {
        (Ok(stream), _) => Ok(without_delay(stream)),
        (Err(error), [only])
            if only.ip().is_loopback() && error.kind() == io::ErrorKind::ConnectionRefused =>
        {
            let other: IpAddr = match only.ip() {
                IpAddr::V4(_) => Ipv6Addr::LOCALHOST.into(),
                IpAddr::V6(_) => Ipv4Addr::LOCALHOST.into(),
            };
            let other = SocketAddr::new(other, only.port());
            match timeout(OTHER_FAMILY, TcpStream::connect(other)).await {
                Ok(Ok(_)) => Err(io::Error::new(
                    error.kind(),
                    format!("{error}; {other} accepts connections, so use this address"),
                )),
                _ => Err(error),
            }
        }
        (Err(error), _) => Err(error),
    }
}

fn without_delay(stream: TcpStream) -> TcpStream {
    let _ = stream.set_nodelay(true);
    stream
}

impl Service<Uri> for Connector {
    type Response = TokioIo<Stream>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<TokioIo<Stream>>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let connector = self.clone();
        Box::pin(async move { connector.connect().await.map(TokioIo::new) })
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write_vectored(context, parts)
    }

    fn is_write_vectored(&self) -> bool {
        self.0.is_write_vectored()
    }
}
